"""actors/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store

class BetweenRow(NamedTuple):
    day: date | None
    subject: str | None
    relation: str | None
    object: str | None
    polarity: str | None
    modality: str | None
    said_by: str | None
    sentence: str | None
    document: str | None

def between(
    store: Store,
    *,
    name: str,
    other: str,
) -> Answer[BetweenRow]:
    """Everything told between two actors in either direction, claims and denials included, by date.

    Args:
        name: the actor
        other: the other actor

    Rows:
        day (date)
        subject (string)
        relation (string)
        object (string)
        polarity (string): positive, or negative where it is denied
        modality (string): asserted, reported, planned or hypothetical
        said_by (string): who says so, where the article names somebody
        sentence (string)
        document (string)
    """

class FindRow(NamedTuple):
    id: str | None
    name: str | None
    kind: str | None
    aliases: builtins.list[Any]
    statements: int

def find(
    store: Store,
    *,
    name: str,
    limit: int = 20,
) -> Answer[FindRow]:
    """Which actors a name can mean, with the names each is known by, most often mentioned first.

    Full text: `al Assad` finds either word, `+al +Assad` both, `Asad~` tolerates slips, `Ass*` goes on.

    Args:
        name: words of a name
        limit: at most so many rows

    Rows:
        id (string): stable id, can be given wherever a query takes a name
        name (string)
        kind (string): Person, Organization, Country, Place or Group
        aliases (list)
        statements (integer): in how many statements it does or undergoes something
    """

class FriendsAndFoesRow(NamedTuple):
    partner: str | None
    cooperation: int
    conflict: int
    balance: int

def friends_and_foes(
    store: Store,
    *,
    name: str,
) -> Answer[FriendsAndFoesRow]:
    """With whom an actor gets along and with whom not: cooperation and conflict, told as fact.

    What counts as which are the four classes of the PLOVER coding scheme.

    Args:
        name: the actor

    Rows:
        partner (string)
        cooperation (integer): statements of agreement, talks, support, concession, retreat
        conflict (integer): of demands, accusation, rejection, threat, sanctions, coercion, assault
        balance (integer): cooperation less conflict
    """

class InCommonRow(NamedTuple):
    name: str | None
    kind: str | None
    relations: builtins.list[Any]
    other_relations: builtins.list[Any]

def in_common(
    store: Store,
    *,
    name: str,
    other: str,
) -> Answer[InCommonRow]:
    """Whom or what two actors both have to do with, and how, told as fact.

    Args:
        name: the actor
        other: the other actor

    Rows:
        name (string): what they have in common
        kind (string)
        relations (list): of the first actor with it
        other_relations (list): of the other actor with it
    """

class MentionsRow(NamedTuple):
    name: str | None
    kind: str | None
    first: date | None
    last: date | None
    documents: int
    reports: int
    sources: int
    statements: int

def mentions(
    store: Store,
    *,
    name: str,
) -> Answer[MentionsRow]:
    """When an actor is first and last written about, and how often.

    Args:
        name: the actor

    Rows:
        name (string)
        kind (string)
        first (date): day of publication of the first document that names it
        last (date)
        documents (integer)
        reports (integer): copies of one report count once
        sources (integer): how many newspapers or agencies
        statements (integer): in which it acts, undergoes or speaks
    """

class NegotiatesWithRow(NamedTuple):
    actor: str | None
    partner: str | None
    relations: builtins.list[Any]
    statements: int
    first: date | None
    last: date | None

def negotiates_with(
    store: Store,
    *,
    name: str,
) -> Answer[NegotiatesWithRow]:
    """With whom an actor negotiates, meets or agrees, told as fact, and when.

    Args:
        name: the actor

    Rows:
        actor (string)
        partner (string)
        relations (list): NEGOTIATES, MET, AGREED
        statements (integer)
        first (date)
        last (date)
    """

class NewRow(NamedTuple):
    name: str | None
    kind: str | None
    first: date | None
    documents: int
    reports: int

def new(
    store: Store,
    *,
    since: date,
    until: date | None = None,
    limit: int = 100,
) -> Answer[NewRow]:
    """Who is written about in a period and was not before.

    Args:
        since: the first day of the period
        until: the last day; none where it is open
        limit: at most so many rows

    Rows:
        name (string)
        kind (string)
        first (date): day of publication of the first document that names the actor
        documents (integer): in the period
        reports (integer): copies of one report count once
    """

class OrdersRow(NamedTuple):
    actor: str | None
    ordered: str | None
    first: date | None
    statements: int
    documents: int
    reports: int

def orders(
    store: Store,
    *,
    name: str | None = None,
    limit: int = 100,
) -> Answer[OrdersRow]:
    """Who orders what, told as fact: of one actor, or of all.

    Args:
        name: only what this actor orders
        limit: at most so many rows

    Rows:
        actor (string)
        ordered (string): the action, or who is ordered
        first (date)
        statements (integer)
        documents (integer)
        reports (integer): copies of one report count once
    """

class PlacesRow(NamedTuple):
    day: date | None
    place: str | None
    relation: str | None
    object: str | None
    document: str | None

def places(
    store: Store,
    *,
    name: str,
) -> Answer[PlacesRow]:
    """Where an actor is told to have been or acted, by date, as fact.

    Args:
        name: the actor

    Rows:
        day (date)
        place (string)
        relation (string): what happened there; VISITED, DEPLOYED_AT … where it is about the place itself
        object (string)
        document (string)
    """

class RelationsRow(NamedTuple):
    subject: str | None
    relation: str | None
    object: str | None
    statements: int
    documents: int
    reports: int
    first: date | None
    last: date | None

def relations(
    store: Store,
    *,
    name: str,
    limit: int = 50,
) -> Answer[RelationsRow]:
    """What an actor does to others and they to it, as far as told as fact; most often told first.

    Args:
        name: the actor
        limit: at most so many rows

    Rows:
        subject (string)
        relation (string)
        object (string)
        statements (integer): how many statements say so
        documents (integer): in how many documents
        reports (integer): copies of one report count once
        first (date): when it is first said to have happened
        last (date)
    """

class SaidAboutRow(NamedTuple):
    speaker: str | None
    subject: str | None
    relation: str | None
    object: str | None
    polarity: str | None
    modality: str | None
    sentence: str | None
    document: str | None

def said_about(
    store: Store,
    *,
    name: str,
    limit: int = 50,
) -> Answer[SaidAboutRow]:
    """Who says what about an actor: statements that the article puts into somebody's mouth.

    Args:
        name: the actor
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

