"""One batch of elements of one shape into a store: looked at first, then written in one transaction."""

from __future__ import annotations

import json
import marshal
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from threading import Lock
from types import TracebackType
from typing import Any, NamedTuple, Self

from graphkit.loader.elements import Element, NodeShape, RelationshipShape, Shape
from graphkit.stores.base import Counters, Store, Transaction
from graphkit.stores.upsert import CELL, MOMENT, MOMENTS, NodeStatements, RelationshipStatements
from graphkit.stores.values import MARSHAL, PLAIN, encode

Statement = tuple[str, dict[str, Any]]

LONGEST_TURN = 10.0
# types whose values are equal when Python says so
SIMPLE = PLAIN | {float}


class Tally(NamedTuple):
    """Elements that were made, that were changed, and that were there as they are."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*map(sum, zip(self, other, strict=True)))


@dataclass(slots=True)
class Outcome:
    """What one batch did; `loose` are relationships without one of their ends, and which end that is."""

    tally: Tally = field(default_factory=Tally)
    counters: Counters = field(default_factory=Counters)
    loose: list[tuple[Element, str]] = field(default_factory=list)
    attempts: int = 0


class Turn:
    """The right to commit, of which several writers have one at a time.

    Neo4j's record format locks the neighbours in the chains of relationships when it commits, and these may be
    another writer's: two commits at once can deadlock though their nodes are different ones. Whoever waits for
    too long commits all the same; the server then decides.
    """

    def __init__(self, lock: Lock | None = None) -> None:
        self._lock = lock
        self._taken = False

    def take(self) -> None:
        """Wait for it; call it when all is written but not committed."""
        if self._lock and not self._taken:
            self._taken = self._lock.acquire(timeout=LONGEST_TURN)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lock and self._taken:
            self._lock.release()


@dataclass(frozen=True, slots=True)
class Glance:
    """What a look at the range of the keys left: elements that it does not show to be there as they should be.

    Those of `different` are there, with other values; where the look was `complete` all others are new.
    """

    left: list[Element]
    different: frozenset[int] = frozenset()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a store holds of a batch of so many elements, by the statements that write them."""

    groups: list[tuple[NodeStatements | RelationshipStatements, Glance]]
    size: int


def look(batch: Sequence[Element], store: Store) -> Look:
    """Find out what a store holds of elements of one shape."""
    return Look([(named, glanced(named, group, store)) for named, group in by_names(batch)], len(batch))


def write(seen: Look, store: Store, *, mark: Statement | None = None, commits: Lock | None = None) -> Outcome:
    """Put elements of one shape into a store; what is there already as it should be is not touched.

    `mark` is a statement about the load, run in the same transaction, where something is written. Writers that
    share `commits` commit one after the other.
    """
    unchanged = seen.size - sum(len(glance.left) for _, glance in seen.groups)
    if unchanged == seen.size:
        return Outcome(Tally(unchanged=unchanged))
    attempts = 0

    def work(transaction: Transaction) -> Outcome:
        nonlocal attempts
        attempts += 1
        outcome = Outcome(Tally(unchanged=unchanged), attempts=attempts)
        for statements, glance in seen.groups:
            if isinstance(statements, NodeStatements):
                _write_nodes(statements, glance, transaction, outcome)
            else:
                _write_relationships(statements, glance, transaction, outcome)
        if mark and outcome.counters:
            transaction.run(*mark)
        turn.take()
        return outcome

    with Turn(commits) as turn:
        return store.transact(work)


