"""The folder of CSV files that `neo4j-admin database import full` reads, with the command to run."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphkit.errors import StoreError
from graphkit.loader.elements import Element, NodeKey, NodeShape
from graphkit.loader.formats.tables import Table, refuse, tables
from graphkit.loader.spool import Spool, key_text
from graphkit.stores.upsert import unique
from graphkit.stores.values import encode

TYPES = frozenset(
    (
        "string",
        "long",
        "double",
        "boolean",
        "date",
        "datetime",
        "localdatetime",
        "time",
        "localtime",
        "duration",
    )
)
LIST_SEPARATOR = "\x1f"  # a character that no text has
OPTIONS = (
    "--overwrite-destination",
    "--id-type=string",
    "--multiline-fields=true",
    "--array-delimiter=U+001F",
    "--bad-tolerance=0",
)


def write(spool: Spool, folder: Path) -> str:
    """Write headers, rows, the constraints as schema.cypher, and the command as import.sh; returns what to do."""
    groups: dict[NodeKey, str] = {}
    arguments = []
    for number, table in enumerate(tables(spool), 1):
        refuse(table, TYPES, "neo4j-admin")
        is_node = isinstance(table.shape, NodeShape)
        name = f"{'nodes' if is_node else 'relationships'}-{number:03d}"
        _write_lines(folder / f"{name}-header.csv", [_header(table, groups)])
        _write_lines(folder / f"{name}.csv", (_row(table, element) for element in table.elements()))
        arguments.append(f"--{name.split('-')[0]}={name}-header.csv,{name}.csv")
    _write_lines(folder / "schema.cypher", (f"{unique(*key)};" for key in groups))
    command = shlex.join(["neo4j-admin", "database", "import", "full", "neo4j", *OPTIONS, *arguments])
    _write_lines(folder / "import.sh", ["#!/bin/sh", 'cd "$(dirname "$0")" || exit', f'exec {command} "$@"'])
    (folder / "import.sh").chmod(0o755)
    return (
        f"stop Neo4j, run {folder / 'import.sh'}, which replaces its database, start Neo4j, "
        f"then make the constraints: cypher-shell < {folder / 'schema.cypher'}"
    )


def _header(table: Table, groups: dict[NodeKey, str]) -> str:
    shape = table.shape
    for name, _ in table.columns:
        if ":" in name or "{" in name or "\n" in name:
            raise StoreError(
                f"neo4j-admin cannot read a property named {name!r}: export it as jsonl or cypher"
            )
    columns = [f"{name}:{type_}" for name, type_ in table.columns]
    if isinstance(shape, NodeShape):
        group = groups.setdefault(shape.keyed, f"group{len(groups) + 1}")
        columns = [f":ID({group})", ":LABEL", *columns]
    else:
        start, end = (groups.setdefault(end, f"group{len(groups) + 1}") for end in (shape.start, shape.end))
        columns = [f":START_ID({start})", f":END_ID({end})", ":TYPE", *columns]
    return ",".join(map(_quoted, columns))


def _row(table: Table, element: Element) -> str:
    shape = element.shape
    ends = [_quoted(key_text((value,))) for value in element.key]
    if isinstance(shape, NodeShape):
        labels = _quoted(LIST_SEPARATOR.join(shape.labels))
        values = {**element.properties, shape.key: element.key[0]}
        fixed = [*ends, labels]
    else:
        values, fixed = dict(element.properties), [*ends, _quoted(shape.type)]
    return ",".join((*fixed, *(_cell(values.get(name), name) for name, _ in table.columns)))


def _cell(value: Any, name: str) -> str:
    """Nothing at all for no property, which is not the empty text."""
    if value is None:
        return ""
    if type(value) in (list, tuple):
        parts = [_text(part) for part in value]
        if not parts or any(LIST_SEPARATOR in part for part in parts):
            raise StoreError(
                f"neo4j-admin has no form for the list {name!r} of a row: export it as jsonl or cypher"
            )
        return _quoted(LIST_SEPARATOR.join(parts))
    return _quoted(_text(value))


def _text(value: Any) -> str:
    form = encode(value)
    if isinstance(form, bool):
        return str(form).lower()
    return str(next(iter(form.values()))) if isinstance(form, dict) else str(form)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _write_lines(path: Path, lines: Iterator[str] | list[str]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error
