"""Markdown becomes a document: what stands above the text, and sentences without marks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reading import MORE, TEXT, document, reason, write

from graphkit.model import Document

FRONT = "---\ntitle: Der Abzug\ndate: 2016-03-15\nautor: [Anna Muster, Bert Beispiel]\ntags: [a, b]\n---\n"


def test_front_matter_says_where_it_comes_from(tmp_path: Path) -> None:
    found = document(write(tmp_path / "a.md", f"{FRONT}\n{TEXT}\n"))
    assert found == Document(
        "a", TEXT, "Der Abzug", None, None, date(2016, 3, 15), "de", author="Anna Muster, Bert Beispiel"
    )


def test_a_header_does_too(tmp_path: Path) -> None:
    found = document(write(tmp_path / "a.md", f"titel: Der Abzug\nquelle: Blatt\n\n**{TEXT}**"))
    assert (found.title, found.source, found.text) == ("Der Abzug", "Blatt", TEXT)


def test_marks_are_taken_out_and_each_block_is_a_paragraph(tmp_path: Path) -> None:
    marked = (
        "# Der *Abzug*\n\nDer **Präsident** hat den [Abzug](https://example.org)\nbefohlen.[^1]\n\n## Folgen\n\n"
        "- Erster Punkt.\n- Zweiter Punkt.\n\n> So sagte er.\n\n```\nx = 1\n```\n\n<!-- nichts -->\n\n"
        "| Ort | Tote |\n|---|---|\n| Wien | keine |\n"
    )
    found = document(write(tmp_path / "a.md", marked), language="de")
    assert found.title == "Der Abzug"
    assert found.text.split("\n\n") == [
        "Der Präsident hat den Abzug befohlen.[^1]",
        "Folgen",
        "Erster Punkt.",
        "Zweiter Punkt.",
        "So sagte er.",
        "Ort",
        "Tote",
        "Wien",
        "keine",
    ]


def test_a_heading_stays_where_the_article_has_another_title(tmp_path: Path) -> None:
    found = document(write(tmp_path / "a.md", f"{FRONT}# Politik\n\n{TEXT}"))
    assert (found.title, found.text) == ("Der Abzug", f"Politik\n\n{TEXT}")


def test_front_matter_tells_markdown_without_a_name(tmp_path: Path) -> None:
    assert document(write(tmp_path / "a.txt", f"{FRONT}*{TEXT}*\n\n{MORE}")).text == f"{TEXT}\n\n{MORE}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "is empty"),
        (f"{FRONT}\n", "has no text below its header"),
        ("---\na: [\n---\nText.", "its front matter is not YAML"),
        ("---\n- a\n---\nText.", "its front matter is no list of 'key: value'"),
        ("---\ndate: gestern\n---\nEin Satz.", "'gestern' is no date"),
        (b"Ein Satz.\x00\x01\x02", "is not text"),
    ],
)
def test_what_is_no_article_is_rejected(tmp_path: Path, content: str | bytes, expected: str) -> None:
    assert expected in reason(write(tmp_path / "a.md", content))