def by_names(
    batch: Iterable[Element],
) -> Iterator[tuple[NodeStatements | RelationshipStatements, list[Element]]]:
    """Elements by the properties that they name, and by how those are sent, with the statements for them."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Element]] = defaultdict(list)
    for element in batch:
        groups[tuple(element.properties), _forms(element.properties.values())].append(element)
    for (names, forms), group in groups.items():
        yield _statements_for(group[0].shape, names, forms), group


def cells(element: Element) -> list[Any]:
    """The values of the properties as they are sent."""
    return [_sent(value) for value in element.properties.values()]


def _statements_for(
    shape: Shape, names: tuple[str, ...], forms: tuple[str, ...]
) -> NodeStatements | RelationshipStatements:
    if isinstance(shape, NodeShape):
        return NodeStatements(shape.labels, shape.key, names, forms)
    return RelationshipStatements(shape.type, shape.start, shape.end, names, forms)


def _forms(values: Collection[Any]) -> tuple[str, ...]:
    if SIMPLE.issuperset(map(type, values)):
        return (CELL,) * len(values)
    return tuple(map(_form, values))


def _form(value: Any) -> str:
    if type(value) in SIMPLE:
        return CELL
    if type(value) is list:
        return MOMENTS if value and _is_zoned(value[0]) else CELL
    return MOMENT if _is_zoned(value) else CELL


def _sent(value: Any) -> Any:
    if _form(value) == CELL:
        return value
    return [_sent(part) for part in value] if type(value) is list else encode(value)["datetime"]


def _is_zoned(value: Any) -> bool:
    return "datetime" in type(value).__name__.lower() and value.tzinfo is not None


def glanced(
    statements: NodeStatements | RelationshipStatements, group: list[Element], store: Store
) -> Glance:
    """Look at all that is stored between the lowest and the highest key, where that costs less than key by key."""
    starts = [element.key[0] for element in group]
    if not all(type(start) is type(starts[0]) and isinstance(start, (str, int)) for start in starts):
        return Glance(group)
    ranged, limit = store.finds_ranges, 2 * len(group)
    bounds = {"low": min(starts), "high": max(starts)} if ranged else {"keys": sorted(set(starts))}
    ends = len(group[0].key)
    keyed = itemgetter(*range(ends))
    rows = store.read(statements.glance(ranged=ranged), {**bounds, "limit": limit}).rows[0][0]
    held = {keyed(row): row for row in rows}
    stored = [held.get(keyed(element.key)) for element in group]
    wished = [[*element.key, *wanted(statements, element)] for element in group]
    if _alike(stored, wished):
        return Glance([])
    left: list[Element] = []
    different: set[int] = set()
    for element, row, wish in zip(group, stored, wished, strict=True):
        if row is not None and same(row[ends:], wish[ends:]):
            continue
        if row is not None:
            different.add(len(left))
        left.append(element)
    return Glance(left, frozenset(different), len(rows) < limit)


def _alike(stored: list[list[Any] | None], wished: list[list[Any]]) -> bool:
    """True where all rows have the same bytes, which is sooner seen than what `same` says of each."""
    try:
        return marshal.dumps(stored, MARSHAL) == marshal.dumps(wished, MARSHAL)
    except ValueError:  # a date or a point
        return False


def wanted(statements: NodeStatements | RelationshipStatements, element: Element) -> list[Any]:
    """The row that `glance` and `find` give of an element that is as it should be: a node has all labels."""
    labelled = [True] if isinstance(statements, NodeStatements) else []
    return [*labelled, *element.properties.values()]


def same(stored: list[Any], wanted: list[Any]) -> bool:
    """True where all values are equal and of one type.

    >>> same([1, "a"], [1, "a"]), same([1], [1.0]), same([1], [True])
    (True, False, False)
    """
    kinds = list(map(type, stored))
    if kinds == list(map(type, wanted)) and SIMPLE.issuperset(kinds):
        return stored == wanted
    return all(map(_equal, stored, wanted))


def _equal(stored: Any, wanted: Any) -> bool:
    if type(stored) is type(wanted) and type(stored) in SIMPLE:
        return bool(stored == wanted)
    return json.dumps(encode(stored)) == json.dumps(encode(wanted))


def _write_nodes(
    statements: NodeStatements, glance: Glance, transaction: Transaction, outcome: Outcome
) -> None:
    nodes = glance.left
    new, different, kept = set(range(len(nodes))) - glance.different, glance.different, 0
    if not glance.complete or outcome.attempts > 1:  # another writer may have been there meanwhile
        keys = {"keys": [node.key[0] for node in nodes]}
        there = {row[0]: row[1:] for row in transaction.run(statements.find(), keys).rows[0][0]}
        different = frozenset(n for n, row in there.items() if not same(row, wanted(statements, nodes[n])))
        new, kept = set(range(len(nodes))) - there.keys(), len(there) - len(different)
    for cypher, numbers in ((statements.create(), new), (statements.update(), different)):
        if numbers:
            rows = [[*nodes[number].key, *cells(nodes[number])] for number in sorted(numbers)]
            outcome.counters += transaction.run(cypher, {"rows": rows}).counters
    outcome.tally = outcome.tally.plus(Tally(len(new), len(different), kept))


def _write_relationships(
    statements: RelationshipStatements, glance: Glance, transaction: Transaction, outcome: Outcome
) -> None:
    for different in (False, True):
        group = [one for n, one in enumerate(glance.left) if (n in glance.different) is different]
        if group:
            _merge_relationships(statements, group, different, transaction, outcome)


def _merge_relationships(
    statements: RelationshipStatements,
    relationships: list[Element],
    different: bool,
    transaction: Transaction,
    outcome: Outcome,
) -> None:
    rows = [[*one.key, *cells(one)] for one in relationships]
    result = transaction.run(statements.write(different=different), {"rows": rows})
    joined, changed = result.rows[0]
    created = result.counters.relationships_created
    outcome.counters += result.counters
    outcome.tally = outcome.tally.plus(Tally(created, changed, joined - created - changed))
    if joined < len(rows):
        outcome.loose += _loose(statements, relationships, rows, transaction)


def _loose(
    statements: RelationshipStatements,
    relationships: list[Element],
    rows: list[Any],
    transaction: Transaction,
) -> Iterator[tuple[Element, str]]:
    starts, ends = transaction.run(statements.loose(), {"rows": rows}).rows[0]
    shape = relationships[0].shape
    if isinstance(shape, RelationshipShape):
        for number in sorted({*starts, *ends}):
            end, (label, key) = (0, shape.start) if number in starts else (1, shape.end)
            value = relationships[number].key[end]
            yield relationships[number], f"there is no {label} with {key} {value!r}: load the nodes first"
