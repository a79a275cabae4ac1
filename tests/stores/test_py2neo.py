"""py2neo: results as its nodes and relationships, and graphs that it stores itself."""

from __future__ import annotations

from typing import Any

import pytest
from graphs import article, many, mention, statement

from graphkit import graph, loader
from graphkit.errors import ConnectionFailed, StoreError
from graphkit.stores.embedded import EmbeddedStore
from graphkit.stores.neo4j import Neo4jStore
from graphkit.stores.py2neo import Py2neoStore, subgraph_of, to_rows, to_subgraph

py2neo = pytest.importorskip("py2neo", reason="graphkit[py2neo] is not installed")

PUTIN, ASSAD = mention("p:1", "Putin"), mention("p:2", "Assad")
MEETING = article("a", statement("a", 1, PUTIN, "MET", ASSAD))


def test_rows_hold_py2neo_nodes_relationships_and_paths(embedded_store: EmbeddedStore) -> None:
    loader.load([MEETING], embedded_store)
    match = "MATCH path = (a:Entity {id: 'p:1'})-[met:MET]->(b)"
    query = f"{match} RETURN a, met, path, [a, 1] AS list, {{b: b}} AS map"
    [[a, met, path, listed, mapped]] = to_rows(embedded_store.read(query))
    assert isinstance(a, py2neo.Node)
    assert (set(a.labels), dict(a)) == ({"Entity", "Person"}, {"id": "p:1", "name": "Putin"})
    assert isinstance(met, py2neo.Relationship)
    assert (type(met).__name__, met.start_node, met.end_node["name"]) == ("MET", a, "Assad")
    assert met["statements"] == 1
    assert isinstance(path, py2neo.Path)
    assert list(path.relationships) == [met]
    assert listed == [a, 1]
    assert mapped["b"]["name"] == "Assad"


def test_a_result_becomes_one_subgraph(embedded_store: EmbeddedStore) -> None:
    loader.load([MEETING], embedded_store)
    query = "MATCH (a:Entity)-[met:MET]->(b) RETURN a, met, b, 'text', [a], null"
    subgraph = to_subgraph(embedded_store.read(query))
    assert (len(subgraph.nodes), len(subgraph.relationships)) == (2, 1)
    assert not to_subgraph(embedded_store.read("RETURN 1"))


@pytest.mark.neo4j
def test_what_py2neo_itself_has_read_stays_as_it_is(py2neo_store: Py2neoStore) -> None:
    loader.load([MEETING], py2neo_store)
    result = py2neo_store.read("MATCH (a:Entity)-[met:MET]->(b) RETURN a, [met], {x: b}")
    assert to_rows(result) == result.rows
    assert len(to_subgraph(result).nodes) == 2


@pytest.mark.neo4j
def test_a_load_through_py2neo_makes_the_same_graph_as_through_the_driver(
    py2neo_store: Py2neoStore, neo4j_store: Neo4jStore
) -> None:
    found = many(3, statements=10, entities=6)
    loader.load(found, py2neo_store)
    through_py2neo = loader.export(neo4j_store)
    assert not loader.load(found, neo4j_store).counters
    neo4j_store.write("MATCH (n) DETACH DELETE n")
    loader.load(found, neo4j_store)
    assert loader.export(py2neo_store) == through_py2neo == graph.build(found)


@pytest.mark.neo4j
def test_py2neo_can_merge_our_graph_by_itself(py2neo_graph: Any, neo4j_store: Neo4jStore) -> None:
    found = many(2, statements=5, entities=4)
    neo4j_store.apply_schema()
    for _ in range(2):
        py2neo_graph.merge(subgraph_of(*graph.build(found)))
    assert loader.export(neo4j_store) == graph.build(found)


@pytest.mark.neo4j
def test_what_is_read_from_one_store_can_be_merged_into_another(
    py2neo_graph: Any, neo4j_store: Neo4jStore, embedded_store: EmbeddedStore
) -> None:
    loader.load([MEETING], embedded_store)
    py2neo_graph.merge(to_subgraph(embedded_store.read("MATCH (a)-[r]->(b) RETURN a, r, b")))
    assert loader.export(neo4j_store) == graph.build([MEETING])


@pytest.mark.neo4j
def test_py2neo_finds_what_graphkit_loaded(py2neo_graph: Any, py2neo_store: Py2neoStore) -> None:
    loader.load([MEETING], py2neo_store)
    assert py2neo_graph.nodes.match("Person", name="Putin").first()["id"] == "p:1"
    assert py2neo_graph.relationships.match(r_type="MET").count() == 1


@pytest.mark.neo4j
def test_a_store_opened_for_reading_refuses_to_write(py2neo_graph: Any) -> None:
    with pytest.raises(StoreError, match="for reading only"):
        Py2neoStore(py2neo_graph, read_only=True).write("CREATE (:Document {id: 'a'})")


@pytest.mark.neo4j
def test_a_lost_connection_is_a_failed_connection(py2neo_graph: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise py2neo.errors.ConnectionUnavailable("gone", None, None)

    monkeypatch.setattr(py2neo_graph, "begin", broken)
    with pytest.raises(ConnectionFailed, match="cannot reach bolt://"):
        Py2neoStore(py2neo_graph).read("RETURN 1")
