"""Elements on their way, in a temporary file: sorted, each once, whatever their number."""

from __future__ import annotations

import hashlib
import json
import marshal
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
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
from graphkit.stores.values import MARSHAL, PLAIN, decode, encode

_TABLE = """
CREATE TABLE elements (identity INTEGER, key TEXT, shape INTEGER, data BLOB, place TEXT,
                       PRIMARY KEY (identity, key)) WITHOUT ROWID;
"""
# nothing has to survive; rows come in any order, and 64 MB of large pages are found without the file
_PRAGMAS = "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
_INSERT = "INSERT OR IGNORE INTO elements VALUES (?, ?, ?, ?, ?)"
_DATA = "SELECT data FROM elements WHERE identity = ? AND shape = ? ORDER BY key"
_ORDERED = "SELECT data, place FROM elements WHERE identity = ? AND shape = ? ORDER BY key LIMIT -1 OFFSET ?"


class Spool:
    """Takes elements in any order, gives them by shape and key: nodes first, an order that is always the same.

    An element that comes again adds its properties to the first; other values for the same ones are refused.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="graphkit-")
        self._database = sqlite3.connect(Path(self._folder.name) / "spool", isolation_level=None)
        self._database.executescript(f"{_PRAGMAS} {_TABLE} BEGIN;")
        self._identities: dict[Identity, int] = {}
        self._shapes: dict[Shape, int] = {}
        self._names: dict[Identity, set[str]] = {}
        self._adding = self._database.cursor()
        # elements come in long runs of one shape, which need not be hashed for each
        self._last: Shape | None = None
        self._numbers = (0, 0)

    def add(self, element: Element, *, whole: bool = False) -> bool:
        """Keep an element; `whole` says that a property it does not name shall not be there.

        False for one that came before. Raises InputError where it contradicts that one.
        """
        if element.shape is not self._last:
            self._last, self._numbers = element.shape, self._numbered(element.shape)
        identity, shape = self._numbers
        if whole:
            self._names.setdefault(identity_of(element.shape), set()).update(element.properties)
        row = (identity, key_text(element.key), shape, _packed(element), element.place)
        fresh = bool(self._adding.execute(_INSERT, row).rowcount)
        if not fresh:
            self._merge(row, element)
        return fresh

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
            key, values, plain = marshal.loads(data)
            if not plain:
                key = tuple(map(decode, key))
                values = {name: decode(value) for name, value in values.items()}
            yield Element(shape, key, {**names, **values} if names else values, place)

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
        told = hashlib.blake2b(digest_size=12)
        for shape in self.shapes():
            numbers = (self._identities[identity_of(shape)], self._shapes[shape])
            # in front of the first element: a shape that was joined with others has none
            name = f"{shape!r}\x1f".encode()
            for (data,) in self._database.execute(_DATA, numbers):
                told.update(name + data)
                name = b""
        return told.hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def _numbered(self, shape: Shape) -> tuple[int, int]:
        """The numbers of an identity and of a shape."""
        identity = self._identities.setdefault(identity_of(shape), len(self._identities))
        return identity, self._shapes.setdefault(shape, len(self._shapes))

    def _merge(self, row: tuple[int, str, int, bytes, str], element: Element) -> None:
        identity, key, _, _, _ = row
        query = "SELECT shape, data, place FROM elements WHERE identity = ? AND key = ?"
        shape_number, data, place = self._database.execute(query, (identity, key)).fetchone()
        (_, before, plain), (key_values, now, plain_too) = marshal.loads(data), marshal.loads(row[3])
        for name in before.keys() & now.keys():
            if before[name] != now[name]:
                raise InputError(f"{element} has another {name!r} in {place}: give each key once")
        shape = _joined(list(self._shapes)[shape_number], element.shape)
        number = self._shapes.setdefault(shape, len(self._shapes))
        merged = _dumped(key_values, {**before, **now}, plain and plain_too)
        update = "UPDATE elements SET shape = ?, data = ? WHERE identity = ? AND key = ?"
        self._database.execute(update, (number, merged, identity, key))


def _joined(one: Shape, other: Shape) -> Shape:
    """A node that is told of with different labels has them all."""
    if isinstance(one, NodeShape) and isinstance(other, NodeShape):
        rest = sorted({*one.labels[1:], *other.labels[1:]} - {one.labels[0]})
        return NodeShape((one.labels[0], *rest), one.key)
    return one


def _packed(element: Element) -> bytes:
    """Key and properties in their JSON forms, and whether these are the values themselves."""
    key, properties = element.key, element.properties
    plain = PLAIN.issuperset(map(type, properties.values())) and PLAIN.issuperset(map(type, key))
    if not plain:
        key = tuple(map(encode, key))
        properties = {name: encode(value) for name, value in properties.items()}
    return _dumped(key, properties, plain)


def _dumped(key: tuple[Any, ...], properties: Mapping[str, Any], plain: bool) -> bytes:
    """The same bytes for the same values, in whatever order; raises InputError for half a character."""
    values = (key, dict(sorted(properties.items())), plain)
    data = marshal.dumps(values, MARSHAL)
    if b"\xed" in data:  # half a character begins so, and few whole ones
        try:
            json.dumps(values, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise InputError("holds half a character (a lone surrogate): fix its encoding") from error
    return data


def key_text(key: tuple[Any, ...]) -> str:
    """Text that sorts as the key does: whole numbers by size, everything else by its text."""
    return "\x1f".join([_ordered(value) for value in key])


def _ordered(value: Any) -> str:
    if type(value) is int:
        return f"i{value + 2**63:020d}"
    if isinstance(value, str):
        return f"s{value}".replace("\x1f", "\x1f\x1f")
    if isinstance(value, float) and value % 1 == 0:
        return _ordered(int(value))
    return f"t{json.dumps(encode(value))}"
