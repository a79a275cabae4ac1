"""The graph that statements make: what becomes a node, what is projected, and that order never matters."""

from __future__ import annotations

import random
from datetime import date

import pytest
from graphs import article, collections, mention, statement
from hypothesis import given
from hypothesis import strategies as st

from graphkit import graph
from graphkit.errors import InputError
from graphkit.graph import Link
from graphkit.model import Extraction, Mention, Node, Relationship, TimeSpan

PUTIN = mention("person:putin", "Wladimir Putin", text="Präsident Wladimir Putin")
ASSAD = mention("person:assad", "Baschar al-Assad")
SYRIA = mention("country:SY", "Syrien", "Country")
WITHDRAWAL = mention("thing:abzug", "Abzug", "Thing", "den Abzug")


def nodes_of(*extractions: Extraction) -> dict[str, Node]:
    return {node.id: node for node in graph.build(extractions)[0]}


def typed(*extractions: Extraction) -> list[Relationship]:
    return [r for r in graph.build(extractions)[1] if r.start[0] == "Entity"]


def test_a_statement_becomes_a_node_with_links_to_all_it_names() -> None:
    told = statement("a", 1, PUTIN, "ORDERED", WITHDRAWAL, said_by=ASSAD, place=SYRIA)
    links = [r for r in graph.build([article("a", told)])[1] if r.start == ("Statement", told.id)]
    assert {(r.type, r.end) for r in links} == {
        ("SUBJECT", ("Entity", "person:putin")),
        ("OBJECT", ("Entity", "thing:abzug")),
        ("SAID_BY", ("Entity", "person:assad")),
        ("AT", ("Entity", "country:SY")),
        ("IN_DOCUMENT", ("Document", "a")),
    }
    subject = next(r for r in links if r.type == "SUBJECT")
    assert subject.properties == {
        "mention": "Präsident Wladimir Putin",
        "name": "Wladimir Putin",
        "kind": "Person",
    }


def test_properties_without_a_value_are_absent() -> None:
    nodes = nodes_of(
        article("a", statement("a", 1, PUTIN, "MET", ASSAD), title=None, source=None, published=None)
    )
    assert nodes["a"] == Node(("Document",), "a", {"language": "de", "report": "a"})
    node = next(node for node in nodes.values() if node.labels == ("Statement",))
    assert not {"title", "time_text", "time_start", "time_end"} & node.properties.keys()
    assert None not in node.properties.values()


def test_only_positive_asserted_statements_make_a_typed_relationship() -> None:
    doubtful = [
        statement("a", 1, PUTIN, "MET", ASSAD, polarity="negative"),
        statement("a", 2, PUTIN, "MET", ASSAD, modality="reported"),
        statement("a", 3, PUTIN, "MET", ASSAD, modality="planned"),
        statement("a", 4, PUTIN, "MET", ASSAD, modality="hypothetical"),
    ]
    assert typed(article("a", *doubtful)) == []
    fact = statement("a", 5, PUTIN, "MET", ASSAD)
    assert [r.properties["statements"] for r in typed(article("a", *doubtful, fact))] == [1]


def test_a_typed_relationship_counts_statements_and_documents_and_spans_their_days() -> None:
    friday = TimeSpan("am Freitag", date(2016, 3, 11), None)
    first = article(
        "a", *(statement("a", n, PUTIN, "MET", ASSAD) for n in (1, 2)), published=date(2016, 3, 15)
    )
    second = article("b", statement("b", 1, PUTIN, "MET", ASSAD, time=friday), published=date(2016, 4, 1))
    assert typed(first, second) == [
        Relationship(
            "MET",
            ("Entity", "person:putin"),
            ("Entity", "person:assad"),
            {
                "statements": 3,
                "documents": 2,
                "reports": 2,
                "first": date(2016, 3, 11),
                "last": date(2016, 3, 15),
            },
        )
    ]


def test_without_any_date_a_typed_relationship_has_none() -> None:
    undated = article("a", statement("a", 1, PUTIN, "MET", ASSAD), published=None)
    assert typed(undated)[0].properties == {"statements": 1, "documents": 1, "reports": 1}


