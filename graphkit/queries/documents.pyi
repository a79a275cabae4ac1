"""documents/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store

class ByMonthRow(NamedTuple):
    month: str | None
    documents: int
    statements: int
    sources: int

def by_month(
    store: Store,
    *,
    source: str | None = None,
) -> Answer[ByMonthRow]:
    """How many documents there are of each month, and how much they state: where the coverage has holes.

    Args:
        source: only of this newspaper or agency: its name or a part of it

    Rows:
        month (string): as 2016-03
        documents (integer)
        statements (integer)
        sources (integer): how many newspapers or agencies
    """

class BySourceRow(NamedTuple):
    source: str | None
    documents: int
    statements: int
    first: date | None
    last: date | None

def by_source(
    store: Store,
) -> Answer[BySourceRow]:
    """How many documents each newspaper or agency has in the graph, and how much they state.

    Rows:
        source (string)
        documents (integer)
        statements (integer)
        first (date)
        last (date)
    """

class CopiesRow(NamedTuple):
    report: str | None
    printed: int
    document: str | None
    source: str | None
    agency: str | None
    published: date | None
    title: str | None

def copies(
    store: Store,
    *,
    document: str | None = None,
    limit: int = 100,
) -> Answer[CopiesRow]:
    """Which documents print the same report, whole, shortened or edited, the most printed one first.

    Args:
        document: only the report that this document prints
        limit: at most so many rows

    Rows:
        report (string): what the report is known by: the first of its documents, by the alphabet
        printed (integer): how many documents print it
        document (string)
        source (string)
        agency (string): where the document names one
        published (date)
        title (string)
    """

class ListRow(NamedTuple):
    document: str | None
    title: str | None
    source: str | None
    published: date | None
    statements: int

def list(
    store: Store,
    *,
    source: str | None = None,
    limit: int = 100,
) -> Answer[ListRow]:
    """The documents in the graph, newest first, with how much each says.

    Args:
        source: only of this newspaper or agency: its name or a part of it
        limit: at most so many rows

    Rows:
        document (string)
        title (string)
        source (string)
        published (date)
        statements (integer)
    """

class SameFactsRow(NamedTuple):
    other: str | None
    source: str | None
    published: date | None
    facts: int
    copy: bool

def same_facts(
    store: Store,
    *,
    document: str,
) -> Answer[SameFactsRow]:
    """Which other documents tell the same facts as one does.

    Args:
        document: its id, as documents/list gives it

    Rows:
        other (string): id of the other document
        source (string)
        published (date)
        facts (integer): that both tell
        copy (boolean): whether both print the same report
    """

class SearchRow(NamedTuple):
    published: date | None
    subject: str | None
    relation: str | None
    object: str | None
    sentence: str | None
    document: str | None

def search(
    store: Store,
    *,
    words: str,
    limit: int = 50,
) -> Answer[SearchRow]:
    """Which sentences that state something hold given words, newest first.

    Full text: `Abzug Truppen` finds either word, `+Abzug +Truppen` both, `Trup*` goes on, a phrase stands in quotes.

    Args:
        words: what to look for
        limit: at most so many rows

    Rows:
        published (date)
        subject (string)
        relation (string)
        object (string)
        sentence (string)
        document (string)
    """

class StatementsRow(NamedTuple):
    sentence: int
    subject: str | None
    relation: str | None
    object: str | None
    polarity: str | None
    modality: str | None
    said_by: str | None
    trigger: str | None
    statement: str | None

def statements(
    store: Store,
    *,
    document: str,
) -> Answer[StatementsRow]:
    """What one document says, in the order of its text.

    Args:
        document: its id, as documents/list gives it

    Rows:
        sentence (integer): number of the sentence, from 1
        subject (string)
        relation (string)
        object (string)
        polarity (string): positive, or negative where it is denied
        modality (string): asserted, reported, planned or hypothetical
        said_by (string)
        trigger (string): the word that says it
        statement (string): id of the statement
    """
