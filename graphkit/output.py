"""Results for people and programs: table, JSON, JSON Lines, CSV."""

from __future__ import annotations

import csv
import json
import math
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TextIO

from graphkit.errors import InputError

if TYPE_CHECKING:
    from rich.table import Table

    from graphkit.stores import Result

FORMATS = ("table", "json", "jsonl", "csv")
# wide enough that nothing wraps: what goes into a pipe is for grep and cut
UNWRAPPED = 100_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def write(
    result: Result, *, format: str = "table", file: TextIO | None = None, evidence: bool = False
) -> None:
    """Write a result to `file` (stdout); a table fits the terminal, and is as wide as needed elsewhere.

    With `evidence` the last column holds the sentences behind each row; a table has them below it.
    """
    if format not in _WRITERS:
        raise InputError(f"no format {format!r}: choose one of {', '.join(FORMATS)}")
    if evidence and format == "table":
        rows, sentences = _rows_and_evidence(result)
        _write_table(rows, file or sys.stdout)
        (file or sys.stdout).write("\n")
        _write_table(sentences, file or sys.stdout)
    else:
        _WRITERS[format](result, file or sys.stdout)


def plain(value: Any) -> Any:
    """A value of a result as JSON knows it; nodes, relationships and paths become objects, dates ISO text.

    >>> from datetime import date
    >>> plain([date(2016, 3, 14), None])
    ['2016-03-14', None]
    """
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if (text := _temporal(value)) is not None:
        return text
    if (graph := _graph_value(value)) is not None:
        return graph
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return str(value)


def cell(value: Any) -> str:
    """A value as one table cell: short, and without control characters that a terminal would obey.

    >>> cell(["Putin", True, None])
    'Putin, true, '
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
    if hasattr(value, "nodes") and hasattr(value, "relationships"):
        return _path_cell(value)
    if hasattr(value, "labels"):
        return _node_cell(value)
    if hasattr(value, "type") and hasattr(value, "nodes"):
        return _relationship_cell(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {cell(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, set, frozenset)):
        return ", ".join(map(cell, value))
    return cell(str(plain(value)))


def _temporal(value: Any) -> str | None:
    for method in ("iso_format", "isoformat"):
        if hasattr(value, method):
            return str(getattr(value, method)())
    return None


def _graph_value(value: Any) -> dict[str, Any] | None:
    if hasattr(value, "nodes") and hasattr(value, "relationships"):
        parts = {"nodes": value.nodes, "relationships": value.relationships}
        return {name: [plain(item) for item in items] for name, items in parts.items()}
    if hasattr(value, "labels"):
        return {"labels": sorted(value.labels), "properties": _properties(value)}
    if hasattr(value, "type") and hasattr(value, "nodes"):
        start, end = (node.get("id") if node is not None else None for node in value.nodes)
        return {"type": value.type, "start": start, "end": end, "properties": _properties(value)}
    return None


def _properties(value: Any) -> dict[str, Any]:
    return {str(key): plain(item) for key, item in value.items()}


def _node_cell(node: Any) -> str:
    # every entity is an :Entity as well, which says nothing to a reader
    labels = sorted(node.labels - {"Entity"}) or sorted(node.labels)
    name = next((node[key] for key in ("name", "title", "relation", "id") if node.get(key) is not None), "")
    return cell(f"(:{':'.join(labels)} {name})" if labels else f"({name})")


def _relationship_cell(relationship: Any) -> str:
    inside = ", ".join(f"{key}: {cell(item)}" for key, item in relationship.items())
    return f"[:{relationship.type} {{{inside}}}]" if inside else f"[:{relationship.type}]"


def _path_cell(path: Any) -> str:
    nodes = list(path.nodes)
    parts = [_node_cell(nodes[0])]
    for relationship, node in zip(path.relationships, nodes[1:], strict=True):
        forward = relationship.end_node == node
        left, right = ("-", "->") if forward else ("<-", "-")
        parts.append(f"{left}[:{relationship.type}]{right}{_node_cell(node)}")
    return "".join(parts)


def _write_table(result: Result, file: TextIO) -> None:
    from rich.console import Console

    fits = file.isatty() or "COLUMNS" in os.environ
    console = Console(
        file=file, width=None if fits else UNWRAPPED, highlight=False, markup=False, emoji=False
    )
    console.print(build_table(result, console.width))


def _rows_and_evidence(result: Result) -> tuple[Result, Result]:
    """The rows with numbers, and the sentences under the number of their row."""
    rows = [[number, *row[:-1]] for number, row in enumerate(result.rows, 1)]
    cited = [[number, *_cited(one)] for number, row in enumerate(result.rows, 1) for one in row[-1]]
    return (
        replace(result, columns=["#", *result.columns[:-1]], rows=rows),
        replace(result, columns=["#", "told", "sentence", "document", "published"], rows=cited),
    )


def _cited(one: Mapping[str, Any]) -> list[Any]:
    hedge = "" if one["modality"] == "asserted" else one["modality"]
    told = ", ".join(filter(None, ("denied" if one["polarity"] == "negative" else "", hedge))) or "fact"
    return [told, one["sentence"], one["document"], one["published"]]


def build_table(result: Result, width: int | None = None) -> Table:
    """A rich table whose wide cells wrap to fit `width` characters, with numbers on the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    rows = [[cell(value) for value in row] for row in result.rows]
    widths = _widths([[column, *(row[n] for row in rows)] for n, column in enumerate(result.columns)], width)
    for index, column in enumerate(result.columns):
        numeric = all(isinstance(row[index], (int, float, type(None))) for row in result.rows)
        side: Literal["left", "right"] = "right" if numeric and result.rows else "left"
        table.add_column(Text(column), justify=side, overflow="fold", width=widths[index])
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _widths(columns: list[list[str]], total: int | None) -> list[int | None]:
    """Widths that break no word and give what is left to the columns that need it; None leaves them to rich."""
    from rich.cells import cell_len

    free = (total or 0) - 3 * (len(columns) - 1)
    full = [max(map(cell_len, texts)) for texts in columns]
    least = [max(cell_len(word) for text in texts for word in text.split() or [""]) for texts in columns]
    if total is None or sum(full) <= free:
        return [None] * len(columns)
    # the longest words break first, where not all of them find room; dates and relations stay whole if they can
    fitting = [cap for cap in range(max(least), 0, -1) if sum(min(low, cap) for low in least) <= free]
    if not fitting:
        return [None] * len(columns)
    cap = min(fitting[0], 12) if fitting[0] < max(least) else fitting[0]
    least = [min(low, cap) for low in least]
    spare, wanted = free - sum(least), sum(full) - sum(least)
    return [low + (high - low) * spare // wanted for low, high in zip(least, full, strict=True)]


def _objects(result: Result) -> Iterator[dict[str, Any]]:
    return (dict(zip(result.columns, map(plain, row), strict=True)) for row in result.rows)


def _write_json(result: Result, file: TextIO) -> None:
    file.write(json.dumps(list(_objects(result)), ensure_ascii=False, indent=2) + "\n")


def _write_jsonl(result: Result, file: TextIO) -> None:
    file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in _objects(result))


def _write_csv(result: Result, file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([_csv_cell(value) for value in row] for row in result.rows)


def _csv_cell(value: Any) -> str:
    simple = plain(value)
    if isinstance(simple, list) and not any(isinstance(item, (list, dict)) for item in simple):
        return "; ".join(map(cell, simple))
    return json.dumps(simple, ensure_ascii=False) if isinstance(simple, (list, dict)) else cell(simple)


_WRITERS: dict[str, Callable[[Any, TextIO], None]] = {
    "table": _write_table,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
}
