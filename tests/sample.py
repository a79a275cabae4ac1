"""A small graph made by hand: four articles whose statements show every case the queries are about."""

from __future__ import annotations

from datetime import date
from typing import Any

from graphkit.model import Document, Extraction, Kind, Mention, Statement, TimeSpan


def entity(id: str, name: str, kind: Kind, text: str | None = None) -> Mention:
    return Mention(id, name, kind, text or name)


PUTIN = entity("person:wladimir-putin", "Wladimir Putin", "Person", "Präsident Putin")
ASSAD = entity("person:bashar-al-assad", "Bashar al-Assad", "Person", "Assad")
MISTURA = entity("person:staffan-de-mistura", "Staffan de Mistura", "Person", "de Mistura")
KERRY = entity("person:john-kerry", "John Kerry", "Person", "Kerry")
LAWROW = entity("person:sergej-lawrow", "Sergej Lawrow", "Person", "Lawrow")
OPPOSITION = entity("group:syrische-opposition", "syrische Opposition", "Group")
UNITS = entity("group:russische-einheiten", "russische Einheiten", "Group")
RUSSIA = entity("country:RU", "Russland", "Country")
USA = entity("country:US", "USA", "Country")
TARTUS = entity("place:tartus", "Tartus", "Place")
GENEVA = entity("place:genf", "Genf", "Place")
WITHDRAWAL = entity("thing:abzug", "Abzug der Truppen aus dem Bürgerkriegsland Syrien", "Thing", "den Abzug")


class Article:
    """Builds an extraction sentence by sentence."""

    def __init__(self, id: str, title: str, source: str, published: date) -> None:
        self.document = Document(id, "", title, source, f"https://example.org/{id}", published, "de")
        self.statements: list[Statement] = []

    def says(self, subject: Mention, relation: str, object: Mention, text: str, **more: Any) -> Article:
        number = len(self.statements) + 1
        span = {"sentence": number, "start": number * 100, "end": number * 100 + len(text), "text": text}
        words = {"trigger": relation.lower(), "predicate": relation.lower(), "rule": "hand"}
        values = {**words, **span, **more}
        self.statements.append(
            Statement(document=self.document.id, subject=subject, relation=relation, object=object, **values)
        )
        return self

    def done(self) -> Extraction:
        return Extraction(self.document, tuple(self.statements))


def day(text: str, when: date) -> TimeSpan:
    return TimeSpan(text, when, when)


def sample() -> list[Extraction]:
    """The four articles; the last says nothing."""
    withdrawal = (
        Article("abzug", "Der Abzug beginnt", "Beispielblatt", date(2016, 3, 15))
        .says(
            PUTIN,
            "ORDERED",
            WITHDRAWAL,
            "Putin befahl am Montag den Abzug.",
            time=day("Montag", date(2016, 3, 14)),
        )
        .says(UNITS, "DEPLOYED_AT", TARTUS, "Russische Einheiten bleiben in Tartus.")
        .says(
            PUTIN,
            "AGREED",
            ASSAD,
            "Putin sei sich mit Assad einig, sagte Lawrow.",
            modality="reported",
            said_by=LAWROW,
        )
        .says(PUTIN, "HOLDS_OFFICE", RUSSIA, "Russlands Präsident Putin sprach.", title="Präsident")
    )
    talks = (
        Article("gespraeche", "Gespräche in Genf", "Tageskurier", date(2016, 3, 16))
        .says(
            MISTURA,
            "NEGOTIATES",
            OPPOSITION,
            "De Mistura verhandelte in Genf mit der Opposition.",
            place=GENEVA,
        )
        .says(KERRY, "CRITICIZES", ASSAD, "Kerry kritisierte Assad.")
        .says(KERRY, "HOLDS_OFFICE", USA, "US-Außenminister Kerry kam an.", title="Außenminister")
        .says(
            PUTIN,
            "ORDERED",
            WITHDRAWAL,
            "Der Abzug war von Putin angeordnet worden.",
            time=day("Montag", date(2016, 3, 14)),
        )
        .says(KERRY, "MET", LAWROW, "Kerry will Lawrow treffen.", modality="planned")
    )
    denial = (
        Article("dementi", "Moskau widerspricht", "Beispielblatt", date(2016, 3, 17))
        .says(ASSAD, "MET", MISTURA, "Assad empfing de Mistura.")
        .says(
            PUTIN,
            "AGREED",
            ASSAD,
            "Es gebe keine Einigung mit Assad, sagte Kerry.",
            polarity="negative",
            modality="reported",
            said_by=KERRY,
        )
    )
    empty = Article("wetter", "Das Wetter", "Tageskurier", date(2016, 3, 18))
    return [article.done() for article in (withdrawal, talks, denial, empty)]


def sample_lines() -> str:
    """The sample as `graphkit extract` would print it."""
    return "".join(f"{line}\n" for extraction in sample() for line in extraction.to_lines())
