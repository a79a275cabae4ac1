"""Rulings about who is who, kept in the graph, and the documents that they touch restated."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import fields
from typing import Any

from graphkit import graph
from graphkit.errors import InputError
from graphkit.loader.replacement import Replacement
from graphkit.loader.report import LoadReport
from graphkit.loader.rows import ANY_LINK, Rows, Stored, to_value
from graphkit.model import NAMED_KINDS, Document, Extraction, Mention, Statement, TimeSpan
from graphkit.resolve import Ruling, Rulings
from graphkit.stores.base import Result, Store, Transaction

FIELDS = ("entity", "target", "name", "kind", "document")
ROLES = dict(zip(graph.LINKS, ("subject", "object", "said_by", "place"), strict=True))
BATCH = 200


def read_rulings(store: Store) -> Rulings:
    """The rulings that a graph holds."""
    columns = ", ".join(f"r.{field}" for field in FIELDS)
    rows = store.read(f"MATCH (r:Ruling) RETURN {columns} ORDER BY r.id").rows
    return Rulings(Ruling(*row) for row in rows)


def merge(entity: str, target: str, store: Store) -> LoadReport:
    """Rule that `entity` is `target`; raises InputError for an id that is not there."""
    _name_of(entity, store)
    name, kind = _name_of(target, store)
    if entity == target:
        raise InputError(f"{entity} is {target} already")
    return _rule([Ruling(entity, target, name, kind)], store)


def split(entity: str, documents: Collection[str], store: Store) -> LoadReport:
    """Rule that `entity` is somebody else in each of these documents; raises InputError for unknown ids."""
    name, kind = _name_of(entity, store)
    there = _documents_of({entity}, store)
    if missing := sorted(set(documents) - there):
        raise InputError(
            f"{entity} does not stand in {missing[0]!r}; it does in {', '.join(sorted(there)[:5])}"
        )
    return _rule([Ruling(entity, f"{entity}@{d}", name, kind, d) for d in documents], store)


def undo(ruling_id: str, store: Store) -> LoadReport:
    """Take a ruling back; raises InputError where there is none with this id."""
    rulings = read_rulings(store)
    ruling = rulings.by_id.pop(ruling_id, None)
    if ruling is None:
        known = ", ".join(rulings.by_id) or "there are none"
        raise InputError(f"there is no ruling {ruling_id!r}: {known}")
    forget = ("MATCH (r:Ruling {id: $id}) DELETE r", {"id": ruling_id})
    left = Rulings(rulings.by_id.values())
    return _restate(_reached([ruling], left), left, [forget], store)


def _rule(new: list[Ruling], store: Store) -> LoadReport:
    store.apply_schema()
    rulings = read_rulings(store)
    both = Rulings([*rulings.by_id.values(), *new])
    keep = [
        (
            "MERGE (r:Ruling {id: $id}) SET r.entity = $entity, r.target = $target, r.name = $name, "
            "r.kind = $kind, r.document = $document",
            {"id": ruling.id, **{field: getattr(ruling, field) for field in FIELDS}},
        )
        for ruling in new
    ]
    return _restate(_reached(new, both), both, keep, store)


def _reached(changed: list[Ruling], rulings: Rulings) -> set[str]:
    """The entities of some rulings, and all that others lead to from there."""
    found = {end for ruling in changed for end in (ruling.entity, ruling.target)}
    while more := {r.target for r in rulings.by_id.values() if r.entity in found} - found:
        found |= more
    return found


def _restate(
    entities: set[str], rulings: Rulings, statements: list[tuple[str, dict[str, Any]]], store: Store
) -> LoadReport:
    """Keep the rulings first: an interrupted restatement is finished by ruling again, or by the next load."""
    store.write_all(statements)
    documents, report = sorted(_documents_of(entities, store)), LoadReport()
    for start in range(0, len(documents), BATCH):
        part = documents[start : start + BATCH]
        stored = store.transact(_reader(part))
        wanted = {id: rulings.apply(to_extraction(stored[id])) for id in part}
        report += Replacement(wanted, batch_size=BATCH * 25).apply(store)
    return report


def _reader(ids: list[str]) -> Callable[[Transaction], dict[str, Stored]]:
    return lambda transaction: Rows(transaction).documents(ids)


def _documents_of(entities: set[str], store: Store) -> set[str]:
    cypher = (
        f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) WITH e MATCH (e)<-[:{ANY_LINK}]-(s) "
        "MATCH (s)-[:IN_DOCUMENT]->(d) RETURN DISTINCT d.id"
    )
    return {row[0] for row in store.read(cypher, {"ids": sorted(entities)}).rows}


def _name_of(entity: str, store: Store) -> tuple[str, Any]:
    rows = store.read("MATCH (e:Entity {id: $id}) RETURN e.name, labels(e)", {"id": entity}).rows
    if not rows:
        raise InputError(
            f"there is no entity {entity!r} in {store.url}; `graphkit actors --everybody` lists them"
        )
    name, labels = rows[0]
    return name, next(label for label in labels if label != "Entity")


def to_extraction(stored: Stored) -> Extraction:
    """A stored document as it was loaded, without its text, which no graph holds."""
    document = next(node for node in stored.nodes if node.labels == ("Document",))
    ends: dict[str, dict[str, Mention]] = {id: {} for id in stored.statements()}
    for link in stored.links:
        if role := ROLES.get(link.type):
            named = link.properties
            was = tuple(named["was"]) if named.get("was") else None
            mention = Mention(link.end[1], named["name"], named["kind"], named["mention"], was)
            ends[link.start[1]][role] = mention
    told = (_to_statement(document.id, node.properties, ends[id]) for id, node in stored.statements().items())
    statements = tuple(sorted(told, key=lambda s: (s.start, s.sentence, s.id)))
    names = {field.name for field in fields(Document)}
    known = {name: value for name, value in document.properties.items() if name in names}
    return Extraction(Document(document.id, "", **known), statements)


def _to_statement(document: str, properties: Any, mentions: dict[str, Mention]) -> Statement:
    told: dict[str, Any] = {key: value for key, value in properties.items() if not key.startswith("time_")}
    times = [to_value(properties.get(f"time_{part}")) for part in ("start", "end")]
    text = properties.get("time_text")
    time = TimeSpan(text, *times) if text else None
    return Statement(document=document, time=time, **{**told, **mentions})


def shared(store: Store, *, name: str | None = None, least: int = 2) -> Result:
    """Named entities of at least so many documents, most documents first.

    Columns: id, kind, name, documents (count), mentions (as written), was (ids that rulings led here).
    """
    kinds = " OR ".join(f"e:{kind}" for kind in sorted(NAMED_KINDS))
    cypher = (
        f"MATCH (e:Entity)<-[r:{ANY_LINK}]-(s)-[:IN_DOCUMENT]->(d) WHERE ({kinds}) "
        "AND ($name IS NULL OR toLower(e.name) CONTAINS toLower($name)) "
        "WITH e, count(DISTINCT d.id) AS documents, collect(DISTINCT r.mention) AS mentions, "
        "collect(DISTINCT r.was) AS was WHERE documents >= $least "
        "RETURN e.id, labels(e), e.name, documents, mentions, was ORDER BY documents DESC, e.id"
    )
    rows = store.read(cypher, {"name": name, "least": least}).rows
    columns = ["id", "kind", "name", "documents", "mentions", "was"]
    return Result(columns, [_shared_row(*row) for row in rows])


def _shared_row(
    id: str, labels: list[str], name: str, documents: int, mentions: list[str], was: Any
) -> list[Any]:
    kind = next(label for label in labels if label != "Entity")
    return [id, kind, name, documents, sorted(mentions), sorted({item[0] for item in was})]
