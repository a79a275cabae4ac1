"""The entries of RSS and Atom feeds become documents, from files and from addresses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from reading import MORE, TEXT, feed, only, page, reason, write

from graphkit.model import Document
from graphkit.readers import Reject, read
from graphkit.readers.fetching import fetch

FIRST = (
    "<title>Der Abzug &amp;amp; mehr</title><link>https://example.org/1</link><guid isPermaLink='false'>77</guid>"
    "<pubDate>Tue, 15 Mar 2016 00:30:00 +0100</pubDate><author>anna@example.org (Anna Muster)</author>"
    f"<description>Anriss</description><content:encoded><![CDATA[<p>{TEXT}</p><p>{MORE}</p>]]></content:encoded>"
)
SECOND = f"<guid>tag:example.org,2016:2</guid><description>&lt;b&gt;{MORE}&lt;/b&gt;</description>"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Beispielblatt</title><id>urn:x</id><entry><title>Abzug</title>'
    '<id>urn:uuid:1</id><link href="https://example.org/1"/><published>2016-03-15T00:30:00+01:00</published>'
    f"<author><name>Anna Muster</name></author><summary>{TEXT}</summary></entry></feed>"
)


def test_an_entry_is_read_with_what_the_feed_says_of_it(tmp_path: Path) -> None:
    first, second = read([write(tmp_path / "a.rss", feed(FIRST, SECOND))])
    assert isinstance(first, Document)
    # the day is the one that is written, though it was still the 14th in Greenwich
    assert first == Document(
        "https://example.org/1",
        f"{TEXT}\n\n{MORE}",
        "Der Abzug & mehr",
        "Beispielblatt",
        "https://example.org/1",
        date(2016, 3, 15),
        "de",
        author="Anna Muster",
    )
    assert second == Document("tag:example.org,2016:2", MORE, None, "Beispielblatt", language="de")


def test_atom_is_read_the_same_and_known_without_a_name(tmp_path: Path) -> None:
    found = only(write(tmp_path / "a", ATOM))
    assert found == Document(
        "urn:uuid:1", TEXT, "Abzug", "Beispielblatt", "https://example.org/1", date(2016, 3, 15), "de",
        author="Anna Muster",
    )  # fmt: skip


def test_a_number_that_is_an_id_in_one_feed_only_is_none_in_a_graph(tmp_path: Path) -> None:
    items = [f"<guid isPermaLink='false'>{n}</guid><description>{TEXT}</description>" for n in (1, 2)]
    found = read([write(tmp_path / "blatt.xml", feed(*items))])
    assert [item.id for item in found] == ["blatt/1", "blatt/2"]  # type: ignore[union-attr]


def test_an_entry_without_a_text_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    rejected, found = read([write(tmp_path / "a.rss", feed("<title>Nur das</title>", SECOND))])
    assert rejected == Reject(
        f"{tmp_path / 'a.rss'}, entry 1", "is an entry without a text: there is nothing to read"
    )
    assert isinstance(found, Document)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("kein XML", "is XML, and neither an RSS or Atom feed nor a page"),
        ("<?xml version='1.0'?><note/>", "neither an RSS or Atom feed"),
        (feed(FIRST, SECOND)[:-150], "is a feed that breaks off"),
        ("", "neither an RSS or Atom feed"),
    ],
)
def test_what_is_no_feed_is_rejected(tmp_path: Path, content: str, expected: str) -> None:
    assert expected in reason(write(tmp_path / "a.rss", content))


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        pages = {"/feed": feed(FIRST), "/page": page(f"<p>{TEXT}</p>"), "/latin": feed(SECOND)}
        body = pages.get(self.path, "").encode("latin-1" if self.path == "/latin" else "utf-8")
        status = 304 if self.headers["If-None-Match"] == '"1"' else 200 if body else 404
        self.send_response(status)
        self.send_header("ETag", '"1"')
        self.send_header(
            "Content-Type", "application/xml; charset=iso-8859-1" if "latin" in self.path else "x/y"
        )
        self.end_headers()
        self.wfile.write(body if status == 200 else b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class TestAddresses:
    def test_a_feed_is_fetched_and_read(self, address: str) -> None:
        (found,) = read([f"{address}/feed"])
        assert isinstance(found, Document)
        assert (found.id, found.source) == ("https://example.org/1", "Beispielblatt")

    def test_a_page_is_too_and_its_address_is_its_id(self, address: str) -> None:
        (found,) = read([f"{address}/page"])
        assert isinstance(found, Document)
        assert (found.id, found.url, found.text) == (f"{address}/page", f"{address}/page", TEXT)

    def test_what_the_server_says_of_the_encoding_counts(self, address: str) -> None:
        (found,) = read([f"{address}/latin"])
        assert isinstance(found, Document)
        assert found.text == MORE

    def test_a_wrong_address_is_a_reject_of_one_line(self, address: str) -> None:
        reasons = [reason(f"{address}/nichts"), reason("http://127.0.0.1:9/feed"), reason("http://[/")]
        assert reasons[0] == "cannot be fetched: the server answers 404 Not Found"
        assert all(told.startswith("cannot be fetched: ") and "\n" not in told for told in reasons)

    def test_what_has_not_changed_is_not_sent_again(self, address: str) -> None:
        fetched = fetch(f"{address}/feed")
        assert fetched is not None
        assert fetched.etag == '"1"'
        assert fetch(f"{address}/feed", etag=fetched.etag) is None
