"""The flat schema of a Parquet shard, and statements in it and out again; docs/corpus.md lists the columns."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from graphkit.errors import InputError

ROWS = 5_000
_NUMBERS = frozenset(("sentence", "start", "end"))
_DAYS = frozenset((("time", "start"), ("time", "end"), ("article", "published")))
_MENTION = ("id", "name", "kind", "mention", "was")
_NESTED = {
    "subject": _MENTION,
    "object": _MENTION,
    "said_by": _MENTION,
    "place": _MENTION,
    "time": ("text", "start", "end", "precision"),
    "article": ("title", "source", "author", "url", "published", "language", "agency", "fingerprint"),
}
_ORDER = (
    "id document sentence start end text subject relation trigger predicate object polarity modality said_by "
    "place time title rule extractor article"
).split()
# where a value stands in the line of a statement; its column is called by the joined names
PATHS = tuple(
    path
    for name in _ORDER
    for path in (((name, part) for part in _NESTED[name]) if name in _NESTED else ((name,),))
)


class TableWriter:
    """Writes documents to a Parquet file, a row a statement; one without statements has a row of its own."""

    def __init__(self, path: Path) -> None:
        self._arrow, parquet = arrow()
        self._schema = self._arrow.schema([(_column(path), self._type(path)) for path in PATHS])
        self._file = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def add(self, lines: list[bytes]) -> None:
        """Write the lines of one document."""
        self._rows += [_flat(json.loads(line)) for line in lines]
        while len(self._rows) >= ROWS:
            self._write(self._rows[:ROWS])
            self._rows = self._rows[ROWS:]

    def close(self) -> None:
        """Finish the file."""
        if self._rows:
            self._write(self._rows)
        self._file.close()

    def _write(self, rows: list[dict[str, Any]]) -> None:
        self._file.write_table(self._arrow.Table.from_pylist(rows, schema=self._schema))

    def _type(self, path: tuple[str, ...]) -> Any:
        if path[-1] == "was":
            return self._arrow.list_(self._arrow.string())
        if path in _DAYS:
            return self._arrow.date32()
        return self._arrow.int64() if path[0] in _NUMBERS else self._arrow.string()


def lines_of(path: Path) -> io.BytesIO:
    """The lines that a Parquet shard was made of, as a stream."""
    _, parquet = arrow()
    with parquet.ParquetFile(path) as file:
        rows = (row for batch in file.iter_batches(ROWS) for row in batch.to_pylist())
        return io.BytesIO("".join(f"{json.dumps(_deep(row))}\n" for row in rows).encode())


def arrow() -> tuple[ModuleType, ModuleType]:
    """pyarrow and its Parquet; raises InputError where they are not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError("parquet needs pyarrow: pip install 'graphkit[parquet]'") from error
    return pyarrow, pyarrow.parquet


def _column(path: tuple[str, ...]) -> str:
    return "_".join(path)


def _flat(line: Mapping[str, Any]) -> dict[str, Any]:
    return {_column(path): _stored(path, value) for path, value in _values(line)}


def _values(line: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for path in PATHS:
        value = line.get(path[0])
        yield path, (value or {}).get(path[1]) if len(path) > 1 else value


def _stored(path: tuple[str, ...], value: Any) -> Any:
    return date.fromisoformat(value) if path in _DAYS and value else value


def _deep(row: Mapping[str, Any]) -> dict[str, Any]:
    """The line that a row was made of."""
    line: dict[str, Any] = {"article": {}}
    for path in PATHS:
        value = row[_column(path)]
        if value is None:
            continue
        place = line.setdefault(path[0], {}) if len(path) > 1 else line
        place[path[-1]] = value.isoformat() if isinstance(value, date) else value
    return line
