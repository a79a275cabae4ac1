"""Small documents made by hand or by hypothesis, for tests of the graph and its stores."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from graphkit import copies, stores
from graphkit.config import Settings
from graphkit.model import KINDS, Document, Extraction, Kind, Mention, Statement, TimeSpan
from graphkit.stores import Store
from graphkit.stores.embedded import EmbeddedStore
from graphkit.stores.neo4j import Neo4jStore, connect_neo4j

RELATIONS = ("MET", "ORDERED", "CRITICIZES")


def words(number: int, seed: int = 0) -> str:
    """A text of so many words, which no other seed gives."""
    dice = random.Random(seed)
    return " ".join(f"w{dice.randrange(100_000)}" for _ in range(number))


# either half is a copy of the whole, and none of the other: without the whole they are two reports
_HALVES = (words(120, 1), words(120, 2))
PRINTS = [copies.fingerprint(text) for text in (" ".join(_HALVES), *_HALVES, words(9), words(200, 3))]


def wipe(store: Store) -> None:
    """Empty a graph, constraints and indexes aside."""
    store.write("MATCH (n) DETACH DELETE n")


@contextmanager
def embedded_in(folder: Path) -> Iterator[EmbeddedStore]:
    """A new embedded store, whose server is stopped afterwards."""
    with EmbeddedStore(folder) as store:
        yield store
    stores.stop(folder)


@contextmanager
def neo4j_at(settings: Settings) -> Iterator[Neo4jStore]:
    """The Neo4j of this test run, empty again afterwards."""
    with connect_neo4j(settings) as store:
        yield store
        wipe(store)


def mention(id: str, name: str | None = None, kind: Kind = "Person", text: str | None = None) -> Mention:
    """An entity as a statement names it."""
    return Mention(id, name or id, kind, text or name or id)


def statement(
    document: str, number: int, subject: Mention, relation: str, object: Mention, **more: Any
) -> Statement:
    """The statement that sentence `number` of a document makes."""
    span = {"sentence": number, "start": number * 100, "end": number * 100 + 50, "text": f"Satz {number}."}
    words = {"trigger": "tat", "predicate": "tun", "rule": "hand", "extractor": "hand"}
    values = {**words, **span, **more}
    return Statement(document=document, subject=subject, relation=relation, object=object, **values)


def article(id: str, *statements: Statement, **more: Any) -> Extraction:
    """A document with statements that were made for it."""
    values = {
        "title": f"Artikel {id}",
        "source": "Zeitung",
        "published": date(2016, 3, 15),
        "language": "de",
        **more,
    }
    return Extraction(Document(id, "", **values), statements)


def many(documents: int, *, statements: int, entities: int, seed: int = 0) -> list[Extraction]:
    """A bigger graph, the same for the same seed."""
    dice = random.Random(seed)
    actors = [mention(f"person:{n}", f"Person {n}", "Person") for n in range(entities)]

    def one(id: str, number: int) -> Statement:
        subject, object = dice.sample(actors, 2)
        told = {"modality": dice.choice(["asserted", "asserted", "reported"])}
        return statement(id, number, subject, dice.choice(RELATIONS), object, **told)

    ids = [f"news-{number}" for number in range(documents)]
    return [article(id, *(one(id, number) for number in range(statements))) for id in ids]


_days = st.one_of(st.none(), st.dates(date(2016, 1, 1), date(2016, 12, 31)))
_times = st.builds(TimeSpan, st.just("am Montag"), _days, _days)
_mentions = st.builds(
    Mention,
    st.sampled_from(["e:1", "e:2", "e:3", "e:4"]),
    st.sampled_from(["Putin", "Wladimir Putin", "Änne"]),
    st.sampled_from(KINDS),
    st.sampled_from(["Putin", "der Kreml-Chef", "er", "Er", "den Abzug"]),
)


def _statements(document: str) -> st.SearchStrategy[Statement]:
    return st.builds(
        Statement,
        document=st.just(document),
        sentence=st.integers(1, 3),
        start=st.integers(0, 2),
        end=st.integers(3, 4),
        text=st.just("Satz."),
        subject=_mentions,
        relation=st.sampled_from(RELATIONS),
        object=_mentions,
        trigger=st.just("tat"),
        predicate=st.just("tun"),
        polarity=st.sampled_from(["positive", "positive", "negative"]),
        modality=st.sampled_from(["asserted", "asserted", "reported"]),
        said_by=st.one_of(st.none(), _mentions),
        place=st.one_of(st.none(), _mentions),
        time=st.one_of(st.none(), _times),
        title=st.one_of(st.none(), st.just("Präsident")),
    )


def versions_of(id: str) -> st.SearchStrategy[Extraction]:
    """Any content of one document."""
    documents = st.builds(
        Document,
        st.just(id),
        st.just(""),
        st.one_of(st.none(), st.just("T")),
        published=_days,
        fingerprint=st.one_of(st.none(), st.sampled_from(PRINTS)),
    )
    return st.builds(Extraction, documents, st.lists(_statements(id), max_size=5).map(tuple))


def collections() -> st.SearchStrategy[list[Extraction]]:
    """Some of four documents, each with any content; now and then copies of each other."""
    four = st.tuples(*(versions_of(f"d{n}") for n in range(4)))
    return st.tuples(four, st.sets(st.integers(0, 3))).map(
        lambda drawn: [drawn[0][n] for n in sorted(drawn[1])]
    )
