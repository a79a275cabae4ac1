"""Elements on their way, in a temporary file: sorted, each once, whatever their number."""

from __future__ import annotations

import hashlib
import json
import marshal
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graphkit.errors import InputError
from graphkit.loader.elements import (
    Element,
    Identity,
    NodeKey,
    NodeShape,
    RelationshipShape,
    Shape,
    identity_of,
)
from graphkit.stores.values import PLAIN, decode, encode

_TABLE = """
CREATE TABLE elements (identity INTEGER, key TEXT, shape INTEGER, data BLOB, place TEXT,
                       PRIMARY KEY (identity, key)) WITHOUT ROWID;
"""
# nothing has to survive; rows come in any order, and 64 MB of pages are found without the file
_PRAGMAS = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
_INSERT = "INSERT OR IGNORE INTO elements VALUES (?, ?, ?, ?, ?)"
# of marshal: the last one whose bytes depend on nothing but the values
_VERSION = 2
_ORDERED = "SELECT data, place FROM elements WHERE identity = ? AND shape = ? ORDER BY key LIMIT -1 OFFSET ?"


class Spool:
    """Takes elements in any order, gives them by shape and key: nodes first, an order that is always the same.

    An element that comes again adds its properties to the first; other values for the same ones are refused.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="graphkit-")
        # elements may be read ahead in another thread, while nothing else uses the database
        self._database = sqlite3.connect(
            Path(self._folder.name) / "spool", isolation_level=None, check_same_thread=False
        )
        self._database.executescript(f"{_PRAGMAS} {_TABLE} BEGIN;")
        self._identities: dict[Identity, int] = {}
        self._shapes: dict[Shape, int] = {}
        self._names: dict[Identity, set[str]] = {}
        self._reprs: dict[Shape, str] = {}
        self._digest = 0

    def add(self, element: Element, *, whole: bool = False) -> bool:
        """Keep an element; `whole` says that a property it does not name shall not be there.

        False for one that came before. Raises InputError where it contradicts that one.
        """
        identity = identity_of(element.shape)
        if whole:
            self._names.setdefault(identity, set()).update(element.properties)
        row = (
            self._identities.setdefault(identity, len(self._identities)),
            key_text(element.key),
            self._shapes.setdefault(element.shape, len(self._shapes)),
            _packed(*_encoded(element)),
            element.place,
        )
        fresh = self._database.execute(_INSERT, row).rowcount
        if not fresh:
            self._merge(row, element)
        told = hashlib.blake2b(f"{self._named(element.shape)}{row[1]}\x1f".encode(), digest_size=12)
        told.update(row[3])
        self._digest += int.from_bytes(told.digest())
        return bool(fresh)

    def shapes(self) -> list[Shape]:
        """All shapes that there are: nodes before relationships, each by name."""
        return sorted(self._shapes, key=lambda shape: (isinstance(shape, RelationshipShape), shape))

    def keys(self) -> set[NodeKey]:
        """What the nodes and the ends of the relationships are found by."""
        ends = {end for shape in self._shapes if isinstance(shape, RelationshipShape) for end in shape[1:]}
        return ends | {shape.keyed for shape in self._shapes if isinstance(shape, NodeShape)}

    def elements(self, shape: Shape, *, skip: int = 0) -> Iterator[Element]:
        """The elements of a shape by key, without the first `skip`."""
        names = dict.fromkeys(sorted(self._names.get(identity_of(shape), ())))
        numbers = (self._identities[identity_of(shape)], self._shapes[shape], skip)
        for data, place in self._database.execute(_ORDERED, numbers):
            key, properties = marshal.loads(data)
            values = {
                name: value if type(value) in PLAIN else decode(value) for name, value in properties.items()
            }
            yield Element(shape, tuple(map(decode, key)), {**names, **values} if names else values, place)

    def everything(self) -> Iterator[Element]:
        """All elements in order."""
        for shape in self.shapes():
            yield from self.elements(shape)

    def count(self, shape: Shape | None = None) -> int:
        """How many elements there are, of one shape or in all."""
        if shape is None:
            return int(self._database.execute("SELECT count(*) FROM elements").fetchone()[0])
        query = "SELECT count(*) FROM elements WHERE shape = ?"
        return int(self._database.execute(query, (self._shapes[shape],)).fetchone()[0])

    def holds(self, node: NodeKey, value: Any) -> bool:
        """True where a node with this key is among the elements."""
        query = "SELECT 1 FROM elements WHERE identity = ? AND key = ?"
        identity = self._identities.get(node)
        return identity is not None and bool(
            self._database.execute(query, (identity, key_text((value,)))).fetchone()
        )

    def digest(self) -> str:
        """The same for the same elements, in whatever order they came."""
        return f"{self._digest:x}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def _named(self, shape: Shape) -> str:
        if shape not in self._reprs:
            self._reprs[shape] = repr(shape)
        return self._reprs[shape]

    def _merge(self, row: tuple[int, str, int, bytes, str], element: Element) -> None:
        identity, key, _, _, _ = row
        query = "SELECT shape, data, place FROM elements WHERE identity = ? AND key = ?"
        shape_number, data, place = self._database.execute(query, (identity, key)).fetchone()
        (_, before), (key_values, now) = marshal.loads(data), marshal.loads(row[3])
        for name in before.keys() & now.keys():
            if before[name] != now[name]:
                raise InputError(f"{element} has another {name!r} in {place}: give each key once")
        shape = _joined(list(self._shapes)[shape_number], element.shape)
        number = self._shapes.setdefault(shape, len(self._shapes))
        merged = _packed(key_values, {**before, **now})
        update = "UPDATE elements SET shape = ?, data = ? WHERE identity = ? AND key = ?"
        self._database.execute(update, (number, merged, identity, key))


def _joined(one: Shape, other: Shape) -> Shape:
    """A node that is told of with different labels has them all."""
    if isinstance(one, NodeShape) and isinstance(other, NodeShape):
        rest = sorted({*one.labels[1:], *other.labels[1:]} - {one.labels[0]})
        return NodeShape((one.labels[0], *rest), one.key)
    return one


def _encoded(element: Element) -> list[Any]:
    """Key and properties in their JSON forms."""
    properties = {
        name: value if type(value) in PLAIN else encode(value) for name, value in element.properties.items()
    }
    return [encode(element.key), properties]


def _packed(key: list[Any], properties: dict[str, Any]) -> bytes:
    """The same bytes for the same values, in whatever order; raises InputError for half a character."""
    values = [key, dict(sorted(properties.items()))]
    data = marshal.dumps(values, _VERSION)
    if b"\xed" in data:  # half a character begins so, and few whole ones
        try:
            json.dumps(values, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise InputError("holds half a character (a lone surrogate): fix its encoding") from error
    return data


def key_text(key: tuple[Any, ...]) -> str:
    """Text that sorts as the key does: whole numbers by size, everything else by its text."""
    return "\x1f".join(map(_ordered, key))


def _ordered(value: Any) -> str:
    if isinstance(value, str):
        return f"s{value}".replace("\x1f", "\x1f\x1f")
    if type(value) is int or (isinstance(value, float) and value % 1 == 0):
        return f"i{int(value) + 2**63:020d}"
    return f"t{json.dumps(encode(value))}"
