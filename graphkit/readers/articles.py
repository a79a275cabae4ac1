"""One article -> a Document: its header, its date, its language; plain text and Markdown have a header."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.readers.dates import parse_date
from graphkit.readers.encodings import decode
from graphkit.readers.items import ForeignText, Settings
from graphkit.readers.languages import language_code, language_of, name_of

HEADER_KEYS = {
    "id": "id",
    "title": "title",
    "titel": "title",
    "source": "source",
    "quelle": "source",
    "author": "author",
    "autor": "author",
    "autorin": "author",
    "date": "date",
    "datum": "date",
    "url": "url",
    "language": "language",
    "sprache": "language",
}
KNOWN_KEYS = "title, source, author, date, url, language, id"
_HEADER_LINE = re.compile(r"([^\W\d_]{2,20})\s*:\s*(.*)")


def parse_article(
    data: bytes,
    *,
    default_id: str | None = None,
    settings: Settings | None = None,
    known: Mapping[str, Any] | None = None,
) -> Document:
    """Read an article with its optional header; raises InputError that says what is wrong with it.

    What is `known` of it from elsewhere holds where the header says nothing.

    >>> parse_article(b"title: Abzug\\ndate: 15.03.2016\\n\\nPutin ordnet ihn an.", default_id="a").title
    'Abzug'
    """
    settings = settings or Settings()
    text = decode(data, settings).strip()
    if not text:
        raise InputError("is empty: there is nothing to read")
    header, body = split_header(text)
    if not body:
        raise InputError("has a header and no text: write the article below a blank line")
    return build_document({**(known or {}), **header}, body, default_id=default_id, settings=settings)


def build_document(
    data: Mapping[str, Any], text: str, *, default_id: str | None, settings: Settings
) -> Document:
    """A document from what is known of it, the language checked against the pipeline's.

    `data` may have id, title, source, author, url, date, and language, which overrules what the text looks
    like. Without an id anywhere it is one made of the text.
    """
    published = data.get("date")
    if not isinstance(published, date):
        published = _as_text(published)
    title, source, author, url = (_as_text(data.get(key)) for key in ("title", "source", "author", "url"))
    return Document(
        id=_as_text(data.get("id")) or default_id or f"text-{digest_of(text)}",
        text=text,
        title=title,
        source=source,
        author=author,
        url=url,
        published=parse_date(published) if published else settings.date,
        language=_language(data.get("language"), text, settings.language),
    )


def digest_of(text: str) -> str:
    """A short name for a text that has no other."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def split_header(text: str) -> tuple[dict[str, str], str]:
    """The lines "key: value" at the top, and the text below the blank line after them."""
    lines = text.split("\n")
    if _header_key(lines[0]) is None:
        return {}, text
    header: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.strip():
            return header, "\n".join(lines[number:]).strip()
        key = _header_key(line)
        if key is None:
            advice = "put a blank line between header and text"
            raise InputError(f"line {number + 1} of its header is none of {KNOWN_KEYS}: {advice}")
        header[key] = line.partition(":")[2].strip()
    return header, ""


def _header_key(line: str) -> str | None:
    match = _HEADER_LINE.fullmatch(line.strip())
    return HEADER_KEYS.get(match[1].lower()) if match else None


def _as_text(value: Any) -> str | None:
    """A field as one text: several authors are listed, and what is no value (NaN) is none."""
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(_as_text, value))) or None
    if value is None or value != value:
        return None
    return str(value).strip() or None


def _language(declared: Any, text: str, expected: str) -> str:
    found = language_code(str(declared)) if declared else language_of(text, expected)
    if found == expected:
        return found
    advice = f"choose a pipeline for it with --model, or write 'language: {expected}' in its header"
    what = f"is in {name_of(found)}, and the pipeline reads {name_of(expected)}"
    raise ForeignText(f"{what}: {advice}", found, digest_of(text))
