"""Nodes and relationships of any kind: exact, idempotent, resumed, with every bad row told."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from graphs import wipe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rows import CITY, KNOWS, PERSON, expected, graphs, held, keyed, knows, load, person

from graphkit.errors import InputError, StoreError
from graphkit.loader import Rejection
from graphkit.loader.checkpoint import LABEL
from graphkit.loader.elements import Element, NodeShape, RelationshipShape
from graphkit.loader.graphrows import RowLoader, RowsReport
from graphkit.loader.spool import Spool
from graphkit.loader.writing import Tally
from graphkit.stores import Store

a_few = settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])


@a_few
@given(graphs(), st.integers(1, 6), st.randoms(use_true_random=False))
def test_any_graph_in_any_order_and_batches_is_the_same_and_loading_it_again_writes_nothing(
    any_store: Store, found: list[Element], batch_size: int, dice: random.Random
) -> None:
    wipe(any_store)
    dice.shuffle(found)
    load(found, any_store, batch_size=batch_size) if found else None
    assert held(any_store) == expected(found)
    if found:
        dice.shuffle(found)
        report = load(found, any_store, batch_size=batch_size)
        assert not report.counters
        assert report.nodes.unchanged + report.relationships.unchanged == len(found)


@a_few
@given(graphs(), graphs())
def test_loading_a_graph_over_another_makes_it_so(
    any_store: Store, old: list[Element], new: list[Element]
) -> None:
    wipe(any_store)
    load(old, any_store) if old else None
    load(new, any_store) if new else None
    both = {(element.shape, element.key): element for element in [*old, *new]}
    names = {
        shape: {name for element in new if element.shape == shape for name in element.properties}
        for shape in {element.shape for element in new}
    }
    fresh = {(element.shape, element.key) for element in new}
    result = []
    for (shape, key), element in both.items():
        before = next((e.properties for e in old if (e.shape, e.key) == (shape, key)), {})
        kept = {n: v for n, v in before.items() if n not in names.get(shape, set())}
        is_new = (shape, key) in fresh
        result.append(Element(shape, key, {**kept, **element.properties} if is_new else before))
    assert held(any_store) == expected(result)


def test_the_report_counts_what_was_made_changed_and_left(any_store: Store) -> None:
    found = [person(1, name="Ada"), person(2, name="Grace"), knows(1, 2, since=1850)]
    first = load(found, any_store)
    assert (first.nodes, first.relationships) == (Tally(2, 0, 0), Tally(1, 0, 0))
    second = load([person(1, name="Ada L."), person(2, name="Grace"), knows(1, 2, since=1851)], any_store)
    assert (second.nodes, second.relationships) == (Tally(0, 1, 1), Tally(0, 1, 0))
    assert second.counters.properties_set == 2


def test_a_number_that_changes_its_type_is_a_change(any_store: Store) -> None:
    load([person(1, size=1), person(2), knows(1, 2, weight=1)], any_store)
    load([person(1, size=1.0), person(2), knows(1, 2, weight=1.0)], any_store)
    assert held(any_store) == expected([person(1, size=1.0), person(2), knows(1, 2, weight=1.0)])


def test_labels_from_several_rows_add_up(any_store: Store) -> None:
    load([person(1, name="Ada")], any_store)
    load([Element(NodeShape(("Person", "Author"), "id"), (1,), {"books": 3})], any_store, whole=False)
    assert held(any_store) == expected(
        [Element(NodeShape(("Person", "Author"), "id"), (1,), {"name": "Ada", "books": 3})]
    )


def test_a_property_that_no_row_names_is_left_alone(any_store: Store) -> None:
    load([person(1, name="Ada")], any_store)
    any_store.write("MATCH (p:Person) SET p.mine = 'kept'")
    load([person(1, name="Ada L.")], any_store, whole=False)
    assert held(any_store) == expected([person(1, name="Ada L.", mine="kept")])


def test_a_relationship_without_an_end_is_told_and_the_others_are_made(any_store: Store) -> None:
    rejected: list[Rejection] = []
    found = [person(1), person(2), knows(1, 2), knows(1, 7), knows(8, 2)]
    report = load(found, any_store, on_reject=rejected.append)
    assert [r.reason for r in rejected] == [
        "there is no Person with id 7: load the nodes first",
        "there is no Person with id 8: load the nodes first",
    ]
    assert (report.rejected, report.relationships) == (2, Tally(1, 0, 0))


@pytest.fixture
def one_name(any_store: Store) -> Iterator[Store]:
    """A store whose user wants no two people with one name."""
    any_store.ensure_unique([("Person", "name")])
    yield any_store
    for name, label, properties in any_store.read(
        "SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties"
    ).rows:
        if (label, properties) == (["Person"], ["name"]):
            any_store.write(f"DROP CONSTRAINT `{name}`")


@pytest.mark.parametrize("batch_size", [3, 5000])
def test_rows_that_the_database_refuses_are_found_and_the_others_get_in(
    one_name: Store, batch_size: int
) -> None:
    rejected: list[Rejection] = []
    found = [person(number, name=f"N{number % 9}") for number in range(11)]
    report = load(found, one_name, batch_size=batch_size, on_reject=rejected.append)
    assert [rejection.document for rejection in rejected] == ["Person 9", "Person 10"]
    assert (report.nodes.created, report.rejected) == (9, 2)
    assert sorted(row[0] for row in one_name.read("MATCH (p:Person) RETURN p.id").rows) == list(range(9))


class Interrupted(Exception):
    pass


def interrupt(found: list[Element], store: Store, *, after: int) -> None:
    def stop(report: RowsReport) -> None:
        if report.done >= after:
            raise Interrupted

    with pytest.raises(Interrupted):
        load(found, store, batch_size=2, progress=stop, sources=["x"])


RING = [*(person(n, name=f"N{n}") for n in range(5)), *(knows(n, (n + 1) % 5) for n in range(5))]


@pytest.mark.parametrize("after", [2, 5, 7, 9])
def test_an_interrupted_load_goes_on_where_it_was(any_store: Store, after: int) -> None:
    interrupt(RING, any_store, after=after)
    with Spool() as spool:
        for element in RING:
            spool.add(element)
        report = RowLoader(spool, any_store, batch_size=2, sources=["x"]).load(resume=True)
    assert report.skipped >= after
    assert report.nodes.unchanged + report.relationships.unchanged == 0
    assert held(any_store) == expected(RING)
    assert any_store.read(f"MATCH (n:{LABEL}) RETURN count(n)").rows == [[0]]


def test_other_rows_than_the_interrupted_ones_are_told(any_store: Store) -> None:
    interrupt(RING, any_store, after=2)
    with Spool() as spool:
        spool.add(person(1))
        with pytest.raises(InputError, match="is not the one that was interrupted"):
            RowLoader(spool, any_store, sources=["x"]).load(resume=True)
    assert load(RING, any_store, sources=["x"]).nodes == Tally(3, 0, 2)


def test_two_rows_that_contradict_each_other_are_told() -> None:
    with Spool() as spool:
        spool.add(Element(PERSON, (1,), {"name": "Ada", "age": 3}, "a.csv, line 2"))
        assert not spool.add(Element(PERSON, (1,), {"name": "Ada", "size": 4}, "a.csv, line 9"))
        with pytest.raises(InputError, match=r"Person 1 has another 'name' in a.csv, line 2: give each key"):
            spool.add(Element(PERSON, (1,), {"name": "Grace"}, "a.csv, line 10"))
        [element] = spool.elements(PERSON)
        assert element.properties == {"name": "Ada", "age": 3, "size": 4}


@given(st.lists(st.tuples(st.text(), st.text()), min_size=2, max_size=2, unique=True))
def test_different_keys_never_meet(keys: list[tuple[str, str]]) -> None:
    shape = RelationshipShape("R", keyed("A"), keyed("B"))
    usable = [key for key in keys if all(part.isprintable() or "\x1f" in part for part in key)]
    with Spool() as spool:
        assert all(spool.add(Element(shape, key, {})) for key in usable)
        assert sorted(e.key for e in spool.elements(shape)) == sorted(usable) if usable else True


def test_elements_come_by_shape_and_key_nodes_first() -> None:
    found = [knows(2, 10), knows(2, 9), person(10), person(9), person(-1), Element(CITY, ("Wien",), {})]
    with Spool() as spool:
        for element in found:
            spool.add(element)
        assert spool.shapes() == [CITY, PERSON, KNOWS]
        assert [e.key for e in spool.elements(PERSON)] == [(-1,), (9,), (10,)]
        assert [e.key for e in spool.elements(KNOWS, skip=1)] == [(2, 10)]


def test_keys_of_one_label_must_be_unique_in_the_store_before_anything_is_written(any_store: Store) -> None:
    any_store.write("CREATE (:Thing {id: 1}), (:Thing {id: 1})")
    with pytest.raises(StoreError):
        load([Element(NodeShape(("Thing",), "id"), (1,), {"a": 1})], any_store)
    assert any_store.read("MATCH (t:Thing) RETURN t.a").rows == [[None], [None]]
