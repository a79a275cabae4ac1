"""graph/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store

class CentralRow(NamedTuple):
    name: str | None
    kind: str | None
    partners: int
    statements: int
    acts: int
    undergoes: int

def central(
    store: Store,
    *,
    limit: int = 30,
) -> Answer[CentralRow]:
    """Which actors have to do with the most others: the centre of what is told as fact.

    Args:
        limit: at most so many rows

    Rows:
        name (string)
        kind (string)
        partners (integer): other actors that it has a relationship with (degree centrality)
        statements (integer): behind these relationships
        acts (integer): those where it is the subject
        undergoes (integer): those where it is the object
    """

class CommunitiesRow(NamedTuple):
    hub: str | None
    actors: int
    members: builtins.list[Any]

def communities(
    store: Store,
    *,
    at_least: int = 3,
    limit: int = 30,
) -> Answer[CommunitiesRow]:
    """Which actors stand together: each goes with the best connected one it has to do with.

    A plain, quick grouping; where Neo4j has Graph Data Science, its Louvain and Leiden find finer ones.

    Args:
        at_least: groups of so many actors or more
        limit: at most so many rows

    Rows:
        hub (string): the best connected actor of the group
        actors (integer)
        members (list): their names, fifty at most
    """

class EgoRow(NamedTuple):
    subject: Node
    relationship: Relationship
    object: Node

def ego(
    store: Store,
    *,
    name: str,
    things: bool = True,
    limit: int = 60,
) -> Answer[EgoRow]:
    """An actor's surroundings: whom and what it has to do with, and they with one another, as fact.

    Args:
        name: the actor
        things: with actions, events and documents
        limit: at most so many others, most often told first

    Rows:
        subject (node)
        relationship (relationship)
        object (node)
    """

class OverviewRow(NamedTuple):
    what: str | None
    name: str | None
    number: int

def overview(
    store: Store,
) -> Answer[OverviewRow]:
    """What is in the graph: how many nodes of each kind and how many relationships of each type.

    Rows:
        what (string): node or relationship
        name (string): its label or type
        number (integer)
    """

class StatementsByPloverRow(NamedTuple):
    event: str | None
    relations: builtins.list[Any]
    statements: int
    asserted: int
    hedged: int
    denied: int

def statements_by_plover(
    store: Store,
) -> Answer[StatementsByPloverRow]:
    """How many statements there are of each event code of the PLOVER scheme: told as fact, hedged, denied.

    Rows:
        event (string): none where the scheme has no code for the relation
        relations (list)
        statements (integer)
        asserted (integer)
        hedged (integer): reported, planned or hypothetical
        denied (integer)
    """

class StatementsByRelationRow(NamedTuple):
    relation: str | None
    statements: int
    asserted: int
    hedged: int
    denied: int

def statements_by_relation(
    store: Store,
) -> Answer[StatementsByRelationRow]:
    """How many statements there are of each relation: told as fact, hedged, denied.

    Rows:
        relation (string)
        statements (integer)
        asserted (integer)
        hedged (integer): reported, planned or hypothetical
        denied (integer)
    """
