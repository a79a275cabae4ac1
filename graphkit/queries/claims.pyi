"""claims/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store

class BySpeakerRow(NamedTuple):
    speaker: str | None
    subject: str | None
    relation: str | None
    object: str | None
    polarity: str | None
    modality: str | None
    sentence: str | None
    document: str | None

def by_speaker(
    store: Store,
    *,
    name: str,
    limit: int = 50,
) -> Answer[BySpeakerRow]:
    """What an actor claims: statements that are told as what it says.

    Args:
        name: the speaker
        limit: at most so many rows

    Rows:
        speaker (string)
        subject (string)
        relation (string)
        object (string)
        polarity (string): positive, or negative where it is denied
        modality (string): asserted, reported, planned or hypothetical
        sentence (string)
        document (string)
    """

class CameTrueRow(NamedTuple):
    subject: str | None
    relation: str | None
    object: str | None
    modality: str | None
    claimed: date | None
    claimed_in: str | None
    told: date | None
    told_in: str | None

def came_true(
    store: Store,
    *,
    limit: int = 50,
) -> Answer[CameTrueRow]:
    """Which plans and claims a later report tells as fact: same subject, relation and object.

    Args:
        limit: at most so many rows

    Rows:
        subject (string)
        relation (string)
        object (string)
        modality (string): how it was told at first: reported, planned or hypothetical
        claimed (date): day of publication
        claimed_in (string): document
        told (date): as fact, on the same day or later
        told_in (string): document
    """

class ContradictedRow(NamedTuple):
    subject: str | None
    relation: str | None
    object: str | None
    affirmed_in: builtins.list[Any]
    denied_in: builtins.list[Any]

def contradicted(
    store: Store,
) -> Answer[ContradictedRow]:
    """What one statement affirms and another denies: same subject, relation and object.

    Rows:
        subject (string)
        relation (string)
        object (string)
        affirmed_in (list): documents that say so, as fact or claim; of the copies of a report one
        denied_in (list): documents that say it is not so, likewise
    """

class DeniedRow(NamedTuple):
    subject: str | None
    relation: str | None
    object: str | None
    modality: str | None
    said_by: str | None
    sentence: str | None
    document: str | None

def denied(
    store: Store,
    *,
    limit: int = 50,
) -> Answer[DeniedRow]:
    """What is said not to be so, and by whom.

    Args:
        limit: at most so many rows

    Rows:
        subject (string)
        relation (string)
        object (string)
        modality (string)
        said_by (string): who denies it, where the article names somebody
        sentence (string)
        document (string)
    """

class HedgedRow(NamedTuple):
    day: date | None
    subject: str | None
    relation: str | None
    object: str | None
    modality: str | None
    said_by: str | None
    sentence: str | None
    document: str | None

def hedged(
    store: Store,
    *,
    modality: str | None = None,
    limit: int = 50,
) -> Answer[HedgedRow]:
    """What is told with a reservation: reported, planned or hypothetical, newest first.

    Args:
        modality: only reported, planned or hypothetical
        limit: at most so many rows

    Rows:
        day (date)
        subject (string)
        relation (string)
        object (string)
        modality (string)
        said_by (string): who says so, where the article names somebody
        sentence (string)
        document (string)
    """

class SpeakersRow(NamedTuple):
    speaker: str | None
    kind: str | None
    claims: int
    denials: int
    documents: int
    reports: int

def speakers(
    store: Store,
    *,
    limit: int = 50,
) -> Answer[SpeakersRow]:
    """Who is quoted most, and how often to deny something.

    Args:
        limit: at most so many rows

    Rows:
        speaker (string)
        kind (string)
        claims (integer): statements that are told as what it says
        denials (integer): those of them that deny something
        documents (integer)
        reports (integer): copies of one report count once
    """
