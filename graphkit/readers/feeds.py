"""RSS and Atom -> a Document for each entry."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.readers.articles import build_document, digest_of
from graphkit.readers.dates import parse_date
from graphkit.readers.encodings import MAX_CHARACTERS, plain, too_long
from graphkit.readers.items import Item, Settings, Source, reject_of
from graphkit.readers.markup import paragraphs, text_of
from graphkit.readers.naming import is_address

MAX_FEED = 64_000_000
_END = re.compile(rb"</(rss|feed|rdf:RDF)\s*>", re.IGNORECASE)
_EVERYWHERE_UNIQUE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)  # https:, tag:, urn:


def read_feed(source: Source, settings: Settings) -> Iterator[tuple[str, Item]]:
    """Yield (place, item) for each entry; raises InputError for what is no feed, or not all of one."""
    try:
        import feedparser
    except ImportError as error:
        raise InputError("feeds need feedparser: pip install 'graphkit[feeds]'") from error
    data = source.stream.read(MAX_FEED + 1)
    if len(data) > MAX_FEED:
        raise InputError(f"is longer than {MAX_FEED:,} bytes: that is no feed")
    charset = source.known.get("charset")
    content_type = f"application/xml; charset={charset}" if charset else "application/xml"
    feed = feedparser.parse(io.BytesIO(data), response_headers={"content-type": content_type})
    if not feed.get("version"):
        raise InputError("is XML, and neither an RSS or Atom feed nor a page")
    if not _END.search(data):
        raise InputError("is a feed that breaks off: get the whole of it")
    for number, entry in enumerate(feed.entries, 1):
        where = f"{source.name}, entry {entry.get('id') or number}"
        try:
            yield where, _document(entry, feed.feed, source, settings)
        except InputError as error:
            yield where, reject_of(where, error)


def _document(entry: Any, feed: Any, source: Source, settings: Settings) -> Document:
    text = _text(entry)
    if not text:
        raise InputError("is an entry without a text: there is nothing to read")
    if len(text) > MAX_CHARACTERS:
        raise too_long()
    # a feed may say that its ids are links, though they are none
    link = entry.get("link") if is_address(entry.get("link") or "") else None
    known = {
        "title": _plain_text(entry.get("title")),
        "source": _plain_text(feed.get("title")),
        "author": entry.get("author_detail", {}).get("name") or entry.get("author"),
        "url": link,
        "date": _day(entry),
    }
    own = entry.get("id") or digest_of(text)
    # numbers are an id in their feed only
    id = own if _EVERYWHERE_UNIQUE.match(own) else link or f"{source.id or 'feed'}/{own}"
    return build_document({**known, "id": id}, text, default_id=None, settings=settings)


def _text(entry: Any) -> str:
    contents = [*entry.get("content", ()), entry.get("summary_detail")]
    for content in filter(None, contents):
        value = plain(content.get("value") or "")
        text = value.strip() if content.get("type") == "text/plain" else text_of(paragraphs(value))
        if text:
            return text
    return ""


def _plain_text(markup: str | None) -> str | None:
    return " ".join(text for _, text in paragraphs(markup or "")) or None


def _day(entry: Any) -> Any:
    """The day as it is written, which in its own time zone may be another than in that of Greenwich."""
    for name in ("published", "updated"):
        try:
            if entry.get(name):
                return parse_date(entry[name])
        except InputError:
            if parsed := entry.get(f"{name}_parsed"):
                return f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}"
    return None
