"""What every store must do, with the same Cypher on each."""

from __future__ import annotations

from datetime import date

import pytest
from graphs import article, mention, statement

from graphkit import loader
from graphkit.errors import QueryError, StoreError
from graphkit.stores import Store, Transaction


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
    for index, words in (("names", "putin"), ("names", "Wladi*"), ("aliases", "kreml")):
        found = store.read(search, {"index": f"entity_{index}", "words": words}).rows
        assert found == [["person:putin"]]
    assert len(store.read(search, {"index": "statement_text", "words": "genf"}).rows) == 1
