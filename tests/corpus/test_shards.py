"""Folders of shards: exact, whole, continued where they stopped, and told where they cannot be."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import graphkit
from hypothesis import given
from hypothesis import strategies as st
from test_workers import start
from texts import articles

import graphkit as package
from graphkit import api, graph, loader
from graphkit.corpus.chunks import Here
from graphkit.corpus.columns import TableWriter, lines_of
from graphkit.corpus.folder import ShardsReport, Task, fill
from graphkit.corpus.shards import FORMATS, read_folder
from graphkit.errors import InputError
from graphkit.model import Document, Extraction, Mention, Statement, TimeSpan
from graphkit.readers import Item, Reject, Settings
from graphkit.readers.files import find
from graphkit.readers.items import Source
from graphkit.readers.lines import read_lines
from graphkit.readers.naming import MANIFEST
from graphkit.stores.embedded import EmbeddedStore

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
DAY = st.none() | st.dates()


def mentions() -> st.SearchStrategy[Mention]:
    kinds = st.sampled_from(["Person", "Thing"])
    was = st.none() | st.tuples(TEXT, TEXT, kinds)
    return st.builds(Mention, TEXT, TEXT, kinds, TEXT.filter(bool), was)


def statements() -> st.SearchStrategy[Statement]:
    return st.builds(
        Statement,
        document=st.just("d"),
        sentence=st.integers(1, 9),
        start=st.integers(0, 2**40),
        end=st.integers(0, 2**40),
        text=TEXT,
        subject=mentions(),
        relation=st.just("MET"),
        object=mentions(),
        trigger=TEXT,
        predicate=TEXT,
        said_by=st.none() | mentions(),
        place=st.none() | mentions(),
        time=st.none() | st.builds(TimeSpan, TEXT, DAY, DAY),
        title=st.none() | TEXT,
        rule=TEXT,
        extractor=TEXT,
    )


def document() -> Document:
    """One with a value in every field, those that are still to come included."""
    values: dict[str, Any] = {field.name: f"ein {field.name}" for field in fields(Document)}
    return Document(**{**values, "id": "d", "text": "", "published": date(2016, 3, 15)})


@given(st.lists(statements(), max_size=4, unique_by=lambda statement: statement.id))
def test_a_table_holds_exactly_what_its_lines_say(
    tmp_path_factory: pytest.TempPathFactory, said: Any
) -> None:
    path = tmp_path_factory.mktemp("table") / "shard.parquet"
    lines = Extraction(document(), tuple(said)).to_lines()
    writer = TableWriter(path)
    writer.add([line.encode() for line in lines])
    writer.close()
    for from_table, line in zip(lines_of(path), lines, strict=True):
        assert _read(from_table) == _read(line.encode())


def _read(line: bytes) -> list[Item]:
    return [item for _, item in read_lines(Source(io.BytesIO(line), "s", head=b""), Settings())]


def extract(
    folder: Path,
    items: list[Item],
    *,
    format: str = "jsonl",
    progress: Callable[[Extraction], object] | None = None,
    restart: bool = False,
    size: int = 12,
    **settings: Any,
) -> tuple[ShardsReport, list[Reject]]:
    rejects: list[Reject] = []
    pipeline = {"model": None, "open_relations": False, "knowledge": None}
    task = Task(Here(pipeline), format, size, Settings(**settings), rejects.append, progress)
    return fill(folder, items, task, restart=restart), rejects


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


def mixed() -> list[Item]:
    """Articles, and between and behind them what cannot be used."""
    items: list[Item] = list(articles(36))
    for place in (36, 31, 12, 0):
        items.insert(place, Reject(f"{place}.jsonl, line 1", "is not JSON", ('{"text":',)))
    return items


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders that nothing has disturbed, by format."""
    folder = tmp_path_factory.mktemp("whole")
    for format in FORMATS:
        extract(folder / format, mixed(), format=format)
    return {format: folder / format for format in FORMATS}


