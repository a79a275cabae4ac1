"""Loading, replacing and retracting documents: the graph is always the one that `graph.build` makes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from graphs import article, collections, many, mention, statement, versions_of, wipe, words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plans import operators

from graphkit import graph, loader
from graphkit.copies import fingerprint
from graphkit.errors import InputError
from graphkit.graph import Link
from graphkit.model import Extraction, Mention, TimeSpan
from graphkit.stores import Counters, Store
from graphkit.stores.neo4j import Neo4jStore
from graphkit.stores.upsert import CELL, RelationshipStatements

# a wiped store is as good as a new one
a_few = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])

HOSTILE = [
    "Robert'); DROP TABLE",
    "\"quoted\" and 'quoted'",
    "back`tick`s ``",
    "line\nbreak\r\n\ttab",
    "back\\slash \\u0041 \\",
    "$parameter {id: row.id} ${x}",
    "// comment /* comment */ ;",
    "null\x00byte",
    "Æther 東京 🚀 \u202eright-to-left e\u0301",
    " leading and trailing ",
    "x" * 2000,
    "ß" * 2000,
    "🚀" * 2000,
]


def exported(store: Store) -> object:
    return loader.export(store)


def test_what_is_loaded_is_the_graph_that_build_makes(store: Store) -> None:
    found = many(3, statements=10, entities=5)
    report = loader.load(found, store)
    assert exported(store) == graph.build(found)
    assert (report.new, report.statements_added, report.rejected) == (3, 30, ())
    assert report.relations.total() == 30
    assert report.entities == {"Person": 5}
    assert report.relationships == len(graph.build(found)[1])


def test_loading_again_writes_nothing_and_says_so(store: Store) -> None:
    found = many(3, statements=10, entities=5)
    loader.load(found, store)
    report = loader.load(reversed(found), store)
    assert report.counters == Counters()
    assert (report.new, report.changed, report.unchanged) == (0, 0, 3)
    assert (report.statements_added, report.statements_unchanged) == (0, 30)


@a_few
@given(collections(), st.integers(1, 6))
def test_any_documents_in_any_batches_make_the_graph_of_build(
    store: Store, found: list[Extraction], batch_size: int
) -> None:
    wipe(store)
    loader.load(found, store, batch_size=batch_size)
    assert exported(store) == graph.build(found)
    assert not loader.load(found[::-1], store).counters


NAMES = {
    "another mention": [mention("p", "Putin", text="Putin"), mention("p", "Putin", text="Präsident Putin")],
    "a mention that is the name": [
        mention("p", "Putin", text="Kremlchef"),
        mention("p", "Putin", text="Putin"),
    ],
    "no name": [mention("p", "Putin", text="Putin"), mention("p", "Putin", text="er")],
    "as many under another name": [mention("p", "Putin"), mention("p", "Adam"), mention("p", "Putin")],
    "more under another kind": [mention("p"), mention("p", kind="Group"), mention("p", kind="Group")],
}


@pytest.mark.parametrize("named", NAMES.values(), ids=NAMES)
def test_one_document_after_the_other_makes_the_same_entity(store: Store, named: list[Mention]) -> None:
    other = mention("q", "Assad")
    found = [article(f"d{n}", statement(f"d{n}", 1, one, "MET", other)) for n, one in enumerate(named)]
    for count, extraction in enumerate(found, 1):
        loader.load([extraction], store)
        assert exported(store) == graph.build(found[:count])


def test_one_document_after_the_other_adds_up_to_the_same_relationship(store: Store) -> None:
    one, other, day = mention("p"), mention("q"), date(2016, 3, 1)
    spans = [None, TimeSpan("am 1.", day, day), TimeSpan("im Mai", date(2016, 5, 1), date(2016, 5, 31))]
    print_of = fingerprint(words(100, 5))
    found = [
        article(
            f"d{n}",
            *(statement(f"d{n}", k, one, "MET", other, time=span) for k in range(1 + n % 2)),
            published=None if n < 2 else date(2016, 4, n),
            fingerprint=print_of if n in (1, 4) else None,
        )
        for n, span in enumerate([*spans, *spans])
    ]
    for count, extraction in enumerate(found, 1):
        loader.load([extraction], store)
        assert exported(store) == graph.build(found[:count])


@a_few
@given(collections(), versions_of("d0"))
def test_a_new_version_of_a_document_replaces_the_old_one(
    store: Store, found: list[Extraction], version: Extraction
) -> None:
    wipe(store)
    loader.load(found, store)
    loader.load([version], store)
    others = [extraction for extraction in found if extraction.document.id != "d0"]
    assert exported(store) == graph.build([*others, version])


@a_few
@given(collections(), versions_of("d0"))
def test_retracting_a_document_leaves_what_the_others_make(
    store: Store, found: list[Extraction], version: Extraction
) -> None:
    wipe(store)
    others = [extraction for extraction in found if extraction.document.id != "d0"]
    loader.load([*others, version], store)
    loader.retract("d0", store)
    assert exported(store) == graph.build(others)


def test_replacing_touches_only_what_differs(store: Store) -> None:
    putin, assad, kerry = mention("p:1", "Putin"), mention("p:2", "Assad"), mention("p:3", "Kerry")
    kept, gone = statement("a", 1, putin, "MET", assad), statement("a", 2, putin, "MET", kerry)
    loader.load([article("a", kept, gone)], store)
    report = loader.load([article("a", kept)], store)
    assert (report.changed, report.statements_removed, report.statements_unchanged) == (1, 1, 1)
    # the statement and the man only it named; its three links and the relationship it alone made
    assert (report.counters.nodes_deleted, report.counters.relationships_deleted) == (2, 4)
    assert (report.counters.nodes_created, report.counters.relationships_created) == (0, 0)


def test_a_hedged_version_of_a_statement_ends_the_typed_relationship(store: Store) -> None:
    pair = (mention("p:1", "Putin"), "MET", mention("p:2", "Assad"))
    loader.load([article("a", statement("a", 1, *pair))], store)
    report = loader.load([article("a", statement("a", 1, *pair, modality="reported"))], store)
    assert (report.statements_updated, report.statements_added) == (1, 0)
    assert store.read("MATCH (:Entity)-[r]->(:Entity) RETURN count(r)").rows == [[0]]


def test_an_entity_changes_its_kind_with_the_majority_and_back(store: Store) -> None:
    def told(id: str, *mentions: Mention) -> Extraction:
        other = mention("p:2", "Assad")
        return article(id, *(statement(id, n, m, "MET", other, place=m) for n, m in enumerate(mentions)))

    person, country = mention("x", "Paris", "Person"), mention("x", "Paris", "Country")
    one, two = told("a", person), told("b", country, country)
    loader.load([one], store)
    loader.load([two], store)
    assert exported(store) == graph.build([one, two])
    assert store.read("MATCH (e:Entity {id: 'x'}) RETURN 'Country' IN labels(e)").rows == [[True]]
    loader.retract("b", store)
    assert exported(store) == graph.build([one])


def test_what_a_user_has_added_to_the_graph_stays(store: Store) -> None:
    loader.load(many(2, statements=4, entities=3), store)
    store.write("MATCH (e:Entity {id: 'person:0'}) CREATE (e)<-[:ABOUT]-(:Note {text: 'mine'})")
    loader.load(many(2, statements=4, entities=3, seed=1), store)
    assert store.read("MATCH (n:Note)-[:ABOUT]->(e) RETURN n.text, e.id").rows == [["mine", "person:0"]]


def test_retracting_an_unknown_document_names_those_that_are_like_it(store: Store) -> None:
    loader.load([article("syria-withdrawal"), article("geneva-talks")], store)
    with pytest.raises(InputError, match=r"no document 'syria' .*there are 'syria-withdrawal'"):
        loader.retract("syria", store)
    wipe(store)
    with pytest.raises(InputError, match="it holds no documents"):
        loader.retract("syria", store)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_values_come_back_as_they_went_in(store: Store, text: str) -> None:
    hostile = Mention(text, text, "Organization", text)
    told = statement(text, 1, hostile, "MET", mention("p:1"), said_by=hostile, title=text, trigger=text)
    found = [
        article(text, told, title=text, source=text),
        article("other", statement("other", 1, hostile, "MET", hostile)),
    ]
    loader.load(found, store)
    assert exported(store) == graph.build(found)
    assert not loader.load(found, store).counters
    loader.retract(text, store)
    assert exported(store) == graph.build(found[1:])


def test_a_long_text_is_stored_whole(store: Store) -> None:
    text = "Ein langer Satz. " * 20_000
    found = [article("a", statement("a", 1, mention("p:1"), "MET", mention("p:2"), text=text, trigger=text))]
    loader.load(found, store)
    assert exported(store) == graph.build(found)


def test_a_document_that_no_graph_can_hold_is_listed_and_the_others_are_loaded(store: Store) -> None:
    bad = article("bad", statement("bad", 1, mention("p:1"), "no type", mention("p:2")))
    good = article("good", statement("good", 1, mention("p:1"), "MET", mention("p:2")))
    report = loader.load([bad, good], store)
    assert [(r.document, "no relation name" in r.reason) for r in report.rejected] == [("bad", True)]
    assert report.new == 1
    assert exported(store) == graph.build([good])


def test_of_two_documents_with_one_id_the_first_counts_and_the_second_is_listed(store: Store) -> None:
    first, second = article("a", title="Eins"), article("a", title="Zwei")
    report = loader.load([first, first, second], store, batch_size=1)
    assert [rejection.document for rejection in report.rejected] == ["a"]
    assert exported(store) == graph.build([first])


def test_thousands_of_rows_go_in_batches(store: Store) -> None:
    found = many(6, statements=250, entities=400)
    seen: list[int] = []
    report = loader.load(found, store, batch_size=1000, progress=lambda report: seen.append(report.documents))
    assert seen == [4, 6]
    assert report.statements_added == 1500
    assert report.counters.nodes_created + report.counters.relationships_created > 5000
    assert exported(store) == graph.build(found)
    assert not loader.load(found, store).counters


def test_a_batch_size_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="batch size"):
        loader.load([], store, batch_size=0)


def test_a_load_that_was_interrupted_is_finished_by_the_same_command(store: Store) -> None:
    found = many(4, statements=10, entities=5)

    def stop_after_two(report: loader.LoadReport) -> None:
        if report.documents == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loader.load(found, store, batch_size=10, progress=stop_after_two)
    assert exported(store) == graph.build(found[:2])
    report = loader.load(found, store)
    assert (report.unchanged, report.new) == (2, 2)
    assert exported(store) == graph.build(found)


def test_writers_at_the_same_time_lose_nothing(any_store: Store) -> None:
    found = many(12, statements=8, entities=4)

    def write(part: int) -> loader.LoadReport:
        return loader.load(found[part::3], any_store, batch_size=9)

    with ThreadPoolExecutor(3) as pool:
        assert sum(report.new for report in pool.map(write, range(3))) == 12
    assert loader.export(any_store) == graph.build(found)


def test_links_say_how_the_statement_names_the_entity(store: Store) -> None:
    putin = mention("p:1", "Wladimir Putin", text="der Kreml-Chef")
    loader.load([article("a", statement("a", 1, putin, "MET", mention("p:2")))], store)
    row = store.read("MATCH (:Statement)-[r:SUBJECT]->(:Entity) RETURN r.mention, r.name, r.kind").rows[0]
    assert Link(*row) == Link("der Kreml-Chef", "Wladimir Putin", "Person")


def test_neo4j_finds_relationships_by_their_start_though_the_plan_is_made_when_there_are_few(
    neo4j_store: Neo4jStore,
) -> None:
    neo4j_store.ensure_unique([("Person", "id")])
    neo4j_store.write("UNWIND range(1, 20000) AS n CREATE (:Person {id: n})")
    neo4j_store.write(
        "MATCH (a:Person {id: 1}) MATCH (b:Person {id: 2}) CREATE (a)-[:KNOWS {since: 2016}]->(b)"
    )
    neo4j_store.read("CALL db.prepareForReplanning(60)")  # the counts by which it plans are made now and then
    glance = RelationshipStatements("KNOWS", ("Person", "id"), ("Person", "id"), ("since",), (CELL,)).glance(
        ranged=True
    )
    found = operators(neo4j_store, glance, {"low": 1, "high": 500, "limit": 1000})
    assert "NodeUniqueIndexSeekByRange" in found
    assert not {"DirectedRelationshipTypeScan", "NodeByLabelScan", "NodeIndexScan"} & set(found)
