"""paths/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store

class BetweenRow(NamedTuple):
    path: Path
    steps: int

def between(
    store: Store,
    *,
    name: str,
    other: str,
) -> Answer[BetweenRow]:
    """How two actors are connected: a shortest chain of relationships told as fact.

    Args:
        name: the actor
        other: the other actor

    Rows:
        path (path)
        steps (integer): how many relationships it has, six at most
    """

class SentencesRow(NamedTuple):
    step: int
    subject: str | None
    relation: str | None
    object: str | None
    sentence: str | None
    document: str | None
    published: date | None

def sentences(
    store: Store,
    *,
    name: str,
    other: str,
) -> Answer[SentencesRow]:
    """How two actors are connected, step by step, with the sentences that say so.

    Args:
        name: the actor
        other: the other actor

    Rows:
        step (integer): from 1; there may be several sentences for one
        subject (string)
        relation (string)
        object (string)
        sentence (string)
        document (string)
        published (date)
    """
