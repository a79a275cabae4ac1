"""What reading yields, what it is told, and one file or member on its way to a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from graphkit.errors import InputError
from graphkit.model import Document, Extraction
from graphkit.readers.remarks import Remarks


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be used: where it stands, why, with what to do about it, and its lines of JSON."""

    source: str
    reason: str
    lines: tuple[str, ...] = field(default=(), repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Foreign(Reject):
    """An article in a language (its code) that the pipeline does not read: left out, and no error.

    `digest` tells it from others.
    """

    language: str = ""
    digest: str = ""


class ForeignText(InputError):
    """What an article is refused with that is in another language than the pipeline's."""

    def __init__(self, message: str, language: str, digest: str) -> None:
        super().__init__(message)
        self.language, self.digest = language, digest


Item = Document | Extraction | Reject


@dataclass(frozen=True, slots=True)
class Settings:
    """How to take what is read.

    `language` is the pipeline's; `encoding` that of what is not UTF-8; `fields` says which column of a table holds
    the text, title, date, source, url, id, author or language; `date` is the day of articles without one.
    """

    language: str = "de"
    encoding: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    date: date | None = None
    remarks: Remarks = field(default_factory=Remarks)


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file, a member of an archive, stdin or an address, from the first on.

    `head` is the beginning, which `stream` still holds; `id` what a document in it is called unless it says so
    itself; `suffix` how its name ends; `known` what is known of the article from elsewhere; `is_file` whether
    the stream can be moved about in at no cost; `depth` the number of archives around it.
    """

    stream: BinaryIO
    name: str
    head: bytes
    id: str | None = None
    suffix: str = ""
    known: Mapping[str, Any] = field(default_factory=dict)
    is_file: bool = False
    depth: int = 0


def reject_of(where: str, error: InputError) -> Reject:
    """What is yielded in the place of something that cannot be used."""
    if isinstance(error, ForeignText):
        return Foreign(where, str(error), language=error.language, digest=error.digest)
    return Reject(where, str(error))


def noted(item: Item, remarks: Remarks) -> Item:
    """The same item, counted in the remarks where there is something to be said about it."""
    if isinstance(item, Foreign):
        remarks.foreign[item.language] += 1
    elif isinstance(item, Document):
        remarks.undated += item.published is None
    if not isinstance(item, Reject):
        remarks.places.found(item.document.id if isinstance(item, Extraction) else item.id)
    return item