class TimelineRow(NamedTuple):
    day: date | None
    subject: str | None
    relation: str | None
    object: str | None
    polarity: str | None
    modality: str | None
    document: str | None

def timeline(
    store: Store,
    *,
    name: str,
    since: date | None = None,
    until: date | None = None,
    limit: int = 100,
) -> Answer[TimelineRow]:
    """What is told of an actor, by date: claims as well as facts.

    A statement without a date of its own stands at the day its article was published.

    Args:
        name: the actor
        since: not before this day
        until: not after this day
        limit: at most so many rows

    Rows:
        day (date)
        subject (string)
        relation (string)
        object (string)
        polarity (string): positive, or negative where it is denied
        modality (string): asserted, reported, planned or hypothetical
        document (string)
    """

class TogetherRow(NamedTuple):
    name: str | None
    kind: str | None
    documents: int
    reports: int
    sentences: int

def together(
    store: Store,
    *,
    name: str,
    limit: int = 50,
) -> Answer[TogetherRow]:
    """Who is named together with an actor, in the same documents and in the same sentences.

    Args:
        name: the actor
        limit: at most so many rows

    Rows:
        name (string): the other actor
        kind (string)
        documents (integer): that state something of both
        reports (integer): copies of one report count once
        sentences (integer): that state something of both
    """
