"""The mapping file: which columns of which file are nodes or relationships, of what label, key and type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from graphkit.errors import InputError
from graphkit.loader.elements import Element, NodeKey, NodeShape, RelationshipShape, Shape
from graphkit.loader.types import converter
from graphkit.stores.merge import quoted

COMMON = {"properties", "delimiter", "separator"}
NODE_FIELDS, RELATIONSHIP_FIELDS = COMMON | {"label", "key"}, COMMON | {"type", "from", "to"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, and the property that its cells become."""

    name: str
    property: str
    type: str
    convert: Callable[[Any], Any]

    def value(self, row: Mapping[str, Any]) -> Any:
        """The property of one row; raises InputError that names the column."""
        try:
            return self.convert(row.get(self.name))
        except InputError as error:
            raise InputError(f"{self.name}: {error}") from error


@dataclass(frozen=True, slots=True)
class Table:
    """How the rows of one file become elements; `keys` are the columns with the key, or those of both ends."""

    shape: Shape
    keys: tuple[Column, ...]
    properties: tuple[Column, ...]
    delimiter: str

    def element(self, row: Mapping[str, Any], place: str) -> Element:
        """The element of one row; raises InputError."""
        try:
            key = tuple([column.convert(row.get(column.name)) for column in self.keys])
            values = {one.property: one.convert(row.get(one.name)) for one in self.properties}
        except InputError:
            for column in (*self.keys, *self.properties):
                column.value(row)
            raise
        if None in key:
            empty = self.keys[key.index(None)].name
            raise InputError(f"{empty}: is empty, and nothing can be found again without a key")
        return Element(self.shape, key, values, place)

    def check(self, row: Mapping[str, Any], source: str) -> None:
        """Raise InputError for columns that the table does not have."""
        missing = [column.name for column in (*self.keys, *self.properties) if column.name not in row]
        if missing:
            raise InputError(f"{source} has no column {', '.join(missing)}: it has {', '.join(row)}")


class MappingFile:
    """The tables of a mapping file, by the name of the file that they are for."""

    def __init__(self, path: str | Path) -> None:
        """Raises InputError that says where in the mapping something is wrong."""
        self.path = Path(path)
        entries = _read(self.path)
        self._tables = {name: _table(f"{self.path}: {name}", entry) for name, entry in entries.items()}
        self._settle_key_types()
        self._found: dict[str, Table] = {}

    def table_for(self, source: str) -> Table:
        """The table for a file, by its name or a pattern such as `people-*.csv`; raises InputError."""
        if source in self._found:
            return self._found[source]
        name = Path(source).name
        for pattern, table in self._tables.items():
            if name == pattern or fnmatch(name, pattern):
                self._found[source] = table
                return table
        raise InputError(f"{self.path} says nothing of {name}: it has {', '.join(self._tables)}")

    def _settle_key_types(self) -> None:
        """The ends of a relationship have the type that the key of their nodes has."""
        types = {t.shape.keyed: t.keys[0] for t in self._tables.values() if isinstance(t.shape, NodeShape)}
        for name, table in self._tables.items():
            if isinstance(table.shape, RelationshipShape):
                ends = zip(table.keys, (table.shape.start, table.shape.end), strict=True)
                keys = tuple(
                    Column(column.name, end.key, types[end].type, types[end].convert)
                    if end in types
                    else column
                    for column, end in ends
                )
                self._tables[name] = Table(table.shape, keys, table.properties, table.delimiter)


def _read(path: Path) -> dict[str, Any]:
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"the mapping {path} cannot be read: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"the mapping {path} is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(data, dict) or not all(isinstance(entry, dict) for entry in data.values()):
        raise InputError(f"the mapping {path} names files, each with a label or a type: see docs/loading.md")
    return {str(name): entry for name, entry in data.items()}


def _table(where: str, entry: dict[str, Any]) -> Table:
    is_node = "label" in entry
    allowed = NODE_FIELDS if is_node else RELATIONSHIP_FIELDS
    if not is_node and "type" not in entry:
        raise InputError(f"{where} has neither a label (for nodes) nor a type (for relationships)")
    if unknown := entry.keys() - allowed:
        raise InputError(
            f"{where} has {', '.join(sorted(map(str, unknown)))}: {', '.join(sorted(allowed))} are known"
        )
    separator, delimiter = str(entry.get("separator", ";")), str(entry.get("delimiter", ","))
    if len(delimiter) != 1 or not separator:
        raise InputError(f"{where}: a delimiter is one character, and a separator one or more")
    properties = _columns(f"{where}: properties", entry.get("properties") or {}, separator)
    make = _node_table if is_node else _relationship_table
    return make(where, entry, properties, delimiter)


def _node_table(where: str, entry: dict[str, Any], columns: list[Column], delimiter: str) -> Table:
    labels = entry["label"] if isinstance(entry["label"], list) else [entry["label"]]
    key = _name(f"{where}: key", entry.get("key"))
    shape = NodeShape(tuple(_name(f"{where}: label", label) for label in labels), key)
    own = [column for column in columns if column.property == key] or [_column(where, key, {}, ";")]
    return Table(shape, (own[0],), tuple(c for c in columns if c.property != key), delimiter)


def _relationship_table(where: str, entry: dict[str, Any], columns: list[Column], delimiter: str) -> Table:
    ends, keys = [], []
    for side in ("from", "to"):
        end = entry.get(side)
        if not isinstance(end, dict) or not {"label", "column"} <= end.keys() <= {
            "label",
            "key",
            "column",
            "type",
        }:
            raise InputError(f"{where}: {side} is a label, a column, and a key if that is not id")
        key = _name(f"{where}: {side}: key", end.get("key", "id"))
        ends.append(NodeKey(_name(f"{where}: {side}: label", end["label"]), key))
        keys.append(
            _column(
                f"{where}: {side}", key, {"column": end["column"], "type": end.get("type", "string")}, ";"
            )
        )
    shape = RelationshipShape(_name(f"{where}: type", entry["type"]), *ends)
    return Table(shape, tuple(keys), tuple(columns), delimiter)


def _columns(where: str, entries: Any, separator: str) -> list[Column]:
    if isinstance(entries, list):
        entries = dict.fromkeys(entries, "string")
    if not isinstance(entries, dict):
        raise InputError(f"{where} are a list of columns, or each with its type, as 'born: date'")
    return [_column(where, _name(where, name), entry, separator) for name, entry in entries.items()]


def _column(where: str, name: str, entry: Any, separator: str) -> Column:
    entry = entry if isinstance(entry, dict) else {"type": entry or "string"}
    if unknown := entry.keys() - {"column", "type"}:
        raise InputError(f"{where}: {name} has {', '.join(map(str, unknown))}: column and type are known")
    type_ = str(entry.get("type", "string"))
    try:
        return Column(str(entry.get("column", name)), name, type_, converter(type_, separator))
    except InputError as error:
        raise InputError(f"{where}: {name}: {error}") from error


def _name(where: str, name: Any) -> str:
    """A label, type or property name that both databases take."""
    if not isinstance(name, (str, int)) or not str(name).strip() or "\0" in str(name):
        raise InputError(f"{where} is {name!r}, which is no name")
    quoted(str(name))
    return str(name)
