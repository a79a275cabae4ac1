"""evidence/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store

class SentencesRow(NamedTuple):
    relation: str | None
    object: str | None
    polarity: str | None
    modality: str | None
    sentence: str | None
    document: str | None
    published: date | None
    url: str | None

def sentences(
    store: Store,
    *,
    subject: str,
    object: str | None = None,
    relation: str | None = None,
) -> Answer[SentencesRow]:
    """The sentences behind a relationship, with document and date: what to read before you quote it.

    Args:
        subject: who does it
        object: to whom or what: its id, its name or a part of it
        relation: only this relation, for example ORDERED

    Rows:
        relation (string)
        object (string)
        polarity (string): positive, or negative where it is denied
        modality (string): asserted, reported, planned or hypothetical
        sentence (string)
        document (string)
        published (date)
        url (string)
    """
