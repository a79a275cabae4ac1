"""The query library: its files are well formed, and each query answers as it should on every store."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import sample

from graphkit import loader, output
from graphkit.errors import QueryError
from graphkit.ontology import load_relations
from graphkit.queries import Parameter, Query, QueryLibrary, parameters_in, parse_query
from graphkit.stores import Store

LIBRARY = QueryLibrary()
ABZUG = "Abzug der Truppen aus dem Bürgerkriegsland Syrien"
PUTIN, ASSAD, KERRY, MISTURA = "Wladimir Putin", "Bashar al-Assad", "John Kerry", "Staffan de Mistura"
LAWROW, OPPOSITION, UNITS = "Sergej Lawrow", "syrische Opposition", "russische Einheiten"
AGREES, DENIES = (
    "Putin sei sich mit Assad einig, sagte Lawrow.",
    "Es gebe keine Einigung mit Assad, sagte Kerry.",
)
D14, D15, D16, D17, D18 = (f"2016-03-{day}" for day in (14, 15, 16, 17, 18))
FACT, CLAIM, DENIAL = ["positive", "asserted"], ["positive", "reported"], ["negative", "reported"]
CRITICISM = [KERRY, "CRITICIZES", ASSAD]
AUDIENCE = [ASSAD, "MET", MISTURA]
DEAL = [PUTIN, "AGREED", ASSAD]
TALKS = [MISTURA, "NEGOTIATES", OPPOSITION]
ORDER = [PUTIN, "ORDERED", ABZUG]

Rows = list[list[Any]]
# every query of the library with what it answers about the sample
EXPECTED: dict[str, list[tuple[dict[str, Any], Rows]]] = {
    "actors/between": [
        (
            {"name": "Putin", "other": "Assad"},
            [
                [D15, *DEAL, *CLAIM, LAWROW, AGREES, "abzug"],
                [D17, *DEAL, *DENIAL, KERRY, DENIES, "dementi"],
            ],
        ),
        ({"name": "Assad", "other": "Lawrow"}, []),
    ],
    "actors/find": [
        ({"name": "kerry"}, [["person:john-kerry", KERRY, "Person", ["Kerry"], 3]]),
        ({"name": "country:RU"}, [["country:RU", "Russland", "Country", None, 1]]),
        ({"name": "niemand"}, []),
    ],
    "actors/in-common": [
        ({"name": "Kerry", "other": "de Mistura"}, [[ASSAD, "Person", ["CRITICIZES"], ["MET"]]]),
        ({"name": "Kerry", "other": "Putin"}, []),
    ],
    "actors/negotiates-with": [
        ({"name": "Assad"}, [[ASSAD, MISTURA, ["MET"], 1, D17, D17]]),
        (
            {"name": "de Mistura"},
            [[MISTURA, ASSAD, ["MET"], 1, D17, D17], [MISTURA, OPPOSITION, ["NEGOTIATES"], 1, D16, D16]],
        ),
    ],
    "actors/relations": [
        ({"name": "Assad"}, [[*AUDIENCE, 1, 1, D17, D17], [*CRITICISM, 1, 1, D16, D16]]),
        ({"name": "assad"}, [[*AUDIENCE, 1, 1, D17, D17], [*CRITICISM, 1, 1, D16, D16]]),
        ({"name": "person:bashar-al-assad", "limit": 1}, [[*AUDIENCE, 1, 1, D17, D17]]),
        ({"name": "Putin"}, [[*ORDER, 2, 2, D14, D14], [PUTIN, "HOLDS_OFFICE", "Russland", 1, 1, D15, D15]]),
        ({"name": "niemand"}, []),
    ],
    "actors/said-about": [
        (
            {"name": "Assad"},
            [[KERRY, *DEAL, *DENIAL, DENIES, "dementi"], [LAWROW, *DEAL, *CLAIM, AGREES, "abzug"]],
        ),
        ({"name": "Kerry"}, []),
    ],
    "actors/timeline": [
        (
            {"name": "Assad"},
            [
                [D15, *DEAL, *CLAIM, "abzug"],
                [D16, *CRITICISM, *FACT, "gespraeche"],
                [D17, *AUDIENCE, *FACT, "dementi"],
                [D17, *DEAL, *DENIAL, "dementi"],
            ],
        ),
        (
            {"name": "Assad", "since": date(2016, 3, 16), "until": "2016-03-16"},
            [[D16, *CRITICISM, *FACT, "gespraeche"]],
        ),
        (
            {"name": "Putin", "until": date(2016, 3, 14)},
            [[D14, *ORDER, *FACT, "abzug"], [D14, *ORDER, *FACT, "gespraeche"]],
        ),
    ],
    "claims/by-speaker": [
        ({"name": "Kerry"}, [[KERRY, *DEAL, *DENIAL, DENIES, "dementi"]]),
        ({"name": "Putin"}, []),
    ],
    "claims/contradicted": [({}, [[*DEAL, ["abzug"], ["dementi"]]])],
    "claims/denied": [({}, [[*DEAL, "reported", KERRY, DENIES, "dementi"]])],
    "claims/hedged": [
        (
            {},
            [
                [D17, *DEAL, "reported", KERRY, DENIES, "dementi"],
                [D16, KERRY, "MET", LAWROW, "planned", None, "Kerry will Lawrow treffen.", "gespraeche"],
                [D15, *DEAL, "reported", LAWROW, AGREES, "abzug"],
            ],
        ),
        (
            {"modality": "planned"},
            [[D16, KERRY, "MET", LAWROW, "planned", None, "Kerry will Lawrow treffen.", "gespraeche"]],
        ),
        ({"modality": "hypothetical"}, []),
    ],
    "documents/list": [
        (
            {},
            [
                ["wetter", "Das Wetter", "Tageskurier", D18, 0],
                ["dementi", "Moskau widerspricht", "Beispielblatt", D17, 2],
                ["gespraeche", "Gespräche in Genf", "Tageskurier", D16, 5],
                ["abzug", "Der Abzug beginnt", "Beispielblatt", D15, 4],
            ],
        ),
        ({"source": "kurier", "limit": 1}, [["wetter", "Das Wetter", "Tageskurier", D18, 0]]),
    ],
    "documents/statements": [
        (
            {"document": "dementi"},
            [[1, *AUDIENCE, *FACT, None, "met"], [2, *DEAL, *DENIAL, KERRY, "agreed"]],
        ),
        ({"document": "wetter"}, []),
    ],
    "evidence/sentences": [
        (
            {"subject": "Putin", "object": "Abzug", "relation": "ORDERED"},
            [
                [
                    "ORDERED",
                    *FACT,
                    "Putin befahl am Montag den Abzug.",
                    "abzug",
                    D15,
                    "https://example.org/abzug",
                ],
                [
                    "ORDERED",
                    *FACT,
                    "Der Abzug war von Putin angeordnet worden.",
                    "gespraeche",
                    D16,
                    "https://example.org/gespraeche",
                ],
            ],
        ),
        ({"subject": "Putin", "object": "Abzug", "relation": "MET"}, []),
    ],
    "facts/by-sources": [({}, [[*ORDER, 2, 2]]), ({"at_least": 3}, [])],
    "facts/single-source": [
        (
            {},
            [
                [
                    PUTIN,
                    "HOLDS_OFFICE",
                    "Russland",
                    "abzug",
                    "Beispielblatt",
                    "Russlands Präsident Putin sprach.",
                ],
                [
                    UNITS,
                    "DEPLOYED_AT",
                    "Tartus",
                    "abzug",
                    "Beispielblatt",
                    "Russische Einheiten bleiben in Tartus.",
                ],
                [*AUDIENCE, "dementi", "Beispielblatt", "Assad empfing de Mistura."],
                [*CRITICISM, "gespraeche", "Tageskurier", "Kerry kritisierte Assad."],
                [KERRY, "HOLDS_OFFICE", "USA", "gespraeche", "Tageskurier", "US-Außenminister Kerry kam an."],
                [*TALKS, "gespraeche", "Tageskurier", "De Mistura verhandelte in Genf mit der Opposition."],
            ],
        )
    ],
    "graph/overview": [
        (
            {},
            [
                ["node", "Statement", 11],
                ["node", "Person", 5],
                ["node", "Document", 4],
                ["node", "Country", 2],
                ["node", "Group", 2],
                ["node", "Place", 2],
                ["node", "Thing", 1],
                ["relationship", "IN_DOCUMENT", 11],
                ["relationship", "OBJECT", 11],
                ["relationship", "SUBJECT", 11],
                ["relationship", "HOLDS_OFFICE", 2],
                ["relationship", "SAID_BY", 2],
                ["relationship", "AT", 1],
                ["relationship", "CRITICIZES", 1],
                ["relationship", "DEPLOYED_AT", 1],
                ["relationship", "MET", 1],
                ["relationship", "NEGOTIATES", 1],
                ["relationship", "ORDERED", 1],
            ],
        )
    ],
    "graph/statements-by-relation": [
        (
            {},
            [
                ["AGREED", 2, 0, 1, 1],
                ["HOLDS_OFFICE", 2, 2, 0, 0],
                ["MET", 2, 1, 1, 0],
                ["ORDERED", 2, 2, 0, 0],
                ["CRITICIZES", 1, 1, 0, 0],
                ["DEPLOYED_AT", 1, 1, 0, 0],
                ["NEGOTIATES", 1, 1, 0, 0],
            ],
        )
    ],
    "offices/holders": [
        ({}, [[PUTIN, "Präsident", "Russland", 1, D15], [KERRY, "Außenminister", "USA", 1, D16]]),
        ({"of": "usa"}, [[KERRY, "Außenminister", "USA", 1, D16]]),
    ],
    "paths/between": [
        (
            {"name": "Kerry", "other": "Opposition"},
            [
                [
                    [KERRY, "CRITICIZES", ASSAD, "MET", MISTURA, "NEGOTIATES", OPPOSITION],
                    3,
                ]
            ],
        ),
        ({"name": "Putin", "other": "Kerry"}, []),
    ],
    "places/deployments": [
        ({}, [[UNITS, "DEPLOYED_AT", "Tartus", D15, D15, 1]]),
        ({"place": "tart"}, [[UNITS, "DEPLOYED_AT", "Tartus", D15, D15, 1]]),
        ({"place": "Genf"}, []),
    ],
    "places/events": [
        ({"place": "Genf"}, [[D16, *TALKS, *FACT, "Genf", "gespraeche"]]),
        ({"place": "Tartus"}, [[D15, UNITS, "DEPLOYED_AT", "Tartus", *FACT, "Tartus", "abzug"]]),
    ],
    "quality/long-names": [({}, [[ABZUG, "Thing", 7, "abzug"]]), ({"words": 8}, [])],
    "quality/orphans": [({}, [["Document", "wetter", "Das Wetter"]])],
}


def readable(value: Any) -> Any:
    """A value as EXPECTED writes it: a path is names and relations in turn."""
    shown = output.plain(value)
    if not isinstance(shown, dict):
        return shown
    names = [node["properties"]["name"] for node in shown["nodes"]]
    types = [relationship["type"] for relationship in shown["relationships"]]
    return [part for pair in zip(names, [*types, None], strict=True) for part in pair if part]


def test_every_query_is_expected_something() -> None:
    assert sorted(EXPECTED) == LIBRARY.names()


def test_every_query_answers_on_every_store(any_store: Store, subtests: pytest.Subtests) -> None:
    loader.load(sample(), any_store)
    for name, cases in EXPECTED.items():
        for parameters, rows in cases:
            with subtests.test(name, parameters=parameters):
                result = LIBRARY[name].run(any_store, **parameters)
                assert [[readable(value) for value in row] for row in result.rows] == rows
                assert result.columns == [column.name for column in LIBRARY[name].columns]


def test_every_query_answers_an_empty_graph_with_nothing(any_store: Store, subtests: pytest.Subtests) -> None:
    any_store.apply_schema()
    for name, ((parameters, _), *_) in EXPECTED.items():
        with subtests.test(name):
            assert LIBRARY[name].run(any_store, **parameters).rows == []


@pytest.mark.parametrize("query", LIBRARY, ids=lambda query: query.name)
def test_a_query_says_what_it_answers_and_shows_an_example(query: Query) -> None:
    assert query.description.endswith(".")
    assert len(query.description) <= 100
    assert query.columns
    assert query.example.startswith(f"graphkit query {query.name}")
    assert all(parameter.meaning for parameter in query.parameters)


def test_a_path_may_use_every_relation_of_the_ontology() -> None:
    listed = re.search(r"\[:([\w|\s]+)\*\.\.6\]", LIBRARY["paths/between"].text)
    assert listed
    assert set(re.split(r"\W+", listed[1].strip())) == {*load_relations().types, "RELATED"}


class TestParameters:
    query = parse_query(
        "q",
        "// What.\n// @param name: string  who\n// @param since: date = null  when\n"
        "// @param limit: integer = 5  how many\n// @param share: float = 0.5  part\n"
        "// @param all: boolean = false  all\n"
        "RETURN $name, $since, $limit, $share, $all",
    )

    def test_defaults_fill_what_is_not_given(self) -> None:
        bound = self.query.bind({"name": "Putin"})
        assert bound == {"name": "Putin", "since": None, "limit": 5, "share": 0.5, "all": False}

    def test_text_becomes_the_type_that_is_declared(self) -> None:
        given = {"name": "Putin", "since": "2016-03-14", "limit": "7", "share": "1", "all": "TRUE"}
        expected = {"name": "Putin", "since": date(2016, 3, 14), "limit": 7, "share": 1.0, "all": True}
        assert self.query.bind(given) == expected

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({}, r"q needs 'name' \(string\): who"),
            ({"name": None}, "q needs 'name'"),
            ({"name": 5}, "q, name: 5 is no string"),
            ({"name": "x", "limit": "viele"}, "q, limit: 'viele' is no integer"),
            ({"name": "x", "limit": True}, "q, limit: True is no integer"),
            ({"name": "x", "since": "gestern"}, "q, since: 'gestern' is no date: write it as 2016-03-15"),
            ({"name": "x", "all": "vielleicht"}, "q, all: 'vielleicht' is no boolean: write true or false"),
            ({"nam": "x"}, "q has no parameter 'nam'; near it: name"),
        ],
    )
    def test_what_does_not_fit_is_named(self, given: dict[str, Any], message: str) -> None:
        with pytest.raises(QueryError, match=message):
            self.query.bind(given)

    @given(st.from_regex(r"[a-z]\w{0,8}", fullmatch=True, alphabet="abcxyz_19"))
    def test_a_dollar_in_a_string_or_comment_is_no_parameter(self, name: str) -> None:
        text = f"RETURN $real, '$ {name} \\' ${name}', \"${name}\", `${name}` /* ${name} */ // ${name}"
        assert parameters_in(text) == {"real"}


class TestFiles:
    def library(self, folder: Path, text: str) -> QueryLibrary:
        (folder / "own").mkdir()
        (folder / "own" / "mine.cypher").write_text(text, encoding="utf-8")
        return QueryLibrary(folder)

    def test_a_folder_of_ones_own_is_a_library(self, tmp_path: Path) -> None:
        library = self.library(tmp_path, "// Mine.\n// More.\n// @returns a: integer  one\nRETURN 1 AS a\n")
        assert library.names() == ["own/mine"]
        query = library["own/mine"]
        assert (query.description, query.details, query.columns[0].meaning) == ("Mine.", "More.", "one")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("RETURN 1", "the first line says what the query answers"),
            (
                "// Mine.\n// @param a\nRETURN $a",
                "mine.cypher:2: not of the form @param name: type = default",
            ),
            ("// Mine.\n// @param a: number  x\nRETURN $a", "mine.cypher:2: not of the form"),
            ("// Mine.\n// @param store: string  x\nRETURN $store", "no name out of format, help, store"),
            (
                "// Mine.\n// @param a: date = heute  x\nRETURN $a",
                "mine.cypher:2: the default 'heute' is no date",
            ),
            (
                "// Mine.\n// @returns a\nRETURN 1 AS a",
                "mine.cypher:2: not of the form @returns column: type",
            ),
            ("// Mine.\n// @return a: integer\nRETURN 1", "mine.cypher:2: unknown @return"),
            ("// Mine.\nRETURN $a", r"mine.cypher: \$a is used and not declared"),
            ("// Mine.\n// @param a: string  x\nRETURN 1", r"mine.cypher: \$a is declared and not used"),
        ],
    )
    def test_a_header_that_is_wrong_is_told_with_file_and_line(
        self, tmp_path: Path, text: str, message: str
    ) -> None:
        with pytest.raises(QueryError, match=message):
            self.library(tmp_path, text)["own/mine"]

    @pytest.mark.parametrize(
        ("asked", "near"),
        [
            ("actors/timelime", "actors/timeline"),
            ("timeline", "actors/timeline"),
            ("actor/relations", "actors/relations"),
        ],
    )
    def test_an_unknown_query_names_the_nearest(self, asked: str, near: str) -> None:
        with pytest.raises(QueryError, match=f"no query '{asked}'; near it: .*{near}"):
            LIBRARY[asked]

    def test_a_folder_that_is_none_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(QueryError, match="is no folder"):
            QueryLibrary(tmp_path / "none")

    def test_the_schema_is_no_query(self) -> None:
        assert not any(name.startswith("schema") for name in LIBRARY.names())
        assert "schema/constraints" not in LIBRARY


def test_a_default_that_reads_null_is_no_value() -> None:
    assert Parameter("a", "string", "", required=False).convert(None) is None
