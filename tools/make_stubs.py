"""Write graphkit/queries/FOLDER.pyi from the headers of cypher/: what editors and type checkers see of the queries."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from graphkit.queries import Column, Parameter, Query, QueryLibrary
from graphkit.queries.functions import attribute, docstring

TARGET = Path(__file__).resolve().parent.parent / "graphkit" / "queries"
HEAD = '''"""{folder}/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store
'''
TYPES = {
    "string": "str",
    "entity": "str",
    "integer": "int",
    "float": "float",
    "boolean": "bool",
    "date": "date",
    # documents.list is a function here
    "list": "builtins.list[Any]",
    "map": "dict[str, Any]",
    "node": "Node",
    "relationship": "Relationship",
    "path": "Path",
}


def stubs(library: QueryLibrary) -> dict[str, str]:
    """The text of each stub file by its name."""
    folders = groupby(library, key=lambda query: query.name.partition("/")[0])
    return {f"{folder}.pyi": stub(folder, list(queries)) for folder, queries in folders}


def stub(folder: str, queries: list[Query]) -> str:
    """The stub of one folder."""
    body = "\n".join(f"{row_class(query)}\n{function(query)}" for query in queries)
    return f"{HEAD.format(folder=folder)}\n{body}"


def row_class(query: Query) -> str:
    """The named tuple that a row of the query is."""
    fields = "".join(f"    {column.name}: {column_type(column)}\n" for column in query.columns)
    return f"class {row_name(query)}(NamedTuple):\n{fields}"


def function(query: Query) -> str:
    """The query as a function, with its help."""
    keywords = sorted(query.parameters, key=lambda parameter: not parameter.required)
    star = ["*"] if keywords else []
    arguments = "".join(
        f"    {argument},\n" for argument in ("store: Store", *star, *map(_keyword, keywords))
    )
    text = "\n".join(f"    {line}".rstrip() for line in docstring(query).splitlines()).strip()
    head = f"def {attribute(query.name)}(\n{arguments}) -> Answer[{row_name(query)}]:"
    return f'{head}\n    """{text}\n    """\n'


def row_name(query: Query) -> str:
    """The name of the row's class: actors/said-about has SaidAboutRow."""
    return "".join(word.capitalize() for word in attribute(query.name).split("_")) + "Row"


def column_type(column: Column) -> str:
    """The Python type of a column; texts and days may be missing, numbers and what is of the graph are not."""
    return f"{TYPES[column.type]} | None" if column.type in ("string", "date") else TYPES[column.type]


def _keyword(parameter: Parameter) -> str:
    kind = TYPES[parameter.type]
    if parameter.required:
        return f"{parameter.name}: {kind}"
    return f"{parameter.name}: {kind}{' | None' if parameter.default is None else ''} = {parameter.default!r}"


def main() -> int:
    """Write the stubs; with --check only compare them."""
    wanted = stubs(QueryLibrary())
    stale = [name for name, text in wanted.items() if not _same(TARGET / name, text)]
    stale += [file.name for file in TARGET.glob("*.pyi") if file.name not in wanted]
    if "--check" in sys.argv:
        print("\n".join(f"{name} is not current: python tools/make_stubs.py" for name in stale), end="")
        return 1 if stale else 0
    for name in stale:
        if name in wanted:
            (TARGET / name).write_text(wanted[name], encoding="utf-8")
        else:
            (TARGET / name).unlink()
    return 0


def _same(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
