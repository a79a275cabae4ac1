"""The command line, as a person types it."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from commands import GRAPHKIT, environment, graphkit
from sample import sample, sample_lines

import graphkit as package
from graphkit import stores
from graphkit.cli import main
from graphkit.cli.query import LibraryGroup
from graphkit.queries import QueryLibrary

COUNTS = """\
11 statements: ORDERED 2, AGREED 2, HOLDS_OFFICE 2, MET 2, DEPLOYED_AT 1, NEGOTIATES 1,
  CRITICIZES 1
12 entities: Person 5, Group 2, Place 2, Country 2, Thing 1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with something to load."""
    (tmp_path / "news.jsonl").write_text(sample_lines(), encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store that holds the sample, for tests that only read."""
    store = tmp_path_factory.mktemp("loaded") / "news.db"
    package.load(sample(), store=store)
    yield store
    stores.stop(store)


class TestLoad:
    def test_it_reads_into_the_working_folder_and_says_what_it_found(self, folder: Path) -> None:
        done = graphkit("load", "news.jsonl", folder=folder)
        stopped = graphkit("stop", folder=folder)
        assert (done.returncode, done.stdout) == (0, f"4 articles read into ./graphkit.db.\n{COUNTS}")
        counts = {"abzug": 4, "gespraeche": 5, "dementi": 2, "wetter": 0}
        told = [f"{n}: {id}, {count} statements\n" for n, (id, count) in enumerate(counts.items(), 1)]
        assert done.stderr == "".join(told)
        assert stopped.stderr == "stopped\n"
        again = graphkit("stop", folder=folder)
        assert (again.returncode, again.stderr) == (0, "no server was running\n")

    def test_a_second_run_changes_nothing_and_says_so(self, folder: Path, store: Path) -> None:
        def graph() -> str:
            return graphkit("query", "graph/overview", "--format", "csv", "--store", store).stdout

        graphkit("load", "news.jsonl", "--store", store, folder=folder)
        before = graph()
        done = graphkit("load", "news.jsonl", "--store", store, folder=folder)
        assert done.stdout == f"4 articles read, nothing changed in {store}: it was all there.\n{COUNTS}"
        assert graph() == before

    def test_what_is_new_is_told_from_what_was_there(self, folder: Path, store: Path) -> None:
        package.load(sample(), store=store)
        line = sample_lines().splitlines()[0].replace('"abzug"', '"neu"')
        done = graphkit("load", "-", "news.jsonl", "--store", store, folder=folder, stdin=line)
        expected = f"5 articles read into {store}, 4 of them there before and unchanged.\n"
        assert done.stdout.startswith(expected)

    def test_quiet_says_nothing_and_the_environment_may_name_the_store(
        self, folder: Path, store: Path
    ) -> None:
        done = graphkit("load", "-q", "news.jsonl", folder=folder, env=environment(GRAPHKIT_STORE=str(store)))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert package.query("documents/list", store=store).rows

    def test_what_extract_prints_can_be_piped_into_it(self, folder: Path, store: Path) -> None:
        command = shlex.join(GRAPHKIT)
        pipe = f"{command} extract news.jsonl | {command} load - --store {shlex.quote(str(store))}"
        done = subprocess.run(
            ["bash", "-c", pipe],
            cwd=folder,
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=180,
        )
        assert (done.returncode, done.stdout) == (0, f"4 articles read into {store}.\n{COUNTS}")


