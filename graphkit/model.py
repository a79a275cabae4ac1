"""What the rooms hand to each other: documents, statements, nodes and relationships."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from graphkit.errors import InputError

Kind = Literal["Person", "Organization", "Country", "Place", "Group", "Thing"]
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "reported", "planned", "hypothetical"]
Precision = Literal["day", "week", "month", "year", "span", "open"]

KINDS: tuple[Kind, ...] = ("Person", "Organization", "Country", "Place", "Group", "Thing")
NAMED_KINDS: frozenset[Kind] = frozenset(("Person", "Organization", "Country", "Place"))
POLARITIES: tuple[Polarity, ...] = ("positive", "negative")
MODALITIES: tuple[Modality, ...] = ("asserted", "reported", "planned", "hypothetical")
_PRECISIONS: tuple[tuple[Precision, int], ...] = (("day", 1), ("week", 7), ("month", 31), ("year", 366))


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `id` is unique within a graph; `published` anchors relative dates.

    `fingerprint` and `agency` say of the text what is to be known where it is not at hand: see `copies.signed`.
    """

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    fingerprint: str | None = None
    agency: str | None = None
    author: str | None = None

    def metadata(self) -> dict[str, str | None]:
        """All but id and text, dates in ISO form."""
        published = self.published.isoformat() if self.published else None
        signs = {"agency": self.agency, "fingerprint": self.fingerprint}
        return {
            "title": self.title,
            "source": self.source,
            "author": self.author,
            "url": self.url,
            "published": published,
            "language": self.language,
            **{key: value for key, value in signs.items() if value},
        }


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity as one statement names it: stable id, best name, kind, and the words of the text.

    `was` holds id, name and kind as they were read, where a person ruled that it is another entity.
    """

    id: str
    name: str
    kind: Kind
    text: str
    was: tuple[str, str, Kind] | None = None

    def unruled(self) -> Mention:
        """The mention as it was read."""
        return Mention(*self.was, self.text) if self.was else self

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of a statement's arguments."""
        was = {"was": list(self.was)} if self.was else {}
        return {"id": self.id, "name": self.name, "kind": self.kind, "mention": self.text, **was}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Mention:
        """Read the JSON form; raises KeyError or InputError where it is not one."""
        if data["kind"] not in KINDS:
            raise InputError(f"unknown kind {data['kind']!r}, expected one of {', '.join(KINDS)}")
        text = str(data.get("mention") or data["name"])
        was = data.get("was")
        if was and (len(was) != 3 or was[2] not in KINDS):
            raise InputError(f"'was' must be an id, a name and a kind, not {was!r}")
        return cls(str(data["id"]), str(data["name"]), data["kind"], text, tuple(was) if was else None)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression as written, with the first and last day it can mean (both inclusive)."""

    text: str
    start: date | None = None
    end: date | None = None

    @property
    def precision(self) -> Precision | None:
        """How much the dates leave open: a day, up to a week, month or year, more, or one end ("seit 2011").

        >>> TimeSpan("im März", date(2016, 3, 1), date(2016, 3, 31)).precision
        'month'
        """
        if self.start is None or self.end is None:
            return None if self.start is self.end else "open"
        days = (self.end - self.start).days + 1
        return next((name for name, most in _PRECISIONS if days <= most), "span")

    def to_dict(self) -> dict[str, str | None]:
        """The JSON form, dates as YYYY-MM-DD."""
        start, end = (day.isoformat() if day else None for day in (self.start, self.end))
        return {"text": self.text, "start": start, "end": end, "precision": self.precision}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> TimeSpan:
        """Read the JSON form; raises ValueError for a date that is none."""
        start, end = (date.fromisoformat(data[key]) if data.get(key) else None for key in ("start", "end"))
        return cls(str(data["text"]), start, end)


@dataclass(frozen=True, slots=True)
class Statement:
    """Who did what to whom, in one sentence of one document; see docs/statements.md for each field.

    `start` and `end` are character offsets of the sentence in the document's text; `sentence` counts from 1.
    """

    document: str
    sentence: int
    start: int
    end: int
    text: str
    subject: Mention
    relation: str
    object: Mention
    trigger: str
    predicate: str
    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    said_by: Mention | None = None
    place: Mention | None = None
    time: TimeSpan | None = None
    title: str | None = None
    rule: str = ""
    extractor: str = ""

    @property
    def id(self) -> str:
        """Stable over runs: a hash of document, offsets, relation, arguments and polarity."""
        parts = (self.document, self.start, self.end, self.relation, self.subject.id, self.object.id)
        key = "\x1f".join(map(str, (*parts, self.polarity, self.predicate, self.title or "")))
        return hashlib.blake2b(key.encode(), digest_size=12).hexdigest()

    @property
    def projected(self) -> bool:
        """True where the statement counts for a typed relationship: told as a fact, and not denied."""
        return self.polarity == "positive" and self.modality == "asserted"

    def mentions(self) -> tuple[Mention, ...]:
        """Every entity the statement names."""
        return tuple(m for m in (self.subject, self.object, self.said_by, self.place) if m)

    def to_dict(self) -> dict[str, Any]:
        """One JSON object of the statement format."""
        return {
            "id": self.id,
            "document": self.document,
            "sentence": self.sentence,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "subject": self.subject.to_dict(),
            "relation": self.relation,
            "trigger": self.trigger,
            "predicate": self.predicate,
            "object": self.object.to_dict(),
            "polarity": self.polarity,
            "modality": self.modality,
            "said_by": self.said_by.to_dict() if self.said_by else None,
            "place": self.place.to_dict() if self.place else None,
            "time": self.time.to_dict() if self.time else None,
            "title": self.title,
            "rule": self.rule,
            "extractor": self.extractor,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Statement:
        """Read the JSON form; raises InputError that names what is missing or wrong."""
        try:
            return cls(**_fields(data))
        except KeyError as error:
            raise InputError(f"the statement has no {error.args[0]!r}") from error
        except (TypeError, ValueError) as error:
            raise InputError(f"the statement is not readable: {error}") from error


def _fields(data: Mapping[str, Any]) -> dict[str, Any]:
    polarity, modality = data.get("polarity", "positive"), data.get("modality", "asserted")
    if polarity not in POLARITIES or modality not in MODALITIES:
        raise ValueError(f"polarity {polarity!r}, modality {modality!r}")
    optional = {key: Mention.from_dict(data[key]) if data.get(key) else None for key in ("said_by", "place")}
    return {
        "document": str(data["document"]),
        **{key: int(data[key]) for key in ("sentence", "start", "end")},
        **{key: str(data[key]) for key in ("text", "relation", "trigger", "predicate")},
        "subject": Mention.from_dict(data["subject"]),
        "object": Mention.from_dict(data["object"]),
        "polarity": polarity,
        "modality": modality,
        **optional,
        "time": TimeSpan.from_dict(data["time"]) if data.get("time") else None,
        "title": data.get("title"),
        "rule": str(data.get("rule") or ""),
        "extractor": str(data.get("extractor") or ""),
    }


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says: the document and its statements in text order."""

    document: Document
    statements: tuple[Statement, ...]

    def to_lines(self) -> list[str]:
        """JSON Lines, one statement each; `article` repeats the document's data so a line stands alone.

        A document without statements has a line with nothing else in it.
        """
        article = self.document.metadata()
        rows = [{**statement.to_dict(), "article": article} for statement in self.statements]
        return [
            json.dumps(row, ensure_ascii=False)
            for row in rows or [{"document": self.document.id, "article": article}]
        ]


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph: its labels (the key label first), its key, its properties."""

    labels: tuple[str, ...]
    id: str
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of the graph between two nodes, each named by key label and id."""

    type: str
    start: tuple[str, str]
    end: tuple[str, str]
    properties: Mapping[str, Any] = field(default_factory=dict)