class TestFolder:
    @pytest.mark.parametrize("format", FORMATS)
    def test_it_says_what_the_articles_say(
        self, whole: dict[str, Path], found: list[Extraction], format: str
    ) -> None:
        bare = [replace(one, document=replace(one.document, text="")) for one in found[:36]]
        assert list(read_folder(whole[format], Settings())) == bare

    def test_the_manifest_tells_of_each_shard(self, whole: dict[str, Path], found: list[Extraction]) -> None:
        settings, *shards, end = map(json.loads, (whole["jsonl"] / MANIFEST).read_text().splitlines())
        assert settings["graphkit"] == package.__version__
        assert (settings["format"], settings["shard_size"], settings["knowledge"]) == ("jsonl", 12, None)
        ids = [f"meldung-{number:05d}" for number in (0, 11, 12, 23, 24, 35)]
        assert [shard[end_] for shard in shards for end_ in ("first", "last")] == ids
        assert [shard["documents"] for shard in shards] == [12, 12, 12]
        assert [shard["rejects"] for shard in shards] == [1, 1, 1]
        said = sum(len(one.statements) for one in found[:36])
        assert (end["documents"], end["statements"], end["rejects"]) == (36, said, 4)
        rejects = [json.loads(line) for line in (whole["jsonl"] / "rejects.jsonl").read_text().splitlines()]
        assert rejects[0] == {"source": "0.jsonl, line 1", "rejected": "is not JSON", "line": '{"text":'}

    def test_what_is_done_is_not_done_again(self, whole: dict[str, Path], tmp_path: Path) -> None:
        folder = shutil.copytree(whole["jsonl"], tmp_path / "out")
        told, rejects = extract(folder, mixed(), progress=pytest.fail)
        assert (told.shards, told.kept, told.documents, told.rejects, rejects) == (3, 3, 36, 4, [])
        assert content(folder) == content(whole["jsonl"])

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="dies as a fork")
    @pytest.mark.parametrize("format", FORMATS)
    def test_killed_anywhere_it_ends_as_if_it_had_not_been(
        self, whole: dict[str, Path], tmp_path: Path, format: str
    ) -> None:
        chance = random.Random(format)
        folder = tmp_path / "out"
        # a shard is on disk after some five syncs
        for _ in range(6):
            if not _dies(lambda: extract(folder, mixed(), format=format), at=chance.randint(1, 5)):
                break
            torn = folder / MANIFEST
            if torn.exists() and chance.random() < 0.5:
                torn.write_bytes(torn.read_bytes() + b'{"shard": "shard-0')
        told, _ = extract(folder, mixed(), format=format)
        assert told.documents == 36
        assert content(folder) == content(whole[format])

    def test_interrupted_between_documents_it_leaves_no_part_of_a_shard(
        self, whole: dict[str, Path], tmp_path: Path
    ) -> None:
        folder, done = tmp_path / "out", iter(range(17))

        def stop(extraction: Extraction) -> None:
            if next(done, None) is None:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            extract(folder, mixed(), progress=stop)
        assert sorted(content(folder)) == [MANIFEST, "rejects.jsonl", "shard-00000.jsonl"]
        told, _ = extract(folder, mixed())
        assert (told.shards, told.kept) == (3, 1)
        assert content(folder) == content(whole["jsonl"])

    @pytest.mark.parametrize(
        ("change", "options", "told"),
        [
            (lambda items: items[:-2], {}, "the input is not the one"),
            (lambda items: items[:30], {}, "the input is not the one"),
            (lambda items: [*items, *articles(1, seed=9)], {}, "the input is not the one"),
            (lambda items: items[2:], {}, "the input is not the one"),
            (lambda items: items, {"size": 13}, "was made with shard size 12, and this is shard size 13"),
            (
                lambda items: items,
                {"encoding": "cp1252"},
                "was made with no encoding, and this is encoding cp1",
            ),
            (
                lambda items: items,
                {"format": "parquet"},
                "was made with format jsonl, and this is format parq",
            ),
        ],
    )
    def test_another_input_and_other_settings_are_told_and_nothing_is_touched(
        self, whole: dict[str, Path], tmp_path: Path, change: Any, options: dict[str, Any], told: str
    ) -> None:
        folder = shutil.copytree(whole["jsonl"], tmp_path / "out")
        with pytest.raises(InputError, match=f"{told}.*: name another folder, or begin anew with --restart"):
            extract(folder, change(mixed()), **options)
        assert content(folder) == content(whole["jsonl"])

    def test_it_is_begun_anew_where_that_is_wanted(self, whole: dict[str, Path], tmp_path: Path) -> None:
        folder = shutil.copytree(whole["parquet"], tmp_path / "out")
        told, _ = extract(folder, mixed(), restart=True)
        assert (told.shards, told.kept) == (3, 0)
        assert content(folder) == content(whole["jsonl"])

    def test_a_folder_of_something_else_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("Liebe Anna")
        for restart in (False, True):
            with pytest.raises(InputError, match=r"holds letter\.txt, which is no shard"):
                extract(tmp_path, mixed(), restart=restart)
        assert (tmp_path / "letter.txt").read_text() == "Liebe Anna"

    def test_nothing_found_makes_no_folder(self, tmp_path: Path) -> None:
        told, rejects = extract(tmp_path / "out", [Reject("a", "no such file")])
        assert (told.shards, told.rejects, len(rejects)) == (0, 1, 1)
        assert not (tmp_path / "out").exists()

    def test_two_at_a_time_are_one_too_many(self, tmp_path: Path) -> None:
        def again(extraction: Extraction) -> None:
            with pytest.raises(InputError, match="another extraction is at work"):
                extract(tmp_path / "out", mixed())

        extract(tmp_path / "out", mixed()[:3], progress=again)

    @pytest.mark.parametrize("restart", [False, True])
    def test_what_no_file_can_hold_is_rejected_and_the_rest_written(
        self, tmp_path: Path, restart: bool
    ) -> None:
        items = [*articles(2), replace(articles(3)[2], title="\ud800")]
        told, (reject,) = extract(tmp_path / "out", list(items), restart=restart)
        assert (told.documents, told.rejects) == (2, 1)
        assert str(reject) == "meldung-00002: has characters in it that are no Unicode: take them out"


