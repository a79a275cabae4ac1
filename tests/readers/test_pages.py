"""An HTML page becomes a document: the article, and what the page says of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reading import ENGLISH, MORE, TEXT, document, only, page, reason, write

from graphkit.model import Document
from graphkit.readers import Foreign

HEAD = (
    '<meta property="og:title" content="Der Abzug beginnt"><meta property="og:site_name" content="Beispielblatt">'
    '<meta name="author" content="Anna Muster"><link rel="canonical" href="https://example.org/abzug">'
    '<meta property="article:published_time" content="2016-03-15T23:30:00+01:00">'
)
BODY = f"<h1>Der Abzug beginnt</h1><p>{TEXT}</p><h2>Folgen</h2><p>{MORE}</p><ul><li>Erster Punkt.</li></ul>"


def test_the_article_is_read_without_what_stands_around_it(tmp_path: Path) -> None:
    assert document(write(tmp_path / "a.html", page(BODY, head=HEAD))) == Document(
        "a",
        f"{TEXT}\n\nFolgen\n\n{MORE}\n\nErster Punkt.",
        "Der Abzug beginnt",
        "Beispielblatt",
        "https://example.org/abzug",
        date(2016, 3, 15),
        "de",
        author="Anna Muster",
    )


def test_a_short_report_without_any_data_is_read_too(tmp_path: Path) -> None:
    found = document(write(tmp_path / "a.htm", f"<p>{TEXT}</p>"))
    assert (found.text, found.title, found.published) == (TEXT, None, None)


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16"])
def test_the_declared_encoding_is_believed(tmp_path: Path, encoding: str) -> None:
    data = page(f"<p>{TEXT}</p>", charset=encoding).encode(encoding)
    assert document(write(tmp_path / "a.html", data)).text == TEXT


def test_utf8_is_known_where_another_encoding_is_declared(tmp_path: Path) -> None:
    data = page(f"<p>{TEXT}</p>", charset="iso-8859-1").encode()
    assert document(write(tmp_path / "a.html", data)).text == TEXT


def test_a_page_is_known_by_its_beginning(tmp_path: Path) -> None:
    assert document(write(tmp_path / "a.txt", f"<!-- x -->\n{page(f'<p>{TEXT}</p>')}")).text == TEXT


def test_the_text_tells_its_language_and_not_the_template_of_the_page(tmp_path: Path) -> None:
    item = only(write(tmp_path / "a.html", page(f"<p>{ENGLISH}</p>")))
    assert isinstance(item, Foreign)
    assert item.language == "en"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "is empty"),
        (page(""), "is a page without an article"),
        ("<html></html>", "is a page without an article"),
        ("<html><script>x</script></html>", "is a page without an article"),
        (b"<html>\x00\x01\x02\x03\x04\x05", "is not text"),
    ],
)
def test_a_page_without_an_article_is_rejected(tmp_path: Path, content: str | bytes, expected: str) -> None:
    assert expected in reason(write(tmp_path / "a.html", content))
