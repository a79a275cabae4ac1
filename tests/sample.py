"""Small graphs made by hand, whose statements show every case the queries are about."""

from __future__ import annotations

from datetime import date
from typing import Any

from graphs import words

from graphkit.copies import fingerprint
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

    def __init__(
        self,
        id: str,
        title: str,
        source: str,
        published: date | None,
        text: str = "",
        agency: str | None = None,
    ) -> None:
        url, sign = f"https://example.org/{id}", fingerprint(text)
        self.document = Document(id, "", title, source, url, published, "de", fingerprint=sign, agency=agency)
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


ANNA = entity("person:anna-berg", "Anna Berg", "Person", "Berg")
OTTO = entity("person:otto-berg", "Otto Berg", "Person", "Berg")
JAN = entity("person:jan-nowak", "Jan Nowak", "Person", "Nowak")
GERMANY = entity("country:DE", "Deutschland", "Country")
POLAND = entity("country:PL", "Polen", "Country")
PARIS = entity("place:paris", "Paris", "Place")
POLICE = entity("organization:polizei", "Polizei", "Organization")
BANK = entity("organization:landesbank", "Landesbank", "Organization")
BANK_AS_PLACE = entity("organization:landesbank", "Sparkasse", "Place")


def affairs() -> list[Extraction]:
    """Three articles about two governments and a bank; the last has no date."""
    meeting = (
        Article("treffen", "Treffen in Paris", "Beispielblatt", date(2020, 1, 10))
        .says(ANNA, "VISITED", PARIS, "Berg wird Paris besuchen.", modality="planned")
        .says(GERMANY, "CRITICIZES", POLAND, "Deutschland kritisiert Polen.")
        .says(ANNA, "HOLDS_OFFICE", GERMANY, "Deutschlands Ministerin Berg kam.", title="Ministerin")
        .says(JAN, "HOLDS_OFFICE", POLAND, "Polens Präsident Nowak kam.", title="Präsident")
        .says(
            ANNA,
            "MET",
            JAN,
            "Berg traf Nowak in Paris.",
            place=PARIS,
            time=day("gestern", date(2020, 1, 9)),
        )
    )
    sanctions = (
        Article("sanktionen", "Polen verhängt Sanktionen", "Tageskurier", date(2020, 2, 5))
        .says(JAN, "SANCTIONED", GERMANY, "Nowak verhängte Sanktionen gegen Deutschland.")
        .says(ANNA, "VISITED", PARIS, "Berg besuchte Paris.")
        .says(GERMANY, "CRITICIZES", POLAND, "Erneut kritisiert Deutschland Polen.")
        .says(POLICE, "ARRESTED", OTTO, "Die Polizei nahm Otto Berg fest.")
        .says(OTTO, "RESIGNED", BANK, "Berg soll die Bank verlassen.", modality="reported", said_by=ANNA)
        .says(POLICE, "ATTACKED", BANK_AS_PLACE, "Die Polizei stürmte die Sparkasse.")
    )
    undated = Article("notiz", "Eine Notiz", "Tageskurier", None).says(
        JAN, "DEMANDS", ANNA, "Nowak forderte Berg auf."
    )
    return [article.done() for article in (meeting, sanctions, undated)]


def reprints() -> list[Extraction]:
    """An agency's report, which a newspaper prints whole and edited, another one cut; and a report of its own."""
    text = words(200, 4)
    printed = (
        Article("meldung", "Festnahme in Paris", "Nachrichtendienst", date(2021, 5, 3), text, "dpa")
        .says(JAN, "MET", ANNA, "Nowak traf Berg.")
        .says(POLICE, "ARRESTED", OTTO, "Die Polizei nahm Otto Berg fest.")
        .says(ANNA, "VISITED", PARIS, "Berg will Paris besuchen.", modality="planned")
        .says(
            JAN,
            "RESIGNED",
            BANK,
            "Nowak habe die Bank verlassen, so Berg.",
            modality="reported",
            said_by=ANNA,
        )
    )
    whole = (
        Article("kurier", "Otto Berg festgenommen", "Tageskurier", date(2021, 5, 4), f"Gestern. {text}")
        .says(JAN, "MET", ANNA, "Nowak traf Berg gestern.")
        .says(POLICE, "ARRESTED", OTTO, "Die Polizei nahm Otto Berg gestern fest.")
        .says(ANNA, "VISITED", PARIS, "Berg besuchte Paris.")
        .says(
            JAN,
            "RESIGNED",
            BANK,
            "Nowak habe die Bank verlassen, so Berg.",
            modality="reported",
            said_by=ANNA,
        )
    )
    cut = Article("blatt", "Treffen in Paris", "Beispielblatt", date(2021, 5, 4), text[:600]).says(
        JAN, "MET", ANNA, "Nowak traf Berg."
    )
    other = (
        Article("eigen", "Die Festnahme", "Abendzeitung", date(2021, 5, 6), words(200, 5))
        .says(POLICE, "ARRESTED", OTTO, "Otto Berg wurde von der Polizei festgenommen.")
        .says(ANNA, "VISITED", PARIS, "Berg war in Paris.")
        .says(JAN, "RESIGNED", BANK, "Nowak hat die Bank nicht verlassen.", polarity="negative")
        .says(JAN, "HOLDS_OFFICE", POLAND, "Polens Präsident Nowak schwieg.", title="Präsident")
    )
    return [article.done() for article in (printed, whole, cut, other)]


def sample_lines() -> str:
    """The sample as `graphkit extract` would print it."""
    return "".join(f"{line}\n" for extraction in sample() for line in extraction.to_lines())
