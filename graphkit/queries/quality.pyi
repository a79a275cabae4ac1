"""quality/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store

class LongNamesRow(NamedTuple):
    name: str | None
    kind: str | None
    words: int
    document: str | None

def long_names(
    store: Store,
    *,
    words: int = 6,
    limit: int = 50,
) -> Answer[LongNamesRow]:
    """Entities with suspiciously long names: where extraction may have taken too much of a sentence.

    Args:
        words: so many words or more
        limit: at most so many rows

    Rows:
        name (string)
        kind (string)
        words (integer)
        document (string): one that mentions it
    """

class OrphansRow(NamedTuple):
    kind: str | None
    id: str | None
    name: str | None

def orphans(
    store: Store,
) -> Answer[OrphansRow]:
    """What hangs loose: entities that no statement names, and documents that state nothing.

    Rows:
        kind (string): label of the node
        id (string)
        name (string): name or title
    """

class SameActorRow(NamedTuple):
    spelling: str | None
    kind: str | None
    ids: builtins.list[Any]
    names: builtins.list[Any]

def same_actor(
    store: Store,
    *,
    limit: int = 50,
) -> Answer[SameActorRow]:
    """Which actors may be the same: different nodes of one kind that share a name, in whatever case.

    Args:
        limit: at most so many rows

    Rows:
        spelling (string): the name they share
        kind (string)
        ids (list)
        names (list): what each is called, in the order of ids
    """

class SuspiciousMergesRow(NamedTuple):
    id: str | None
    name: str | None
    kinds: builtins.list[Any]
    names: builtins.list[Any]

def suspicious_merges(
    store: Store,
    *,
    limit: int = 50,
) -> Answer[SuspiciousMergesRow]:
    """Which nodes may be two: texts name them differently in kind, or by names that share no word.

    Args:
        limit: at most so many rows

    Rows:
        id (string)
        name (string)
        kinds (list): what texts take it for
        names (list): what texts are taken to mean by it
    """

class UndatedRow(NamedTuple):
    document: str | None
    title: str | None
    source: str | None
    statements: int

def undated(
    store: Store,
) -> Answer[UndatedRow]:
    """Which documents have no date: what they tell falls out of every question about time.

    Rows:
        document (string)
        title (string)
        source (string)
        statements (integer)
    """
