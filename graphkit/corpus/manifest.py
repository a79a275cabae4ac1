"""manifest.jsonl: what a folder of shards was made with, and a line for each shard that is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graphkit.errors import InputError
from graphkit.readers.naming import MANIFEST, SHARDS

COMPLETE = "complete"
ANEW = "name another folder, or begin anew with --restart"

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shard:
    """One shard: its file, the ids of its first and last document, counts, digests of input and file."""

    shard: str
    first: str | None
    last: str | None
    documents: int
    statements: int
    rejects: int
    input: str
    sha256: str


@dataclass(frozen=True, slots=True)
class End:
    """The last line: counts of all, and the digest of what came after the last document."""

    documents: int
    statements: int
    rejects: int
    input: str


class Manifest:
    """The manifest of a folder, read, checked and continued."""

    def __init__(self, folder: Path) -> None:
        """Raises InputError for a file that is no manifest."""
        self._path = folder / MANIFEST
        self.settings: Settings = {}
        self.shards: list[Shard] = []
        self.end: End | None = None
        for line in self._whole_lines():
            self._take(line)

    def begin(self, settings: Settings) -> None:
        """Write the settings, or compare them; raises InputError that names one that differs."""
        if not self.settings:
            self.settings = {SHARDS: 1, **settings}
            self._append(self.settings)
            return
        for key, value in settings.items():
            if (was := self.settings.get(key)) != value:
                made = f"{self._path.parent} was made with {_told(key, was)}, and this is {_told(key, value)}"
                raise InputError(f"{made}: {ANEW}")

    def add(self, shard: Shard) -> None:
        """Record a shard; it is on disk when this returns."""
        self.shards.append(shard)
        self._append(asdict(shard))

    def finish(self, digest: str, rejects: int) -> End:
        """Record that there are no more shards; `rejects` counts those after the last document."""
        told = self.shards
        documents, statements = sum(s.documents for s in told), sum(s.statements for s in told)
        self.end = End(documents, statements, self.rejects() + rejects, digest)
        self._append({COMPLETE: True, **asdict(self.end)})
        return self.end

    def rejects(self) -> int:
        """How many lines of the rejects belong to what is done."""
        return self.end.rejects if self.end else sum(shard.rejects for shard in self.shards)

    def _whole_lines(self) -> list[bytes]:
        """All lines; one that a crash has cut off is taken away."""
        if not self._path.exists():
            return []
        data = self._path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            os.truncate(self._path, len(whole))
        return whole.splitlines()

    def _take(self, line: bytes) -> None:
        try:
            row = json.loads(line)
            if not self.settings:
                self.settings = {SHARDS: row.pop(SHARDS), **row}
            elif row.pop(COMPLETE, False):
                self.end = End(**row)
            else:
                self.shards.append(Shard(**row))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InputError(f"{self._path} is no manifest of graphkit: {ANEW}") from error

    def _append(self, row: Mapping[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{json.dumps(row, ensure_ascii=False)}\n")
            file.flush()
            os.fsync(file.fileno())
        sync(self._path.parent)


def sync(folder: Path) -> None:
    """Have the names in a folder on disk; where folders cannot be opened, the system sees to it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _told(key: str, value: Any) -> str:
    name = key.replace("_", " ")
    return f"{name} {value}" if value not in (None, {}, "") else f"no {name}"
