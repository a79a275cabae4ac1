"""What the database refuses is found, told and written down; everything else gets in."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import graphkit
from graphs import article, many, mention, statement
from hypothesis import given
from hypothesis import strategies as st
from sample import sample_lines

from graphkit import graph, loader
from graphkit.errors import DataRefused, GraphkitError, NotAllowed, StoreError
from graphkit.loader.halving import halved
from graphkit.loader.rejects import RejectsFile
from graphkit.model import Extraction
from graphkit.stores import Store

TITLES = "CREATE CONSTRAINT one_title IF NOT EXISTS FOR (d:Document) REQUIRE d.title IS UNIQUE"


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_halving_finds_the_bad_rows_and_keeps_the_order_of_the_good_ones(rows: list[bool]) -> None:
    refused: list[int] = []

    def attempt(batch: list[int]) -> list[int]:
        if any(rows[number] for number in batch):
            raise DataRefused("bad")
        return list(batch)

    def refuse(number: int, error: GraphkitError) -> None:
        refused.append(number)

    good = [number for part in halved(range(len(rows)), attempt, refuse) for number in part]
    assert good == [number for number, bad in enumerate(rows) if not bad]
    assert refused == [number for number, bad in enumerate(rows) if bad]


@pytest.mark.parametrize("error", [NotAllowed("no right"), StoreError("disk full")])
def test_what_is_no_fault_of_the_rows_stops_the_load(error: GraphkitError) -> None:
    def attempt(batch: list[int]) -> None:
        raise error

    with pytest.raises(type(error)):
        list(halved([1, 2], attempt, lambda row, error: None))


@pytest.fixture
def one_title(any_store: Store) -> Iterator[Store]:
    """A store whose user wants no two documents with one title."""
    any_store.apply_schema()
    any_store.write(TITLES)
    yield any_store
    any_store.write("DROP CONSTRAINT one_title")


def told(id: str, title: str) -> Extraction:
    return article(id, statement(id, 1, mention("p:1"), "MET", mention("p:2")), title=title)


@pytest.mark.parametrize("batch_size", [1, 3, 5000])
def test_documents_that_the_database_refuses_are_listed_and_the_others_loaded(
    one_title: Store, batch_size: int
) -> None:
    good = [told(f"d{number}", f"T{number}") for number in range(6)]
    bad = [told("x", "T0"), told("y", "T3")]
    found = [*good[:4], bad[0], good[4], bad[1], good[5]]
    seen: list[loader.Rejection] = []
    report = loader.load(found, one_title, batch_size=batch_size, on_reject=seen.append)
    assert [rejection.document for rejection in seen] == ["x", "y"]
    assert tuple(seen) == report.rejected
    assert all("refused" in rejection.reason for rejection in seen)
    assert list(seen[0].lines) == bad[0].to_lines()
    assert (report.new, report.relations) == (6, {"MET": 6})
    assert loader.export(one_title) == graph.build(good)


def test_nothing_is_halved_where_all_is_well(any_store: Store) -> None:
    seen: list[int] = []
    loader.load(
        many(4, statements=4, entities=3), any_store, progress=lambda report: seen.append(report.documents)
    )
    assert seen == [4]


class TestFile:
    """The file of rejects."""

    def test_it_is_made_with_the_first_row_and_holds_the_reason(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with RejectsFile() as file:
            assert list(tmp_path.iterdir()) == []
            file.add(['{"id": 1}', '{"id": 2'], "bad")
            written = (tmp_path / "rejects.jsonl").read_text()
        assert [json.loads(line) for line in written.splitlines()] == [
            {"id": 1, "rejected": "bad"},
            {"line": '{"id": 2', "rejected": "bad"},
        ]

    def test_one_from_before_is_left_alone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        for expected in ("rejects.jsonl", "rejects-2.jsonl", "rejects-3.jsonl"):
            with RejectsFile() as file:
                file.add(["{}"], "bad")
            assert file.path == Path(expected)
        with RejectsFile("rejects.jsonl") as file, pytest.raises(GraphkitError, match="is there already"):
            file.add(["{}"], "bad")


class TestCommand:
    """`graphkit load` with rejects."""

    @pytest.fixture
    def broken(self, tmp_path: Path) -> Path:
        lines = sample_lines().splitlines()
        lines[3:3] = [lines[0][:40], lines[0].replace('"kind": "Person"', '"kind": "Alien"')]
        (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
        return tmp_path

    def test_the_file_of_rejects_is_loaded_with_the_command_told_once_it_is_mended(
        self, broken: Path, store: Path
    ) -> None:
        done = graphkit("load", "news.jsonl", "--store", store, folder=broken)
        assert done.returncode == 1
        assert done.stdout.startswith(f"4 articles read into {store}; 2 rejected, see above.\n")
        told = done.stderr.splitlines()[-1]
        assert told == (
            f"rejects.jsonl holds what was rejected; once mended: graphkit load rejects.jsonl --store {store}"
        )
        rows = [json.loads(line) for line in (broken / "rejects.jsonl").read_text().splitlines()]
        assert rows[0]["rejected"].startswith("news.jsonl, line 4: is not a JSON object")
        assert "unknown kind 'Alien'" in rows[1]["rejected"]
        rows[1] = {**rows[1], "document": "abzug-2", "subject": {**rows[1]["subject"], "kind": "Person"}}
        (broken / "rejects.jsonl").write_text(json.dumps(rows[1]), encoding="utf-8")
        again = graphkit(*shlex.split(told.partition("mended: graphkit ")[2]), folder=broken)
        assert (again.returncode, again.stdout.splitlines()[0]) == (0, f"1 article read into {store}.")

    def test_one_reject_too_many_stops_it(self, broken: Path, store: Path) -> None:
        done = graphkit("load", "news.jsonl", "--max-rejects", 1, "--store", store, folder=broken)
        assert done.returncode == 1
        assert "graphkit: stopped at more than 1 rejects" in done.stderr
        assert len((broken / "rejects.jsonl").read_text().splitlines()) == 2
        enough = graphkit("load", "news.jsonl", "--max-rejects", 2, "--store", store, folder=broken)
        assert enough.stdout.startswith("4 articles read")

    def test_a_file_named_for_them_is_used(self, broken: Path, store: Path) -> None:
        graphkit("load", "-q", "news.jsonl", "--rejects", "bad.jsonl", "--store", store, folder=broken)
        assert len((broken / "bad.jsonl").read_text().splitlines()) == 2
        assert not (broken / "rejects.jsonl").exists()
