"""Changes of a graph -> statements by shape: labels and types literal and quoted, values as parameters.

Run them in one transaction that has read before what is there: creation is plain CREATE, and the uniqueness
constraints catch a second writer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graphkit.errors import InputError
from graphkit.model import Node, Relationship

Row = dict[str, Any]
Batch = tuple[str, dict[str, list[Row]]]
Shape = tuple[str, ...]
Part = TypeVar("Part", Node, Relationship)
NodeKey = tuple[str, str]
RelationshipKey = tuple[str, NodeKey, NodeKey]


@dataclass(slots=True)
class Changes:
    """What turns one graph into another; an update has only what differs, None to remove a property."""

    create_nodes: list[Node] = field(default_factory=list)
    update_nodes: list[Node] = field(default_factory=list)
    delete_nodes: list[Node] = field(default_factory=list)
    create_relationships: list[Relationship] = field(default_factory=list)
    update_relationships: list[Relationship] = field(default_factory=list)
    delete_relationships: list[Relationship] = field(default_factory=list)

    def __bool__(self) -> bool:
        parts = (self.create_nodes, self.update_nodes, self.delete_nodes, self.create_relationships)
        return any((*parts, self.update_relationships, self.delete_relationships))

    def compare_nodes(self, old: Iterable[Node], new: Iterable[Node]) -> None:
        """Add what turns the old nodes into the new ones; both must be whole for the keys they speak of."""
        before, after = ({node_key(node): node for node in nodes} for nodes in (old, new))
        self.delete_nodes += [node for key, node in before.items() if key not in after]
        self.create_nodes += [node for key, node in after.items() if key not in before]
        for key in before.keys() & after.keys():
            if difference := _difference(before[key].properties, after[key].properties):
                self.update_nodes.append(Node(after[key].labels, after[key].id, difference))

    def compare_relationships(self, old: Iterable[Relationship], new: Iterable[Relationship]) -> None:
        """Add what turns the old relationships into the new ones."""
        before, after = ({relationship_key(r): r for r in group} for group in (old, new))
        self.delete_relationships += [r for key, r in before.items() if key not in after]
        self.create_relationships += [r for key, r in after.items() if key not in before]
        for key in before.keys() & after.keys():
            if difference := _difference(before[key].properties, after[key].properties):
                self.update_relationships.append(Relationship(*key, difference))

    def keep_relationships(self, there: Iterable[Relationship]) -> None:
        """Make those anew that go with a deleted node but shall stay; call it when all else is compared."""
        gone = {relationship_key(r) for r in self.delete_relationships}
        made = {relationship_key(r) for r in self.create_relationships}
        updates = {relationship_key(r): r.properties for r in self.update_relationships}
        kept = {relationship_key(r): r for r in there if relationship_key(r) not in gone | made}
        for key, relationship in kept.items():
            properties = {**relationship.properties, **updates.get(key, {})}
            self.create_relationships.append(Relationship(*key, properties))
        self.update_relationships = [r for r in self.update_relationships if relationship_key(r) not in kept]

    def statements(self, *, batch_size: int) -> Iterator[Batch]:
        """What to run, in order: deletions, nodes, relationships; at most `batch_size` rows each."""
        yield from _batches(self.delete_relationships, _ends, _delete_relationship, batch_size)
        yield from _batches(self.delete_nodes, _key_label, _delete_node, batch_size)
        yield from _batches(self.create_nodes, _labels, _create_node, batch_size)
        yield from _batches(self.update_nodes, _key_label, _update_node, batch_size)
        yield from _batches(self.create_relationships, _ends, _create_relationship, batch_size)
        yield from _batches(self.update_relationships, _ends, _update_relationship, batch_size)


def node_key(node: Node) -> NodeKey:
    """What identifies a node: its key label and its id."""
    return node.labels[0], node.id


def relationship_key(relationship: Relationship) -> RelationshipKey:
    """What identifies a relationship: its type and its ends."""
    return relationship.type, relationship.start, relationship.end


def quoted(name: str) -> str:
    """A label, type or property name as Cypher takes it; raises InputError for one that no quoting makes safe.

    >>> quoted("a`b")
    '`a``b`'
    """
    if (
        "\\u" in name
    ):  # Neo4j reads \\u0060 as a backtick before it looks at quotes, the other engine does not
        raise InputError(
            f"the name {name[:60]!r} holds \\u, which databases read as something else: rename it"
        )
    return "`" + name.replace("`", "``") + "`"


def _difference(old: Any, new: Any) -> Row:
    return {key: new.get(key) for key in {**old, **new} if old.get(key) != new.get(key)}


def _batches(
    items: Iterable[Part], shape_of: Callable[[Part], Shape], cypher_of: Callable[[Shape], str], size: int
) -> Iterator[Batch]:
    groups: dict[Shape, list[Part]] = defaultdict(list)
    for item in items:
        groups[shape_of(item)].append(item)
    for shape, group in sorted(groups.items(), key=lambda shaped: shaped[0]):
        rows = sorted(map(_row, group), key=_row_order)
        for start in range(0, len(rows), size):
            yield cypher_of(shape), {"rows": rows[start : start + size]}


def _row(part: Part) -> Row:
    properties = dict(part.properties)
    if isinstance(part, Node):
        return {"id": part.id, "properties": properties}
    return {"start": part.start[1], "end": part.end[1], "properties": properties}


def _row_order(row: Row) -> tuple[str, ...]:
    """Rows by key: writers that take locks in one order do not wait for each other in a circle."""
    return (row["id"],) if "id" in row else (row["start"], row["end"])


def _key_label(node: Node) -> Shape:
    return node.labels[:1]


def _labels(node: Node) -> Shape:
    return node.labels


def _ends(relationship: Relationship) -> Shape:
    return relationship.type, relationship.start[0], relationship.end[0]


def _create_node(shape: Shape) -> str:
    labels = ":".join(map(quoted, shape))
    return f"UNWIND $rows AS row CREATE (n:{labels} {{id: row.id}}) SET n += row.properties"


def _update_node(shape: Shape) -> str:
    return f"UNWIND $rows AS row MATCH (n:{quoted(shape[0])} {{id: row.id}}) SET n += row.properties"


def _delete_node(shape: Shape) -> str:
    return f"UNWIND $rows AS row MATCH (n:{quoted(shape[0])} {{id: row.id}}) DETACH DELETE n"


def _match_ends(start: str, end: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:{quoted(start)} {{id: row.start}}) "
        f"MATCH (b:{quoted(end)} {{id: row.end}}) "
    )


def _create_relationship(shape: Shape) -> str:
    type_, start, end = shape
    return f"{_match_ends(start, end)}CREATE (a)-[r:{quoted(type_)}]->(b) SET r += row.properties"


def _update_relationship(shape: Shape) -> str:
    type_, start, end = shape
    return f"{_match_ends(start, end)}MATCH (a)-[r:{quoted(type_)}]->(b) SET r += row.properties"


def _delete_relationship(shape: Shape) -> str:
    type_, start, end = shape
    return f"{_match_ends(start, end)}MATCH (a)-[r:{quoted(type_)}]->(b) DELETE r"
