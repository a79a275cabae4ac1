"""Statements that put rows of one shape into a graph: labels, types and names literal and quoted, values in lists.

A row is a list, which is half the work for client and server that a map would be. `forms` say how a cell of it
becomes a value: times with a zone go as text, since the embedded engine drops the zone of one that is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.stores.merge import quoted

CELL, MOMENT, MOMENTS = "row[{}]", "datetime(row[{}])", "[one IN row[{}] | datetime(one)]"

# numbers that are not sent need not be packed
NUMBERED = "UNWIND range(0, size($rows) - 1) AS i WITH i, $rows[i] AS row"


@dataclass(frozen=True, slots=True)
class NodeStatements:
    """For nodes with the same labels and the same named properties; `key` is the property that tells them apart."""

    labels: tuple[str, ...]
    key: str
    names: tuple[str, ...]
    forms: tuple[str, ...]

    def glance(self, *, ranged: bool) -> str:
        """[key, labelled, values] of the nodes from $low to $high or with one of $keys, at most $limit."""
        found = _some("n", self.labels[0], self.key, ranged=ranged)
        return f"{found} WITH n LIMIT $limit RETURN collect([n.{quoted(self.key)}, {self._held()}])"

    def find(self) -> str:
        """[number, labelled, values] of those $keys that are there."""
        match = f"MATCH (n:{quoted(self.labels[0])} {{{quoted(self.key)}: $keys[i]}})"
        return f"UNWIND range(0, size($keys) - 1) AS i {match} RETURN collect([i, {self._held()}])"

    def create(self) -> str:
        """Nodes for $rows: [key, values]."""
        properties = _properties("{}: {}", (self.key, *self.names), (CELL, *self.forms), first=0)
        labels = "".join(f":{quoted(label)}" for label in self.labels)
        return f"UNWIND $rows AS row CREATE (n{labels} {{{properties}}})"

    def update(self) -> str:
        """The nodes of $rows become what the rows say."""
        found = f"UNWIND $rows AS row MATCH (n:{quoted(self.labels[0])} {{{quoted(self.key)}: row[0]}})"
        labels = [f"n:{quoted(label)}" for label in self.labels[1:]]
        assigned = [_properties("n.{} = {}", self.names, self.forms, first=1)] if self.names else []
        return f"{found} SET {', '.join([*assigned, *labels])}"

    def _held(self) -> str:
        """Whether a node has all the labels, and its values."""
        labelled = " AND ".join(f"n:{quoted(label)}" for label in self.labels[1:]) or "true"
        return ", ".join((labelled, *(f"n.{quoted(name)}" for name in self.names)))


@dataclass(frozen=True, slots=True)
class RelationshipStatements:
    """For relationships of one type between nodes told apart by (label, property), with named properties."""

    type: str
    start: tuple[str, str]
    end: tuple[str, str]
    names: tuple[str, ...]
    forms: tuple[str, ...]

    def glance(self, *, ranged: bool) -> str:
        """[start, end, values] of the relationships whose start is from $low to $high or in $keys, at most $limit."""
        start, end = f"a.{quoted(self.start[1])}", f"b.{quoted(self.end[1])}"
        values = ", ".join((start, end, *(f"r.{quoted(name)}" for name in self.names)))
        found = f"{_some('a', *self.start, ranged=ranged)} MATCH (a)-[r:{quoted(self.type)}]->"
        return f"{found}(b:{quoted(self.end[0])}) WITH a, r, b LIMIT $limit RETURN collect([{values}])"

    def create(self) -> str:
        """Relationships for $rows, whether there are such or not: [start, end, values]."""
        properties = _properties("{}: {}", self.names, self.forms, first=2)
        ends = f"MATCH {_node('a', self.start, 0)} MATCH {_node('b', self.end, 1)}"
        return f"UNWIND $rows AS row {ends} CREATE (a)-[r:{quoted(self.type)} {{{properties}}}]->(b)"

    def write(self, *, different: bool = False) -> str:
        """Make or mend the relationships of $rows: [start, end, values]; `different` ones need no comparison.

        Returns how many rows have both ends, and how many relationships that were there changed.
        """
        merged = f"{self._ends()} MERGE (a)-[r:{quoted(self.type)}]->(b)"
        if not self.names:
            return f"{merged} RETURN count(DISTINCT i), 0"
        assigned = _properties("r.{} = {}", self.names, self.forms, first=2)
        differs = "true" if different else self._differs()
        return (
            f"{merged} ON CREATE SET {assigned} WITH r, i, row, {differs} AS differs "
            f"FOREACH (one IN CASE WHEN differs THEN [1] ELSE [] END | SET {assigned}) "
            "RETURN count(DISTINCT i), sum(CASE WHEN differs THEN 1 ELSE 0 END)"
        )

    def loose(self) -> str:
        """The numbers of those $rows whose start, and of those whose end, is no node."""
        return (
            f"{NUMBERED} OPTIONAL MATCH {_node('a', self.start, 0)} OPTIONAL MATCH {_node('b', self.end, 1)} "
            "RETURN collect(CASE WHEN a IS NULL THEN i END), collect(CASE WHEN b IS NULL THEN i END)"
        )

    def find(self) -> str:
        """[number, values] of those $rows that are there."""
        values = ", ".join(("i", *(f"r.{quoted(name)}" for name in self.names)))
        return f"{self._ends()} MATCH (a)-[r:{quoted(self.type)}]->(b) RETURN collect([{values}])"

    def _ends(self) -> str:
        return f"{NUMBERED} MATCH {_node('a', self.start, 0)} MATCH {_node('b', self.end, 1)}"

    def _differs(self) -> str:
        pairs = zip((f"r.{quoted(name)}" for name in self.names), _cells(self.forms, first=2), strict=True)
        same = (f"coalesce({held} = {new}, {held} IS NULL AND {new} IS NULL)" for held, new in pairs)
        return f"NOT ({' AND '.join(same)})"


def _some(name: str, label: str, key: str, *, ranged: bool) -> str:
    """The nodes whose key is from $low to $high, which costs less, or among $keys."""
    if ranged:
        # a plan made when there are few relationships yet would read all of them, and be kept while they grow
        value = f"{name}.{quoted(key)}"
        hint = f"USING INDEX SEEK {name}:{quoted(label)}({quoted(key)})"
        return f"MATCH ({name}:{quoted(label)}) {hint} WHERE {value} >= $low AND {value} <= $high"
    return f"UNWIND $keys AS key MATCH ({name}:{quoted(label)} {{{quoted(key)}: key}})"


def unique(label: str, key: str) -> str:
    """The constraint that lets a node be found by its key."""
    return f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{quoted(label)}) REQUIRE n.{quoted(key)} IS UNIQUE"


def _node(name: str, keyed: tuple[str, str], position: int) -> str:
    label, key = keyed
    return f"({name}:{quoted(label)} {{{quoted(key)}: row[{position}]}})"


def _properties(form: str, names: Sequence[str], forms: Sequence[str], *, first: int) -> str:
    cells = zip(names, _cells(forms, first=first), strict=True)
    return ", ".join(form.format(quoted(name), cell) for name, cell in cells)


def _cells(forms: Sequence[str], *, first: int) -> list[str]:
    return [form.format(number) for number, form in enumerate(forms, first)]
