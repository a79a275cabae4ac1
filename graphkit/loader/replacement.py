"""One transaction of the loader: some whole documents go from what the store holds to what they say now.

The entities and typed relationships that they touch change in the same transaction, so the graph is exact
after each commit, whatever is killed in between. Everything is read under locks before the first write, so
the transaction can be run again, and an interrupted load is finished by the same command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from graphkit import graph
from graphkit.graph import Contribution, Evidence, Link, Triple
from graphkit.loader.regrouping import Move, regrouped, touches_reports
from graphkit.loader.report import LoadReport
from graphkit.loader.rows import Rows, Stored, contribute_stored
from graphkit.model import Extraction
from graphkit.stores.base import Counters, Store, Transaction
from graphkit.stores.merge import Changes

K = TypeVar("K")
V = TypeVar("V")
Mark = tuple[str, dict[str, Any]]


class Replacement:
    """Documents by id with their wanted content; None is for a document that shall not be there.

    `mark` is a statement about the load itself, run where something else was written.
    """

    def __init__(
        self, wanted: Mapping[str, Extraction | None], *, batch_size: int, mark: Mark | None = None
    ) -> None:
        self._batch_size = batch_size
        self._mark = mark
        self._target = {id: Stored(*graph.own(e)) if e else Stored() for id, e in wanted.items()}

    def apply(self, store: Store) -> LoadReport:
        """Do it in one managed transaction; writes nothing where all is there already."""
        return store.transact(self._replace)

    def look(self, rows: Rows) -> tuple[LoadReport, Changes]:
        """What it would do, given rows that take no locks."""
        stored = rows.documents(self._target)
        changed = self._changed(stored)
        changes, moves = self._plan(rows, stored, changed)
        return self._report(stored, changed, moves, Counters()), changes

    def _replace(self, transaction: Transaction) -> LoadReport:
        rows = Rows(transaction)
        stored = rows.documents(self._target)
        changed = self._changed(stored)
        if any(touches_reports(stored[id], self._target[id]) for id in changed):
            rows.lock_reports()
        if any(stored[id].nodes for id in changed):
            rows.lock("Document", changed)
            stored |= rows.documents(changed)
            changed = self._changed(stored)
        changes, moves = self._plan(rows, stored, changed)
        statements = changes.statements(batch_size=self._batch_size)
        counters = sum((transaction.run(*statement).counters for statement in statements), Counters())
        if self._mark and changed:
            transaction.run(*self._mark)
        return self._report(stored, changed, moves, counters)

    def _changed(self, stored: Mapping[str, Stored]) -> list[str]:
        return sorted(id for id, target in self._target.items() if not target.same_as(stored[id]))

    def _plan(
        self, rows: Rows, stored: Mapping[str, Stored], changed: list[str]
    ) -> tuple[Changes, dict[str, Move]]:
        """What is to be changed, and the reports that it touches."""
        changes, before, after = Changes(), Contribution(), Contribution()
        if not changed:
            return changes, {}
        old = {id: stored[id] for id in changed}
        new = {id: self._target[id] for id in changed}
        moves = regrouped(rows, old, new)
        others = [id for id, move in moves.items() if id not in old and move.was != move.now]
        rows.lock("Document", others)
        old |= rows.documents(others)
        for id, content in old.items():
            report = moves[id].now if id in moves else content.report()
            target = new.get(id, content).of_report(report)
            changes.compare_nodes(content.nodes, target.nodes)
            changes.compare_relationships(content.links, target.links)
            contribute_stored(content, before)
            contribute_stored(target, after)
        entities, triples = _differing(before.links, after.links), _differing(before.evidence, after.evidence)
        rows.lock(
            "Entity", {*entities, *(end for start, _, end in triples), *(start for start, _, _ in triples)}
        )
        _plan_projections(changes, rows, triples, before.evidence, after.evidence, _only_of(new, moves))
        _plan_entities(changes, rows, entities, before.links, after.links)
        return changes, moves

    def _copies(self, stored: Mapping[str, Stored], moves: Mapping[str, Move]) -> int:
        """Documents wanted that are copies, and how many more others are than before."""
        there = {id: content.report() for id, content in stored.items() if self._target[id].nodes}
        there |= {id: move.now for id, move in moves.items() if id in there}
        others = [(id, move) for id, move in moves.items() if id not in stored]
        more = sum((move.now != id) - (move.was not in (id, None)) for id, move in others)
        return more + sum(report not in (id, None) for id, report in there.items())

    def _report(
        self, stored: Mapping[str, Stored], changed: list[str], moves: Mapping[str, Move], counters: Counters
    ) -> LoadReport:
        there = {id for id, content in stored.items() if content.nodes}
        wanted = {id for id, content in self._target.items() if content.nodes}
        old = {id: node for content in stored.values() for id, node in content.statements().items()}
        new = {id: node for content in self._target.values() for id, node in content.statements().items()}
        kept = old.keys() & new.keys()
        untouched = sum(old[id] == new[id] for id in kept)
        return LoadReport(
            new=len(wanted - there),
            changed=len(wanted & there & set(changed)),
            unchanged=len((wanted & there) - set(changed)),
            removed=len(there - wanted),
            copies=self._copies(stored, moves),
            statements_added=len(new) - len(kept),
            statements_updated=len(kept) - untouched,
            statements_removed=len(old) - len(kept),
            statements_unchanged=untouched,
            counters=counters,
        )


def _only_of(new: Mapping[str, Stored], moves: Mapping[str, Move]) -> set[str]:
    """Reports that no other document prints than some new ones."""
    return {move.now for id, move in moves.items() if id in new} - {
        move.now for id, move in moves.items() if id not in new
    }


def _plan_projections(
    changes: Changes,
    rows: Rows,
    triples: list[Triple],
    before: Mapping[Triple, Counter[Evidence]],
    after: Mapping[Triple, Counter[Evidence]],
    fresh: set[str],
) -> None:
    there = rows.projections(triples)
    # what only grows is not counted anew: a busy actor has more statements than there are in a batch
    grown = [
        graph.grown_projection(there[triple], evidence)
        for triple, evidence in after.items()
        if triple in there
        and "reports" in there[triple].properties  # else it is older than the look for copies
        and not before.get(triple)
        and all(found.report in fresh for found in evidence)
    ]
    counted = there.keys() - {(one.start[1], one.type, one.end[1]) for one in grown}
    rest = [triple for triple in triples if triple in counted or triple not in there]
    left = _balance(rest, rows.evidence_counts(counted), before, after)
    changes.compare_relationships(
        there.values(), [*grown, *(graph.projection(t, found) for t, found in left.items())]
    )


def _plan_entities(
    changes: Changes,
    rows: Rows,
    ids: list[str],
    before: Mapping[str, Counter[Link]],
    after: Mapping[str, Counter[Link]],
) -> None:
    there = rows.entities(ids)
    more = {id: graph.grown_entity(node, after[id]) for id, node in there.items() if not before.get(id)}
    grown = {id: node for id, node in more.items() if node}
    rest = [id for id in ids if id not in grown]
    left = _balance(rest, rows.link_counts(there.keys() - grown), before, after)
    wanted = grown | {id: graph.entity(id, links) for id, links in left.items()}
    moved = {id for id in wanted if id in there and there[id].labels != wanted[id].labels}
    changes.compare_nodes(there.values(), [node for id, node in wanted.items() if id not in moved])
    if moved:  # made anew: one engine cannot change a label under a uniqueness constraint
        changes.create_nodes += [wanted[id] for id in moved]
        changes.keep_relationships(rows.relationships_of(moved))


def _differing(before: Mapping[K, Counter[V]], after: Mapping[K, Counter[V]]) -> list[K]:
    keys = sorted({**before, **after})  # type: ignore[type-var]
    return [key for key in keys if before.get(key, Counter()) != after.get(key, Counter())]


def _balance(
    keys: Iterable[K],
    stored: Mapping[K, Counter[V]],
    before: Mapping[K, Counter[V]],
    after: Mapping[K, Counter[V]],
) -> dict[K, Counter[V]]:
    """What all documents say for each key, given what is stored, and what some of them said and say now."""
    left = {}
    for key in keys:
        counts = Counter(stored.get(key))
        counts.subtract(before.get(key, {}))
        counts.update(after.get(key, {}))
        if +counts:
            left[key] = +counts
    return left
