"""One look after the other, on both stores: what is new is loaded, once."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from graphkit import api
from graphkit.errors import InputError, StoreError
from graphkit.readers import Reject
from graphkit.stores import Store
from graphkit.watch import Learned, Watcher, sources

MET = "Präsident Putin hat am Montag Präsident Assad in Moskau getroffen."
ORDERED = "Angela Merkel hat am Dienstag Emmanuel Macron in Berlin getroffen."
ENGLISH = "The president has ordered that the troops were to be withdrawn from the country by the end of May."


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SETTLE", 0)


def documents(store: Store) -> list[str]:
    return [row[0] for row in store.read("MATCH (d:Document) RETURN d.id ORDER BY d.id").rows]


def refuse(*_: object) -> None:
    raise StoreError("the disk is full")


def numbers(learned: Learned) -> tuple[int, int, int]:
    return learned.new, learned.changed, learned.rejected


class Watched:
    """A folder that is watched, and what was told of it."""

    def __init__(self, *sources: str | Path, store: Store) -> None:
        self.told: list[Reject] = []
        self.sources, self.store = sources, store
        self.restart()

    def restart(self) -> None:
        self._watcher = Watcher(self.sources, store=self.store, on_reject=self.told.append)

    def look(self) -> tuple[int, int, int]:
        self.learned = self._watcher.look()
        return numbers(self.learned)


class TestFolders:
    def test_what_is_new_or_changed_is_loaded_and_nothing_twice(
        self, tmp_path: Path, any_store: Store
    ) -> None:
        watched = Watched(tmp_path, store=any_store)
        assert watched.look() == (0, 0, 0)
        (tmp_path / "a.txt").write_text(MET)
        assert watched.look() == (1, 0, 0)
        assert watched.learned.statements >= 1
        assert sorted(watched.learned.actors) == ["Baschar al-Assad", "Wladimir Putin"]
        assert watched.look() == (0, 0, 0)
        watched.restart()
        assert watched.look() == (0, 0, 0)
        (tmp_path / "a.txt").write_text(f"{MET} {ORDERED}")
        (tmp_path / "b.txt").write_text(ORDERED)
        assert watched.look() == (1, 1, 0)
        assert documents(any_store) == ["a", "b"]

    def test_of_a_table_that_grows_only_the_new_rows_are_read(
        self, tmp_path: Path, embedded_store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        extracted: list[int] = []
        real = api.extractions
        monkeypatch.setattr(
            api, "extractions", lambda found, **more: extracted.append(len(found)) or real(found, **more)
        )
        table = tmp_path / "a.csv"
        table.write_text(f"id,text\nx,{MET}\n")
        watched = Watched(tmp_path, store=embedded_store)
        assert watched.look() == (1, 0, 0)
        with table.open("a") as file:
            file.write(f"y,{ORDERED}\n")
        watched.restart()
        assert watched.look() == (1, 0, 0)
        assert extracted == [1, 1]

    def test_a_file_that_fails_is_told_once_and_tried_again_when_it_changes(
        self, tmp_path: Path, embedded_store: Store
    ) -> None:
        watched = Watched(tmp_path, store=embedded_store)
        (tmp_path / "a.txt").write_text("date: gestern\n\nEin Satz.")
        assert watched.look() == (0, 0, 1)
        assert watched.look() == (0, 0, 0)
        assert [reject.source for reject in watched.told] == [str(tmp_path / "a.txt")]
        (tmp_path / "a.txt").write_text(f"date: 2016-03-15\n\n{MET}")
        assert watched.look() == (1, 0, 0)
        assert len(watched.told) == 1

    def test_what_stands_beside_a_bad_row_is_not_lost_where_the_store_fails(
        self, tmp_path: Path, embedded_store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        watched = Watched(tmp_path, store=embedded_store)
        (tmp_path / "a.csv").write_text(f"id,text\nx,{MET}\ny,\n")
        with monkeypatch.context() as failing:
            failing.setattr(embedded_store, "transact", refuse)
            with pytest.raises(StoreError):
                watched.look()
        assert watched.look() == (1, 0, 1)
        assert watched.look() == (0, 0, 0)

    def test_a_file_that_is_being_written_is_left_for_later(
        self, tmp_path: Path, embedded_store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        watched = Watched(tmp_path, store=embedded_store)
        path = tmp_path / "a.txt"
        path.write_text(MET)
        with monkeypatch.context() as writing:
            writing.setattr(sources.changed, "__kwdefaults__", {"settle": lambda _: path.write_text(MET * 2)})
            assert watched.look() == (0, 0, 0)
        assert watched.look() == (1, 0, 0)

    def test_another_file_with_an_id_that_is_taken_is_refused(
        self, tmp_path: Path, embedded_store: Store
    ) -> None:
        watched = Watched(tmp_path, store=embedded_store)
        (tmp_path / "b.txt").write_text(f"id: x\n\n{MET}")
        assert watched.look() == (1, 0, 0)
        (tmp_path / "a.txt").write_text(f"id: x\n\n{ORDERED}")
        assert watched.look() == (0, 0, 1)
        assert "its id 'x' is taken by" in watched.told[0].reason

    def test_another_language_is_counted_once(self, tmp_path: Path, embedded_store: Store) -> None:
        watched = Watched(tmp_path, store=embedded_store)
        table = tmp_path / "a.csv"
        table.write_text(f"id,text\nx,{ENGLISH}\n")
        assert watched.look() == (0, 0, 0)
        assert watched.learned.remarks.foreign == {"en": 1}
        with table.open("a") as file:
            file.write(f"y,{MET}\n")
        watched.restart()
        assert watched.look() == (1, 0, 0)
        assert not watched.learned.remarks.foreign

    def test_a_folder_that_is_gone_is_told_once_and_that_it_is_back(
        self, tmp_path: Path, embedded_store: Store
    ) -> None:
        folder = tmp_path / "netz"
        folder.mkdir()
        watched = Watched(folder, store=embedded_store)
        folder.rmdir()
        assert [watched.look() for _ in range(2)] == [(0, 0, 1), (0, 0, 1)]
        folder.mkdir()
        (folder / "a.txt").write_text(MET)
        assert watched.look() == (1, 0, 0)
        assert [reject.reason for reject in watched.told] == ["no such file or folder", "is there again"]

    def test_what_is_not_there_cannot_be_watched(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="there is nothing to watch"):
            Watcher([tmp_path / "nichts"])


class _Feed(BaseHTTPRequestHandler):
    """A feed whose entries a test sets; it answers as servers do, with an ETag."""

    entries: ClassVar[list[tuple[str, str]]] = []
    up = True
    sent: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        items = "".join(
            f"<item><guid>urn:x:{id}</guid><description>{text}</description></item>"
            for id, text in self.entries
        )
        tag = f'"{hash(items)}"'
        status = 503 if not self.up else 304 if self.headers["If-None-Match"] == tag else 200
        self.sent.append(status)
        self.send_response(status)
        self.send_header("ETag", tag)
        self.end_headers()
        if status == 200:
            channel = f"<channel><title>{self.path[1:]}</title>{items}</channel>"
            self.wfile.write(f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def feed() -> Iterator[str]:
    """The address of a feed on this machine."""
    _Feed.entries, _Feed.up = [("1", MET)], True
    _Feed.sent.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Feed) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/blatt"
        server.shutdown()


class TestFeeds:
    def test_new_and_changed_entries_are_loaded_and_old_ones_are_not_sent_again(
        self, feed: str, any_store: Store
    ) -> None:
        watched = Watched(feed, store=any_store)
        assert watched.look() == (1, 0, 0)
        watched.restart()
        assert watched.look() == (0, 0, 0)
        assert _Feed.sent == [200, 304]
        _Feed.entries = [("2", ORDERED), ("1", f"{MET} {ORDERED}")]
        assert watched.look() == (1, 1, 0)
        assert documents(any_store) == ["urn:x:1", "urn:x:2"]

    def test_a_feed_that_is_down_is_told_once_and_nothing_is_lost(
        self, feed: str, embedded_store: Store
    ) -> None:
        watched = Watched(feed, store=embedded_store)
        _Feed.up = False
        assert [watched.look() for _ in range(3)] == [(0, 0, 1)] * 3
        _Feed.up = True
        assert watched.look() == (1, 0, 0)
        assert [reject.reason for reject in watched.told] == [
            "cannot be fetched: the server answers 503 Service Unavailable",
            "is there again",
        ]

    def test_an_entry_that_two_feeds_share_is_loaded_once(self, feed: str, embedded_store: Store) -> None:
        watched = Watched(feed, f"{feed}-zwei", store=embedded_store)
        assert watched.look() == (1, 0, 0)
        _Feed.entries = [("1", MET), ("2", ORDERED)]
        assert watched.look() == (1, 0, 0)
        assert not watched.told

    def test_an_entry_that_cannot_be_used_is_told_once(self, feed: str, embedded_store: Store) -> None:
        watched = Watched(feed, store=embedded_store)
        _Feed.entries = [("1", ""), ("2", MET)]
        assert watched.look() == (1, 0, 1)
        _Feed.entries = [("3", ORDERED), ("1", "")]
        assert watched.look()[0] == 1
        assert [reject.reason.partition(":")[0] for reject in watched.told] == ["is an entry without a text"]
