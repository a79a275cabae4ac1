"""The last result as a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from graphkit import output
from graphkit.errors import GraphkitError, InputError
from graphkit.queries import Answer
from graphkit.stores import Store

Writer = Callable[[Answer[Any], Path, Store], None]


def export(answer: Answer[Any], path: Path, store: Store) -> None:
    """Write a result into a file whose ending says how; raises InputError for another ending."""
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise InputError(f"{path}: give the file a name that ends in {', '.join(WRITERS)}")
    # whole or not at all; the ending says how to write
    unfinished = path.with_name(f".{path.name}.new{path.suffix}")
    try:
        write(answer, unfinished, store)
        unfinished.replace(path)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


def draw(answer: Answer[Any], path: Path, store: Store) -> None:
    """A picture of the relationships in a result: .html, .svg or .png."""
    from graphkit.drawing import build_picture, format_of, render

    form = format_of(path)
    path.write_bytes(render(build_picture(store, answer), form))


def _text(form: str) -> Writer:
    def write(answer: Answer[Any], path: Path, store: Store) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            output.write(answer, format=form, file=file)

    return write


def _parquet(answer: Answer[Any], path: Path, store: Store) -> None:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise GraphkitError(
            "parquet needs pyarrow: pip install 'graphkit[parquet]'; or export a .csv"
        ) from error
    columns = {
        name: _column([output.plain(row[index]) for row in answer.rows])
        for index, name in enumerate(answer.columns)
    }
    try:
        table = pyarrow.table(columns)
    except pyarrow.ArrowException as error:
        raise InputError(f"a column holds values of several types, which parquet cannot: {error}") from error
    parquet.write_table(table, path)


def _column(values: list[Any]) -> list[Any]:
    """Nodes, relationships, paths and maps as JSON: their properties may differ from row to row, or be none."""
    if not any(isinstance(part, dict) for value in values for part in (value, *_items(value))):
        return values
    return [None if value is None else json.dumps(value, ensure_ascii=False) for value in values]


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


WRITERS: dict[str, Writer] = {
    ".csv": _text("csv"),
    ".json": _text("json"),
    ".jsonl": _text("jsonl"),
    ".parquet": _parquet,
    ".html": draw,
}
