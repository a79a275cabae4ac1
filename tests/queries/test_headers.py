"""Query files: headers are read, values converted, and what is wrong is told with file, line and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import QueryError
from graphkit.queries import Parameter, QueryLibrary, parameters_in, parse_query

LIBRARY = QueryLibrary()


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
        assert parameters_in(text) == {"real": 7}


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
            ("RETURN 1", "mine.cypher:1:1: the first line says what the query answers"),
            (
                "// Mine.\n// @param a\nRETURN $a",
                "mine.cypher:2:4: not of the form @param name: type = default",
            ),
            ("// Mine.\n// @param a: number  x\nRETURN $a", "mine.cypher:2:4: not of the form"),
            (
                "// Mine.\n// @param store: string  x\nRETURN $store",
                "no name out of evidence, format, help, output, queries, store, target",
            ),
            (
                "// Mine.\n// @param a: date = heute  x\nRETURN $a",
                "mine.cypher:2:4: the default 'heute' is no date",
            ),
            (
                "// Mine.\n// @returns a\nRETURN 1 AS a",
                "mine.cypher:2:4: not of the form @returns column: type",
            ),
            (
                "// Mine.\n// @returns count: integer\nRETURN 1 AS count",
                "no name out of count, evidence, index",
            ),
            (
                "// Mine.\n// @param a: date  x\n//  @param a: date  y\nRETURN $a",
                r"cypher:3:5: \$a is declared twice",
            ),
            (
                "// Mine.\n// @returns a: string\n// @relationship a MET b\nRETURN 1 AS a",
                "cypher:3:4: not of the form @relat",
            ),
            ("// Mine.\n// @return a: integer\nRETURN 1", "mine.cypher:2:4: unknown @return"),
            ("// Mine.\nRETURN $a", r"mine.cypher:2:8: \$a is used and not declared"),
            ("// Mine.\n// @param a: string  x\nRETURN 1", r"mine.cypher:2:4: \$a is declared and not used"),
        ],
    )
    def test_a_header_that_is_wrong_is_told_with_its_place(
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
