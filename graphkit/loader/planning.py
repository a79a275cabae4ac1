"""What a load would do, found out by reading only."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graphkit.batches import batches
from graphkit.loader.documents import BATCH_SIZE
from graphkit.loader.elements import Element, RelationshipShape
from graphkit.loader.graphrows import RowsReport
from graphkit.loader.intake import Intake
from graphkit.loader.replacement import Replacement
from graphkit.loader.report import LoadReport, Rejection
from graphkit.loader.rows import Rows
from graphkit.loader.spool import Spool
from graphkit.loader.writing import Outcome, Tally, by_names, glanced, same, wanted
from graphkit.model import Extraction
from graphkit.stores.base import Parameters, Result, Store
from graphkit.stores.upsert import NodeStatements, RelationshipStatements


@dataclass(frozen=True, slots=True)
class DocumentsPlan:
    """What a load of documents would do: to documents and statements, and in all to nodes and relationships."""

    report: LoadReport
    nodes: Tally
    relationships: Tally
    nodes_deleted: int
    relationships_deleted: int


def plan_documents(
    extractions: Iterable[Extraction], store: Store | None
) -> tuple[DocumentsPlan, list[Rejection]]:
    """Look at all documents together; without a store, at an empty graph."""
    intake = Intake()
    wanted = {extraction.document.id: extraction for extraction in intake.accept(extractions)}
    report, changes = Replacement(wanted, batch_size=BATCH_SIZE).look(_Glimpse(_Reading(store)))
    plan = DocumentsPlan(
        report,
        Tally(len(changes.create_nodes), len(changes.update_nodes)),
        Tally(len(changes.create_relationships), len(changes.update_relationships)),
        len(changes.delete_nodes),
        len(changes.delete_relationships),
    )
    return plan, intake.rejected


def plan_rows(
    spool: Spool, store: Store | None, *, batch_size: int = BATCH_SIZE
) -> tuple[RowsReport, list[Rejection]]:
    """Look at all rows, a batch at a time; without a store, at an empty graph."""
    report, loose = RowsReport(), []
    for shape in spool.shapes():
        for batch in batches(spool.elements(shape), batch_size):
            outcome = _planned(batch, spool, store)
            report.add(shape, outcome)
            loose += [Rejection(e.place or str(e), why, (e.to_line(),)) for e, why in outcome.loose]
    report.rejected = len(loose)
    return report, loose


class _Reading:
    """A store as a transaction that reads; nothing at all where there is none."""

    def __init__(self, store: Store | None) -> None:
        self._store = store

    def run(self, cypher: str, parameters: Parameters | None = None) -> Result:
        """Rows of one statement."""
        return self._store.read(cypher, parameters) if self._store else Result([], [])


class _Glimpse(Rows):
    """Reads without taking locks."""

    def lock(self, label: str, ids: Collection[str]) -> None:
        """What is read may change before it is written; a plan can live with that."""


def _planned(batch: list[Element], spool: Spool, store: Store | None) -> Outcome:
    outcome = Outcome()
    for statements, group in by_names(batch):
        left = glanced(statements, group, store).left if store else group
        there = _there(statements, left, store) if store else {}
        changed = sum(not same(row, wanted(statements, left[number])) for number, row in there.items())
        missing = [element for number, element in enumerate(left) if number not in there]
        loose = [(e, why) for e in missing if (why := _loose(e, spool, store))]
        made, kept = len(missing) - len(loose), len(group) - len(missing) - changed
        outcome.tally = outcome.tally.plus(Tally(made, changed, kept))
        outcome.loose += loose
    return outcome


def _there(
    statements: NodeStatements | RelationshipStatements, elements: list[Element], store: Store
) -> dict[int, list[object]]:
    if isinstance(statements, NodeStatements):
        parameters: Parameters = {"keys": [element.key[0] for element in elements]}
    else:
        parameters = {"rows": [list(element.key) for element in elements]}
    return (
        {row[0]: row[1:] for row in store.read(statements.find(), parameters).rows[0][0]} if elements else {}
    )


def _loose(element: Element, spool: Spool, store: Store | None) -> str | None:
    """Why a relationship could not be made: an end that is neither in the store nor among the rows."""
    if not isinstance(element.shape, RelationshipShape):
        return None
    for end, value in zip((element.shape.start, element.shape.end), element.key, strict=True):
        found = NodeStatements((end.label,), end.key, (), ()).find()
        if not spool.holds(end, value) and not (store and store.read(found, {"keys": [value]}).rows[0][0]):
            return f"there is no {end.label} with {end.key} {value!r}: load the nodes first"
    return None
