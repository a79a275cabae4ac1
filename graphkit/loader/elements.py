"""Nodes and relationships of any graph: what names them, what they hold, and their line of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphkit.errors import InputError
from graphkit.model import Node, Relationship
from graphkit.stores.values import decode, encode


class NodeKey(NamedTuple):
    """A label and the property that tells its nodes apart."""

    label: str
    key: str


class NodeShape(NamedTuple):
    """What nodes of one kind have in common; the first label is the key's."""

    labels: tuple[str, ...]
    key: str

    @property
    def keyed(self) -> NodeKey:
        """What one of them is found by."""
        return NodeKey(self.labels[0], self.key)


class RelationshipShape(NamedTuple):
    """What relationships of one kind have in common."""

    type: str
    start: NodeKey
    end: NodeKey


# what graphkit's own schema makes unique
OWN = (NodeKey("Document", "id"), NodeKey("Entity", "id"), NodeKey("Statement", "id"))
Shape = NodeShape | RelationshipShape
Identity = NodeKey | RelationshipShape


@dataclass(slots=True)
class Element:
    """A node (its key is one value) or a relationship (two: the keys of its ends), with other properties.

    A property that is None shall not be there; one that is not named is left as it is. `place` says where the
    element was read, as `people.csv, line 7`.
    """

    shape: Shape
    key: tuple[Any, ...]
    properties: Mapping[str, Any]
    place: str = ""

    def __str__(self) -> str:
        values = " -> ".join(map(repr, self.key))
        name = self.shape.labels[0] if isinstance(self.shape, NodeShape) else self.shape.type
        return f"{name} {values}"[:200]

    def to_line(self) -> str:
        """One object of JSON; `element_of` reads it."""
        properties = {name: encode(value) for name, value in sorted(self.properties.items())}
        if isinstance(self.shape, NodeShape):
            key = {self.shape.key: encode(self.key[0])}
            data = {"labels": list(self.shape.labels), "key": key, "properties": properties}
        else:
            start, end = (
                [*end, encode(key)]
                for end, key in zip((self.shape.start, self.shape.end), self.key, strict=True)
            )
            data = {"type": self.shape.type, "from": start, "to": end, "properties": properties}
        return json.dumps(data, ensure_ascii=False)


def elements_of(nodes: Iterable[Node], relationships: Iterable[Relationship]) -> Iterator[Element]:
    """graphkit's own nodes and relationships as elements."""
    for node in nodes:
        yield Element(NodeShape(node.labels, "id"), (node.id,), node.properties)
    for one in relationships:
        shape = RelationshipShape(one.type, NodeKey(one.start[0], "id"), NodeKey(one.end[0], "id"))
        yield Element(shape, (one.start[1], one.end[1]), one.properties)


def identity_of(shape: Shape) -> Identity:
    """What two elements share that may be the same one."""
    return shape.keyed if isinstance(shape, NodeShape) else shape


def is_line(data: object) -> bool:
    """True for the JSON of a node or a relationship."""
    return isinstance(data, dict) and (
        ("labels" in data and "key" in data) or ("type" in data and "from" in data and "to" in data)
    )


def element_of(data: Mapping[str, Any], place: str) -> Element:
    """Read what `to_line` wrote; raises InputError."""
    try:
        properties = {str(name): decode(value) for name, value in (data.get("properties") or {}).items()}
        if "labels" in data:
            [(key, value)] = data["key"].items()
            shape: Shape = NodeShape(tuple(map(str, data["labels"])), str(key))
            return Element(shape, (decode(value),), properties, place)
        ends = [
            (NodeKey(str(label), str(key)), decode(value)) for label, key, value in (data["from"], data["to"])
        ]
        shape = RelationshipShape(str(data["type"]), ends[0][0], ends[1][0])
        return Element(shape, (ends[0][1], ends[1][1]), properties, place)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"is no node or relationship as `graphkit export` writes them: {error}") from error
