"""Rows of tables and lines of exported graphs -> a spool of checked elements."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from graphkit.errors import InputError
from graphkit.loader.elements import Element, element_of, is_line
from graphkit.loader.mapping import MappingFile, Table
from graphkit.loader.report import Rejection
from graphkit.loader.spool import Spool
from graphkit.loader.tables import STDIN, BadRow, rows

# what a rejected row is wrapped in, so that it finds its table again
FILE, ROW = "file", "row"
PEEKED = 4096


class Gatherer:
    """Reads all sources before anything is written; what is wrong with a row is told with its line."""

    def __init__(
        self, spool: Spool, *, mapping: MappingFile | None, on_reject: Callable[[Rejection], object]
    ) -> None:
        self._spool = spool
        self._mapping = mapping
        self._on_reject = on_reject

    def gather(self, sources: Iterable[str]) -> None:
        """Raises InputError for a file that cannot be read, or that the mapping does not fit."""
        for source in sources:
            self._gather(source)

    def _gather(self, source: str) -> None:
        table = self._table_for(source) if _is_table(source) else None
        checked = table is None
        for place, row in rows(source, delimiter=table.delimiter if table else ","):
            if isinstance(row, BadRow):
                self._on_reject(Rejection(place, row.reason, (row.text,)))
                continue
            if table and not checked:
                table.check(row, source)
                checked = True
            try:
                if table:
                    self._spool.add(table.element(row, place))
                else:
                    self._spool.add(self._element(row, source, place), whole=is_line(row))
            except InputError as error:
                self._on_reject(Rejection(place, str(error), (_again(row, source),)))

    def _element(self, row: Mapping[str, Any], source: str, place: str) -> Element:
        if is_line(row):
            return element_of(row, place)
        if FILE in row and isinstance(row.get(ROW), dict):
            return self._table_for(str(row[FILE])).element(row[ROW], place)
        return self._table_for(source).element(row, place)

    def _table_for(self, source: str) -> Table:
        if self._mapping is None:
            raise InputError(
                f"{source} is no export of a graph: a --mapping says what its rows are, see docs/loading.md"
            )
        return self._mapping.table_for(source)


def is_graph(source: str) -> bool:
    """True for a file whose first line is a node or a relationship as `graphkit export` writes them."""
    if source == STDIN:
        stdin = sys.stdin.buffer
        start = stdin.peek(PEEKED) if isinstance(stdin, io.BufferedReader) else b""
        return start.startswith((b'{"labels": [', b'{"type": "'))
    if Path(source).suffix.lower() not in (".jsonl", ".ndjson"):
        return False
    try:
        with open(source, encoding="utf-8-sig") as stream:
            return is_line(json.loads(stream.readline()))
    except (OSError, ValueError, RecursionError):
        return False


def _is_table(source: str) -> bool:
    return source != STDIN and Path(source).suffix.lower() not in (".jsonl", ".ndjson")


def _again(row: Mapping[str, Any], source: str) -> str:
    """The row as a line that this module reads."""
    wrapped = row if is_line(row) or FILE in row else {FILE: Path(source).name, ROW: row}
    return json.dumps(wrapped, ensure_ascii=False, default=str)
