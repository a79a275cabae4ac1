"""The names that `import graphkit` gives, and what the four functions do."""

from __future__ import annotations

import inspect
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from commands import environment
from sample import sample, sample_lines

import graphkit

TYPES = [
    "Document",
    "Extraction",
    "Mention",
    "Query",
    "QueryLibrary",
    "Reject",
    "Result",
    "Statement",
    "Store",
]
ERRORS = ["ConnectionFailed", "GraphkitError", "InputError", "OntologyError"]
ERRORS += ["PipelineError", "QueryError", "StoreError"]
FUNCTIONS = ["actors", "connect", "draw", "extract", "extract_to", "load", "merge_actors", "query", "retract"]
FUNCTIONS += ["rulings", "split_actor", "undo_ruling"]
NAMES = sorted([*TYPES, "Summary", "TimeSpan", *ERRORS]) + FUNCTIONS


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(sample_lines(), encoding="utf-8")
    return path


def test_the_public_names_are_these() -> None:
    assert [name for name in graphkit.__all__ if name != "__version__"] == NAMES
    assert set(NAMES) <= set(dir(graphkit))
    assert all(getattr(graphkit, name).__doc__ for name in NAMES)


def test_the_version_is_that_of_the_package() -> None:
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    assert graphkit.__version__ == tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]


def test_any_other_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'graphkit' has no attribute 'lode'"):
        graphkit.lode  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_imports_nothing_heavy() -> None:
    heavy = "('graphkit', 'spacy', 'neo4j')"
    code = f"import sys, graphkit; print(sorted(name for name in sys.modules if name.startswith({heavy})))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, encoding="utf-8"
    )
    assert done.stdout == "['graphkit', 'graphkit.version']\n"


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("connect", "store, *read_only"),
        ("draw", "target, output, *store, *queries, *parameters"),
        ("extract", "sources, *model, *open_relations, *knowledge, *workers"),
        (
            "extract_to",
            "folder, sources, *format, *shard_size, *workers, *scheduler, *restart, *model, *open_relations, "
            "*knowledge, *encoding, *fields, *date, *progress, *on_reject, *remarks",
        ),
        (
            "load",
            "sources, *store, *model, *open_relations, *knowledge, *encoding, *fields, *date, *batch_size, "
            "*progress, *on_reject, *max_rejects, *resume, *workers, *remarks",
        ),
        ("query", "name_or_cypher, *store, *queries, *evidence, *parameters"),
        ("retract", "document, *store"),
        ("actors", "*store, *name, *everybody"),
        ("rulings", "*store"),
        ("merge_actors", "actor, target, *store"),
        ("split_actor", "actor, documents, *store"),
        ("undo_ruling", "ruling, *store"),
    ],
)
def test_the_functions_take_one_thing_and_the_rest_by_keyword(name: str, parameters: str) -> None:
    taken = inspect.signature(getattr(graphkit, name)).parameters.values()
    first = inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert ", ".join(p.name if p.kind is first else f"*{p.name}" for p in taken) == parameters


