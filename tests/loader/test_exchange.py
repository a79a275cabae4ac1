"""Looking before a load and after it; whole graphs out of a store and in again."""

from __future__ import annotations

import json
import random
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import graphkit
from graphs import many, wipe
from hypothesis import HealthCheck, given, settings
from neo4j.time import DateTime, Duration
from neo4j_server import GIVEN, Neo4jServer, Unavailable
from rows import KNOWS, PERSON, expected, graphs, held, knows, load, person
from sample import sample, sample_lines

from graphkit import exchange, graph, loader, stores
from graphkit.config import Settings
from graphkit.errors import InputError, StoreError
from graphkit.loader.census import Census
from graphkit.loader.elements import Element, NodeShape, elements_of
from graphkit.loader.writing import Tally
from graphkit.stores import Store
from graphkit.stores.neo4j import connect_neo4j

a_few = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXTS = [
    "",
    " ",
    'a "quoted" text',
    "line\nbreak\r\n\ttab",
    "a;b,c",
    "back\\slash",
    "東京 🚀",
    "O'Brien",
    "`",
    "x\x1fy",
]


def every_type() -> list[Element]:
    """A graph with every kind of value that all databases hold, and texts that careless quoting breaks."""
    values: dict[str, Any] = {
        "truth": True,
        "big": 2**62,
        "small": -7,
        "ratio": 0.1,
        "day": date(2016, 3, 15),
        "moment": DateTime.from_iso_format("2016-03-15T12:30:00.123456+02:00"),
        "local": DateTime(2016, 3, 15, 12, 30),
        "numbers": [1, 2, 3],
        "names": ["a", "b;c", "d,e"],
    }
    nodes = [person(1, **values), person(2, mixed="text"), person(3, mixed=4)]
    texts = [Element(NodeShape(("Text", "Own"), "text"), (text,), {"copy": text}) for text in TEXTS if text]
    empty = Element(NodeShape(("Text", "Own"), "text"), ("nothing",), {"copy": ""})
    return [*nodes, *texts, empty, knows(1, 2, since=date(2016, 1, 1), why="O'Brien;"), knows(2, 1)]


class TestLookingBefore:
    """`--dry-run`."""

    @a_few
    @given(graphs(), graphs())
    def test_a_plan_of_rows_is_what_the_load_then_does(
        self, any_store: Store, tmp_path: Path, old: list[Element], new: list[Element]
    ) -> None:
        wipe(any_store)
        load(old, any_store) if old else None
        if new:
            path = lines_of(new, tmp_path)
            before = held(any_store)
            plan = exchange.plan_rows([path], store=any_store)
            assert held(any_store) == before
            report = exchange.load_rows([path], store=any_store)
            assert (plan.nodes, plan.relationships) == (report.nodes, report.relationships)

    def test_a_plan_of_articles_is_what_the_load_then_does(self, any_store: Store) -> None:
        loader.load(many(4, statements=6, entities=4), any_store)
        newer = [*many(5, statements=6, entities=4)[2:], *many(2, statements=5, entities=5, seed=7)[:1]]
        plan, rejects = exchange.plan_articles(newer, store=any_store)  # type: ignore[arg-type]
        assert rejects == []
        before = loader.export(any_store)
        report = loader.load(newer, any_store)
        after = loader.export(any_store)
        assert (plan.report.new, plan.report.changed, plan.report.unchanged) == (1, 1, 2)
        for name in ("new", "changed", "statements_added", "statements_removed", "statements_unchanged"):
            assert getattr(plan.report, name) == getattr(report, name)
        for (created, changed, _), deleted, old, new in (
            (plan.nodes, plan.nodes_deleted, before[0], after[0]),
            (plan.relationships, plan.relationships_deleted, before[1], after[1]),
        ):
            assert (created, changed, deleted) == differing(old, new)

    def test_a_relationship_that_would_have_no_end_is_told(self, any_store: Store, tmp_path: Path) -> None:
        load([person(1)], any_store)
        rejects: list[Any] = []
        path = lines_of([person(2), knows(1, 2), knows(2, 3)], tmp_path)
        plan = exchange.plan_rows([path], store=any_store, on_reject=rejects.append)
        assert (plan.nodes, plan.relationships, plan.rejected) == (Tally(1), Tally(1), 1)
        assert "there is no Person with id 3" in rejects[0].reason

    def test_where_there_is_no_store_all_would_be_new_and_none_is_made(self, tmp_path: Path) -> None:
        (tmp_path / "news.jsonl").write_text(sample_lines(), encoding="utf-8")
        done = graphkit("load", "news.jsonl", "--dry-run", "--store", "none.db", folder=tmp_path)
        nodes, relationships = graph.build(sample())
        assert done.stdout.splitlines() == [
            "4 articles read, nothing written to none.db.",
            "articles: 4 would be new, 0 changed, 0 unchanged",
            "statements: 11 would be added, 0 changed, 0 removed, 0 unchanged",
            f"nodes: {len(nodes)} would be created, 0 changed, 0 deleted",
            f"relationships: {len(relationships)} would be created, 0 changed, 0 deleted",
        ]
        assert not (tmp_path / "none.db").exists()
        rows = lines_of([person(1), person(2), knows(1, 2)], tmp_path)
        done = graphkit("load", rows, "--dry-run", "--store", "none.db", folder=tmp_path)
        assert done.stdout.splitlines() == [
            "3 rows read, nothing written to none.db.",
            "nodes: 2 would be created, 0 changed, 0 unchanged",
            "relationships: 1 would be created, 0 changed, 0 unchanged",
        ]
        assert not (tmp_path / "none.db").exists()


