"""A whole graph read from a store as elements, one after the other, whatever its size."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from graphkit.errors import StoreError
from graphkit.loader.checkpoint import LABEL
from graphkit.loader.elements import OWN, Element, NodeKey, NodeShape, RelationshipShape
from graphkit.stores.base import Store
from graphkit.stores.merge import quoted


class GraphReader:
    """Reads nodes by the keys that uniqueness constraints give their labels; graphkit's own come first.

    With `keys`, only nodes with these keys and the relationships between them.
    """

    def __init__(self, store: Store, *, keys: Collection[NodeKey] | None = None) -> None:
        self._store = store
        self._all = keys is None
        self.keys = list(OWN) + _constrained(store) if keys is None else sorted(keys)

    def elements(self) -> Iterator[Element]:
        """Nodes, then relationships; raises StoreError for nodes that nothing could find again."""
        if self._all:
            self._check_keys()
        for number in range(len(self.keys)):
            yield from self._nodes(number)
        for number in range(len(self.keys)):
            yield from self._relationships(number)

    def _nodes(self, number: int) -> Iterator[Element]:
        label, key = self.keys[number]
        cypher = f"MATCH (n:{quoted(label)}) WHERE {self._keyed('n', number)} RETURN labels(n), properties(n)"
        for labels, properties in self._store.stream(cypher):
            rest = sorted(set(labels) - {label})
            shape = NodeShape((label, *rest), key)
            yield Element(shape, (properties.pop(key),), properties)

    def _relationships(self, number: int) -> Iterator[Element]:
        start = self.keys[number]
        ends = ", ".join(f"b.{quoted(key)}" for _, key in self.keys)
        cypher = (
            f"MATCH (a:{quoted(start.label)})-[r]->(b) WHERE {self._keyed('a', number)} "
            f"RETURN a.{quoted(start.key)}, type(r), labels(b), [{ends}], properties(r)"
        )
        for value, type_, labels, keys, properties in self._store.stream(cypher):
            found = _end_of(self.keys, labels, keys)
            if found is not None:
                shape = RelationshipShape(type_, start, self.keys[found])
                yield Element(shape, (value, keys[found]), properties)

    def _keyed(self, variable: str, number: int) -> str:
        """True for a node that has this key and none that comes before it."""
        earlier = (f"NOT {_has(variable, key)}" for key in self.keys[:number])
        return " AND ".join((_has(variable, self.keys[number]), *earlier))

    def _check_keys(self) -> None:
        keyed = " AND ".join(f"NOT {_has('n', key)}" for key in self.keys)
        cypher = (
            f"MATCH (n) WHERE NOT n:{LABEL} AND {keyed} RETURN labels(n), count(*) ORDER BY count(*) DESC"
        )
        for labels, count in self._store.read(cypher).rows:
            name = f"label {':'.join(sorted(labels))}" if labels else "no label"
            raise StoreError(
                f"{count} nodes with {name} have no key to find them by: "
                "make one with CREATE CONSTRAINT FOR (n:Label) REQUIRE n.property IS UNIQUE"
            )


def _constrained(store: Store) -> list[NodeKey]:
    rows = store.read("SHOW CONSTRAINTS YIELD type, entityType, labelsOrTypes, properties").rows
    found = {
        NodeKey(labels[0], properties[0])
        for type_, entity, labels, properties in rows
        if entity == "NODE" and len(properties) == 1 and ("UNIQUE" in type_ or type_ == "NODE_KEY")
    }
    return sorted(found - set(OWN))


def _has(variable: str, key: NodeKey) -> str:
    return f"({variable}:{quoted(key.label)} AND {variable}.{quoted(key.key)} IS NOT NULL)"


def _end_of(keys: list[NodeKey], labels: list[str], values: list[Any]) -> int | None:
    for number, (key, value) in enumerate(zip(keys, values, strict=True)):
        if value is not None and key.label in labels:
            return number
    return None