def test_the_most_frequent_name_wins_and_ties_go_by_the_alphabet() -> None:
    def name(*names: str) -> object:
        links = [mention("e", name) for name in names]
        told = [statement("a", n, link, "MET", ASSAD) for n, link in enumerate(links)]
        return nodes_of(article("a", *told))["e"].properties["name"]

    assert name("Putin", "Wladimir Putin", "Wladimir Putin") == "Wladimir Putin"
    assert name("Zar", "Putin") == "Putin"


@pytest.mark.parametrize(
    ("text", "kind", "alias"),
    [
        ("der Kreml-Chef", "Person", "Kreml-Chef"),
        ("Der syrische Präsident", "Person", "syrische Präsident"),
        ("Er", "Person", None),
        ("Ihnen", "Person", None),
        ("die", "Person", None),
        ("die russische", "Country", None),
        ("Die Russen", "Group", None),
        ("den Abzug", "Thing", None),
        ("   ", "Person", None),
    ],
)
def test_an_alias_is_a_mention_that_looks_like_a_name(text: str, kind: str, alias: str | None) -> None:
    assert graph.alias_of(Link(text, "Name", kind)) == alias


def test_aliases_are_sorted_distinct_and_leave_the_name_out() -> None:
    texts = ["Putin", "der Kreml-Chef", "Wladimir Putin", "er", "Kreml-Chef"]
    told = [
        statement("a", n, mention("e", "Wladimir Putin", text=t), "MET", ASSAD) for n, t in enumerate(texts)
    ]
    assert nodes_of(article("a", *told))["e"].properties["aliases"] == ["Kreml-Chef", "Putin"]


def test_nodes_and_relationships_come_sorted() -> None:
    nodes, relationships = graph.build([article("b"), article("a", statement("a", 1, PUTIN, "MET", ASSAD))])
    assert [node.id for node in nodes[:2]] == ["a", "b"]
    assert [r.type for r in relationships] == ["IN_DOCUMENT", "MET", "OBJECT", "SUBJECT"]


@given(collections(), st.randoms(use_true_random=False))
def test_the_order_of_documents_and_statements_never_matters(
    found: list[Extraction], dice: random.Random
) -> None:
    shuffled = [Extraction(e.document, tuple(dice.sample(e.statements, len(e.statements)))) for e in found]
    dice.shuffle(shuffled)
    assert graph.build(shuffled) == graph.build(found)


@given(collections())
def test_the_same_document_twice_is_one_document(found: list[Extraction]) -> None:
    assert graph.build(found + found) == graph.build(found)


def test_one_id_with_two_contents_is_refused() -> None:
    with pytest.raises(InputError, match="'a' comes twice"):
        graph.build([article("a", title="Eins"), article("a", title="Zwei")])


@pytest.mark.parametrize("relation", ["met", "MET-1", "MET`", "", "X\n", "ÄRGERT", "_MET", "X" * 2001])
def test_a_relation_that_is_no_type_name_is_refused(relation: str) -> None:
    with pytest.raises(InputError, match="no relation name"):
        graph.check(article("a", statement("a", 1, PUTIN, relation, ASSAD)))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (mention("x" * 2001), "1 to 2,000 characters"),
        (mention("x", "n" * 2001), "1 to 2,000 characters"),
        (mention("x", "half \ud800"), "lone surrogate"),
        (Mention("x", "x", "Dog", "x"), "unknown kind 'Dog'"),  # type: ignore[arg-type]
        (Mention("", "x", "Person", "x"), "1 to 2,000 characters"),
    ],
)
def test_an_entity_that_no_graph_can_hold_is_refused(bad: Mention, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        graph.check(article("a", statement("a", 1, PUTIN, "MET", bad)))


def test_numbers_and_documents_are_checked_too() -> None:
    with pytest.raises(InputError, match="between 0 and"):
        graph.check(article("a", statement("a", 1, PUTIN, "MET", ASSAD, end=2**63)))
    with pytest.raises(InputError, match="says it is of document 'b'"):
        graph.check(article("a", statement("b", 1, PUTIN, "MET", ASSAD)))
    with pytest.raises(InputError, match="document id"):
        graph.check(article(""))
    with pytest.raises(InputError, match="lone surrogate"):
        graph.check(article("a", title="\udfff"))