def _dies(work: Callable[[], object], *, at: int) -> bool:
    """Do it in a process that is killed when it has something on disk for the nth time; False if it got through."""
    child = os.fork()
    if not child:
        left = iter(range(at - 1))
        sync = os.fsync

        def kill(handle: int) -> None:
            sync(handle)
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        os.fsync = kill
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


class TestLoading:
    @pytest.mark.parametrize("format", FORMATS)
    def test_a_folder_makes_the_graph_that_the_articles_make(
        self, whole: dict[str, Path], found: list[Extraction], embedded_store: EmbeddedStore, format: str
    ) -> None:
        summary = api.load(whole[format], store=embedded_store)
        assert (summary.articles, summary.rejects) == (36, ())
        assert loader.export(embedded_store) == graph.build(found[:36])

    def test_a_damaged_shard_is_rejected_and_the_others_are_read(
        self, whole: dict[str, Path], tmp_path: Path
    ) -> None:
        folder = shutil.copytree(whole["jsonl"], tmp_path / "out")
        shard = folder / "shard-00001.jsonl"
        shard.write_bytes(shard.read_bytes()[:-100])
        (folder / "shard-00002.jsonl").unlink()
        items = list(read_folder(folder, Settings()))
        rejects = [str(item).removeprefix(f"{folder}/") for item in items if isinstance(item, Reject)]
        assert rejects == [
            "shard-00001.jsonl: is not the shard that was written: run its extract again with --restart",
            "shard-00002.jsonl: cannot be read: No such file or directory",
        ]
        assert len(items) == 2 + 12
        with pytest.raises(InputError, match="shard-00001"):
            extract(folder, mixed())

    def test_an_unfinished_folder_is_told(self, tmp_path: Path) -> None:
        def stop(extraction: Extraction) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            extract(tmp_path / "out", mixed(), progress=stop)
        (reject,) = read_folder(tmp_path / "out", Settings())
        assert "the extraction is not finished: run its extract again" in str(reject)