class TestLookingAfter:
    """`graphkit verify`."""

    def test_what_was_loaded_verifies_and_every_kind_of_difference_is_told(
        self, any_store: Store, tmp_path: Path
    ) -> None:
        path = lines_of([person(1, name="Ada"), person(2, name="Grace"), knows(1, 2, since=1)], tmp_path)
        exchange.load_rows([path], store=any_store)
        assert exchange.verify([path], store=any_store).differences == []
        for damage, told in (
            ("MATCH (p:Person {id: 1}) SET p.name = 'Bob'", {("nodes", "Person", "name")}),
            ("MATCH (p:Person {id: 1}) SET p.name = 'Ada' REMOVE p.name", {("nodes", "Person", "name")}),
            ("MATCH (p:Person {id: 1}) SET p.name = 'Ada'", set()),
            ("MATCH ()-[r:KNOWS]->() SET r.since = 1.0", {("relationships", "KNOWS", "since")}),
            (
                "MATCH ()-[r:KNOWS]->() DELETE r",
                {("relationships", "KNOWS", ""), ("relationships", "KNOWS", "since")},
            ),
            (
                "CREATE (:Person {id: 3})",
                {
                    ("nodes", "Person", ""),
                    ("relationships", "KNOWS", ""),
                    ("relationships", "KNOWS", "since"),
                },
            ),
        ):
            any_store.write(damage)
            assert {tuple(d.entry) for d in exchange.verify([path], store=any_store).differences} == told

    def test_articles_verify_until_one_is_missing(self, any_store: Store, tmp_path: Path) -> None:
        path = tmp_path / "news.jsonl"
        path.write_text(sample_lines(), encoding="utf-8")
        loader.load(sample(), any_store)
        any_store.write("CREATE (:Note {text: 'mine'})")
        result = exchange.verify([path], store=any_store)
        assert (result.differences, result.nodes) == ([], len(graph.build(sample())[0]))
        loader.retract("dementi", any_store)
        differences = {
            d.entry[:2]: (d.expected.count, d.found.count)
            for d in exchange.verify([path], store=any_store).differences
            if not d.entry.property
        }
        assert differences["nodes", "Document"] == (4, 3)
        assert differences["nodes", "Statement"] == (11, 9)

    @pytest.mark.neo4j
    def test_two_stores_are_compared(self, embedded_store: Store, neo4j_store: Store) -> None:
        for store in (embedded_store, neo4j_store):
            load(every_type(), store)
        assert exchange.verify(against=embedded_store, store=neo4j_store).differences == []
        neo4j_store.write("MATCH (p:Person {id: 2}) SET p:Extra")
        differences = exchange.verify(against=embedded_store, store=neo4j_store).differences
        assert {d.entry[:2]: (d.expected.count, d.found.count) for d in differences} == {
            ("nodes", "Extra"): (0, 1)
        }

    def test_the_command_tells_and_its_exit_code_says_it(self, tmp_path: Path, store: Path) -> None:
        path = lines_of([person(1, name="Ada"), knows(1, 1)], tmp_path)
        graphkit("load", path, "--store", store)
        done = graphkit("verify", path, "--store", store)
        assert (done.returncode, done.stdout) == (0, "equal: 1 nodes and 1 relationships\n")
        with stores.connect(store) as opened:
            opened.write("MATCH (p:Person) SET p.name = 'Bob' CREATE (:Person {id: 2})")
        done = graphkit("verify", path, "--store", store)
        assert done.returncode == 1
        assert done.stderr.splitlines() == [
            "graphkit: nodes Person: 1 expected, 2 found",
            "graphkit: nodes Person, name: 1 as expected, but not the same ones",
        ]
        assert graphkit("verify", "--store", store).stderr == (
            "graphkit: name what was loaded, or another store to compare with\n"
        )


