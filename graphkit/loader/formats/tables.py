"""A graph as tables: one for each shape, its columns with one type each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from graphkit.errors import StoreError
from graphkit.loader.elements import Element, NodeShape, Shape
from graphkit.loader.spool import Spool
from graphkit.stores.values import encode

Types = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The elements of a shape that go together: the name and type of each property, and how to read the rows."""

    shape: Shape
    columns: Types
    elements: Callable[[], Iterator[Element]]


def tables(spool: Spool) -> Iterator[Table]:
    """Yield the tables of a graph; where a property has several types, the rows of each are a table of their own."""
    for shape in spool.shapes():
        types: dict[str, set[str]] = defaultdict(set)
        groups: set[Types] = set()
        for element in spool.elements(shape):
            for name, type_ in types_of(element):
                types[name].add(type_)
        mixed = {name for name, found in types.items() if len(found) > 1}
        for element in spool.elements(shape):
            groups.add(_mixed(element, mixed))
        plain = tuple((name, next(iter(found))) for name, found in sorted(types.items()) if name not in mixed)
        for group in sorted(groups):
            yield Table(shape, tuple(sorted((*plain, *group))), _reader(spool, shape, mixed, group))


def type_of(value: Any) -> str:
    """string, long, double, boolean, date, datetime, localdatetime, …, each with [] for a list.

    >>> type_of([1, 2]), type_of("a")
    ('long[]', 'string')
    """
    if type(value) in (list, tuple):
        return f"{type_of(value[0]) if value else 'string'}[]"
    if isinstance(value, bool):
        return "boolean"
    for kind, name in ((int, "long"), (float, "double"), (str, "string")):
        if isinstance(value, kind):
            return name
    [(name, _)] = encode(value).items()
    local = name in ("datetime", "time") and value.tzinfo is None
    return f"local{name}" if local else str(name)


def types_of(element: Element) -> list[tuple[str, str]]:
    """The properties that an element has, with their types; the key of a node is one of them."""
    held = dict(element.properties)
    if isinstance(element.shape, NodeShape):
        held[element.shape.key] = element.key[0]
    return [(name, type_of(value)) for name, value in sorted(held.items()) if value is not None]


def refuse(table: Table, allowed: frozenset[str], format: str) -> None:
    """Raise StoreError for a property of a type that the format does not have."""
    for name, type_ in table.columns:
        if type_.removesuffix("[]") not in allowed:
            raise StoreError(
                f"{format} has no form for {name!r}, which is a {type_}: export it as jsonl or cypher"
            )


def _mixed(element: Element, mixed: set[str]) -> Types:
    return tuple(pair for pair in types_of(element) if pair[0] in mixed) if mixed else ()


def _reader(spool: Spool, shape: Shape, mixed: set[str], group: Types) -> Callable[[], Iterator[Element]]:
    return lambda: (element for element in spool.elements(shape) if _mixed(element, mixed) == group)
