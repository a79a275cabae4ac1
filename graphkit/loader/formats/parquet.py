"""A folder of Parquet files with the mapping that loads them again; needs `graphkit[parquet]`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphkit.batches import batches
from graphkit.errors import InputError, StoreError
from graphkit.loader.elements import Element, NodeShape
from graphkit.loader.formats.tables import Table, refuse, tables
from graphkit.loader.spool import Spool
from graphkit.stores.values import encode

ROWS = 10_000
START, END = "_start", "_end"
TYPES = {
    "string": "string",
    "long": "integer",
    "double": "float",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "localdatetime": "datetime",
}


def write(spool: Spool, folder: Path) -> str:
    """Write the tables and mapping.yaml; returns what to do."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise InputError("parquet needs pyarrow: pip install 'graphkit[parquet]'") from error
    import yaml

    mapping = {}
    for number, table in enumerate(tables(spool), 1):
        refuse(table, frozenset(TYPES), "parquet")
        name = f"{'nodes' if isinstance(table.shape, NodeShape) else 'relationships'}-{number:03d}.parquet"
        mapping[name] = _entry(table)
        _write_table(table, folder / name)
    (folder / "mapping.yaml").write_text(
        yaml.safe_dump(mapping, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return f"graphkit load {folder}/*.parquet --mapping {folder / 'mapping.yaml'} loads it again"


def _entry(table: Table) -> dict[str, Any]:
    shape = table.shape
    properties = {name: _mapped(type_) for name, type_ in table.columns}
    if isinstance(shape, NodeShape):
        return {"label": list(shape.labels), "key": shape.key, "properties": properties}
    ends = (
        (side, end, column) for side, end, column in (("from", shape.start, START), ("to", shape.end, END))
    )
    return {
        "type": shape.type,
        **{side: {"label": end.label, "key": end.key, "column": column} for side, end, column in ends},
        "properties": properties,
    }


def _mapped(type_: str) -> str:
    return TYPES[type_.removesuffix("[]")] + ("[]" if type_.endswith("[]") else "")


def _write_table(table: Table, path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    rows, schema = map(_row, table.elements()), _schema(table, pyarrow)
    try:
        with pyarrow.parquet.ParquetWriter(path, schema) as writer:
            for chunk in batches(rows, ROWS):
                writer.write_table(pyarrow.Table.from_pylist(chunk, schema=schema))
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error


def _schema(table: Table, pyarrow: Any) -> Any:
    kinds = {"integer": pyarrow.int64(), "float": pyarrow.float64(), "boolean": pyarrow.bool_()}
    # times as text, which keeps their offsets
    text, day = pyarrow.string(), pyarrow.date32()
    fields = []
    if not isinstance(table.shape, NodeShape):
        first = next(table.elements(), None)
        for name, value in zip((START, END), first.key if first else (), strict=False):
            fields.append(pyarrow.field(name, pyarrow.int64() if isinstance(value, int) else text))
    for name, type_ in table.columns:
        kind = TYPES[type_.removesuffix("[]")]
        arrow = day if kind == "date" else kinds.get(kind, text)
        fields.append(pyarrow.field(name, pyarrow.list_(arrow) if type_.endswith("[]") else arrow))
    return pyarrow.schema(fields)


def _row(element: Element) -> dict[str, Any]:
    values = {name: _value(value) for name, value in element.properties.items()}
    if isinstance(element.shape, NodeShape):
        return {**values, element.shape.key: _value(element.key[0])}
    return {**values, START: _value(element.key[0]), END: _value(element.key[1])}


def _value(value: Any) -> Any:
    if type(value) in (list, tuple):
        return [_value(part) for part in value]
    form = encode(value)
    if isinstance(form, dict) and "datetime" in form:
        return form["datetime"]
    return value.to_native() if hasattr(value, "to_native") else value
