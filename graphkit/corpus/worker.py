"""A worker process: chunks of documents come in on stdin, what they say goes out on stdout, both pickled."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import IO, Any

from graphkit.corpus.chunks import Outcome, describe, extract_chunk
from graphkit.errors import GraphkitError
from graphkit.model import Document, Extraction


def main() -> None:
    """Answer until stdin ends; a worker whose parent is gone ends at once, in the middle of its work too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C, and ends its workers
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a pipeline prints is not an answer
    tasks: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, tasks), daemon=True).start()
    pipeline = tasks.get()
    try:
        _answer(answers, describe(pipeline))
        while True:
            _answer(answers, _extracted(tasks.get(), pipeline))
    except GraphkitError as error:
        _answer(answers, error)
    except BrokenPipeError:
        os._exit(1)


def _receive(stream: IO[bytes], tasks: queue.SimpleQueue[Any]) -> None:
    try:
        while True:
            tasks.put(pickle.load(stream))
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(1)


def _answer(stream: IO[bytes], answer: object) -> None:
    pickle.dump(answer, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _extracted(documents: list[Document], pipeline: Mapping[str, Any]) -> list[Outcome]:
    """The outcomes without the texts, which the parent has."""
    found = extract_chunk(documents, pipeline)
    return [_lean(outcome) if isinstance(outcome, Extraction) else outcome for outcome in found]


def _lean(extraction: Extraction) -> Extraction:
    return replace(extraction, document=replace(extraction.document, text=""))
