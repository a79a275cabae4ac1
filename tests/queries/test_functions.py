"""Queries as Python functions, and their answers as rows, data frames and graphs."""

from __future__ import annotations

import builtins
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sample import sample

from graphkit import api, loader, queries
from graphkit.errors import GraphkitError, QueryError
from graphkit.queries import Answer, QueryLibrary
from graphkit.stores import Result, Store

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def news(server: Path) -> Iterator[Store]:
    """A store with the sample, to read from."""
    with api.connect(server) as store:
        store.write("MATCH (n) DETACH DELETE n")
        loader.load(sample(), store)
        yield store


class TestFunctions:
    def test_a_query_is_called_like_a_function(self, news: Store) -> None:
        rows = list(queries.actors.timeline(news, name="Assad", since=date(2016, 3, 17)))
        assert [(row.day, row.subject, row.relation) for row in rows] == [
            (date(2016, 3, 17), "Bashar al-Assad", "MET"),
            (date(2016, 3, 17), "Wladimir Putin", "AGREED"),
        ]
        assert type(rows[0]).__name__ == "ActorsTimeline"

    def test_its_signature_and_help_are_those_of_the_file(self) -> None:
        timeline = queries.actors.timeline
        given = inspect.signature(timeline).parameters
        assert list(given) == ["store", "name", "since", "until", "limit"]
        assert given["name"].default is inspect.Parameter.empty
        assert (given["since"].default, given["since"].annotation) == (None, date | None)
        assert (given["limit"].default, given["limit"].annotation) == (100, int)
        assert "What is told of an actor" in inspect.getdoc(timeline)
        assert "since: not before this day" in inspect.getdoc(timeline)

    def test_what_is_given_is_checked(self, news: Store) -> None:
        with pytest.raises(QueryError, match="actors/timeline needs 'name'"):
            queries.actors.timeline(news)
        with pytest.raises(QueryError, match="no parameter 'sinse'; near it: since"):
            queries.actors.timeline(news, name="Assad", sinse=1)

    def test_folders_and_queries_complete(self) -> None:
        assert {"actors", "claims", "QueryLibrary"} <= set(dir(queries))
        assert {"said_about", "timeline"} <= set(dir(queries.actors))
        with pytest.raises(AttributeError, match="no query or folder actors/timelime"):
            queries.actors.timelime  # noqa: B018

    def test_every_query_can_be_reached(self) -> None:
        for query in QueryLibrary():
            folder, _, name = query.name.partition("/")
            assert getattr(getattr(queries, folder), name.replace("-", "_")).query == query

    def test_a_folder_of_ones_own_works_the_same_way(self, news: Store, tmp_path: Path) -> None:
        header = "// Mine.\n// @param who: entity  x\n// @returns id: string\n"
        (tmp_path / "my-own").mkdir()
        (tmp_path / "my-own" / "one-id.cypher").write_text(
            f"{header}MATCH (e {{id: $who}}) RETURN e.id AS id"
        )
        (answer,) = QueryLibrary(tmp_path).my_own.one_id(news, who="kerry")
        assert answer.id == "person:john-kerry"


class TestAnswers:
    def test_an_answer_is_a_sequence_of_rows_and_still_a_result(self, news: Store) -> None:
        answer = queries.facts.by_sources(news)
        assert (len(answer), answer[0].documents, answer.records()[0]["documents"]) == (1, 2, 2)
        assert isinstance(answer, Result)
        assert answer.to_dicts()[0]["subject"] == "Wladimir Putin"

    def test_pandas_has_days_and_numbers(self, news: Store) -> None:
        frame = queries.actors.relations(news, name="Assad").to_pandas()
        assert list(frame["object"]) == ["Staffan de Mistura", "Bashar al-Assad"]
        assert frame["first"].dt.day.tolist() == [17, 16]
        assert frame["statements"].sum() == 2

    def test_polars_has_days_and_numbers_also_where_nothing_is_found(self, news: Store) -> None:
        frame = queries.actors.relations(news, name="Assad").to_polars()
        assert frame["first"].to_list() == [date(2016, 3, 17), date(2016, 3, 16)]
        empty = queries.actors.relations(news, name="Lawrow").to_polars()
        assert (empty.shape, empty.schema) == ((0, 8), frame.schema)

    def test_polars_takes_what_the_graph_is_made_of(self, news: Store) -> None:
        assert queries.graph.ego(news, name="Assad").to_polars().shape == (2, 3)

    @pytest.mark.parametrize(
        ("name", "parameters", "edges"),
        [
            (
                "actors/relations",
                {"name": "Kerry", "limit": 1},
                [("John Kerry", "Bashar al-Assad", "CRITICIZES")],
            ),
            (
                "graph/ego",
                {"name": "Kerry", "limit": 1},
                [("person:john-kerry", "person:bashar-al-assad", "CRITICIZES")],
            ),
            (
                "paths/between",
                {"name": "Kerry", "other": "de Mistura"},
                [
                    ("person:bashar-al-assad", "person:staffan-de-mistura", "MET"),
                    ("person:john-kerry", "person:bashar-al-assad", "CRITICIZES"),
                ],
            ),
            (
                "dyads/by-month",
                {"kind": "Person"},
                [
                    ("person:bashar-al-assad", "person:staffan-de-mistura", None),
                    ("person:john-kerry", "person:bashar-al-assad", None),
                ],
            ),
        ],
    )
    def test_networkx_has_the_relationships(
        self, news: Store, name: str, parameters: dict[str, Any], edges: list[Any]
    ) -> None:
        graph = QueryLibrary()[name].run(news, **parameters).to_networkx()
        assert (
            sorted((start, end, data.get("relation")) for start, end, data in graph.edges(data=True)) == edges
        )

    def test_what_has_no_relationships_is_no_graph(self, news: Store) -> None:
        with pytest.raises(QueryError, match="documents/list has no relationships"):
            queries.documents.list(news).to_networkx()

    @pytest.mark.parametrize("package", ["pandas", "polars", "networkx"])
    def test_a_missing_package_is_told_with_its_extra(
        self, package: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(GraphkitError, match=rf"pip install 'graphkit\[{package}\]'"):
            getattr(Answer(["a"], [[1]]), f"to_{package}")()


@pytest.mark.parametrize("tool", ["make_stubs.py", "make_query_docs.py"])
def test_what_is_made_from_the_headers_is_current(tool: str) -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / tool, "--check"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_package_names_every_folder_of_the_library() -> None:
    folders = {name.partition("/")[0] for name in QueryLibrary().names()}
    assert {name for name in queries.__all__ if name.islower() and "_" not in name} == folders


def test_stubs_name_types_that_exist() -> None:
    """An annotation in a stub that means nothing would be Any to a type checker."""
    known = {"Any", "Node", "Path", "Relationship", "date", "builtins", "None", *dir(builtins)}
    for file in (ROOT / "graphkit" / "queries").glob("*.pyi"):
        used = re.findall(r"^    \w+: ([\w.\[\], |]+?)(?: =.*)?,?$", file.read_text(), re.MULTILINE)
        assert {word for text in used for word in re.findall(r"[A-Za-z]+", text)} <= {*known, "list", "Store"}
