"""facts/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store

class BySourcesRow(NamedTuple):
    subject: str | None
    relation: str | None
    object: str | None
    reports: int
    documents: int
    statements: int

def by_sources(
    store: Store,
    *,
    at_least: int = 2,
    limit: int = 50,
) -> Answer[BySourcesRow]:
    """What is told as fact by the most reports; however many documents print one, it counts once.

    Args:
        at_least: in so many reports or more
        limit: at most so many rows

    Rows:
        subject (string)
        relation (string)
        object (string)
        reports (integer)
        documents (integer): that print these reports
        statements (integer)
    """

class ChangedRow(NamedTuple):
    change: str | None
    subject: str | None
    relation: str | None
    object: str | None
    first: date | None
    documents: int
    reports: int

def changed(
    store: Store,
    *,
    since: date,
    until: date,
    repeated: bool = False,
    limit: int = 100,
) -> Answer[ChangedRow]:
    """What changed between two dates: facts told in the period that no document before it tells.

    Args:
        since: the first day of the period
        until: the last day
        repeated: show also what was told before
        limit: at most so many rows

    Rows:
        change (string): new, or repeated
        subject (string)
        relation (string)
        object (string)
        first (date): day of publication of the first document of the period that tells it
        documents (integer): of the period that tell it
        reports (integer): copies of one report count once
    """

class ConflictsRow(NamedTuple):
    subject: str | None
    relation: str | None
    object: str | None
    statements: int
    documents: int
    reports: int
    first: date | None
    last: date | None

def conflicts(
    store: Store,
    *,
    limit: int = 100,
) -> Answer[ConflictsRow]:
    """Who attacks, kills, arrests, sanctions or threatens whom, told as fact, by the most reports first.

    Args:
        limit: at most so many rows

    Rows:
        subject (string)
        relation (string)
        object (string)
        statements (integer)
        documents (integer)
        reports (integer): copies of one report count once
        first (date)
        last (date)
    """

class MeetingsRow(NamedTuple):
    day: date | None
    subject: str | None
    relation: str | None
    object: str | None
    place: str | None
    document: str | None

def meetings(
    store: Store,
    *,
    since: date | None = None,
    until: date | None = None,
    limit: int = 100,
) -> Answer[MeetingsRow]:
    """Who met, visited or negotiated with whom, told as fact, by date.

    Args:
        since: not before this day
        until: not after this day
        limit: at most so many rows

    Rows:
        day (date)
        subject (string)
        relation (string): MET, VISITED, NEGOTIATES or AGREED
        object (string)
        place (string): where the article says so
        document (string)
    """

class SingleSourceRow(NamedTuple):
    subject: str | None
    relation: str | None
    object: str | None
    document: str | None
    source: str | None
    sentence: str | None
    documents: int

def single_source(
    store: Store,
    *,
    limit: int = 50,
) -> Answer[SingleSourceRow]:
    """What a single report tells as fact and no other confirms, with the sentence to check.

    However many documents print a report, it is one: the row names the one that printed it first.

    Args:
        limit: at most so many rows

    Rows:
        subject (string)
        relation (string)
        object (string)
        document (string)
        source (string): the newspaper or agency
        sentence (string)
        documents (integer): how many print the report and tell it
    """
