"""Which ids are taken, and by what: on disk, so that the number of articles does not count."""

from __future__ import annotations

import sqlite3
from types import TracebackType
from typing import Self

_TABLE = "CREATE TABLE taken (id BLOB PRIMARY KEY, place BLOB) WITHOUT ROWID"


class Taken:
    """The ids of one run. SQLite writes them into a file of its own once there are many, and deletes it."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLE}; BEGIN;")

    def take(self, id: str, place: str) -> str | None:
        """Take an id for what stands at a place; returns the place of what has it already, and None otherwise."""
        # an id from JSON may hold what is no text, and a place the name of any file
        key, where = (value.encode("utf-8", "surrogatepass") for value in (id, place))
        if self._database.execute("INSERT OR IGNORE INTO taken VALUES (?, ?)", (key, where)).rowcount:
            return None
        (first,) = self._database.execute("SELECT place FROM taken WHERE id = ?", (key,)).fetchone()
        return bytes(first).decode("utf-8", "surrogatepass")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
