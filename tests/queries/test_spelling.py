"""Whom a name means: found by alias and spelling, never one of several by chance."""

from __future__ import annotations

import pytest
from graphs import article, mention, statement
from hypothesis import given
from hypothesis import strategies as st

from graphkit import loader
from graphkit.errors import QueryError
from graphkit.queries.spelling import Entity, find_entity, folded, full_text
from graphkit.stores import Store

ACTORS = [
    mention("person:bashar-al-assad", "Bashar al-Assad", text="Assad"),
    mention("person:recep-tayyip-erdogan", "Recep Tayyip Erdoğan"),
    mention("person:gerd-mueller", "Gerd Müller", text="Müller"),
    mention("person:heiner-mueller", "Heiner Müller", text="Müller"),
    mention("organization:gruene", "Bündnis 90/Die Grünen", "Organization", "Grüne"),
    mention("country:US", "USA", "Country", "Vereinigte Staaten"),
    mention("country:IR", "Iran", "Country"),
    mention("country:IQ", "Irak", "Country"),
    mention("thing:a/sturz", "Sturz Assads", "Thing"),
    mention("thing:b/sturz", "Sturz Assads", "Thing"),
    mention("group:assad-anhaenger", "Assad-Anhänger", "Group"),
    mention('organization:quer"kopf', 'Quer"kopf (X) Y:', "Organization"),
]


@pytest.fixture
def store(any_store: Store) -> Store:
    statements = [statement("a", n, actor, "MET", ACTORS[0]) for n, actor in enumerate(ACTORS[1:], 1)]
    loader.load([article("a", *statements)], any_store)
    return any_store


FOUND = [
    ("person:bashar-al-assad", "person:bashar-al-assad", True),
    ("Bashar al-Assad", "person:bashar-al-assad", True),
    ("Assad", "person:bashar-al-assad", True),
    ("assad", "person:bashar-al-assad", True),
    ("ASSAD", "person:bashar-al-assad", True),
    ("Bashar", "person:bashar-al-assad", False),
    ("al assad", "person:bashar-al-assad", False),
    ("Baschar al-Asad", "person:bashar-al-assad", False),
    ("Erdogan", "person:recep-tayyip-erdogan", False),
    ("erdoğan", "person:recep-tayyip-erdogan", False),
    ("recep tayyip erdogan", "person:recep-tayyip-erdogan", True),
    ("Erdogn", "person:recep-tayyip-erdogan", False),
    ("Gerd Müller", "person:gerd-mueller", True),
    ("gerd muller", "person:gerd-mueller", True),
    ("gerd mueller", "person:gerd-mueller", False),
    ("Heiner", "person:heiner-mueller", False),
    ("die grünen", "organization:gruene", False),
    ("vereinigte staaten", "country:US", True),
    ("usa", "country:US", True),
    ("Iran", "country:IR", True),
    ("irak", "country:IQ", True),
    ('Quer"kopf (X) Y:', 'organization:quer"kopf', True),
    ("quer kopf", 'organization:quer"kopf', False),
]


def test_a_name_is_found_in_every_way_it_may_be_written(store: Store, subtests: pytest.Subtests) -> None:
    names = {actor.id: actor.name for actor in ACTORS}
    for given_name, id, exact in FOUND:
        with subtests.test(given_name):
            assert find_entity(store, given_name) == Entity(id, names[id], exact)


def test_of_several_none_is_taken(store: Store) -> None:
    with pytest.raises(QueryError) as told:
        find_entity(store, "Müller")
    assert str(told.value) == (
        "'Müller' can mean Gerd Müller (person:gerd-mueller), Heiner Müller (person:heiner-mueller): "
        "give a whole name, or the id"
    )


def test_things_of_the_same_name_are_several_too(store: Store) -> None:
    with pytest.raises(
        QueryError, match=r"can mean Sturz Assads \(thing:a/sturz\), Sturz Assads \(thing:b/sturz\)"
    ):
        find_entity(store, "Sturz Assads")


def test_many_candidates_are_not_all_listed(any_store: Store) -> None:
    berg = [mention(f"person:{n}", f"Anna{n} Berg") for n in range(9)]
    loader.load(
        [article("a", *(statement("a", n, one, "MET", berg[0]) for n, one in enumerate(berg[1:])))], any_store
    )
    with pytest.raises(QueryError, match=r"can mean .*\(person:5\) and 3 more: give"):
        find_entity(any_store, "berg")


@pytest.mark.parametrize("name", ["Niemand", "Ira", "", "   ", "()", "*:*", "a\\", '"', "AND", "NOT x~"])
def test_who_is_not_there_is_not_made_up(store: Store, name: str) -> None:
    with pytest.raises(QueryError, match=r"nobody and nothing is called|can mean"):
        find_entity(store, name)


@given(st.text(max_size=30))
def test_what_is_searched_for_has_no_syntax_of_its_own(name: str) -> None:
    bare = full_text(name).replace(" AND ", " ").replace(" OR ", " ")
    assert not set('"\\:^{}[]+-!/&|?') & set(bare)


@given(st.text(max_size=30))
def test_folding_again_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)
