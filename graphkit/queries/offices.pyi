"""offices/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store

class ChangesRow(NamedTuple):
    day: date | None
    subject: str | None
    relation: str | None
    object: str | None
    polarity: str | None
    modality: str | None
    document: str | None

def changes(
    store: Store,
    *,
    of: str | None = None,
    since: date | None = None,
) -> Answer[ChangesRow]:
    """Who came into office or left it, or is to: appointments, resignations, successions by date.

    Args:
        of: only where this person, country or organisation is one of the two sides
        since: not before this day

    Rows:
        day (date)
        subject (string)
        relation (string): APPOINTED, RESIGNED or SUCCEEDED
        object (string)
        polarity (string): positive, or negative where it is denied
        modality (string): asserted, reported, planned or hypothetical
        document (string)
    """

class HeldOnRow(NamedTuple):
    person: str | None
    office: str | None
    of: str | None
    told: date | None

def held_on(
    store: Store,
    *,
    day: date,
    of: str | None = None,
) -> Answer[HeldOnRow]:
    """Who held which office on a day: for each, the person last told to hold it on that day or before.

    Args:
        day: the day
        of: only of this country or organisation

    Rows:
        person (string)
        office (string)
        of (string)
        told (date): the last day up to the given one for which it is told
    """

class HoldersRow(NamedTuple):
    person: str | None
    office: str | None
    of: str | None
    documents: int
    reports: int
    last: date | None

def holders(
    store: Store,
    *,
    of: str | None = None,
) -> Answer[HoldersRow]:
    """Who holds which office, in which country or organisation.

    Args:
        of: only of this country or organisation

    Rows:
        person (string)
        office (string)
        of (string)
        documents (integer): how many documents say so
        reports (integer): copies of one report count once
        last (date): the last day it is told
    """
