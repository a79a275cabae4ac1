"""places/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store

class DeploymentsRow(NamedTuple):
    force: str | None
    relation: str | None
    place: str | None
    first: date | None
    last: date | None
    documents: int
    reports: int

def deployments(
    store: Store,
    *,
    place: str | None = None,
) -> Answer[DeploymentsRow]:
    """Whose forces are where and since when, and which have left: told as fact, newest first.

    Args:
        place: only this place or country

    Rows:
        force (string)
        relation (string): DEPLOYED_AT, WITHDREW_FROM or CONTROLS
        place (string)
        first (date): since when it is told
        last (date)
        documents (integer)
        reports (integer): copies of one report count once
    """

class EventsRow(NamedTuple):
    day: date | None
    subject: str | None
    relation: str | None
    object: str | None
    polarity: str | None
    modality: str | None
    place: str | None
    document: str | None

def events(
    store: Store,
    *,
    place: str,
    limit: int = 100,
) -> Answer[EventsRow]:
    """What is told to have happened at a place, or to it, by date.

    Args:
        place: the place or country
        limit: at most so many rows

    Rows:
        day (date)
        subject (string)
        relation (string)
        object (string)
        polarity (string): positive, or negative where it is denied
        modality (string): asserted, reported, planned or hypothetical
        place (string)
        document (string)
    """

class MostEventsRow(NamedTuple):
    place: str | None
    kind: str | None
    statements: int
    documents: int
    reports: int
    first: date | None
    last: date | None

def most_events(
    store: Store,
    *,
    limit: int = 50,
) -> Answer[MostEventsRow]:
    """At which places and in which countries most is told to happen, as fact.

    Args:
        limit: at most so many rows

    Rows:
        place (string)
        kind (string): Place or Country
        statements (integer): that happen there, or are about going, being or holding out there
        documents (integer)
        reports (integer): copies of one report count once
        first (date)
        last (date)
    """
