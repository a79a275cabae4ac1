"""An answer -> what a picture shows: nodes, and relationships with their sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from graphkit.errors import QueryError
from graphkit.queries import Query, QueryLibrary
from graphkit.queries.answer import Answer, native, relationships_in
from graphkit.queries.sources import Evidence, evidence

if TYPE_CHECKING:
    from graphkit.queries.spelling import Entity
    from graphkit.stores import Store

AROUND = "graph/ego"
MOST_NODES = 400
# of one relationship; the picture says that there are more
MOST_SENTENCES = 12
_KINDS = """
MATCH (e:Entity)
WHERE e.name IN $names
RETURN e.name AS name, [label IN labels(e) WHERE label <> 'Entity'][0] AS kind
ORDER BY name, kind
"""
_DAYS = ("first", "last", "day", "published")


@dataclass(slots=True)
class Node:
    """Somebody or something in the picture."""

    key: str
    name: str
    kind: str = ""


@dataclass(slots=True)
class Edge:
    """A relationship in the picture, with what it rests on; `fact` is false for a claim or a denial."""

    start: str
    relation: str
    end: str
    fact: bool = True
    first: date | None = None
    last: date | None = None
    sentences: list[Evidence] = field(default_factory=list)

    def add(self, days: list[date], fact: bool, sentences: list[Evidence]) -> None:
        """Take in another row about the same relationship."""
        self.fact = self.fact and fact
        self.first = min([*days, *filter(None, (self.first,))], default=None)
        self.last = max([*days, *filter(None, (self.last,))], default=None)
        self.sentences += [sentence for sentence in sentences if sentence not in self.sentences]


@dataclass(slots=True)
class Picture:
    """Nodes and edges in the order of the answer."""

    title: str
    found: Mapping[str, Entity] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], Edge] = field(default_factory=dict)

    def edge(self, start: Node, relation: str, end: Node) -> Edge:
        """The edge between two nodes, made where it is not there yet."""
        for node in (start, end):
            self.nodes.setdefault(node.key, node)
        return self.edges.setdefault((start.key, relation, end.key), Edge(start.key, relation, end.key))


def find_query(target: str, library: QueryLibrary) -> tuple[Query, dict[str, Any]]:
    """The query to draw, with what is known of its parameters: a target that is no query is an actor's name."""
    if target in library:
        return library[target], {}
    if "/" in target and " " not in target:
        raise QueryError(library.unknown(target))
    return QueryLibrary()[AROUND], {"name": target}


def build_picture(store: Store, answer: Answer[Any]) -> Picture:
    """What an answer looks like; raises QueryError where it has no relationships, or too many to be looked at."""
    picture = Picture(_title(answer), answer.found)
    graph = [[r for value in row for r in relationships_in(value)] for row in answer.rows]
    if any(graph):
        _add_relationships(picture, store, [r for row in graph for r in row])
    else:
        _add_rows(picture, store, answer)
    if not picture.nodes:
        raise QueryError(f"there is nothing to draw: {picture.title} has no relationships")
    if len(picture.nodes) > MOST_NODES:
        raise QueryError(f"{len(picture.nodes)} nodes are too many to look at: ask for fewer with --limit")
    return picture


def _title(answer: Answer[Any]) -> str:
    names = ", ".join(entity.name for entity in answer.found.values())
    if answer.row_name == AROUND:
        return names
    return f"{answer.row_name}: {names}" if names else answer.row_name


def _add_relationships(picture: Picture, store: Store, relationships: list[Any]) -> None:
    for relationship, sentences in zip(relationships, _sentences(picture, store, relationships), strict=True):
        start, end = (_node(node) for node in relationship.nodes)
        days = _days(dict(relationship.items()))
        picture.edge(start, relationship.type, end).add(days, True, sentences)


def _sentences(picture: Picture, store: Store, relationships: list[Any]) -> list[list[Evidence]]:
    """None where the graph is not graphkit's: its nodes have labels or properties, but no ids."""
    nodes = [node for relationship in relationships for node in relationship.nodes]
    if all(node.get("id") is None and (node.labels or len(node)) for node in nodes):
        return [[] for _ in relationships]
    return evidence(store, Answer.of(_result(relationships), row_name=picture.title))


def _result(relationships: list[Any]) -> Any:
    from graphkit.stores import Result

    return Result(["relationship"], [[relationship] for relationship in relationships])


def _node(node: Any) -> Node:
    labels = sorted(set(node.labels) - {"Entity"})
    kind = labels[0] if labels else ""
    key = node.element_id if node.get("id") is None else node["id"]
    name = next((node[known] for known in ("name", "title", "id") if node.get(known) is not None), kind)
    return Node(str(key), str(name), kind)


def _add_rows(picture: Picture, store: Store, answer: Answer[Any]) -> None:
    triple = answer.triple
    if triple is None:
        raise QueryError(f"there is nothing to draw: {picture.title} has no relationships, no who and whom")
    named = [(row[triple.start], row[triple.end]) for row in answer.records()]
    kinds = dict(
        store.read(_KINDS, {"names": sorted({name for pair in named for name in pair if name})}).rows
    )
    cited = evidence(store, answer) if triple.relation else [[] for _ in named]
    for (start, end), row, sentences in zip(named, answer.records(), cited, strict=True):
        if start and end:
            ends = (Node(name, name, kinds.get(name, "")) for name in (start, end))
            relation = ", ".join(triple.relations(row))
            picture.edge(next(ends), relation, next(ends)).add(_days(row), _is_fact(row), sentences)


def _is_fact(row: dict[str, Any]) -> bool:
    return bool(
        (row.get("polarity") or "positive") == "positive"
        and (row.get("modality") or "asserted") == "asserted"
    )


def _days(row: dict[str, Any]) -> list[date]:
    return list(_known(row))


def _known(row: dict[str, Any]) -> Iterator[date]:
    for name in _DAYS:
        day = native(row.get(name))
        if isinstance(day, date):
            yield day
