"""The bytes of one article -> a Document: encoding, header, date, language."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.readers.dates import parse_date
from graphkit.readers.languages import NAMES, guess_language, language_code

# spaCy refuses longer texts, and no article comes near it
MAX_CHARACTERS = 1_000_000
MAX_BYTES = 4 * MAX_CHARACTERS

HEADER_KEYS = {
    "id": "id",
    "title": "title",
    "titel": "title",
    "source": "source",
    "quelle": "source",
    "date": "date",
    "datum": "date",
    "url": "url",
    "language": "language",
    "sprache": "language",
}
KNOWN_KEYS = "title, source, date, url, language, id"
_HEADER_LINE = re.compile(r"([^\W\d_]{2,20})\s*:\s*(.*)")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP = re.compile(r"\s*<(!doctype|html|\?xml)", re.IGNORECASE)


def parse_article(
    data: bytes,
    *,
    default_id: str | None = None,
    language: str = "de",
    encoding: str | None = None,
    sidecar: Mapping[str, Any] | None = None,
) -> Document:
    """Read an article with its optional header; raises InputError that says what is wrong with it.

    >>> parse_article(b"title: Abzug\\ndate: 15.03.2016\\n\\nPutin ordnet ihn an.", default_id="a").title
    'Abzug'
    """
    text = decode(data, encoding).strip()
    if not text:
        raise InputError("is empty: there is nothing to read")
    header, body = _split_header(text)
    if not body:
        raise InputError("has a header and no text: write the article below a blank line")
    default = default_id or f"text-{hashlib.blake2b(data, digest_size=6).hexdigest()}"
    return build_document({**(sidecar or {}), **header}, body, default_id=default, language=language)


def build_document(data: Mapping[str, Any], text: str, *, default_id: str, language: str) -> Document:
    """A document from its header fields, the language checked against the pipeline's."""
    published = data.get("date") or data.get("published")
    title, source, url = (str(data[key]) if data.get(key) else None for key in ("title", "source", "url"))
    return Document(
        id=str(data.get("id") or default_id),
        text=text,
        title=title,
        source=source,
        url=url,
        published=parse_date(published) if published else None,
        language=_language(data.get("language"), text, language),
    )


def decode(data: bytes, encoding: str | None) -> str:
    """Text of UTF-8 or, with a byte order mark, UTF-16 bytes, else of `encoding`; in NFC, with Unix lines."""
    if len(data) > MAX_BYTES:
        raise _too_long()
    utf16 = data.startswith(_UTF16_MARKS)
    sample = data[:8192]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample)
    if not utf16 and (controls > len(sample) / 100 or sample.startswith(b"%PDF")):
        raise InputError("is not text: save the article as plain text (*.txt)")
    try:
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        text = _decode_as(data, encoding, error.start + 1)
    if _MARKUP.match(text):
        raise InputError("is HTML or XML: save the article as plain text (*.txt)")
    if len(text) > MAX_CHARACTERS:
        raise _too_long()
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _decode_as(data: bytes, encoding: str | None, position: int) -> str:
    if encoding is None:
        advice = "save it as UTF-8, or name its encoding, for example --encoding windows-1252"
        raise InputError(f"is not UTF-8 (byte {position}): {advice}")
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise InputError(f"is not UTF-8, and {encoding!r} is no encoding: try windows-1252") from error
    except UnicodeDecodeError as error:
        raise InputError(f"is neither UTF-8 nor {encoding}: save it as UTF-8") from error


def _too_long() -> InputError:
    return InputError(f"is longer than {MAX_CHARACTERS:,} characters: make a file of each article in it")


def _split_header(text: str) -> tuple[dict[str, str], str]:
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


def _language(declared: Any, text: str, expected: str) -> str:
    found = language_code(str(declared)) if declared else guess_language(text) or expected
    if found == expected:
        return found
    is_in, reads = NAMES.get(found, found), NAMES.get(expected, expected)
    advice = f"choose a pipeline for it with --model, or write 'language: {expected}' in its header"
    raise InputError(f"is in {is_in}, and the pipeline reads {reads}: {advice}")
