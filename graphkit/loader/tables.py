"""Rows of CSV, JSON Lines and Parquet files, each with the place where it stands."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from graphkit.errors import InputError

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read, why, and its text."""

    reason: str
    text: str


STDIN = "-"
LARGEST_CELL = 1 << 27


def rows(source: str, *, delimiter: str = ",") -> Iterator[tuple[str, Row | BadRow]]:
    """Yield (place, row) of a file, by its ending: .csv, .tsv, .jsonl, .parquet; stdin (-) holds JSON Lines.

    A row that cannot be read is a BadRow in its place. Raises InputError for a file that cannot.
    """
    kind = ".jsonl" if source == STDIN else Path(source).suffix.lower()
    if kind == ".parquet":
        yield from _parquet_rows(source)
    elif kind in (".csv", ".tsv"):
        with _text(source) as stream:
            yield from _csv_rows(stream, source, "\t" if kind == ".tsv" else delimiter)
    elif kind in (".jsonl", ".ndjson"):
        with _text(source) as stream:
            yield from _json_rows(stream, source)
    else:
        raise InputError(f"{source} has no rows: a .csv, .tsv, .jsonl or .parquet file has")


@contextmanager
def _text(source: str) -> Iterator[IO[str]]:
    """The text of a file; its encoding is looked at when a line is."""
    try:
        stream: IO[bytes] = sys.stdin.buffer if source == STDIN else open(source, "rb")  # noqa: SIM115
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror or error}") from error
    with io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text:
        try:
            yield text
        except UnicodeDecodeError as error:
            raise InputError(f"{source} is not UTF-8: save it as UTF-8") from error
        except OSError as error:
            raise InputError(f"{source} cannot be read: {error.strerror or error}") from error


def _csv_rows(stream: IO[str], source: str, delimiter: str) -> Iterator[tuple[str, Row | BadRow]]:
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    columns = _header(reader, source)
    line = reader.line_num
    while True:
        place = f"{source}, line {line + 1}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputError(f"{place}: is no CSV: {error}; what comes after it cannot be read") from error
        if cells is None:
            return
        line = reader.line_num
        if len(cells) == len(columns):
            yield place, dict(zip(columns, cells, strict=True))
        elif cells:
            problem = (
                f"has {len(cells)} cells, and the header has {len(columns)}: quote a {delimiter!r} in a cell"
            )
            yield place, BadRow(problem, json.dumps(cells, ensure_ascii=False))


def _header(reader: Any, source: str) -> list[str]:
    columns = next(reader, None)
    if not columns:
        raise InputError(f"{source} is empty: the first line names the columns")
    twice = {name for name in columns if columns.count(name) > 1}
    if twice:
        raise InputError(f"{source}, line 1: names {', '.join(sorted(twice))} more than once")
    return list(columns)


def _json_rows(stream: IO[str], source: str) -> Iterator[tuple[str, Row | BadRow]]:
    name = "stdin" if source == STDIN else source
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        problem = BadRow("is not a JSON object: repair the line or take it out", line.strip())
        yield f"{name}, line {number}", row if isinstance(row, dict) else problem


def _parquet_rows(source: str) -> Iterator[tuple[str, Row | BadRow]]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError(f"{source} needs pyarrow: pip install 'graphkit[parquet]'") from error
    try:
        with pyarrow.parquet.ParquetFile(source) as file:
            number = 0
            for batch in file.iter_batches(batch_size=5000):
                for row in batch.to_pylist():
                    number += 1
                    yield f"{source}, row {number}", row
    except (OSError, pyarrow.ArrowException) as error:
        raise InputError(f"{source} cannot be read as Parquet: {error}") from error
