"""`graphkit query` as a person types it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from commands import environment, graphkit
from sample import affairs, sample

import graphkit as package
from graphkit.queries import QueryLibrary


@pytest.fixture(scope="module")
def loaded(server: Path) -> Path:
    """A store with both samples, to read from."""
    with package.connect(server) as connected:
        connected.write("MATCH (n) DETACH DELETE n")
        package.load([*sample(), *affairs()], store=connected)
    return server


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "list.cypher").write_text(
        "// Names in my own way.\n// @returns name: string\nMATCH (p:Person) RETURN p.name AS name ORDER BY name\n"
    )
    (tmp_path / "wrong.cypher").write_text("// What is wrong.\n// @returns a: number\nRETURN 1 AS a\n")
    return tmp_path


class TestFindingQueries:
    @pytest.mark.parametrize("arguments", [[], ["list"]])
    def test_all_are_listed(self, arguments: list[str]) -> None:
        lines = graphkit("query", *arguments).stdout.splitlines()
        assert [line.split()[0] for line in lines] == QueryLibrary().names()

    def test_words_find_those_that_have_them_all(self) -> None:
        done = graphkit("query", "search", "Shortest", "path")
        assert [line.split()[0] for line in done.stdout.splitlines()] == ["paths/between"]

    def test_what_is_not_there_is_told(self) -> None:
        done = graphkit("query", "search", "xyzzy")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == "graphkit: no query has to do with 'xyzzy'; `graphkit query` lists all\n"

    def test_show_prints_the_text_as_the_file_has_it(self) -> None:
        library = QueryLibrary()
        assert graphkit("query", "show", "actors/timeline").stdout == library["actors/timeline"].text


class TestRunning:
    def test_run_is_the_same_as_the_name_alone(self, loaded: Path) -> None:
        asked = ["documents/list", "--store", loaded, "--format", "csv"]
        assert graphkit("query", "run", *asked).stdout == graphkit("query", *asked).stdout

    def test_a_folder_of_ones_own_takes_the_place_of_the_library(self, loaded: Path, own: Path) -> None:
        listed = graphkit("query", "--queries", own, "list")
        assert (listed.returncode, listed.stderr) == (1, f"graphkit: {own}/wrong.cypher:2:4: {FORM}\n")
        asked = ["--queries", own, "--store", loaded, "run", "list", "--format", "jsonl"]
        assert json.loads(graphkit("query", *asked).stdout.splitlines()[0]) == {"name": "Anna Berg"}

    def test_where_the_folder_goes_is_told(self, own: Path) -> None:
        for asked in (["list", "--queries", own], ["run", "list", f"--queries={own}"]):
            done = graphkit("query", *asked)
            assert (done.returncode, done.stderr.count("\n")) == (2, 1)
            assert "--queries goes before the name" in done.stderr

    def test_whom_a_name_is_taken_for_is_told(self, loaded: Path) -> None:
        asked = ["query", "actors/mentions", "--store", loaded, "--format", "csv", "--name"]
        whole, part = (graphkit(*asked, name) for name in ("assad", "Baschar"))
        assert whole.stderr == ""
        assert part.stderr == "graphkit: 'Baschar' is taken for Bashar al-Assad (person:bashar-al-assad)\n"
        assert whole.stdout == part.stdout
        assert "Bashar al-Assad,Person" in whole.stdout

    def test_of_several_none_is_taken(self, loaded: Path) -> None:
        done = graphkit("query", "actors/mentions", "--store", loaded, "--name", "berg")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        for part in ("Anna Berg (person:anna-berg)", "Otto Berg (person:otto-berg)", "give a whole name"):
            assert part in done.stderr

    def test_nobody_is_told(self, loaded: Path) -> None:
        done = graphkit("query", "actors/mentions", "--store", loaded, "--name", "Xanthippe")
        assert (done.returncode, done.stdout) == (1, "")
        assert "nobody and nothing is called 'Xanthippe'" in done.stderr


class TestEvidence:
    def ask(self, loaded: Path, format: str) -> str:
        asked = ["actors/relations", "--name", "Assad", "--limit", 1, "--evidence", "--store", loaded]
        return graphkit("query", *asked, "--format", format).stdout

    def test_a_table_has_the_sentences_below(self, loaded: Path) -> None:
        lines = [" ".join(line.split()) for line in self.ask(loaded, "table").splitlines()]
        assert lines[2] == "1 Bashar al-Assad MET Staffan de Mistura 1 1 1 2016-03-17 2016-03-17"
        assert lines[3:5] == ["", "# told sentence document published"]
        assert lines[6:] == ["1 fact Assad empfing de Mistura. dementi 2016-03-17"]

    def test_a_denial_is_marked(self, loaded: Path) -> None:
        done = graphkit("query", "claims/by-speaker", "--name", "Kerry", "--evidence", "--store", loaded)
        assert "denied, reported" in done.stdout

    def test_json_and_csv_have_them_in_a_column(self, loaded: Path) -> None:
        cited = {
            "document": "dementi",
            "source": "Beispielblatt",
            "url": "https://example.org/dementi",
            "published": "2016-03-17",
            "sentence": "Assad empfing de Mistura.",
            "polarity": "positive",
            "modality": "asserted",
        }
        assert json.loads(self.ask(loaded, "json"))[0]["evidence"] == [cited]
        (row,) = csv.DictReader(io.StringIO(self.ask(loaded, "csv")))
        assert json.loads(row["evidence"]) == [cited]

    def test_a_query_without_any_says_so(self, loaded: Path) -> None:
        done = graphkit("query", "documents/list", "--evidence", "--store", loaded)
        assert (done.returncode, done.stdout) == (1, "")
        assert "documents/list has no evidence to show" in done.stderr


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("query actors/ti", ["actors/timeline"]),
        ("query show actors/ti", ["actors/timeline"]),
        ("query actors/timeline --si", ["--since"]),
        ("query actors/timeline --format js", ["json", "jsonl"]),
        ("query graph/ego --things t", ["true"]),
        ("query --store STORE actors/timeline --name joh", ["John Kerry"]),
        ("query actors/timeline --store STORE --name Ber", []),
        ("query actors/timeline --store /none --name Ber", []),
    ],
)
def test_a_shell_completes_queries_options_and_names(loaded: Path, typed: str, offered: list[str]) -> None:
    words = f"graphkit {typed}".replace("STORE", str(loaded))
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    env = environment(**asked, _GRAPHKIT_COMPLETE="bash_complete")
    lines = graphkit(env=env).stdout.splitlines()
    assert [line.partition(",")[2] for line in lines if line] == offered


FORM = (
    "not of the form @returns column: type meaning, type one of string, integer, float, boolean, date, list, map, "
    "node, relationship, path; no name out of count, evidence, index"
)