class TestCommand:
    def test_a_run_that_is_killed_goes_on_when_it_is_given_again(
        self, news: Path, tmp_path: Path, found: list[Extraction]
    ) -> None:
        command = ("extract", news, "-o", tmp_path / "out", "--shard-size", 9, "--workers", 2)
        killed = _killed_when(command, lambda: (tmp_path / "out" / "shard-00003.jsonl").exists())
        assert killed
        done = graphkit(*command)
        said = sum(len(one.statements) for one in found)
        begin = f"100 articles, {said} statements in 12 shards in {tmp_path / 'out'}, "
        assert (done.returncode, done.stdout[: len(begin)]) == (0, begin)
        assert int(done.stdout[len(begin) :].split()[0]) >= 3
        other = tmp_path / "other"
        items: list[Item] = list(articles(100))
        extract(other, items, size=9)
        assert content(tmp_path / "out") == content(other)
        lines = b"".join(content(other)[f"shard-{number:05d}.jsonl"] for number in range(12))
        assert lines.decode() == "".join(f"{line}\n" for one in found for line in one.to_lines())

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            (("--shard-size", 9), "--shard-size is for shards: name a folder with -o"),
            (("--format", "parquet"), "--format parquet is for shards: name a folder with -o"),
            (("--format", "csv", "-o", "out"), "shards are jsonl or parquet, not csv"),
            (("-o", "out", "--scheduler", "tcp://h", "--workers", 2), "--workers are of this machine"),
        ],
    )
    def test_a_wrong_call_is_one_line_and_exit_code_2(
        self, news: Path, tmp_path: Path, options: tuple[object, ...], told: str
    ) -> None:
        done = graphkit("extract", news, *options, folder=tmp_path)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert told in done.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["news.jsonl"]

    def test_an_output_inside_of_the_input_is_refused(self, news: Path) -> None:
        done = graphkit("extract", news.parent, "-o", news.parent / "out")
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert "which is read: name a folder outside of it" in done.stderr

    def test_what_is_rejected_is_in_the_folder_and_the_exit_code(self, news: Path, tmp_path: Path) -> None:
        with news.open("a") as file:
            file.write("{broken\n")
        for _ in range(2):
            done = graphkit("extract", news, "-o", tmp_path / "out", "-q")
            assert (done.returncode, done.stdout) == (1, "")
        (row,) = map(json.loads, (tmp_path / "out" / "rejects.jsonl").read_text().splitlines())
        assert row["source"] == f"{news}, line 101"
        assert row["line"] == "{broken"


def _killed_when(command: tuple[object, ...], ready: Callable[[], bool]) -> bool:
    process = start(*command)
    for _ in range(1200):
        if ready() or process.poll() is not None:
            break
        time.sleep(0.05)
    process.kill()
    process.communicate(timeout=60)
    return process.returncode == -signal.SIGKILL


def test_shards_beside_articles_are_read_where_they_are_named(whole: dict[str, Path], tmp_path: Path) -> None:
    shutil.copytree(whole["jsonl"], tmp_path / "year" / "shards")
    with pytest.raises(InputError, match=r"only shards in it: name .*year/shards"):
        find(tmp_path)
    (tmp_path / "new.txt").write_text("Angela Merkel besuchte Paris.", encoding="utf-8")
    assert [name for _, name in find(tmp_path)] == ["new"]
