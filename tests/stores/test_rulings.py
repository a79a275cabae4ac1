"""Rulings about who is who: the graph is the one that the ruled texts alone would make, and undoing leaves no trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import ASSAD, KERRY, LAWROW, MISTURA, PUTIN, RUSSIA, UNITS, USA, sample

import graphkit
from graphkit import graph, loader
from graphkit.errors import InputError
from graphkit.exchange import export_graph, load_rows, verify
from graphkit.loader import rulings
from graphkit.model import Mention
from graphkit.resolve import Ruling, Rulings, resolved
from graphkit.stores import Store, stop

PEOPLE = [m.id for m in (PUTIN, ASSAD, KERRY, LAWROW, MISTURA, RUSSIA, USA)]
DOCUMENTS = ["abzug", "gespraeche", "dementi"]
a_few = settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])


def expected(store: Store) -> object:
    """The graph of the sample under the store's rulings, made without a store."""
    return graph.build(resolved(sample(), rulings.read_rulings(store)))


class TestRuling:
    def test_merging_makes_one_of_two(self, any_store: Store) -> None:
        loader.load(sample(), any_store)
        report = rulings.merge(KERRY.id, USA.id, any_store)
        assert report.changed > 0
        assert loader.export(any_store) == expected(any_store)
        assert any_store.read("MATCH (e:Entity {id: $id}) RETURN e", {"id": KERRY.id}).rows == []

    def test_splitting_concerns_the_documents_named(self, any_store: Store) -> None:
        loader.load(sample(), any_store)
        rulings.split(PUTIN.id, ["abzug"], any_store)
        assert loader.export(any_store) == expected(any_store)
        ids = {row[0] for row in any_store.read("MATCH (e:Person) RETURN e.id").rows}
        assert f"{PUTIN.id}@abzug" in ids

    def test_undoing_leaves_no_trace(self, any_store: Store) -> None:
        loader.load(sample(), any_store)
        before = loader.export(any_store)
        rulings.merge(KERRY.id, USA.id, any_store)
        rulings.split(USA.id, ["gespraeche"], any_store)
        rulings.undo(KERRY.id, any_store)
        assert loader.export(any_store) == expected(any_store)
        rulings.undo(f"{USA.id}@gespraeche", any_store)
        assert loader.export(any_store) == before

    def test_they_hold_for_what_is_loaded_later(self, any_store: Store) -> None:
        first, *others = sample()
        graphkit.load([first], store=any_store)
        rulings.merge(PUTIN.id, UNITS.id, any_store)
        graphkit.load(others, store=any_store)
        assert loader.export(any_store) == expected(any_store)
        assert graphkit.load(sample(), store=any_store).changed == 0

    @a_few
    @given(data=st.data())
    def test_any_rulings_give_the_graph_of_the_ruled_texts(
        self, any_store: Store, data: st.DataObject
    ) -> None:
        any_store.write("MATCH (n) DETACH DELETE n")
        loader.load(sample(), any_store)
        pairs = st.tuples(
            st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.sampled_from([None, *DOCUMENTS])
        )
        for entity, target, document in data.draw(st.lists(pairs, max_size=4)):
            try:
                if document:
                    rulings.split(entity, [document], any_store)
                else:
                    rulings.merge(entity, target, any_store)
            except InputError:
                pass  # not there any more, or in a circle
            assert loader.export(any_store) == expected(any_store)
        for ruling in data.draw(st.permutations(sorted(rulings.read_rulings(any_store).by_id))):
            rulings.undo(ruling, any_store)
            assert loader.export(any_store) == expected(any_store)
        assert loader.export(any_store) == graph.build(sample())

    def test_what_cannot_be_ruled_is_refused_and_changes_nothing(self, any_store: Store) -> None:
        loader.load(sample(), any_store)
        before = loader.export(any_store)
        for refused in (
            lambda: rulings.merge("person:nobody", PUTIN.id, any_store),
            lambda: rulings.merge(PUTIN.id, "person:nobody", any_store),
            lambda: rulings.merge(PUTIN.id, PUTIN.id, any_store),
            lambda: rulings.split(PUTIN.id, ["no-such-document"], any_store),
            lambda: rulings.undo("person:nobody", any_store),
        ):
            with pytest.raises(InputError):
                refused()
        assert rulings.read_rulings(any_store).by_id == {}
        assert loader.export(any_store) == before


def test_the_list_says_why(any_store: Store) -> None:
    loader.load(sample(), any_store)
    rows = {row["id"]: row for row in graphkit.actors(store=any_store).records()}
    assert rows[PUTIN.id]["documents"] > 1
    assert rows[PUTIN.id]["why"] == "known to graphkit (Q7747)"
    assert all(row["documents"] > 1 for row in rows.values())
    one = graphkit.actors(store=any_store, name="KERRY", everybody=True).records()
    assert [row["id"] for row in one] == [KERRY.id]
    graphkit.merge_actors(KERRY.id, PUTIN.id, store=any_store)
    ruled = graphkit.actors(store=any_store, name="putin").records()[0]
    assert ruled["why"] == f"known to graphkit (Q7747); by ruling also {KERRY.id}"
    assert graphkit.rulings(store=any_store).rows == [[KERRY.id, KERRY.id, None, PUTIN.id]]


class TestFollowing:
    A, B, C = ("person:a", "person:b", "person:c")

    def test_the_last_ruling_on_the_way_counts(self) -> None:
        chain = Rulings([Ruling(self.A, self.B, "B", "Person"), Ruling(self.B, self.C, "C", "Person")])
        found = chain.target(Mention(self.A, "A", "Person", "a"), "d")
        assert (found.id, found.name, found.was) == (self.C, "C", (self.A, "A", "Person"))

    def test_a_ruling_for_the_document_comes_first(self) -> None:
        both = Rulings([Ruling(self.A, self.B, "B", "Person"), Ruling(self.A, self.C, "C", "Person", "d")])
        mention = Mention(self.A, "A", "Person", "a")
        assert (both.target(mention, "d").id, both.target(mention, "e").id) == (self.C, self.B)

    def test_a_circle_is_refused(self) -> None:
        with pytest.raises(InputError, match="back to"):
            Rulings([Ruling(self.A, self.B, "B", "Person"), Ruling(self.B, self.A, "A", "Person")])

    def test_what_was_ruled_before_is_forgotten(self) -> None:
        ruled = Mention(self.B, "B", "Person", "a", was=(self.A, "A", "Person"))
        assert Rulings().target(ruled, "d") == Mention(self.A, "A", "Person", "a")


def test_rulings_go_with_an_export(any_store: Store, tmp_path: Path) -> None:
    graphkit.load(sample(), store=any_store)
    rulings.merge(KERRY.id, USA.id, any_store)
    export_graph(tmp_path / "graph.jsonl", store=any_store)
    with pytest.raises(InputError, match="nothing to compare with"):
        verify([tmp_path / "no.txt"], store=any_store)
    with graphkit.connect(tmp_path / "other.db") as other:
        load_rows([tmp_path / "graph.jsonl"], store=other)
        assert rulings.read_rulings(other).by_id == rulings.read_rulings(any_store).by_id
        assert loader.export(other) == loader.export(any_store)
        rulings.undo(KERRY.id, other)
        assert loader.export(other) == graph.build(sample())
    stop(tmp_path / "other.db")
