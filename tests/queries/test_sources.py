"""The evidence of an answer: the sentences behind each row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sample import affairs, sample

from graphkit import loader
from graphkit.errors import QueryError
from graphkit.queries import QueryLibrary
from graphkit.queries.sources import Evidence, evidence, with_evidence
from graphkit.stores import Store

LIBRARY = QueryLibrary()


def told(document: str, source: str, day: int, sentence: str, *how: str) -> Evidence:
    """A sentence of the sample."""
    url = f"https://example.org/{document}"
    return Evidence(document, source, url, date(2016, 3, day), sentence, *(how or ("positive", "asserted")))


CRITICISM = told("gespraeche", "Tageskurier", 16, "Kerry kritisierte Assad.")
AUDIENCE = told("dementi", "Beispielblatt", 17, "Assad empfing de Mistura.")
TALKS = told("gespraeche", "Tageskurier", 16, "De Mistura verhandelte in Genf mit der Opposition.")
NO_DEAL = "Es gebe keine Einigung mit Assad, sagte Kerry."
DENIAL = told("dementi", "Beispielblatt", 17, NO_DEAL, "negative", "reported")


@pytest.mark.parametrize(
    ("name", "parameters", "expected"),
    [
        ("actors/relations", {"name": "Assad"}, [[AUDIENCE], [CRITICISM]]),
        ("graph/ego", {"name": "Assad"}, [[AUDIENCE], [CRITICISM]]),
        ("paths/between", {"name": "Kerry", "other": "Opposition"}, [[CRITICISM, AUDIENCE, TALKS]]),
        ("documents/statements", {"document": "dementi"}, [[AUDIENCE], [DENIAL]]),
        ("claims/by-speaker", {"name": "Kerry"}, [[DENIAL]]),
        ("actors/negotiates-with", {"name": "Assad"}, [[AUDIENCE]]),
        ("actors/negotiates-with", {"name": "de Mistura"}, [[AUDIENCE], [TALKS]]),
        (
            "places/deployments",
            {},
            [[told("abzug", "Beispielblatt", 15, "Russische Einheiten bleiben in Tartus.")]],
        ),
        (
            "offices/holders",
            {"of": "USA"},
            [[told("gespraeche", "Tageskurier", 16, "US-Außenminister Kerry kam an.")]],
        ),
        ("actors/relations", {"name": "Lawrow"}, []),
    ],
)
def test_each_row_has_the_sentences_it_rests_on(
    any_store: Store, name: str, parameters: dict[str, Any], expected: list[list[Evidence]]
) -> None:
    loader.load(sample(), any_store)
    found = evidence(any_store, LIBRARY[name].run(any_store, **parameters))
    assert [sorted(row) for row in found] == [sorted(row) for row in expected]


def test_a_fact_told_twice_has_both_sentences_by_date(any_store: Store) -> None:
    loader.load([*sample(), *affairs()], any_store)
    answer = with_evidence(any_store, LIBRARY["facts/by-sources"].run(any_store))
    assert answer.columns[-1] == "evidence"
    assert [[one["document"] for one in row.evidence] for row in answer] == [
        ["treffen", "sanktionen"],
        ["abzug", "gespraeche"],
    ]


def test_a_relationship_needs_its_nodes(any_store: Store, tmp_path: Path) -> None:
    loader.load(sample(), any_store)
    (tmp_path / "bare.cypher").write_text(
        "// Bare.\n// @returns r: relationship\nMATCH ()-[r:MET]->() RETURN r\n"
    )
    with pytest.raises(QueryError, match="RETURN its nodes too"):
        evidence(any_store, QueryLibrary(tmp_path)["bare"].run(any_store))


def test_what_names_no_relationship_has_none(any_store: Store) -> None:
    with pytest.raises(QueryError, match="documents/list has no evidence to show"):
        evidence(any_store, LIBRARY["documents/list"].run(any_store))