class TestLoading:
    def test_load_query_and_retract_take_an_address_of_a_store(self, store: Path, lines: Path) -> None:
        seen: list[str] = []
        summary = graphkit.load(
            lines, store=store, progress=lambda extraction: seen.append(extraction.document.id)
        )
        assert (summary.articles, summary.changed, summary.rejects) == (4, 4, ())
        assert summary.statements["ORDERED"] == 2
        assert summary.entities == {"Person": 5, "Group": 2, "Place": 2, "Country": 2, "Thing": 1}
        assert seen == ["abzug", "gespraeche", "dementi", "wetter"]
        assert graphkit.load(lines, store=store).changed == 0

        result = graphkit.query("actors/timeline", store=store, name="Assad", until=date(2016, 3, 15))
        assert [row["relation"] for row in result.records()] == ["AGREED"]
        assert graphkit.retract("abzug", store=store).statements_removed == 4
        assert (
            graphkit.query("actors/timeline", store=store, name="Assad", until=date(2016, 3, 15)).rows == []
        )

    def test_they_take_an_open_store_and_leave_it_open(self, store: Path) -> None:
        with graphkit.connect(store) as connected:
            graphkit.load(sample(), store=connected)
            assert graphkit.query("MATCH (d:Document) RETURN count(d)", store=connected).rows == [[4]]
            graphkit.retract("wetter", store=connected)
            assert graphkit.query("RETURN $a + 1 AS b", store=connected, a=1).records() == [{"b": 2}]

    def test_what_cannot_be_read_is_listed_and_the_rest_loaded(
        self, store: Path, lines: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "empty.txt").write_bytes(b"")
        summary = graphkit.load([tmp_path, tmp_path / "none.txt"], store=store)
        assert summary.articles == 4
        assert [str(reject) for reject in summary.rejects] == [
            f"{tmp_path / 'empty.txt'}: is empty: there is nothing to read",
            f"{tmp_path / 'none.txt'}: no such file or folder",
        ]

    def test_nothing_to_load_makes_no_store(self, tmp_path: Path) -> None:
        summary = graphkit.load(tmp_path / "none.txt", store=tmp_path / "news.db")
        assert (summary.articles, len(summary.rejects)) == (0, 1)
        assert list(tmp_path.iterdir()) == []

    def test_a_document_that_the_graph_cannot_hold_is_a_reject(self, store: Path) -> None:
        good = sample()[0]
        bad = graphkit.Extraction(graphkit.Document("x" * 5000, ""), ())
        summary = graphkit.load([bad, good], store=store)
        assert summary.articles == 1
        assert "document id must have 1 to 2,000 characters" in summary.rejects[0].reason

    def test_a_query_cannot_write(self, store: Path) -> None:
        graphkit.load(sample(), store=store)
        with pytest.raises(graphkit.QueryError):
            graphkit.query("MATCH (n) DETACH DELETE n", store=store)
        assert graphkit.query("MATCH (d:Document) RETURN count(d)", store=store).rows == [[4]]


class TestExtracting:
    def test_statements_of_a_file_come_in_order(self, lines: Path) -> None:
        expected = [statement for extraction in sample() for statement in extraction.statements]
        assert list(graphkit.extract(lines)) == expected
        assert list(graphkit.extract(str(lines))) == expected
        assert list(graphkit.extract(sample())) == expected

    def test_a_path_with_spaces_is_a_path(self, tmp_path: Path) -> None:
        (tmp_path / "my news.jsonl").write_text(sample_lines(), encoding="utf-8")
        assert len(list(graphkit.extract(f"{tmp_path}/my news.jsonl"))) == 11

    @pytest.mark.parametrize("source", ["none.txt", "language: en\n\nThe president left.", " \n "])
    def test_what_cannot_be_read_raises(self, source: str) -> None:
        with pytest.raises(graphkit.InputError):
            list(graphkit.extract(source))


def test_a_missing_pipeline_is_told_before_a_store_is_made(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Putin hat den Abzug befohlen.", encoding="utf-8")
    with pytest.raises(graphkit.PipelineError, match="no language pipeline 'xx_none'"):
        graphkit.load(tmp_path / "a.txt", store=tmp_path / "news.db", model="xx_none")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_every_error_is_a_graphkit_error_with_an_exit_code() -> None:
    errors = [getattr(graphkit, name) for name in ERRORS]
    assert all(issubclass(error, graphkit.GraphkitError) for error in errors)
    assert {error.__name__: error.exit_code for error in errors if error.exit_code != 1} == {
        "ConnectionFailed": 3
    }


def test_no_room_takes_the_name_of_a_public_function() -> None:
    code = (
        "import graphkit, pkgutil, importlib\n"
        "for module in pkgutil.iter_modules(graphkit.__path__, 'graphkit.'):\n"
        "    importlib.import_module(module.name) if module.name != 'graphkit.__main__' else None\n"
        "assert all(callable(getattr(graphkit, name)) for name in graphkit.__all__ if name != '__version__')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
