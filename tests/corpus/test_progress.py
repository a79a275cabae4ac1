"""What is told while it works: to a person, to a program, or not at all."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from commands import GRAPHKIT, environment, graphkit
from texts import articles

from graphkit.cli.progress import Progress, state_text
from graphkit.model import Extraction
from graphkit.readers import Remarks, Settings, read, size
from graphkit.readers.places import MOST, Places


class TestPlaces:
    def test_what_is_read_is_done_when_its_document_is(self) -> None:
        places = Places()
        for number in range(1, 5):
            places.read = number * 100
            places.found(str(number))
        places.finish("2")
        assert (places.read, places.done) == (400, 200)
        places.finish("1")  # that the second was done told so of the first
        places.finish("unheard of")
        assert places.done == 200
        places.finish("4")
        assert places.done == 400

    def test_documents_that_are_never_done_are_forgotten(self) -> None:
        places = Places()
        for number in range(MOST + 100):
            places.read = number
            places.found(str(number))
        places.finish("50")
        assert places.done == 0
        places.finish("200")
        assert places.done == 200

    def test_reading_tells_how_far_it_is(self, news: Path) -> None:
        remarks, total = Remarks(), size([str(news)])
        assert total == news.stat().st_size
        documents = list(read([news], Settings(remarks=remarks)))
        assert remarks.places.read == total
        assert len(documents) == 100
        assert size(["-"]) is None


class TestProgress:
    def test_it_counts_and_knows_the_time_left_only_where_the_end_is_known(self) -> None:
        for total in (None, 400):
            remarks = Remarks()
            told = Progress(remarks, total)
            assert told.left() is None
            for number, document in enumerate(articles(3), 1):
                remarks.places.read = 100 * number
                remarks.places.found(document.id)
                told.document(Extraction(document, ()))
            state = told.state()
            words = sum(len(document.text.split()) for document in articles(3))
            assert (state["documents"], state["words"], state["rejects"]) == (3, words, 0)
            assert (told.left() is None) == (total is None)

    def test_a_person_reads_it_in_a_line(self) -> None:
        state = {"documents": 1200, "words_per_second": 5210, "rejects": 0, "seconds_left": None}
        assert state_text(state) == "1,200 articles, 5,210 words/s"
        state |= {"rejects": 3, "seconds_left": 3725}
        assert state_text(state) == "1,200 articles, 5,210 words/s, 3 rejected, 1:02:05 left"


class TestCommand:
    @pytest.mark.parametrize("command", ["extract", "load"])
    def test_a_program_reads_lines_of_json_and_nothing_else(
        self, command: str, news: Path, tmp_path: Path, store: Path
    ) -> None:
        (tmp_path / "empty.txt").write_text("")
        where = ("--store", store) if command == "load" else ("-o", tmp_path / "out")
        done = graphkit(
            command, news, tmp_path / "empty.txt", *where, "--log-format", "json", folder=tmp_path
        )
        events = [json.loads(line) for line in done.stderr.splitlines()]
        assert (done.returncode, done.stdout) == (1, "")
        (reject,) = (event for event in events if event["event"] == "reject")
        assert reject["source"] == str(tmp_path / "empty.txt")
        (end,) = (event for event in events if event["event"] == "end")
        assert (end["documents"], end["rejects"]) == (100, 1)
        assert end["words"] == sum(len(document.text.split()) for document in articles(100))
        for event in events:
            if event["event"] == "progress":
                assert event.keys() == end.keys()
                assert event["documents"] <= 100

    def test_a_watch_tells_of_its_looks(self, news: Path, tmp_path: Path, store: Path) -> None:
        done = graphkit("watch", news, "--once", "--store", store, "--log-format", "json")
        (look,) = map(json.loads, done.stderr.splitlines())
        assert (done.returncode, done.stdout) == (0, "")
        assert (look["event"], look["new"], look["changed"]) == ("look", 100, 0)

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal")
    def test_on_a_terminal_a_bar_shows_it_and_goes(self, news: Path, tmp_path: Path) -> None:
        import pexpect

        arguments = [*GRAPHKIT[1:], "extract", str(news), "-o", str(tmp_path / "out")]
        with pexpect.spawn(
            GRAPHKIT[0], arguments, env=environment(TERM="xterm"), timeout=120, dimensions=(24, 120)
        ) as screen:
            screen.expect("100 articles, [0-9,]+ words/s")
            screen.expect("100 articles, [0-9]+ statements in 1 shard in")
            screen.expect(pexpect.EOF)

    def test_errors_are_events_too(self, tmp_path: Path) -> None:
        done = graphkit("load", "--log-format", "json", tmp_path, "--workers", "viele")
        (event,) = map(json.loads, done.stderr.splitlines())
        assert (done.returncode, event["event"]) == (2, "error")
        assert "'viele' is no number and not auto" in event["message"]

    def test_a_person_is_told_in_lines_or_not(self, news: Path, tmp_path: Path) -> None:
        done = graphkit("extract", news, "-o", tmp_path / "out")
        lines = done.stderr.splitlines()
        assert lines[0].startswith("1: meldung-00000, ")
        assert lines[10].startswith("100 articles, ")
        assert len(lines) == 11
        quiet = graphkit("extract", news, "-o", tmp_path / "out", "--quiet")
        assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
