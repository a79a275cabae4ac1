"""The formats: how each is known, by its beginning or by its name's ending, and who reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.readers.archives import Members, open_gz, open_tar, open_warc, open_zip
from graphkit.readers.articles import parse_article
from graphkit.readers.encodings import MAX_BYTES, UTF16_MARKS
from graphkit.readers.feeds import read_feed
from graphkit.readers.items import Item, Reject, Settings, Source, reject_of
from graphkit.readers.lines import read_lines
from graphkit.readers.markdown import read_markdown
from graphkit.readers.naming import FORMAT_OF
from graphkit.readers.pages import read_page
from graphkit.readers.tables import is_table, read_csv, read_parquet

Items = Iterator[tuple[str, Item]]

_ROOT = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype[^>[]*(?:\[.*?\])?[^>]*>\s*)*<([\w:]+)", re.I | re.S
)
_FEED_ROOTS = ("rss", "feed", "rdf:rdf")
_HTML_ROOTS = frozenset(
    "html head body meta title link script style div p article main section h1 table".split()
)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(\w[\w -]*:.*\r?\n|[ \t#-].*\r?\n)+(---|\.\.\.)")


@dataclass(frozen=True)
class Format:
    """How a format is read, in one of three ways.

    `one` makes a document of a source, `many` yields items with their places, `unpack` yields other sources.
    """

    one: Callable[[Source, Settings], Document] | None = None
    many: Callable[[Source, Settings], Items] | None = None
    unpack: Callable[[Source, Settings], Members] | None = None


def _read_text(source: Source, settings: Settings) -> Document:
    data = source.stream.read(MAX_BYTES + 1)
    return parse_article(data, default_id=source.id, settings=settings, known=source.known)


FORMATS = {
    "text": Format(one=_read_text),
    "markdown": Format(one=read_markdown),
    "page": Format(one=read_page),
    "feed": Format(many=read_feed),
    "lines": Format(many=read_lines),
    "table": Format(many=read_csv),
    "parquet": Format(many=read_parquet),
    "warc": Format(unpack=open_warc),
    "zip": Format(unpack=open_zip),
    "tar": Format(unpack=open_tar),
    "gz": Format(unpack=open_gz),
}
_MAGIC = {b"\x1f\x8b": "gz", b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"PAR1": "parquet", b"WARC/": "warc"}


def format_of(head: bytes, suffix: str, settings: Settings) -> str:
    """The format of what begins with `head`, whose name ends in `suffix`; plain text where nothing else fits."""
    named = FORMAT_OF.get(suffix)
    for magic, format in _MAGIC.items():
        if head.startswith(magic):
            return format
    if head[257:262] == b"ustar":
        return "tar"
    text = head.decode("utf-16" if head.startswith(UTF16_MARKS) else "utf-8-sig", "replace").lstrip()
    if not text and named:
        return named
    return _format_of_text(text, named) or named or ("table" if is_table(head, settings) else "text")


def _format_of_text(text: str, named: str | None) -> str | None:
    if text.startswith("{"):
        return "lines"
    if _FRONT_MATTER.match(text):
        return "markdown"
    if match := _ROOT.match(text):
        root = match[1].lower()
        # Markdown and a table may begin with an element too
        if root == "html" or (root in _HTML_ROOTS and named not in ("markdown", "table")):
            return "page"
        if root in _FEED_ROOTS or text.startswith("<?xml"):
            return "feed"
    return None


def read_source(source: Source, settings: Settings) -> Items:
    """Yield (place, item) of a source, and of all that is packed in it; what cannot be used is a Reject."""
    try:
        format = FORMATS[format_of(source.head, source.suffix, settings)]
        if format.one:
            yield source.name, format.one(source, settings)
        elif format.many:
            yield from format.many(source, settings)
        elif format.unpack:
            yield from _read_members(format.unpack(source, settings), source.name, settings)
    except InputError as error:
        yield source.name, reject_of(source.name, error)


def _read_members(members: Members, name: str, settings: Settings) -> Items:
    empty = True
    for member in members:
        empty = False
        if isinstance(member, Reject):
            yield member.source, member
        else:
            yield from read_source(member, settings)
    if empty:
        raise InputError("has nothing in it that graphkit reads")
