"""The evidence of an answer: for each row the sentences that it rests on, with document and date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.errors import QueryError
from graphkit.queries.answer import Answer, native, relationships_in
from graphkit.queries.triples import Triple

if TYPE_CHECKING:
    from graphkit.stores import Store

_STATEMENTS = {
    "statement": "MATCH (s:Statement {id: wanted.statement})",
    "id": """
        MATCH (:Entity {id: wanted.subject})<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(:Entity {id: wanted.object})""",
    "name": """
        MATCH (:Entity {name: wanted.subject})<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(:Entity {name: wanted.object})""",
    # a row that adds several relations up does so in either direction
    "either": """
        MATCH (:Entity {name: wanted.subject})<-[:SUBJECT|OBJECT]-(s:Statement)
              -[:SUBJECT|OBJECT]->(:Entity {name: wanted.object})""",
}
_SENTENCES = """
WHERE (wanted.relations IS NULL OR s.relation IN wanted.relations)
  AND (wanted.polarity IS NULL OR s.polarity = wanted.polarity)
  AND (wanted.modality IS NULL OR s.modality = wanted.modality)
MATCH (s)-[:IN_DOCUMENT]->(d:Document)
WHERE wanted.document IS NULL OR d.id = wanted.document
RETURN DISTINCT wanted.row AS row, d.id AS document, d.source AS source, d.url AS url, d.published AS published,
       s.text AS sentence, s.polarity AS polarity, s.modality AS modality, s.start AS start
ORDER BY row, published, document, start
"""
_FILTERS = ("polarity", "modality", "document")


class Evidence(NamedTuple):
    """A sentence behind a row, and how it tells what the row says."""

    document: str
    source: str | None
    url: str | None
    published: date | None
    sentence: str
    polarity: str
    modality: str


def evidence(store: Store, answer: Answer[Any]) -> list[list[Evidence]]:
    """The sentences behind each row, by date; raises QueryError where rows name no statement and no relationship.

    Rows lead to sentences by a column `statement` (an id), by relationships and paths in them, or by who does
    what to whom, together with polarity, modality and document where the row has them.
    """
    wanted = list(_wanted(answer))
    found: dict[int, dict[Evidence, None]] = defaultdict(dict)
    for key, match in _STATEMENTS.items():
        asked = [one for kind, one in wanted if kind == key]
        cypher = f"UNWIND $wanted AS wanted\n{match}{_SENTENCES}"
        for row, *told, _ in store.read(cypher, {"wanted": asked}).rows if asked else ():
            found[row][Evidence(*map(native, told))] = None
    return [list(found[row]) for row in range(len(answer))]


def with_evidence(store: Store, answer: Answer[Any]) -> Answer[Any]:
    """The answer with a column `evidence`: for each row a list of maps with document, published, sentence …"""
    cited = [[one._asdict() for one in found] for found in evidence(store, answer)]
    rows = [[*row, found] for row, found in zip(answer.rows, cited, strict=True)]
    return replace(answer, columns=[*answer.columns, "evidence"], rows=rows)


def _wanted(answer: Answer[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What to look up for each row, and by which key."""
    graph = {"relationship", "path"} & set(answer.types.values()) or any(
        relationships_in(value) for row in answer.rows for value in row
    )
    triple = answer.triple if answer.triple and answer.triple.relation else None
    if not (graph or triple or "statement" in answer.columns):
        raise QueryError(
            f"{answer.row_name} has no evidence to show: its rows name no relationship and no statement"
        )
    for row, record in enumerate(answer.records()):
        if "statement" in record:
            yield "statement", {"row": row, "statement": record["statement"]}
        elif graph:
            yield from (
                ("id", {"row": row, **_ends(r)}) for value in record.values() for r in relationships_in(value)
            )
        elif triple:
            yield _named(row, record, triple)


def _named(row: int, record: dict[str, Any], triple: Triple) -> tuple[str, dict[str, Any]]:
    relations = triple.relations(record)
    told = {name: record[name] for name in _FILTERS if name in record}
    ends = {"subject": record[triple.start], "object": record[triple.end]}
    key = "either" if isinstance(record.get(triple.relation), list) else "name"
    return key, {"row": row, "relations": relations, **ends, **told}


def _ends(relationship: Any) -> dict[str, Any]:
    """A typed relationship stands for statements told as fact."""
    start, end = (node.get("id") for node in relationship.nodes)
    if start is None or end is None:
        raise QueryError("a relationship without its nodes leads to no sentence: RETURN its nodes too")
    fact = {"relations": [relationship.type], "polarity": "positive", "modality": "asserted"}
    return {"subject": start, "object": end, **fact}
