"""Files for tests of reading, in German sentences of our own, and what is read from them."""

from __future__ import annotations

from pathlib import Path

from graphkit.model import Document, Extraction
from graphkit.readers import Reject, Settings, read

TEXT = "Der Präsident hat den Abzug der Truppen befohlen. Das teilte das Amt am Abend mit."
MORE = "Die Kanzlerin traf den Minister am Dienstag in Wien. Über den Haushalt sprachen sie nicht."
ENGLISH = "The president has ordered that the troops were to be withdrawn from the country by the end of May."


def write(path: Path, content: str | bytes) -> Path:
    """Make a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only(source: Path | str, **options: object) -> Document | Extraction | Reject:
    """The one thing that is read from a source."""
    (item,) = read([source], Settings(**options))  # type: ignore[arg-type]
    return item


def document(source: Path | str, **options: object) -> Document:
    """The one document that is read from a source."""
    item = only(source, **options)
    assert isinstance(item, Document), item
    return item


def reason(source: Path | str, **options: object) -> str:
    """Why the one thing in a source is rejected."""
    item = only(source, **options)
    assert isinstance(item, Reject), item
    return item.reason


def page(body: str, *, head: str = "", charset: str = "utf-8") -> str:
    """An HTML page as newspapers have them, with a menu and a footer around the article."""
    return (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="{charset}"><title>Blatt</title>{head}</head><body>'
        '<nav><a href="/">Start</a> <a href="/politik">Politik</a></nav>'
        f"<article>{body}</article><footer>Impressum · Datenschutz</footer></body></html>"
    )


def feed(*items: str) -> str:
    """An RSS feed with these items."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Beispielblatt</title>'
        f"<link>https://example.org</link>{inside}</channel></rss>"
    )


def warc_record(
    address: str, body: bytes, *, type: str = "text/html; charset=utf-8", status: str = "200 OK"
) -> bytes:
    """One response of a WARC file."""
    answer = (
        f"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"WARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Target-URI: {address}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"
