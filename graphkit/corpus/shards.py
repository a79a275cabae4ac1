"""Shards: files of statements, written whole or not at all, and read back one at a time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from graphkit.corpus.columns import TableWriter, arrow, lines_of
from graphkit.corpus.manifest import Manifest, Shard, sync
from graphkit.errors import InputError
from graphkit.model import Extraction
from graphkit.readers import Item, Reject, Settings, noted
from graphkit.readers.items import Source
from graphkit.readers.lines import read_lines

FORMATS = ("jsonl", "parquet")
UNFINISHED = ".new"


class Writer(Protocol):
    """Something that documents are written with."""

    def add(self, lines: list[bytes]) -> None:
        """Write the lines of one document."""

    def close(self) -> None:
        """Finish the file."""


class LineWriter:
    """Writes documents as the lines that `graphkit extract` prints."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def add(self, lines: list[bytes]) -> None:
        """Write the lines of one document."""
        self._file.writelines(line + b"\n" for line in lines)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class ShardWriter:
    """One shard on its way to the disk: it has its name once it is whole."""

    def __init__(self, path: Path, format: str) -> None:
        self.path = path
        self._fresh = path.with_name(path.name + UNFINISHED)
        self._writer: Writer = TableWriter(self._fresh) if format == "parquet" else LineWriter(self._fresh)
        self._first: str | None = None
        self._last: str | None = None
        self._documents, self._statements = 0, 0

    def add(self, extraction: Extraction) -> None:
        """Write one document; raises UnicodeEncodeError for one that cannot be written, and writes none of it."""
        self._writer.add([line.encode() for line in extraction.to_lines()])
        self._last = extraction.document.id
        self._first = self._first or self._last
        self._documents += 1
        self._statements += len(extraction.statements)

    def finish(self, digest: str, rejects: int) -> Shard:
        """Have the shard on disk under its name; returns its entry in the manifest."""
        self._writer.close()
        flush(self._fresh)
        os.replace(self._fresh, self.path)
        sync(self.path.parent)
        counts = (self._documents, self._statements, rejects)
        return Shard(self.path.name, self._first, self._last, *counts, digest, sha256(self.path))

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._writer.close()
        self._fresh.unlink(missing_ok=True)


def check_format(format: str) -> None:
    """Raises InputError for a format that there is not, or not without another package."""
    if format not in FORMATS:
        raise InputError(f"shards are {' or '.join(FORMATS)}, not {format}")
    if format == "parquet":
        arrow()


def read_folder(folder: Path, settings: Settings) -> Iterator[Item]:
    """Yield what the shards hold, with one of them in memory at a time; rejects for those that are damaged."""
    try:
        manifest = Manifest(folder)
    except InputError as error:
        yield Reject(str(folder), str(error))
        return
    if not manifest.end:
        advice = f"run its extract again, or load {folder}/shard-* as it is"
        yield Reject(str(folder), f"the extraction is not finished: {advice}")
        return
    for shard in manifest.shards:
        path = folder / shard.shard
        try:
            check(path, shard)
            if shard.documents:
                yield from _read(path, settings)
            settings.remarks.places.read += path.stat().st_size
        except InputError as error:
            yield Reject(str(path), str(error))


def _read(path: Path, settings: Settings) -> Iterator[Item]:
    with lines_of(path) if path.suffix == ".parquet" else path.open("rb") as stream:
        for _, item in read_lines(Source(stream, str(path), head=b""), settings):
            yield noted(item, settings.remarks)


def check(path: Path, shard: Shard) -> None:
    """Raises InputError for a shard that is not the one that was written."""
    try:
        if sha256(path) == shard.sha256:
            return
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error
    raise InputError("is not the shard that was written: run its extract again with --restart")


def sha256(path: Path) -> str:
    """The digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """Have the content of a file on disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