class TestExport:
    """`graphkit export`."""

    @a_few
    @given(graphs())
    def test_an_export_loaded_again_is_the_same_graph_byte_for_byte(
        self, any_store: Store, tmp_path: Path, found: list[Element]
    ) -> None:
        texts = []
        for order in (found, found[::-1]):
            wipe(any_store)
            load(order, any_store, batch_size=2) if order else None
            exchange.export_graph(tmp_path / "a.jsonl", store=any_store)
            texts.append((tmp_path / "a.jsonl").read_bytes())
        assert texts[0] == texts[1]
        if found:
            wipe(any_store)
            exchange.load_rows([tmp_path / "a.jsonl"], store=any_store)
            assert held(any_store) == expected(found)

    def test_articles_in_any_order_are_exported_byte_for_byte_alike_from_any_store(
        self, any_store: Store, tmp_path: Path
    ) -> None:
        found, dice, texts = many(6, statements=5, entities=5), random.Random(3), set()
        for _ in range(3):
            wipe(any_store)
            dice.shuffle(found)
            loader.load(found, any_store, batch_size=dice.randint(1, 30))
            exchange.export_graph(tmp_path / "a.jsonl", store=any_store)
            texts.add((tmp_path / "a.jsonl").read_bytes())
        assert len(texts) == 1
        elements = list(elements_of(*graph.build(found)))
        lines = sorted(json.dumps(json.loads(line), sort_keys=True) for line in texts.pop().splitlines())
        assert lines == sorted(json.dumps(json.loads(e.to_line()), sort_keys=True) for e in elements)

    @pytest.mark.parametrize("format", ["jsonl", "parquet"])
    def test_every_type_survives(self, any_store: Store, tmp_path: Path, format: str) -> None:
        load(every_type(), any_store)
        exchange.export_graph(tmp_path / "out", format=format, store=any_store)
        wipe(any_store)
        if format == "parquet":
            files = sorted((tmp_path / "out").glob("*.parquet"))
            exchange.load_rows(files, mapping=tmp_path / "out" / "mapping.yaml", store=any_store)
        else:
            (tmp_path / "out").rename(tmp_path / "out.jsonl")
            exchange.load_rows([tmp_path / "out.jsonl"], store=any_store)
        assert held(any_store) == expected(
            e if format == "jsonl" else without_empty_text(e) for e in every_type()
        )

    def test_cypher_makes_the_graph_again(self, any_store: Store, tmp_path: Path) -> None:
        load([*every_type(), person(9, span=Duration(months=1, days=2))], any_store)
        before = held(any_store)
        exchange.export_graph(tmp_path / "a.cypher", format="cypher", store=any_store)
        wipe(any_store)
        for statement in (tmp_path / "a.cypher").read_text(encoding="utf-8").split(";\n")[:-1]:
            any_store.write(statement)
        assert held(any_store) == before

    def test_graphml_is_xml_with_every_node_relationship_and_property(
        self, embedded_store: Store, tmp_path: Path
    ) -> None:
        usable = [e for e in every_type() if "\x1f" not in f"{e.key[0]}"]
        load(usable, embedded_store)
        exchange.export_graph(tmp_path / "a.graphml", format="graphml", store=embedded_store)
        space = "{http://graphml.graphdrawing.org/xmlns}"
        tree = ET.parse(tmp_path / "a.graphml").getroot()
        names = {key.get("id"): key.get("attr.name") for key in tree.iter(f"{space}key")}
        nodes = {node.get("id"): node for node in tree.iter(f"{space}node")}
        edges = [(edge.get("source"), edge.get("target")) for edge in tree.iter(f"{space}edge")]
        assert (len(nodes), len(edges)) == (len(usable) - 2, 2)
        assert {end for edge in edges for end in edge} <= nodes.keys()
        data = [{names[d.get("key")]: d.text for d in node} for node in nodes.values()]
        [ada] = [values for values in data if values.get("id") == "1"]
        assert (ada["labels"], ada["day"], ada["truth"]) == (":Person", "2016-03-15", "true")
        assert json.loads(ada["names"] or "") == ["a", "b;c", "d,e"]

    def test_a_character_that_xml_cannot_hold_is_told(self, embedded_store: Store, tmp_path: Path) -> None:
        load([person(1, name="a\x01")], embedded_store)
        with pytest.raises(StoreError, match="GraphML cannot hold the character"):
            exchange.export_graph(tmp_path / "a.graphml", format="graphml", store=embedded_store)
        assert list(tmp_path.iterdir()) == []

    def test_nodes_without_a_key_are_told(self, any_store: Store, tmp_path: Path) -> None:
        any_store.write("CREATE (:Keyless {text: 'mine'})")
        with pytest.raises(StoreError, match="1 nodes with label Keyless have no key to find them by"):
            exchange.export_graph(tmp_path / "a.jsonl", store=any_store)
        any_store.write("MATCH (n:Keyless) DELETE n")

    def test_relationships_that_nothing_tells_apart_are_told(self, any_store: Store, tmp_path: Path) -> None:
        load([person(1), person(2), knows(1, 2)], any_store)
        any_store.write("MATCH (a:Person {id: 1}), (b:Person {id: 2}) CREATE (a)-[:KNOWS]->(b)")
        with pytest.raises(StoreError, match="KNOWS 1 -> 2 is there more than once"):
            exchange.export_graph(tmp_path / "a.jsonl", store=any_store)

    def test_a_folder_that_holds_something_is_left_alone(self, embedded_store: Store, tmp_path: Path) -> None:
        (tmp_path / "mine.txt").write_text("x")
        with pytest.raises(InputError, match="is not empty: name a new folder"):
            exchange.export_graph(tmp_path, format="neo4j-admin", store=embedded_store)
        with pytest.raises(InputError, match="is a folder of files: name one"):
            exchange.export_graph("-", format="neo4j-admin", store=embedded_store)

    def test_the_command_writes_lines_that_load_reads(self, tmp_path: Path, store: Path) -> None:
        path = lines_of([person(1, name="Ada"), knows(1, 1)], tmp_path)
        graphkit("load", "-q", path, "--store", store)
        done = graphkit("export", "--store", store)
        assert done.stdout == (
            '{"labels": ["Person"], "key": {"id": 1}, "properties": {"name": "Ada"}}\n'
            '{"type": "KNOWS", "from": ["Person", "id", 1], "to": ["Person", "id", 1], "properties": {}}\n'
        )
        again = graphkit("load", "-", "--store", store, stdin=done.stdout)
        assert again.stdout.splitlines()[1] == "nodes: 0 created, 0 changed, 1 unchanged"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    if GIVEN["NEO4J_URI"]:
        pytest.skip("an import replaces the database, and the server given is not ours")
    try:
        server = Neo4jServer(tmp_path_factory.mktemp("imported") / "home")
    except Unavailable as error:
        pytest.skip(str(error))
    yield server
    server.stop()