class TestExtract:
    def test_it_prints_a_statement_a_line(self, folder: Path) -> None:
        done = graphkit("extract", "news.jsonl", folder=folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == sample_lines()
        assert not (folder / "graphkit.db").exists()

    def test_an_article_from_stdin_is_read_by_the_pipeline(self, tmp_path: Path) -> None:
        article = (
            "date: 2016-03-15\n\nPräsident Wladimir Putin hat am Montag den Abzug der Truppen befohlen.\n"
        )
        done = graphkit("extract", "-", stdin=article, folder=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        statements = [json.loads(line) for line in done.stdout.splitlines()]
        (order,) = (statement for statement in statements if statement["relation"] == "ORDERED")
        assert order["subject"]["id"] == "person:wladimir-putin"
        day = "2016-03-14"
        assert order["time"] == {"text": "am Montag", "start": day, "end": day, "precision": "day"}
        assert order["article"]["published"] == "2016-03-15"

    def test_a_table_shows_who_did_what(self, folder: Path) -> None:
        done = graphkit("extract", "news.jsonl", "--format", "csv", folder=folder)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert len(rows) == 11
        assert rows[0] == {
            "document": "abzug",
            "sentence": "1",
            "subject": "Wladimir Putin",
            "relation": "ORDERED",
            "object": "Abzug der Truppen aus dem Bürgerkriegsland Syrien",
            "polarity": "positive",
            "modality": "asserted",
            "said_by": "",
            "time": "Montag",
        }


class TestQuery:
    def test_without_a_name_it_lists_the_library(self) -> None:
        lines = graphkit("query").stdout.splitlines()
        assert [line.split()[0] for line in lines] == QueryLibrary().names()
        assert all(line.endswith(".") for line in lines)

    def test_a_name_finds_an_actor_by_a_part_of_it(self, loaded: Path) -> None:
        done = graphkit("query", "actors/relations", "--name", "Assad", "--store", loaded)
        assert (done.returncode, done.stderr) == (0, "")
        header, _, *rows = (line.split("   ") for line in done.stdout.splitlines())
        assert [cell.strip() for cell in header if cell.strip()][:3] == ["subject", "relation", "object"]
        assert [[cell.strip() for cell in row if cell.strip()][:3] for row in rows] == [
            ["Bashar al-Assad", "MET", "Staffan de Mistura"],
            ["John Kerry", "CRITICIZES", "Bashar al-Assad"],
        ]

    def test_each_format_holds_the_same_rows(self, loaded: Path) -> None:
        def ask(format: str) -> str:
            return graphkit("query", "claims/contradicted", "--store", loaded, "--format", format).stdout

        expected = {
            "subject": "Wladimir Putin",
            "relation": "AGREED",
            "object": "Bashar al-Assad",
            "affirmed_in": ["abzug"],
            "denied_in": ["dementi"],
        }
        assert json.loads(ask("json")) == [expected]
        assert json.loads(ask("jsonl")) == expected
        assert list(csv.DictReader(io.StringIO(ask("csv")))) == [
            {**expected, "affirmed_in": "abzug", "denied_in": "dementi"}
        ]

    def test_no_rows_are_told_on_stderr(self, loaded: Path) -> None:
        done = graphkit("query", "actors/relations", "--name", "Lawrow", "--store", loaded, "--format", "csv")
        assert (done.returncode, done.stderr) == (0, "graphkit: no rows\n")
        assert done.stdout == "subject,relation,object,statements,documents,reports,first,last\n"

    def test_the_store_may_stand_before_the_name(self, loaded: Path) -> None:
        done = graphkit("query", "--store", loaded, "documents/list", "--limit", 1, "--format", "csv")
        assert done.stdout.splitlines()[1].startswith("wetter,Das Wetter,Tageskurier,2016-03-18")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["actors/relation"], "no query 'actors/relation'; near it: actors/relations"),
            (["actors/relations"], "Missing option '--name'."),
            (["actors/relations", "--nam"], "No such option '--nam'. Did you mean '--name'?"),
            (
                ["actors/timeline", "--name", "x", "--since", "gestern"],
                "'gestern' is no date: write it as 2016-03-15",
            ),
            (["facts/by-sources", "--at-least", "zwei"], "'zwei' is no integer"),
            (["graph/overview", "--format", "xml"], "'xml' is not one of 'table', 'json', 'jsonl', 'csv'"),
        ],
    )
    def test_a_wrong_call_is_one_line_and_exit_code_2(self, arguments: list[str], message: str) -> None:
        done = graphkit("query", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert message in done.stderr

    def test_help_says_what_a_query_takes_and_returns(self) -> None:
        text = graphkit("query", "actors/timeline", "--help").stdout
        for part in (
            "by date",
            "--since DATE",
            "[default: 100]",
            "day: date",
            "graphkit query actors/timeline --name",
        ):
            assert part in text

    @pytest.mark.parametrize("name", QueryLibrary().names())
    def test_the_example_of_each_query_is_a_call_that_it_takes(self, name: str) -> None:
        _, _, named, *arguments = shlex.split(QueryLibrary()[name].example)
        command = LibraryGroup().get_command(click.Context(main), named)
        with command.make_context(named, list(arguments)) as context:
            QueryLibrary()[name].bind(
                {p.name: context.params[p.name] for p in QueryLibrary()[name].parameters}
            )

    def test_a_folder_without_a_graph_stays_as_it_was(self, tmp_path: Path) -> None:
        done = graphkit("query", "graph/overview", folder=tmp_path)
        assert done.returncode == 1
        assert "there is no graph in" in done.stderr
        assert list(tmp_path.iterdir()) == []


class TestRetract:
    def test_it_takes_a_document_out(self, store: Path) -> None:
        package.load(sample(), store=store)
        done = graphkit("retract", "abzug", "--store", store)
        assert (done.returncode, done.stdout) == (0, "abzug is out of the graph, with 4 statements\n")
        assert [row[0] for row in package.query("documents/list", store=store).rows] == [
            "wetter",
            "dementi",
            "gespraeche",
        ]

    def test_a_document_that_is_not_there_is_an_error(self, loaded: Path) -> None:
        done = graphkit("retract", "abzüge", "--store", loaded)
        assert (done.returncode, done.stdout) == (1, "")
        assert "no document 'abzüge'" in done.stderr

    def test_nothing_is_made_where_no_graph_is(self, tmp_path: Path) -> None:
        assert graphkit("retract", "a", folder=tmp_path).returncode == 1
        assert list(tmp_path.iterdir()) == []


def test_a_neo4j_server_is_not_ours_to_stop() -> None:
    done = graphkit("stop", "--store", "neo4j://localhost")
    assert done.returncode == 1
    assert done.stderr == (
        "graphkit: neo4j://localhost is not graphkit's to stop: only the server of an embedded store is\n"
    )


class TestManners:
    def test_help_loads_nothing_heavy(self) -> None:
        code = (
            "import sys; from graphkit.cli import main\n"
            "try: main(['--help'])\nexcept SystemExit: pass\n"
            "print(sorted({'spacy', 'neo4j', 'rich', 'prompt_toolkit', 'yaml', 'jpype'} & set(sys.modules)))"
        )
        done = subprocess.run(
            [GRAPHKIT[0], "-c", code], env=environment(), capture_output=True, encoding="utf-8"
        )
        assert done.stdout.splitlines()[-1] == "[]"

    @pytest.mark.parametrize(
        "command", [[], ["load"], ["extract"], ["query"], ["retract"], ["console"], ["stop"]]
    )
    def test_every_command_explains_itself(self, command: list[str]) -> None:
        done = graphkit(*command, "--help")
        assert done.returncode == 0
        assert "Usage:" in done.stdout
        assert ("--store" in done.stdout) == (command not in ([], ["extract"]))

    def test_the_version_is_the_packages(self) -> None:
        assert graphkit("--version").stdout == f"graphkit {package.__version__}\n"

    def test_no_arguments_are_a_usage_error(self) -> None:
        assert graphkit("load").returncode == 2
        assert graphkit("lod").returncode == 2

    def test_no_server_is_exit_code_3(self) -> None:
        done = graphkit("query", "graph/overview", "--store", "bolt://127.0.0.1:1")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
        assert "cannot reach bolt://127.0.0.1:1" in done.stderr

    def test_whoever_stops_reading_stops_it_quietly(self, folder: Path) -> None:
        (folder / "many.jsonl").write_text(
            "".join(sample_lines().replace('"document": "', f'"document": "{n}-') for n in range(300)),
            encoding="utf-8",
        )
        command = f"{shlex.join(GRAPHKIT)} extract many.jsonl"
        done = subprocess.run(
            ["bash", "-c", f"{command} | head -1; echo ${{PIPESTATUS[0]}}"],
            cwd=folder,
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=180,
        )
        assert done.stdout.splitlines()[1:] == ["0"]
        assert done.stderr == ""

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
    def test_a_full_disk_under_the_output_is_an_error(self, folder: Path) -> None:
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                [*GRAPHKIT, "extract", "news.jsonl"],
                cwd=folder,
                env=environment(),
                stdout=full,
                stderr=-1,
                timeout=60,
            )
        assert done.returncode == 1
        assert done.stderr == b"graphkit: cannot read or write: No space left on device\n"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_control_c_is_told_in_a_line_and_exit_code_130(self, folder: Path) -> None:
        os.mkfifo(folder / "slow.jsonl")
        process = subprocess.Popen(
            [*GRAPHKIT, "load", "slow.jsonl"],
            cwd=folder,
            env=environment(),
            # a test run in the background ignores Ctrl-C, and its children would too
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        # opening it waits for the reader, so the command is at work now
        with open(folder / "slow.jsonl", "w"):
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (130, "", "graphkit: interrupted\n")
        assert not (folder / "graphkit.db").exists()
