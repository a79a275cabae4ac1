"""The graph of the documents, read back."""

from __future__ import annotations

from graphkit import graph
from graphkit.loader.rows import to_node, to_relationship
from graphkit.model import Node, Relationship
from graphkit.stores.base import Store


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
