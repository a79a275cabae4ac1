"""How far a load has come, kept in the graph: written in the same transaction as what it speaks of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from graphkit.errors import InputError
from graphkit.stores.base import Store

Item = TypeVar("Item")
Statement = tuple[str, dict[str, Any]]

LABEL = "GraphkitLoad"
_READ = f"MATCH (load:{LABEL} {{id: $id}}) RETURN load.done, load.digest ORDER BY load.done DESC"
_WRITE = f"MERGE (load:{LABEL} {{id: $id}}) SET load.done = $done, load.digest = $digest"
_CLEAR = f"MATCH (load:{LABEL} {{id: $id}}) DELETE load"


class LoadRecord:
    """The node that says how far one load has come; it exists while the load is unfinished."""

    def __init__(self, id: str) -> None:
        self._id = id
        self._written = False

    def read(self, store: Store) -> tuple[int, str]:
        """How many items are done, and a digest of them; 0 where no load of this id was interrupted."""
        rows = store.read(_READ, {"id": self._id}).rows
        self._written = bool(rows)
        return (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")

    def mark(self, done: int, digest: str) -> Statement:
        """The statement that records that so many items are in the graph."""
        self._written = True
        return _WRITE, {"id": self._id, "done": done, "digest": digest}

    def clear(self, store: Store) -> None:
        """Forget it: the load is finished."""
        if self._written:
            store.write(_CLEAR, {"id": self._id})


class Checkpoint:
    """The progress of one load: how many of its items are in the graph, and a digest of them.

    The record exists while a load is unfinished. With `resume` the items that it counts are skipped unread
    by whatever comes after; without, they are looked at again, and found unchanged.
    """

    def __init__(self, sources: Iterable[str], *, resume: bool = False) -> None:
        self._record = LoadRecord(name_of(sources))
        self._resume = resume
        self._done, self._expected = 0, ""
        self._position, self._hash = 0, hashlib.blake2b(digest_size=12)
        self._marks: dict[str, tuple[int, str]] = {}
        self.skipped = 0

    def open(self, store: Store) -> None:
        """Find the record of a load of the same sources that broke off."""
        done, digest = self._record.read(store)
        if self._resume:
            self._done, self._expected = done, digest

    def watch(self, items: Iterable[Item], key: Callable[[Item], str]) -> Iterator[Item]:
        """Yield the items that are not done; raises InputError where the done ones are others than then."""
        for item in items:
            self._position += 1
            self._hash.update(repr(item).encode("utf-8", "backslashreplace"))
            if self._position > self._done:
                self._marks.setdefault(key(item), (self._position, self._hash.hexdigest()))
                yield item
            else:
                self.skipped += 1
                self._compare()
        if self._position < self._done:
            raise changed_input()

    def mark(self, key: str) -> Statement:
        """The statement that records that all items up to this one are in the graph."""
        return self._record.mark(*self._marks[key])

    def passed(self, key: str) -> None:
        """No mark up to this item will be asked for again."""
        done = self._marks[key][0]
        self._marks = {other: mark for other, mark in self._marks.items() if mark[0] > done}

    def clear(self, store: Store) -> None:
        """Forget the record: the load is finished."""
        self._record.clear(store)

    def _compare(self) -> None:
        if self._position == self._done and self._hash.hexdigest() != self._expected:
            raise changed_input()


def changed_input() -> InputError:
    """The error for a load that cannot be resumed, because it reads something else."""
    return InputError(
        "the input is not the one that was interrupted: load it without --resume, which finds what is there"
    )


def name_of(sources: Iterable[str]) -> str:
    """What tells the load of some sources from others."""
    text = "\x1f".join(sources).encode("utf-8", "backslashreplace")
    return hashlib.blake2b(text, digest_size=12).hexdigest()
