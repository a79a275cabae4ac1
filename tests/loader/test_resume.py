"""An interrupted load goes on where it was: nothing lost, nothing doubled, at most one batch done again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from commands import graphkit
from graphs import many

from graphkit import graph, loader
from graphkit.errors import InputError
from graphkit.loader.checkpoint import LABEL
from graphkit.model import Extraction
from graphkit.stores import Store, connect

FOUND = many(6, statements=4, entities=5)


class Interrupted(Exception):
    pass


def watched(
    found: Iterable[Extraction], store: Store, *, resume: bool
) -> tuple[loader.Checkpoint, Iterator[Extraction]]:
    checkpoint = loader.Checkpoint(["news.jsonl"], resume=resume)
    checkpoint.open(store)
    return checkpoint, checkpoint.watch(found, lambda extraction: extraction.document.id)


def interrupt(store: Store, *, after: int) -> None:
    """Load, and stop when so many documents are in the graph."""
    checkpoint, found = watched(FOUND, store, resume=False)

    def stop(report: loader.LoadReport) -> None:
        if report.documents >= after:
            raise Interrupted

    with pytest.raises(Interrupted):
        loader.load(found, store, batch_size=5, progress=stop, checkpoint=checkpoint)


def records(store: Store) -> int:
    return int(store.read(f"MATCH (n:{LABEL}) RETURN count(n)").rows[0][0])


@pytest.mark.parametrize("after", [1, 3, 6])
def test_what_is_done_is_not_read_again(any_store: Store, after: int) -> None:
    interrupt(any_store, after=after)
    assert records(any_store) == 1
    checkpoint, found = watched(FOUND, any_store, resume=True)
    report = loader.load(found, any_store, batch_size=5, checkpoint=checkpoint)
    assert (checkpoint.skipped, report.new, report.unchanged) == (after, 6 - after, 0)
    assert loader.export(any_store) == graph.build(FOUND)
    assert records(any_store) == 0


def test_without_resume_the_same_load_finds_what_is_there(any_store: Store) -> None:
    interrupt(any_store, after=3)
    checkpoint, found = watched(FOUND, any_store, resume=False)
    report = loader.load(found, any_store, batch_size=5, checkpoint=checkpoint)
    assert (checkpoint.skipped, report.new, report.unchanged) == (0, 3, 3)
    assert loader.export(any_store) == graph.build(FOUND)
    assert records(any_store) == 0


def test_resuming_what_was_never_interrupted_is_a_load(any_store: Store) -> None:
    checkpoint, found = watched(FOUND, any_store, resume=True)
    assert loader.load(found, any_store, checkpoint=checkpoint).new == 6


def test_a_load_that_changes_nothing_keeps_no_record(any_store: Store) -> None:
    loader.load(FOUND, any_store)
    checkpoint, found = watched(FOUND, any_store, resume=False)
    report = loader.load(found, any_store, batch_size=5, checkpoint=checkpoint)
    assert not report.counters
    assert records(any_store) == 0


@pytest.mark.parametrize("changed", [many(6, statements=4, entities=5, seed=1), FOUND[:2]])
def test_another_input_than_the_interrupted_one_is_told(any_store: Store, changed: list[Extraction]) -> None:
    interrupt(any_store, after=3)
    checkpoint, found = watched(changed, any_store, resume=True)
    with pytest.raises(InputError, match="is not the one that was interrupted: load it without --resume"):
        loader.load(found, any_store, batch_size=5, checkpoint=checkpoint)


def test_the_command_tells_what_it_skipped(tmp_path: Path, store: Path) -> None:
    lines = [line for extraction in FOUND for line in extraction.to_lines()]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    stopped = many(6, statements=4, entities=5)
    with connect(store) as opened:
        checkpoint = loader.Checkpoint([str(tmp_path / "news.jsonl")])
        found = checkpoint.watch(stopped, lambda extraction: extraction.document.id)
        with pytest.raises(Interrupted):
            loader.load(found, opened, batch_size=5, progress=_stop, checkpoint=checkpoint)
    done = graphkit("load", tmp_path / "news.jsonl", "--resume", "--store", store)
    expected = f"5 articles read into {store}, 1 skipped: they were in before the interruption."
    assert (done.stdout.splitlines()[0], done.returncode) == (expected, 0)
    with connect(store) as opened:
        assert loader.export(opened) == graph.build(FOUND)


def _stop(report: loader.LoadReport) -> None:
    raise Interrupted
