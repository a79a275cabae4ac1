"""Documents in chunks: what one process does with a chunk, and what stands between chunks stays in its place."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

from graphkit.batches import batches
from graphkit.errors import GraphkitError
from graphkit.model import Document, Extraction
from graphkit.readers import Item, Reject

# a worker's answer is a second or so of work: often enough to be seen, too seldom to cost anything
CHUNK = 32
NO_UNICODE = "has characters in it that are no Unicode: take them out"
DEADLY = "reading it ends the process, perhaps for want of memory: shorten it, or leave it out"

Outcome = Extraction | Reject


@dataclass(frozen=True, slots=True)
class Description:
    """What makes one extraction the same as another: the versions, the model and the digest of the knowledge file."""

    graphkit: str
    model: str
    language: str
    knowledge: str | None
    open_relations: bool


class Runner(Protocol):
    """Something that extracts chunks of documents: this process, others, other machines."""

    @property
    def chunk(self) -> int | None:
        """Documents in a chunk; None for a whole shard."""
        ...

    def describe(self) -> Description:
        """What the extraction is made with."""
        ...

    def map(self, chunks: Iterable[list[Document]]) -> Iterator[list[Outcome]]:
        """An outcome for each document, chunk by chunk, in order; only a few chunks are read ahead."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...


class Here:
    """Extraction in this process."""

    chunk: int | None = CHUNK

    def __init__(self, pipeline: Mapping[str, Any]) -> None:
        self._pipeline = pipeline

    def describe(self) -> Description:
        """See Runner."""
        return describe(self._pipeline)

    def map(self, chunks: Iterable[list[Document]]) -> Iterator[list[Outcome]]:
        """See Runner."""
        return (extract_chunk(chunk, self._pipeline) for chunk in chunks)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass


def extract_chunk(documents: list[Document], pipeline: Mapping[str, Any]) -> list[Outcome]:
    """What each document says; one on which the pipeline fails is rejected, and the others are not touched."""
    if not documents:
        return []
    from graphkit.extraction import extract_documents

    try:
        return list(extract_documents(documents, **pipeline))
    except GraphkitError:  # no pipeline, which is nobody's article's fault
        raise
    except Exception as error:
        if len(documents) > 1:
            return [outcome for document in documents for outcome in extract_chunk([document], pipeline)]
        return [rejected(documents[0], f"the pipeline fails on it, {type(error).__name__}: {error}")]


def describe(pipeline: Mapping[str, Any]) -> Description:
    """What this process would extract with; loads the pipeline. Raises PipelineError or OntologyError."""
    from graphkit.extraction import load_pipeline
    from graphkit.version import __version__

    nlp = load_pipeline(**pipeline)
    model = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    knowledge, open_relations = pipeline["knowledge"], bool(pipeline["open_relations"])
    digest = digest_of(Path(knowledge).read_bytes()) if knowledge else None
    return Description(__version__, model, nlp.lang or "", digest, open_relations)


def digest_of(data: bytes) -> str:
    """A short digest of a file's content."""
    import hashlib

    return hashlib.blake2b(data, digest_size=16).hexdigest()


def rejected(document: Document, reason: str) -> Reject:
    """An article that cannot be used, with the line that loads it again."""
    line = {"id": document.id, "text": document.text, **document.metadata()}
    given = {key: value for key, value in line.items() if value is not None}
    return Reject(document.id, " ".join(reason.split()), (json.dumps(given, ensure_ascii=False),))


def outcomes(items: Iterable[Item], runner: Runner) -> Iterator[Outcome]:
    """Items with the documents among them extracted; everything else passes, in its place."""
    pending: deque[list[Item]] = deque()

    def chunks() -> Iterator[list[Document]]:
        for chunk in batches(items, runner.chunk or CHUNK):
            pending.append(chunk)
            yield [item for item in chunk if isinstance(item, Document)]

    for found in runner.map(chunks()):
        yield from joined(pending.popleft(), found)


def joined(items: Iterable[Item], found: Iterable[Outcome]) -> Iterator[Outcome]:
    """Items with each document replaced by its outcome."""
    results = iter(found)
    for item in items:
        yield next(results) if isinstance(item, Document) else item
