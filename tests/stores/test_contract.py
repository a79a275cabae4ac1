"""What every store must do, with the same Cypher on each."""

from __future__ import annotations

from datetime import date

import pytest
from graphs import article, collections, many, mention, statement, versions_of, wipe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit import graph, loader
from graphkit.errors import InputError, QueryError, StoreError
from graphkit.graph import Link
from graphkit.model import Extraction, Mention
from graphkit.stores import Counters, Store, Transaction

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


# reading and writing


def test_rows_come_back_with_their_columns(store: Store) -> None:
    result = store.read("UNWIND $numbers AS n RETURN n, n * n AS square", {"numbers": [1, 2]})
    assert result.columns == ["n", "square"]
    assert result.rows == [[1, 1], [2, 4]]
    assert result.records()[1] == {"n": 2, "square": 4}


def test_values_keep_their_types(store: Store) -> None:
    values = [1, 1.5, "x", True, None, [1, 2], {"a": [None, {"b": 1}]}, -(2**63), 2**63 - 1]
    assert store.read("RETURN $values AS v", {"values": values}).rows == [[values]]


def test_dates_go_in_and_out(store: Store) -> None:
    store.write("CREATE (:Document {id: 'a', published: $day})", {"day": date(2016, 3, 14)})
    query = "MATCH (d:Document) WHERE d.published > date('2016-03-13') RETURN d.published"
    assert store.read(query).rows[0][0].to_native() == date(2016, 3, 14)


def test_a_write_is_counted_by_the_database(store: Store) -> None:
    counters = store.write("CREATE (:Document {id: 'a'})<-[:IN_DOCUMENT]-(:Statement {id: 's'})")
    assert (counters.nodes_created, counters.relationships_created, counters.properties_set) == (2, 1, 2)
    assert not store.write("MATCH (d:Nothing) DETACH DELETE d")


def test_several_statements_are_written_all_or_none(store: Store) -> None:
    create = ("CREATE (:Document {id: $id})", {"id": "a"})
    with pytest.raises(QueryError):
        store.write_all([create, ("THIS IS NO CYPHER", {})])
    assert store.read("MATCH (n) RETURN count(n)").rows == [[0]]
    assert store.write_all([create, ("CREATE (:Document {id: $id})", {"id": "b"})]).nodes_created == 2


def test_what_a_failing_unit_of_work_wrote_is_taken_back(store: Store) -> None:
    def work(transaction: Transaction) -> None:
        transaction.run("CREATE (:Document {id: 'a'})")
        raise KeyError("on purpose")

    with pytest.raises(KeyError, match="on purpose"):
        store.transact(work)
    assert store.read("MATCH (n) RETURN count(n)").rows == [[0]]


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (:Brandnew {id: 'x'})",
        "MERGE (:Document {id: 'new'})",
        "MATCH (d:Document) SET d.title = 'changed'",
        "MATCH (d:Document) REMOVE d.title",
        "MATCH (d:Document) SET d:Extra",
        "MATCH (d:Document) DETACH DELETE d",
        "MATCH (d:Document) CREATE (d)-[:NEW]->(d)",
        "MATCH (d:Document) FOREACH (x IN [1] | SET d.title = 'changed')",
        "CREATE INDEX evil IF NOT EXISTS FOR (d:Document) ON (d.title)",
        "CREATE CONSTRAINT evil IF NOT EXISTS FOR (b:Brandnew) REQUIRE b.id IS UNIQUE",
        "DROP CONSTRAINT document_id",
    ],
)
def test_reading_cannot_write(store: Store, cypher: str) -> None:
    store.apply_schema()
    store.write("CREATE (:Document {id: 'a', title: 'kept'})")
    indexes = store.read("SHOW INDEXES YIELD name").rows
    with pytest.raises(QueryError, match="not allowed here"):
        store.read(cypher)
    with pytest.raises(QueryError, match="not allowed here"):
        store.run(cypher, read_only=True)
    assert store.read("MATCH (n) RETURN n.id, n.title, labels(n), size([(n)--(m) | m])").rows == [
        ["a", "kept", ["Document"], 0]
    ]
    assert "Brandnew" not in [row[0] for row in store.read("CALL db.labels()").rows]
    assert sorted(store.read("SHOW INDEXES YIELD name").rows) == sorted(indexes)


def test_a_batch_within_a_read_cannot_commit_by_itself(store: Store) -> None:
    store.write("CREATE (:Document {id: 'a'})")
    with pytest.raises((QueryError, StoreError)):
        store.read("MATCH (d:Document) CALL { WITH d SET d.title = 'x' } IN TRANSACTIONS RETURN count(*)")
    assert store.read("MATCH (d:Document) RETURN d.title").rows == [[None]]


def test_a_wrong_query_says_what_is_wrong_on_one_line(store: Store) -> None:
    for ask in (store.read, store.write):
        with pytest.raises(QueryError, match="RETRUN") as error:
            ask("RETRUN\n1")
        assert "\n" not in str(error.value)


def test_a_missing_parameter_and_one_that_cannot_be_sent_are_query_errors(store: Store) -> None:
    with pytest.raises(QueryError, match="cannot be sent"):
        store.read("RETURN $x", {"x": 2**64})
    with pytest.raises(QueryError, match="cannot be sent"):
        store.read("RETURN $x", {"x": "half \ud800"})


def test_the_schema_can_be_applied_twice_and_holds(store: Store) -> None:
    store.apply_schema()
    store.apply_schema()
    names = {row[0] for row in store.read("SHOW CONSTRAINTS YIELD name").rows}
    assert {"entity_id", "document_id", "statement_id"} <= names
    store.write("CREATE (:Entity:Person {id: 'x'})")
    with pytest.raises(StoreError):
        store.write("CREATE (:Entity:Country {id: 'x'})")


def test_names_and_sentences_can_be_searched_by_word(store: Store) -> None:
    putin = mention("person:putin", "Wladimir Putin", text="der Kreml-Chef")
    loader.load(
        [article("a", statement("a", 1, putin, "MET", mention("x"), text="Ein Treffen in Genf."))], store
    )
    search = "CALL db.index.fulltext.queryNodes($index, $words) YIELD node RETURN node.id"
    for words in ("putin", "kreml", "Wladi*"):
        assert store.read(search, {"index": "entity_names", "words": words}).rows == [["person:putin"]]
    assert len(store.read(search, {"index": "statement_text", "words": "genf"}).rows) == 1


# loading


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


def test_links_say_how_the_statement_names_the_entity(store: Store) -> None:
    putin = mention("p:1", "Wladimir Putin", text="der Kreml-Chef")
    loader.load([article("a", statement("a", 1, putin, "MET", mention("p:2")))], store)
    row = store.read("MATCH (:Statement)-[r:SUBJECT]->(:Entity) RETURN r.mention, r.name, r.kind").rows[0]
    assert Link(*row) == Link("der Kreml-Chef", "Wladimir Putin", "Person")
