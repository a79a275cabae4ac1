"""What the loader reads from the graph, as nodes, relationships and counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from graphkit import graph
from graphkit.copies import SLOTS, Key
from graphkit.graph import Contribution, Evidence, Link, Triple
from graphkit.model import Node, Relationship
from graphkit.stores.base import Transaction
from graphkit.stores.merge import quoted

ANY_LINK = "|".join(graph.LINKS)
_SHARING = " UNION ".join(
    f"UNWIND $slot_{slot} AS key MATCH (d:Document {{fingerprint_{slot}: key}}) "
    "RETURN d.id AS id, d.report AS report, d.fingerprint AS fingerprint"
    for slot in range(SLOTS)
)
# WITH: from the key outwards, also where a planner with old statistics would rather scan a label
_STATEMENTS_OF = "UNWIND $ids AS id MATCH (d:Document {id: id}) WITH id, d MATCH (d)<-[:IN_DOCUMENT]-(s)"


class Printed(NamedTuple):
    """A document, the report that it prints, and its text's fingerprint."""

    id: str
    report: str | None
    fingerprint: str | None


@dataclass(slots=True)
class Stored:
    """What belongs to one document: its node and its statements, and the statements' links.

    The node's `report` does not belong to it alone: it depends on what other documents say.
    """

    nodes: list[Node] = field(default_factory=list)
    links: list[Relationship] = field(default_factory=list)

    def statements(self) -> dict[str, Node]:
        """The statements by id."""
        return {node.id: node for node in self.nodes if node.labels == ("Statement",)}

    def same_as(self, other: Stored) -> bool:
        """True where both hold the same nodes and links, in whatever order; `report` aside."""
        one, two = self.of_report(None), other.of_report(None)
        return graph.in_order(one.nodes, one.links) == graph.in_order(two.nodes, two.links)

    def document(self) -> Mapping[str, Any] | None:
        """The document's properties; None where there is no document."""
        return next((node.properties for node in self.nodes if node.labels == ("Document",)), None)

    def report(self) -> str | None:
        """The document's report, where it is known."""
        return (self.document() or {}).get("report")

    def of_report(self, report: str | None) -> Stored:
        """The same with another report."""
        return Stored([_of_report(node, report) for node in self.nodes], self.links)


