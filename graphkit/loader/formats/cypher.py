"""Cypher statements that make the graph in an empty database: `graphkit console < FILE`, or cypher-shell."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import IO, Any

from graphkit.batches import batches
from graphkit.loader.elements import NodeShape, RelationshipShape, Shape
from graphkit.loader.spool import Spool
from graphkit.loader.writing import by_names, cells
from graphkit.stores.upsert import unique
from graphkit.stores.values import encode

ROWS = 500
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write(spool: Spool, stream: IO[str]) -> None:
    """Write constraints, nodes and relationships, one statement a line."""
    for label, key in sorted({key for shape in spool.shapes() for key in _keys(shape)}):
        stream.write(f"{unique(label, key)};\n")
    for shape in spool.shapes():
        for batch in batches(spool.elements(shape), ROWS):
            for statements, group in by_names(batch):
                rows = ([*element.key, *cells(element)] for element in group)
                stream.write(f"{statements.create().replace('$rows', _list(rows), 1)};\n")


def literal(value: Any) -> str:
    """A value as Cypher writes it.

    >>> literal("it's"), literal([1, None]), literal(True)
    ("'it\\\\'s'", '[1, null]', 'true')
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return "'" + "".join(_ESCAPES.get(character, character) for character in value) + "'"
    if isinstance(value, float):
        return (
            repr(value)
            if math.isfinite(value)
            else "0.0 / 0.0"
            if value != value
            else f"{value > 0:d}.0 / 0.0"
        )
    if isinstance(value, int):
        return str(value)
    if type(value) in (list, tuple):
        return f"[{', '.join(map(literal, value))}]"
    return _call(value)


def _call(value: Any) -> str:
    [(kind, form)] = encode(value).items()
    if kind == "point":
        axes = zip("xyz", form["coordinates"], strict=False)
        return f"point({{srid: {form['srid']}, {', '.join(f'{axis}: {number!r}' for axis, number in axes)}}})"
    local = "local" if kind in ("datetime", "time") and value.tzinfo is None else ""
    return f"{local}{kind}({literal(form)})"


def _list(rows: Iterable[list[Any]]) -> str:
    return f"[{', '.join(map(literal, rows))}]"


def _keys(shape: Shape) -> Iterator[tuple[str, str]]:
    if isinstance(shape, NodeShape):
        yield shape.keyed
    elif isinstance(shape, RelationshipShape):
        yield from (shape.start, shape.end)
