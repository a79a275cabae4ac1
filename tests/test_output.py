"""Results are shown as a table, JSON, JSON Lines and CSV, whatever the database returns."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j import time as neo4j_time
from rich.cells import cell_len

from graphkit import output
from graphkit.errors import InputError
from graphkit.stores import Result, Store


def text(columns: list[str], *rows: list[Any], format: str) -> str:
    file = io.StringIO()
    output.write(Result(columns, list(rows)), format=format, file=file)
    return file.getvalue()


def test_json_lines_hold_one_object_a_row() -> None:
    written = text(["name", "day"], ["Genf", date(2016, 3, 14)], ["Bern", None], format="jsonl")
    assert written == '{"name": "Genf", "day": "2016-03-14"}\n{"name": "Bern", "day": null}\n'


def test_json_is_one_list() -> None:
    assert json.loads(text(["a", "b"], [1, [True, 0.5]], format="json")) == [{"a": 1, "b": [True, 0.5]}]
    assert json.loads(text(["a"], format="json")) == []


def test_csv_quotes_what_needs_it_and_joins_lists() -> None:
    written = text(["a", "b", "c"], ['sagte "nein"', ["x", "y"], None], ["1,5", [], True], format="csv")
    assert written == 'a,b,c\n"sagte ""nein""",x; y,\n"1,5",,true\n'


@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["C"])), min_size=2, max_size=2)))
def test_text_comes_back_from_csv_and_json_as_it_was(rows: list[list[str]]) -> None:
    read_back = list(csv.reader(io.StringIO(text(["a", "b"], *rows, format="csv"))))
    assert read_back == [["a", "b"], *rows]
    assert [list(row.values()) for row in json.loads(text(["a", "b"], *rows, format="json"))] == rows


def test_a_table_is_as_wide_as_its_content_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    lines = text(["name", "count"], ["x" * 300, 5], format="table").splitlines()
    assert lines[0].split() == ["name", "count"]
    assert lines[2].split() == ["x" * 300, "5"]


def test_a_table_wraps_its_cells_to_fit_and_cuts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    sentence = "Der Präsident hat am Montag den Abzug der Truppen befohlen und das Ergebnis gelobt."
    lines = text(["document", "sentence"], ["abzug", sentence], format="table").splitlines()
    assert all(cell_len(line) <= 40 for line in lines)
    words = " ".join(lines[2:]).replace("abzug", "", 1).split()
    assert words == sentence.split()


def test_markup_and_escape_sequences_in_a_text_do_nothing() -> None:
    written = text(["a"], ["[bold]x[/bold] \x1b[31mrot\x07 :smile:"], format="table")
    assert "[bold]x[/bold] \N{REPLACEMENT CHARACTER}[31mrot\N{REPLACEMENT CHARACTER} :smile:" in written


def test_columns_without_rows_still_show() -> None:
    assert text(["name", "day"], format="table").split()[:2] == ["name", "day"]
    assert text(["name", "day"], format="csv") == "name,day\n"


def test_dates_and_times_of_the_driver_are_written_in_iso_form() -> None:
    values = [
        neo4j_time.Date(2016, 3, 14),
        neo4j_time.DateTime(2016, 3, 14, 18, 30),
        neo4j_time.Duration(days=2),
        datetime(2016, 3, 14, 18, 30),
    ]
    plain = ["2016-03-14", "2016-03-14T18:30:00.000000000", "P2D", "2016-03-14T18:30:00"]
    assert output.plain(values) == plain


def test_numbers_that_json_does_not_know_become_text() -> None:
    assert json.loads(text(["x"], [float("nan")], [float("inf")], format="json")) == [
        {"x": "nan"},
        {"x": "inf"},
    ]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(InputError, match="no format 'xml': choose one of table, json, jsonl, csv"):
        text(["a"], format="xml")


class TestGraphValues:
    @pytest.fixture
    def result(self, any_store: Store) -> Result:
        any_store.run(
            "CREATE (a:Entity:Person {id: 'p', name: 'Putin'})-[:ORDERED {statements: 2}]->"
            "(b:Entity:Thing {id: 't', name: 'Abzug'})"
        )
        return any_store.read(
            "MATCH path = (a)-[r:ORDERED]->(b) RETURN a, r, path, [a.name, b.name] AS names, {x: 1} AS map"
        )

    def test_nodes_relationships_and_paths_read_like_cypher(self, result: Result) -> None:
        assert [output.cell(value) for value in result.rows[0]] == [
            "(:Person Putin)",
            "[:ORDERED {statements: 2}]",
            "(:Person Putin)-[:ORDERED]->(:Thing Abzug)",
            "Putin, Abzug",
            "{x: 1}",
        ]

    def test_they_are_objects_in_json(self, result: Result) -> None:
        node, relationship, path, names, map = (output.plain(value) for value in result.rows[0])
        assert node == {"labels": ["Entity", "Person"], "properties": {"id": "p", "name": "Putin"}}
        assert relationship["type"] == "ORDERED"
        assert relationship["properties"] == {"statements": 2}
        assert path["nodes"][0] == node
        assert path["relationships"] == [
            {"type": "ORDERED", "start": "p", "end": "t", "properties": {"statements": 2}}
        ]
        assert (names, map) == (["Putin", "Abzug"], {"x": 1})

    def test_a_path_against_the_arrow_shows_the_arrow(self, result: Result, any_store: Store) -> None:
        backwards = any_store.read("MATCH path = (:Thing)<-[:ORDERED]-(:Person) RETURN path")
        assert output.cell(backwards.rows[0][0]) == "(:Thing Abzug)<-[:ORDERED]-(:Person Putin)"