class Rows:
    """Reads inside one transaction; every question is asked once for many keys."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def documents(self, ids: Collection[str]) -> dict[str, Stored]:
        """What is stored of some documents; an empty Stored for those that are not there."""
        found = {id: Stored() for id in ids}
        for id, *node in self._of(
            "UNWIND $ids AS id MATCH (d:Document {id: id})", "id, d.id, labels(d), properties(d)", ids
        ):
            found[id].nodes.append(to_node(*node))
        for id, *node in self._of(_STATEMENTS_OF, "id, s.id, labels(s), properties(s)", ids):
            found[id].nodes.append(to_node(*node))
            found[id].links.append(Relationship("IN_DOCUMENT", ("Statement", node[0]), ("Document", id)))
        match = f"{_STATEMENTS_OF} MATCH (s)-[r:{ANY_LINK}]->(e)"
        for id, type_, start, end, properties in self._of(
            match, "id, type(r), s.id, e.id, properties(r)", ids
        ):
            found[id].links.append(to_relationship(type_, ("Statement", start), ("Entity", end), properties))
        return found

    def of_reports(self, reports: Collection[str]) -> list[Printed]:
        """The documents that print some reports."""
        match = "UNWIND $ids AS id MATCH (d:Document {report: id})"
        return [Printed(*row) for row in self._of(match, "d.id, d.report, d.fingerprint", reports)]

    def sharing(self, keys: Collection[Key]) -> list[Printed]:
        """The documents that have one of some keys of fingerprints."""
        if not keys:
            return []
        by_slot: dict[str, list[int]] = {f"slot_{slot}": [] for slot in range(SLOTS)}
        for slot, key in sorted(keys):
            by_slot[f"slot_{slot}"].append(key)
        rows = self._transaction.run(_SHARING, by_slot).rows
        return [Printed(*row) for row in rows]

    def entities(self, ids: Collection[str]) -> dict[str, Node]:
        """Those of some entities that are there."""
        match = "UNWIND $ids AS id MATCH (e:Entity {id: id})"
        return {row[0]: to_node(*row) for row in self._of(match, "e.id, labels(e), properties(e)", ids)}

    def link_counts(self, ids: Collection[str]) -> Mapping[str, Counter[Link]]:
        """How all statements name some entities."""
        counts: dict[str, Counter[Link]] = defaultdict(Counter)
        match = f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) WITH id, e MATCH (e)<-[r:{ANY_LINK}]-()"
        for id, *link, count in self._of(match, "id, r.mention, r.name, r.kind, count(*)", ids):
            counts[id][Link(*link)] += count
        return counts

    def projections(self, triples: Iterable[Triple]) -> dict[Triple, Relationship]:
        """Those of some typed relationships that are there."""
        found = {}
        for relation, pairs in _by_relation(triples).items():
            rows = [{"start": start, "end": end} for start, end in pairs]
            cypher = (
                "UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end}) "
                f"MATCH (a)-[r:{quoted(relation)}]->(b) RETURN row.start, row.end, properties(r)"
            )
            for start, end, properties in self._transaction.run(cypher, {"rows": rows}).rows:
                triple = (start, relation, end)
                found[triple] = to_relationship(relation, ("Entity", start), ("Entity", end), properties)
        return found

    def evidence_counts(self, triples: Collection[Triple]) -> Mapping[Triple, Counter[Evidence]]:
        """What all statements say for some typed relationships."""
        wanted, counts = set(triples), defaultdict[Triple, Counter[Evidence]](Counter)
        # by subject: the statements of a busy one are walked once, not once for each of its partners
        match = (
            "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH id, e MATCH (e)<-[:SUBJECT]-(s) "
            "WHERE s.polarity = 'positive' AND s.modality = 'asserted' AND s.relation IN $relations "
            "MATCH (s)-[:OBJECT]->(b) MATCH (s)-[:IN_DOCUMENT]->(d)"
        )
        columns = "id, s.relation, b.id, d.id, d.report, s.time_start, s.time_end, d.published, count(*)"
        relations = sorted({relation for _, relation, _ in wanted})
        subjects = sorted({subject for subject, _, _ in wanted})
        for row in self._of(match, columns, subjects, relations=relations):
            subject, relation, object_, document, report, start, end, published, count = row
            if (triple := (subject, relation, object_)) in wanted:
                span = graph.days(*map(to_value, (start, end, published)))
                counts[triple][Evidence(document, report, *span)] += count
        return counts

    def relationships_of(self, ids: Collection[str]) -> list[Relationship]:
        """All links and typed relationships at some entities."""
        links = self._of(
            f"UNWIND $ids AS id MATCH (b:Entity {{id: id}}) WITH b MATCH (a)-[r:{ANY_LINK}]->(b)",
            "'Statement', type(r), a.id, b.id, properties(r)",
            ids,
        )
        typed = self._of(
            "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH e MATCH (e)-[r]-(:Entity)",
            "DISTINCT 'Entity', type(r), startNode(r).id, endNode(r).id, properties(r)",
            ids,
        )
        return [
            to_relationship(type_, (label, start), ("Entity", end), properties)
            for label, type_, start, end, properties in links + typed
        ]

    def lock(self, label: str, ids: Collection[str]) -> None:
        """Take the write locks of some nodes, in one order for all writers."""
        if ids:
            cypher = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) SET n.id = n.id"
            self._transaction.run(cypher, {"ids": sorted(ids)})

    def lock_reports(self) -> None:
        """Keep other writers from looking for copies until this one has committed.

        Nobody's document has an empty id: making one takes the lock of that id, and deleting it keeps it.
        """
        self._transaction.run("MERGE (d:Document {id: ''}) DELETE d")

    def _of(self, match: str, columns: str, ids: Collection[str], **parameters: Any) -> list[list[Any]]:
        if not ids:
            return []
        return self._transaction.run(f"{match} RETURN {columns}", {"ids": list(ids), **parameters}).rows


def contribute_stored(stored: Stored, contribution: Contribution) -> None:
    """Add what a stored document says, as `graph.contribute` does for one that is read."""
    document = stored.document() or {}
    ends: dict[str, dict[str, str]] = defaultdict(dict)
    for link in stored.links:
        ends[link.start[1]][link.type] = link.end[1]
        if link.type in graph.LINKS:
            named = (link.properties.get(key) for key in Link._fields)
            contribution.links[link.end[1]][Link(*named)] += 1  # type: ignore[arg-type]
    for id, statement in stored.statements().items():
        told = statement.properties
        if told.get("polarity") == "positive" and told.get("modality") == "asserted" and "OBJECT" in ends[id]:
            triple = (ends[id].get("SUBJECT", ""), told["relation"], ends[id]["OBJECT"])
            span = graph.days(told.get("time_start"), told.get("time_end"), document.get("published"))
            found = Evidence(ends[id]["IN_DOCUMENT"], document.get("report"), *span)
            contribution.evidence[triple][found] += 1


def to_node(id: str, labels: Iterable[str], properties: Mapping[str, Any]) -> Node:
    """A node from a row; its key label comes first."""
    ordered = sorted(labels, key=lambda label: (label != "Entity", label))
    return Node(tuple(ordered), id, {key: to_value(v) for key, v in properties.items() if key != "id"})


def _of_report(node: Node, report: str | None) -> Node:
    if node.labels != ("Document",) or node.properties.get("report") == report:
        return node
    rest = {key: value for key, value in node.properties.items() if key != "report"}
    return Node(node.labels, node.id, {**rest, "report": report} if report else rest)


def to_relationship(
    type_: str, start: tuple[str, str], end: tuple[str, str], properties: Mapping[str, Any]
) -> Relationship:
    """A relationship from a row."""
    return Relationship(type_, start, end, {key: to_value(value) for key, value in properties.items()})


def to_value(value: Any) -> Any:
    """A property as Python has it: a driver's date becomes a `datetime.date`."""
    if value is None or isinstance(value, (str, int, float, list, date)):
        return value
    return value.to_native()


def _by_relation(triples: Iterable[Triple]) -> dict[str, list[tuple[str, str]]]:
    pairs = defaultdict(list)
    for subject, relation, object_ in sorted(triples):
        pairs[relation].append((subject, object_))
    return pairs
