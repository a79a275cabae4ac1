"""Extraction in several processes: the same for any number of them, and nothing is lost when one dies."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
import pytest
from commands import GRAPHKIT, environment, graphkit
from texts import article_lines, articles

from graphkit import api, graph, loader
from graphkit.corpus.chunks import CHUNK, DEADLY, outcomes
from graphkit.corpus.pool import AHEAD, Pool, count_of
from graphkit.errors import InputError, PipelineError
from graphkit.model import Document, Extraction
from graphkit.readers import Reject
from graphkit.stores.embedded import EmbeddedStore


def lines(found: list[Extraction]) -> str:
    return "".join(f"{line}\n" for extraction in found for line in extraction.to_lines())


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*GRAPHKIT, *map(str, arguments)],
        env=environment(),
        # a test run in the background ignores Ctrl-C, and its children would too
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def started() -> list[psutil.Process]:
    """The workers of this process that are alive."""
    alive = (one for one in psutil.Process().children() if one.status() != psutil.STATUS_ZOMBIE)
    return [process for process in alive if "corpus.worker" in " ".join(process.cmdline())]


def workers_of(process: subprocess.Popen[str], count: int) -> list[psutil.Process]:
    """Its workers, once they are there."""
    parent = psutil.Process(process.pid)
    for _ in range(600):
        if len(found := parent.children()) >= count:
            return found
        time.sleep(0.1)
    raise AssertionError("no workers")


class TestPool:
    @pytest.mark.parametrize("workers", [1, 3])
    def test_any_number_finds_the_same_in_the_same_order(
        self, plain: dict[str, Any], found: list[Extraction], workers: int
    ) -> None:
        with Pool(plain, workers) as pool:
            assert list(outcomes(articles(100), pool)) == found

    def test_what_is_no_article_stays_in_its_place(
        self, plain: dict[str, Any], found: list[Extraction]
    ) -> None:
        reject = Reject("a.txt", "is empty")
        items = [reject, *articles(2), found[2], reject]
        with Pool(plain, 1) as pool:
            assert list(outcomes(items, pool)) == [reject, *found[:3], reject]

    def test_nothing_is_started_where_there_is_nothing_to_do(self, plain: dict[str, Any]) -> None:
        with Pool(plain, 2) as pool:
            assert list(outcomes([Reject("a.txt", "is empty")], pool)) == [Reject("a.txt", "is empty")]
            assert started() == []

    def test_only_what_is_on_its_way_is_read_ahead(self, plain: dict[str, Any]) -> None:
        read = 0

        def endless() -> Iterator[Document]:
            nonlocal read
            while True:
                read += 1
                yield replace(articles(1)[0], id=str(read))

        with Pool(plain, 2) as pool:
            for extraction in islice(outcomes(endless(), pool), 3 * CHUNK):
                assert isinstance(extraction, Extraction)
                assert read - int(extraction.document.id) <= AHEAD * 2 * CHUNK

    def test_a_worker_that_is_killed_is_replaced_and_its_chunk_done_again(
        self, plain: dict[str, Any], found: list[Extraction]
    ) -> None:
        with Pool(plain, 2) as pool:
            told = []
            for number, outcome in enumerate(outcomes(articles(100), pool)):
                if number in (0, 40):
                    for process in started():
                        process.kill()
                told.append(outcome)
        assert told == found

    def test_a_worker_that_has_grown_old_is_replaced(
        self, plain: dict[str, Any], found: list[Extraction], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("graphkit.corpus.pool.RENEWED_AFTER", 2 * CHUNK)
        processes = set()
        with Pool(plain, 1) as pool:
            told = []
            for outcome in outcomes(articles(100), pool):
                told.append(outcome)
                processes.update(process.pid for process in started())
        assert told == found
        assert len(processes) == 2

    def test_only_the_guilty_article_is_rejected(
        self, plain: dict[str, Any], found: list[Extraction], trouble: str
    ) -> None:
        items = articles(CHUNK)
        items[3] = replace(items[3], text="Ein Stolperstein lag da.", title="Über Steine")
        items[7] = replace(items[7], text="Eine Falltür stand offen.")
        with Pool({**plain, "model": trouble}, 1) as pool:
            told = list(outcomes(items, pool))
        assert [item for item in told if isinstance(item, Extraction)] == [
            extraction for number, extraction in enumerate(found[:CHUNK]) if number not in (3, 7)
        ]
        failing, deadly = (item for item in told if isinstance(item, Reject))
        assert str(failing) == ("meldung-00003: the pipeline fails on it, ValueError: das Wort Stolperstein")
        assert (deadly.source, deadly.reason) == ("meldung-00007", DEADLY)
        assert "Stolperstein" in failing.lines[0]
        assert "Über Steine" in failing.lines[0]

    def test_workers_that_cannot_begin_are_an_error(self, plain: dict[str, Any], tmp_path: Path) -> None:
        (tmp_path / "spacy.py").write_text("import os; os._exit(9)")
        with pytest.MonkeyPatch.context() as patch, Pool(plain, 1) as pool:
            patch.syspath_prepend(str(tmp_path))
            with pytest.raises(PipelineError, match=r"ended \(exit code 9\) before it was ready"):
                list(outcomes(articles(1), pool))

    def test_a_pipeline_that_there_is_not_is_told_as_by_one_process(self, plain: dict[str, Any]) -> None:
        with Pool({**plain, "model": "nix"}, 2) as pool, pytest.raises(PipelineError, match="no language pi"):
            list(outcomes(articles(1), pool))

    def test_a_number_of_workers_is_a_number_or_auto(self) -> None:
        assert count_of("auto") == count_of(0) >= 1
        assert count_of(3) == 3
        for bad in (-1, "viele"):
            with pytest.raises(InputError, match='a number or "auto"'):
                count_of(bad)


class TestCommand:
    def test_its_output_is_the_same_to_the_byte(self, news: Path, found: list[Extraction]) -> None:
        done = graphkit("extract", news, "--workers", 2)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == lines(found)

    def test_a_script_needs_no_guard(self, news: Path, found: list[Extraction], tmp_path: Path) -> None:
        script = tmp_path / "script.py"
        script.write_text(
            f"import graphkit\nprint(len(list(graphkit.extract({str(news)!r}, workers=2))))\n",
            encoding="utf-8",
        )
        done = subprocess.run(
            [GRAPHKIT[0], str(script)], env=environment(), capture_output=True, encoding="utf-8", timeout=120
        )
        assert (done.stdout, done.stderr) == (f"{sum(len(one.statements) for one in found)}\n", "")

    @pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGKILL])
    def test_no_worker_outlives_it(self, tmp_path: Path, way: signal.Signals) -> None:
        (tmp_path / "many.jsonl").write_text(article_lines(articles(5000)), encoding="utf-8")
        process = start("extract", tmp_path / "many.jsonl", "--workers", 2)
        assert process.stdout
        assert process.stdout.readline()  # so it is at work
        workers = workers_of(process, 2)
        process.send_signal(way)
        _, err = process.communicate(timeout=60)
        gone, alive = psutil.wait_procs(workers, timeout=60)
        assert (len(gone), alive) == (2, [])
        if way == signal.SIGINT:
            assert (process.returncode, err) == (130, "graphkit: interrupted\n")

    def test_a_reader_that_has_seen_enough_ends_it(self, news: Path) -> None:
        process = start("extract", news, "--workers", 2)
        assert process.stdout
        assert process.stdout.readline()
        workers = workers_of(process, 1)
        process.stdout.close()
        assert process.wait(timeout=60) == 0
        assert psutil.wait_procs(workers, timeout=60)[1] == []

    def test_a_wrong_number_is_a_usage_error(self, news: Path) -> None:
        done = graphkit("extract", news, "--workers", "viele")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "'viele' is no number and not auto" in done.stderr


def test_loading_with_workers_makes_the_same_graph(
    news: Path, found: list[Extraction], embedded_store: EmbeddedStore
) -> None:
    summary = api.load(news, store=embedded_store, workers=2)
    assert (summary.articles, summary.changed, summary.rejects) == (100, 100, ())
    assert loader.export(embedded_store) == graph.build(found)
