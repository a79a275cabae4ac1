"""Constraints and indexes: read from cypher/schema, the same files for every store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.config import cypher_folder
from graphkit.errors import StoreError

ORDER = ("constraints", "indexes", "fulltext")
_FULLTEXT = re.compile(
    r"CREATE FULLTEXT INDEX (?P<name>\w+) IF NOT EXISTS "
    r"FOR \(\w+:(?P<label>\w+)\) ON EACH \[(?P<properties>[^]]+)\]"
)


@dataclass(frozen=True, slots=True)
class FullTextIndex:
    """A full-text index over some properties of the nodes with one label."""

    name: str
    label: str
    properties: tuple[str, ...]


def statements(name: str) -> Iterator[str]:
    """The statements of one schema file, without comments."""
    path = cypher_folder() / "schema" / f"{name}.cypher"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise StoreError(f"the schema file {path} is missing: install graphkit again") from error
    bare = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//"))
    return (" ".join(part.split()) for part in bare.split(";") if part.strip())


def all_statements() -> Iterator[str]:
    """Every schema statement, constraints first."""
    for name in ORDER:
        yield from statements(name)


def name_of(statement: str) -> str:
    """The constraint or index that a schema statement creates.

    >>> name_of("CREATE INDEX entity_name IF NOT EXISTS FOR (e:Entity) ON (e.name)")
    'entity_name'
    """
    return statement.partition(" IF NOT EXISTS")[0].rpartition(" ")[2]


def fulltext_indexes() -> Iterator[FullTextIndex]:
    """The full-text indexes as data, for a store that has no statement for them."""
    for statement in statements("fulltext"):
        match = _FULLTEXT.fullmatch(statement)
        if not match:
            raise StoreError(f"cypher/schema/fulltext.cypher: cannot read {statement!r}")
        properties = tuple(part.strip().partition(".")[2] for part in match["properties"].split(","))
        yield FullTextIndex(match["name"], match["label"], properties)
