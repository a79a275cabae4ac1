"""Several writers without deadlocks: no two of them touch the same node, hubs are one writer's."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows import expected, held, knows, load, person

from graphkit.loader.elements import Element
from graphkit.loader.rounds import rounds
from graphkit.loader.writing import Tally
from graphkit.stores import Store

pairs = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=120, unique=True)


@given(pairs, st.integers(1, 5))
def test_each_relationship_comes_once_and_no_node_twice_in_a_round(
    found: list[tuple[int, int]], writers: int
) -> None:
    told = []
    for tasks in rounds([knows(*pair) for pair in found], writers):
        assert len(tasks) <= writers
        nodes = [{end for one in task for end in one.key} for task in tasks]
        assert sum(map(len, nodes)) == len(set().union(*nodes))
        told += [one.key for task in tasks for one in task]
    assert sorted(told) == sorted(found)


def hubbed(people: int, relationships: int) -> list[Element]:
    """Everybody knows somebody, and every third relationship is of number 0."""
    dice = random.Random(5)
    found: dict[tuple[int, int], Element] = {}
    while len(found) < relationships:
        start = 0 if len(found) % 3 == 0 else dice.randrange(people)
        pair = (start, dice.randrange(people))[:: dice.choice((1, -1))]
        found[pair] = knows(*pair)
    return [*(person(number) for number in range(people)), *found.values()]


def test_a_hub_is_left_to_one_writer_at_the_end() -> None:
    relationships = hubbed(500, 900)[500:]
    *others, last = rounds(relationships, 4)
    assert len(last) == 1
    assert len(last[0]) >= 300
    assert all(0 in one.key for one in last[0])
    assert not any(0 in one.key for tasks in others for task in tasks for one in task)
    assert max(len(tasks) for tasks in others) == 4


@pytest.mark.parametrize("writers", [2, 4])
def test_a_hub_in_every_third_relationship_causes_no_retry(any_store: Store, writers: int) -> None:
    found = hubbed(800, 2000)
    report = load(found, any_store, writers=writers, batch_size=100)
    assert report.retries == 0
    assert report.relationships == Tally(len(found) - 800)
    assert held(any_store) == expected(found)
    assert not load(found, any_store, writers=writers, batch_size=100).counters
