"""Copies in a store: found whatever comes when, let go again, and looked up without a look at every document."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from graphs import article, mention, statement, words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plans import operators

from graphkit import graph, loader
from graphkit.copies import SLOTS, fingerprint, read
from graphkit.loader import rulings
from graphkit.loader.rows import Rows
from graphkit.model import Extraction
from graphkit.stores import Store
from graphkit.stores.neo4j import Neo4jStore

PUTIN, ASSAD = mention("p:1", "Putin"), mention("p:2", "Assad")
HALVES = (words(120, 1), words(120, 2))
TEXTS = {"whole": " ".join(HALVES), "first": HALVES[0], "second": HALVES[1], "other": words(300, 3)}
a_few = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])


def printed(id: str) -> Extraction:
    """A document that tells the one fact that all of them tell."""
    return article(id, statement(id, 1, PUTIN, "MET", ASSAD), fingerprint=fingerprint(TEXTS[id]))


FOUND = [printed(id) for id in TEXTS]


def reports_of(store: Store) -> dict[str, str]:
    return dict(store.read("MATCH (d:Document) RETURN d.id, d.report").rows)  # type: ignore[arg-type]


def counted(store: Store) -> list[int]:
    """Documents and reports that tell the fact."""
    return store.read("MATCH (:Entity)-[r:MET]->(:Entity) RETURN r.documents, r.reports").rows[0]


def test_what_joins_two_reports_makes_them_one_and_its_going_makes_them_two(any_store: Store) -> None:
    whole, first, second, other = FOUND
    assert loader.load([second, other, first], any_store).copies == 0
    assert counted(any_store) == [3, 3]
    report = loader.load([whole], any_store)
    assert reports_of(any_store) == {"first": "first", "second": "first", "whole": "first", "other": "other"}
    assert (report.copies, counted(any_store)) == (2, [4, 2])
    loader.retract("whole", any_store)
    assert loader.export(any_store) == graph.build([first, second, other])
    assert counted(any_store) == [3, 3]


@a_few
@given(st.permutations(FOUND), st.integers(1, 8), st.sampled_from(sorted(TEXTS)))
def test_order_and_batches_do_not_matter(
    any_store: Store, found: list[Extraction], batch_size: int, gone: str
) -> None:
    any_store.write("MATCH (n) DETACH DELETE n")
    report = loader.load(found, any_store, batch_size=batch_size)
    assert (report.copies, loader.export(any_store)) == (2, graph.build(FOUND))
    again = loader.load(FOUND, any_store)
    assert (again.copies, bool(again.counters)) == (2, False)
    loader.retract(gone, any_store)
    assert loader.export(any_store) == graph.build([e for e in FOUND if e.document.id != gone])


def test_a_document_that_becomes_another_text_leaves_its_report(any_store: Store) -> None:
    whole, first, *_ = FOUND
    loader.load([whole, first], any_store)
    changed = replace(whole, document=replace(whole.document, fingerprint=fingerprint(words(200, 9))))
    loader.load([changed], any_store)
    assert loader.export(any_store) == graph.build([changed, first])
    assert counted(any_store) == [2, 2]


def test_copies_that_are_loaded_at_the_same_time_find_each_other(any_store: Store) -> None:
    text = fingerprint(words(200, 4))
    found = [article(f"d{n}", statement(f"d{n}", 1, PUTIN, "MET", ASSAD), fingerprint=text) for n in range(9)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda part: loader.load(found[part::3], any_store, batch_size=2), range(3)))
    assert loader.export(any_store) == graph.build(found)
    assert counted(any_store) == [9, 1]


def test_documents_of_an_earlier_version_are_reports_of_their_own_until_they_are_loaded_again(
    any_store: Store,
) -> None:
    whole, first, second, _ = FOUND
    loader.load([first, second], any_store)
    slots = ", ".join(f"d.fingerprint_{slot}" for slot in range(SLOTS))
    any_store.write(f"MATCH (d:Document) REMOVE d.report, d.fingerprint, {slots}")
    any_store.write("MATCH (:Entity)-[r:MET]->(:Entity) REMOVE r.reports")
    loader.load([whole], any_store)
    assert reports_of(any_store) == {"first": None, "second": None, "whole": "whole"}
    assert counted(any_store) == [3, 3]
    loader.load([first, second], any_store)
    assert loader.export(any_store) == graph.build([whole, first, second])


def test_a_ruling_keeps_fingerprint_and_report(any_store: Store) -> None:
    loader.load(FOUND, any_store)
    rulings.merge(PUTIN.id, ASSAD.id, any_store)
    rulings.undo(PUTIN.id, any_store)
    assert loader.export(any_store) == graph.build(FOUND)


def test_neo4j_looks_copies_up_in_indexes(neo4j_store: Neo4jStore) -> None:
    neo4j_store.apply_schema()
    found: list[str] = []

    class Explained:
        """Keeps the plan of what it is asked."""

        def run(self, cypher: str, parameters: dict[str, object] | None = None) -> object:
            found.extend(operators(neo4j_store, cypher, parameters))
            return neo4j_store.read(cypher, parameters)

    sign = read(FOUND[0].document.fingerprint)
    assert sign
    rows = Rows(Explained())  # type: ignore[arg-type]
    assert rows.sharing(sign.keys) == []
    assert rows.of_reports(["first"]) == []
    assert found.count("NodeIndexSeek") == SLOTS + 1
    assert not {"NodeByLabelScan", "AllNodesScan", "NodeIndexScan"} & set(found)