@pytest.mark.neo4j
def test_a_real_import_of_the_exported_folder_verifies_equal(
    imported: Neo4jServer, embedded_store: Store, tmp_path: Path
) -> None:
    load([e for e in every_type() if "\x1f" not in f"{e.key[0]}"], embedded_store)
    loader.load(many(5, statements=8, entities=6), embedded_store)
    advice = exchange.export_graph(tmp_path / "csv", format="neo4j-admin", store=embedded_store)
    assert f"run {tmp_path / 'csv' / 'import.sh'}" in advice
    environment = {"PATH": f"{imported.admin().parent}:/usr/bin:/bin"}
    done = subprocess.run(
        [tmp_path / "csv" / "import.sh"], env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    imported.start()
    given = Settings(imported.uri, "neo4j", imported.password, "neo4j")
    with connect_neo4j(given) as store:
        for constraint in (tmp_path / "csv" / "schema.cypher").read_text().split(";\n")[:-1]:
            store.write(constraint)
        result = exchange.verify(against=embedded_store, store=store)
        assert result.differences == []
        assert result.nodes == len(held(embedded_store)) - result.relationships
        exchange.export_graph(tmp_path / "neo4j.jsonl", store=store)
    exchange.export_graph(tmp_path / "embedded.jsonl", store=embedded_store)
    assert (tmp_path / "neo4j.jsonl").read_bytes() == (tmp_path / "embedded.jsonl").read_bytes()


def test_a_census_does_not_depend_on_the_order_and_sees_every_difference() -> None:
    found = every_type()
    assert Census(found).differences(Census(found[::-1])) == []
    for other in ([*found[1:]], [*found, person(77)], [person(1, truth=1), *found[1:]]):
        assert Census(found).differences(Census(other))
    assert not Census([person(1)]).differences(Census([person(1, name="Ada")]), extra=False)
    assert {KNOWS, PERSON} <= {element.shape for element in found}


def lines_of(elements: list[Element], folder: Path) -> Path:
    """A file of JSON Lines, as an export."""
    path = folder / "graph.jsonl"
    path.write_text("".join(f"{element.to_line()}\n" for element in elements), encoding="utf-8")
    return path


def without_empty_text(element: Element) -> Element:
    """In a table an empty cell is no property."""
    kept = {name: value for name, value in element.properties.items() if value != ""}
    return Element(element.shape, element.key, kept)


def differing(old: list[Any], new: list[Any]) -> tuple[int, int, int]:
    """How many were made, changed, deleted between two exports."""

    def key(part: Any) -> Any:
        return (part.labels[0], part.id) if hasattr(part, "labels") else (part.type, part.start, part.end)

    before, after = {key(part): part for part in old}, {key(part): part for part in new}
    changed = sum(before[k] != after[k] for k in before.keys() & after.keys())
    return len(after.keys() - before.keys()), changed, len(before.keys() - after.keys())
