"""Documents into a store, each whole or not at all, and out again."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from graphkit.errors import InputError
from graphkit.loader.checkpoint import Checkpoint
from graphkit.loader.halving import halved
from graphkit.loader.intake import Intake
from graphkit.loader.replacement import Replacement
from graphkit.loader.report import LoadReport, Rejection
from graphkit.model import Extraction
from graphkit.stores.base import Store

BATCH_SIZE = 5000


def load(
    extractions: Iterable[Extraction],
    store: Store,
    *,
    batch_size: int = BATCH_SIZE,
    progress: Callable[[LoadReport], object] | None = None,
    on_reject: Callable[[Rejection], object] | None = None,
    checkpoint: Checkpoint | None = None,
) -> LoadReport:
    """Put documents into the graph, each whole or not at all; one that is there already is replaced.

    `batch_size` is the number of rows sent at once, and about the number of nodes in a transaction;
    `progress` gets the report so far after each transaction. A document that cannot be stored is listed in
    `rejected`, and given to `on_reject` at once; the others are loaded. `checkpoint` is one that watches what
    the extractions are made of. Raises StoreError.

    >>> with connect("news.db") as store:                                        # doctest: +SKIP
    ...     load(extractions, store).statements_added
    """
    if batch_size < 1:
        raise InputError(f"the batch size must be 1 or more, not {batch_size}")
    started = time.monotonic()
    store.apply_schema()
    intake, report = Intake(on_reject), LoadReport()
    for chunk, last in _chunks(intake.accept(extractions), batch_size):
        for part in _store(chunk, store, intake, batch_size, None if last else checkpoint):
            report += part
            if progress:
                progress(report)
    if checkpoint:
        checkpoint.clear(store)
    return replace(
        report,
        relations=intake.relations,
        entities=Counter(intake.kinds.values()),
        rejected=tuple(intake.rejected),
        seconds=time.monotonic() - started,
    )


def retract(document_id: str, store: Store) -> LoadReport:
    """Take a document out: what is left is the graph that the others alone make.

    Raises InputError for a document that is not there, with ids that look like it.
    """
    started = time.monotonic()
    store.apply_schema()
    report = Replacement({document_id: None}, batch_size=BATCH_SIZE).apply(store)
    if not report.removed:
        raise InputError(f"there is no document {document_id!r} in {store.url}{_near(document_id, store)}")
    return replace(report, seconds=time.monotonic() - started)


def _store(
    chunk: list[Extraction], store: Store, intake: Intake, batch_size: int, checkpoint: Checkpoint | None
) -> Iterator[LoadReport]:
    def attempt(part: Sequence[Extraction]) -> LoadReport:
        mark = checkpoint.mark(part[-1].document.id) if checkpoint else None
        wanted = {extraction.document.id: extraction for extraction in part}
        report = Replacement(wanted, batch_size=batch_size, mark=mark).apply(store)
        for extraction in part:
            intake.count(extraction)
        return report

    yield from halved(chunk, attempt, intake.refuse)
    if checkpoint:
        checkpoint.passed(chunk[-1].document.id)


def _chunks(extractions: Iterable[Extraction], size: int) -> Iterator[tuple[list[Extraction], bool]]:
    """Whole documents, together about `size` nodes, and whether these are known to be the last."""
    chunk: list[Extraction] = []
    nodes = 0
    for extraction in extractions:
        chunk.append(extraction)
        nodes += 1 + len(extraction.statements)
        if nodes >= size:
            yield chunk, False
            chunk, nodes = [], 0
    if chunk:
        yield chunk, True


def _near(document_id: str, store: Store) -> str:
    ids = [str(row[0]) for row in store.read("MATCH (d:Document) RETURN d.id ORDER BY d.id").rows]
    if not ids:
        return ": it holds no documents"
    near = get_close_matches(document_id, ids, n=3, cutoff=0.4) or ids[:3]
    return f"; there are {', '.join(map(repr, near))}{' and others' if len(ids) > len(near) else ''}"
