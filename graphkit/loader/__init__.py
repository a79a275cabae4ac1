"""Load extractions into a store, take documents out again, read the graph back."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from graphkit import graph
from graphkit.errors import InputError
from graphkit.loader.intake import Intake
from graphkit.loader.replacement import Replacement
from graphkit.loader.report import LoadReport, Rejection
from graphkit.loader.rows import to_node, to_relationship
from graphkit.model import Extraction, Node, Relationship
from graphkit.stores.base import Store

__all__ = ["BATCH_SIZE", "LoadReport", "Rejection", "export", "load", "retract"]

BATCH_SIZE = 5000


def load(
    extractions: Iterable[Extraction],
    store: Store,
    *,
    batch_size: int = BATCH_SIZE,
    progress: Callable[[LoadReport], object] | None = None,
) -> LoadReport:
    """Put documents into the graph, each whole or not at all; one that is there already is replaced.

    `batch_size` is the number of rows sent at once, and about the number of nodes in a transaction;
    `progress` gets the report so far after each transaction. A document that cannot be stored is listed in
    `rejected`, the others are loaded. Raises StoreError.

    >>> with connect("news.db") as store:                                        # doctest: +SKIP
    ...     load(extractions, store).statements_added
    """
    if batch_size < 1:
        raise InputError(f"the batch size must be 1 or more, not {batch_size}")
    started = time.monotonic()
    store.apply_schema()
    intake, report = Intake(), LoadReport()
    for chunk in _chunks(intake.accept(extractions), batch_size):
        report += Replacement(chunk, batch_size=batch_size).apply(store)
        if progress:
            progress(report)
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


def export(store: Store) -> tuple[list[Node], list[Relationship]]:
    """Read the whole graph back, in the order of `graph.build`."""
    nodes = [
        to_node(*row)
        for label in ("Document", "Entity", "Statement")
        for row in store.read(f"MATCH (n:{label}) RETURN n.id, labels(n), properties(n)").rows
    ]
    relationships = [
        to_relationship(type_, (start, start_id), (end, end_id), properties)
        for start, types, end in (
            ("Statement", ":IN_DOCUMENT", "Document"),
            ("Statement", f":{'|'.join(graph.LINKS)}", "Entity"),
            ("Entity", "", "Entity"),
        )
        for type_, start_id, end_id, properties in store.read(
            f"MATCH (a:{start})-[r{types}]->(b:{end}) RETURN type(r), a.id, b.id, properties(r)"
        ).rows
    ]
    return graph.in_order(nodes, relationships)


def _chunks(extractions: Iterable[Extraction], size: int) -> Iterator[dict[str, Extraction | None]]:
    """Whole documents, together about `size` nodes."""
    chunk: dict[str, Extraction | None] = {}
    nodes = 0
    for extraction in extractions:
        chunk[extraction.document.id] = extraction
        nodes += 1 + len(extraction.statements)
        if nodes >= size:
            yield chunk
            chunk, nodes = {}, 0
    if chunk:
        yield chunk


def _near(document_id: str, store: Store) -> str:
    ids = [str(row[0]) for row in store.read("MATCH (d:Document) RETURN d.id ORDER BY d.id").rows]
    if not ids:
        return ": it holds no documents"
    near = get_close_matches(document_id, ids, n=3, cutoff=0.4) or ids[:3]
    return f"; there are {', '.join(map(repr, near))}{' and others' if len(ids) > len(near) else ''}"
