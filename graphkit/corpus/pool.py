"""Extraction in several processes of this machine.

A worker is a process of its own that was never forked from this one, so a script needs no `if __name__ ==
"__main__"`, and it counts with one thread. A thread here talks to each worker: what it writes and waits for never
blocks the caller, who gets the answers in order.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import Any, Self, TypeVar

from graphkit.corpus import ONE_THREAD
from graphkit.corpus.chunks import CHUNK, DEADLY, Description, Outcome, rejected
from graphkit.errors import GraphkitError, InputError, PipelineError
from graphkit.model import Document, Extraction

# chunks on their way, for each worker: one at work and some that wait, so that a slow reader stops nobody
AHEAD = 3
# a vocabulary grows with every new word and never shrinks
RENEWED_AFTER = 20_000
ATTEMPTS = 2
_START = "import sys; sys.path[:] = {path!r}; from graphkit.corpus.worker import main; main()"

Answer = TypeVar("Answer")


class WorkerDied(Exception):
    """A worker process ended before it answered."""


class Pool:
    """So many worker processes, started when there is something for them to do."""

    chunk: int | None = CHUNK

    def __init__(self, pipeline: Mapping[str, Any], workers: int) -> None:
        """`pipeline` is what `load_pipeline` takes."""
        self._size = workers
        self._workers = [Worker(pipeline) for _ in range(workers)]
        self._free: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for worker in reversed(self._workers):
            self._free.put(worker)
        self._closed = False

    def describe(self) -> Description:
        """See Runner; a worker loads the pipeline, this process does not."""
        return self._with_worker(lambda worker: worker.started())

    def map(self, chunks: Iterable[list[Document]]) -> Iterator[list[Outcome]]:
        """See Runner. Raises PipelineError where the workers cannot begin."""
        threads = ThreadPoolExecutor(self._size)
        pending: deque[Future[list[Outcome]]] = deque()
        try:
            for chunk in chunks:
                pending.append(threads.submit(self._extract, chunk))
                if len(pending) >= AHEAD * self._size:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        except BaseException:
            self.close()  # what is at work would be waited for
            raise
        finally:
            threads.shutdown(cancel_futures=True)

    def close(self) -> None:
        """End all workers at once."""
        self._closed = True
        for worker in self._workers:
            worker.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _with_worker(self, work: Callable[[Worker], Answer]) -> Answer:
        worker = self._free.get()
        try:
            return work(worker)
        finally:
            self._free.put(worker)

    def _extract(self, chunk: list[Document]) -> list[Outcome]:
        return self._with_worker(lambda worker: self._tried(worker, chunk)) if chunk else []

    def _tried(self, worker: Worker, chunk: list[Document]) -> list[Outcome]:
        """A chunk that ends its worker is done again, then its documents one by one, and the deadly one rejected."""
        for _ in range(ATTEMPTS):
            if self._closed:
                return []
            with suppress(WorkerDied):
                return worker.extract(chunk)
        return [self._alone(worker, document) for document in chunk]

    def _alone(self, worker: Worker, document: Document) -> Outcome:
        try:
            return worker.extract([document])[0]
        except WorkerDied:
            return rejected(document, DEADLY)


class Worker:
    """One worker process after another: a new one where the last has died or has grown old."""

    def __init__(self, pipeline: Mapping[str, Any]) -> None:
        self._pipeline = dict(pipeline)
        self._process: subprocess.Popen[bytes] | None = None
        self._description: Description | None = None
        self._stopped = False
        self._done = 0

    def started(self) -> Description:
        """The description of a process that is ready. Raises PipelineError, or WorkerDied after `stop`."""
        if self._process is None or self._description is None:
            for attempt in range(ATTEMPTS):
                try:
                    self._description = self._start()
                    break
                except WorkerDied as error:
                    if self._stopped:
                        raise
                    if attempt + 1 == ATTEMPTS:
                        advice = "perhaps there is not enough memory for so many, try fewer --workers"
                        raise PipelineError(
                            f"a worker process {error} before it was ready: {advice}"
                        ) from error
        assert self._description
        return self._description

    def extract(self, documents: list[Document]) -> list[Outcome]:
        """An outcome for each document; raises WorkerDied."""
        if self._done + len(documents) > RENEWED_AFTER:
            self._discard()
        self.started()
        found: list[Outcome] = self._ask(documents)
        self._done += len(documents)
        return [_with_text(outcome, document) for outcome, document in zip(found, documents, strict=True)]

    def stop(self) -> None:
        """End the process, for good; may be called by another thread."""
        self._stopped = True
        if process := self._process:
            process.kill()
            process.wait()

    def _start(self) -> Description:
        path = [entry or os.getcwd() for entry in sys.path]
        self._process = process = subprocess.Popen(
            [sys.executable, "-c", _START.format(path=path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **dict.fromkeys(ONE_THREAD, "1")},
            # Ctrl-C in a terminal is for the parent
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._done = 0
        if self._stopped:
            process.kill()
        description: Description = self._ask(self._pipeline)
        return description

    def _ask(self, question: object) -> Any:
        assert self._process
        assert self._process.stdin
        assert self._process.stdout
        try:
            pickle.dump(question, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
            answer = pickle.load(self._process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError, ValueError) as error:
            code = self._discard()
            raise WorkerDied(f"ended (exit code {code})") from error
        if isinstance(answer, GraphkitError):
            self._discard()
            raise answer
        return answer

    def _discard(self) -> int | None:
        """Forget the process; returns its exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        return process.wait()


def count_of(workers: str | int) -> int:
    """How many workers are meant: 0 and "auto" are all processors that this process may use."""
    if workers not in (0, "auto"):
        if isinstance(workers, str) or workers < 0:
            raise InputError(f'workers are a number or "auto", not {workers!r}')
        return workers
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _with_text(outcome: Outcome, document: Document) -> Outcome:
    if not isinstance(outcome, Extraction):
        return outcome
    return replace(outcome, document=replace(outcome.document, text=document.text))
