"""Tables of articles, one a row: CSV and TSV a row at a time, Parquet a row group at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.readers.articles import build_document, digest_of
from graphkit.readers.columns import NAMES, columns_of
from graphkit.readers.encodings import MAX_CHARACTERS, encoding_of, plain, too_long
from graphkit.readers.items import Foreign, Item, Reject, Settings, Source, reject_of
from graphkit.readers.spooling import movable

DELIMITERS = ",;\t|"
BATCH = 256
LARGEST_CELL = 1 << 27  # the same as for tables of graphs: the setting is one for the whole process
_SURROGATES = range(0xDC80, 0xDD00)


def read_csv(source: Source, settings: Settings) -> Iterator[tuple[str, Item]]:
    """Yield (place, item) of a table with a header line, whose delimiter is the commonest one in it."""
    csv.field_size_limit(LARGEST_CELL)
    encoding = encoding_of(source.head, settings, whole=False)
    # what cannot be decoded is seen in its row
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    text = io.TextIOWrapper(source.stream, encoding, errors=errors, newline="")
    first = text.readline()
    if not first.strip():
        raise InputError("is empty: the first line names the columns")
    reader = csv.reader(_again(first, text), delimiter=delimiter_of(first), strict=True)
    names = [name.strip() for name in _cells(reader, 1)]
    columns = _columns(names, settings)
    while True:
        line = reader.line_num + 1
        where = f"{source.name}, line {line}"
        try:
            cells = _cells(reader, line)
        except StopIteration:
            return
        if any(cells):
            yield where, _csv_item(names, cells, columns, (where, source, line), settings)


def read_parquet(source: Source, settings: Settings) -> Iterator[tuple[str, Item]]:
    """Yield (place, item) of a Parquet file; only the columns that are needed are read."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError("Parquet needs pyarrow: pip install 'graphkit[parquet]'") from error
    try:
        with movable(source) as stream, pyarrow.parquet.ParquetFile(stream) as file:
            columns = _columns(file.schema_arrow.names, settings)
            number = 0
            for batch in file.iter_batches(batch_size=BATCH, columns=sorted(set(columns.values()))):
                for row in batch.to_pylist():
                    number += 1
                    where = f"{source.name}, row {number}"
                    yield where, _row_item(row, columns, (where, source, number), settings)
    except (OSError, pyarrow.ArrowException) as error:
        raise InputError(f"cannot be read as Parquet: {' '.join(str(error).split())}") from error


def is_table(head: bytes, settings: Settings) -> bool:
    """True for what begins with the names of columns, one of which is that of a text."""
    first = head.partition(b"\n")[0].decode("utf-8-sig", "replace").strip()
    names = [name.strip().strip('"').lower() for name in first.split(delimiter_of(first))]
    given = settings.fields.get("text", "").lower()
    return len(names) > 1 and bool({given, *NAMES["text"]} & set(names))


def delimiter_of(line: str) -> str:
    """What stands between the names of columns."""
    return max(DELIMITERS, key=line.count)


def row_document(fields: Mapping[str, Any], source: Source, number: int, settings: Settings) -> Document:
    """The article of one row; without an id of its own it has the table's and its number."""
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError('has an empty "text": there is nothing to read')
    if len(text) > MAX_CHARACTERS:
        raise too_long()
    text = plain(text).strip()
    default = f"{source.id}-{number}" if source.id else f"text-{digest_of(repr(fields))}"
    return build_document({**source.known, **fields}, text, default_id=default, settings=settings)


def row_reject(where: str, error: InputError, line: str) -> Reject:
    """What is yielded in the place of a row that cannot be used, with the row as a line of JSON."""
    reject = reject_of(where, error)
    return reject if isinstance(reject, Foreign) else Reject(where, str(error), (line,))


def _columns(names: Sequence[str], settings: Settings) -> dict[str, str]:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"its first line names {', '.join(twice)} more than once")
    columns = columns_of(names, settings.fields)
    if "text" not in columns:
        listed = ", ".join(names)
        advice = "name it with --text-field, or say with --mapping FILE what nodes its rows are"
        raise InputError(f"has no column with the text of articles (its columns are {listed}): {advice}")
    guessed = tuple((field, column) for field, column in columns.items() if field not in settings.fields)
    if any(field != column for field, column in guessed):
        settings.remarks.columns[guessed] += 1
    return columns


def _cells(reader: Any, line: int) -> list[str]:
    try:
        return list(next(reader))
    except csv.Error as error:
        raise InputError(f"line {line}: is no CSV: {error}; what comes after it is not read") from error


def _again(first: str, rest: io.TextIOWrapper) -> Iterator[str]:
    yield first
    yield from rest


Place = tuple[str, Source, int]


def _csv_item(
    names: list[str], cells: list[str], columns: Mapping[str, str], place: Place, settings: Settings
) -> Item:
    row = dict(zip(names, cells, strict=False))
    if len(cells) != len(names):
        problem = f"has {len(cells)} cells, and the header has {len(names)}: quote the delimiter in a cell"
    elif any(ord(letter) in _SURROGATES for cell in cells for letter in cell):
        problem = "is not in the encoding that the file begins with: name its encoding with --encoding"
    else:
        return _row_item(row, columns, place, settings)
    text = json.dumps(cells, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    return Reject(place[0], problem, (text,))


def _row_item(
    row: Mapping[str, Any], columns: Mapping[str, str], place: Place, settings: Settings
) -> Document | Reject:
    where, source, number = place
    fields = {field: row[column] for field, column in columns.items() if row[column] not in (None, "")}
    try:
        return row_document(fields, source, number, settings)
    except InputError as error:
        return row_reject(where, error, json.dumps(row, ensure_ascii=False, default=str))
