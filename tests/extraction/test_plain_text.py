"""Wrapped lines, wide spaces and soft hyphens: what a text looks like changes nothing about what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.extraction import extract_documents
from graphkit.extraction.layout import plain
from graphkit.model import Document

PLAIN = "Der Vizechef der Präsidialverwaltung Jo Roe kritisierte in Kiew die Hamas. Er traf auch John Kerry."
LAID_OUT = {
    "wide spaces": PLAIN.replace(" ", "  "),
    "tabs and hard spaces": PLAIN.replace("der ", "der\t").replace("in ", "in\u00a0"),
    "wrapped": "Der Vizechef der Präsidialverwaltung\nJo Roe kritisierte in Kiew die Hamas.\nEr traf auch John Kerry.",
    "wrapped unevenly": (
        "Der Vizechef der Präsidialverwaltung\nJo Roe kritisierte in Kiew die\n"
        "Hamas. Er traf auch John Kerry."
    ),
    "hyphenated": PLAIN.replace("Präsidialverwaltung", "Präsidial-\nverwaltung"),
    "soft hyphens": PLAIN.replace("Präsidial", "Prä\u00adsidial"),
    "invisible characters": PLAIN.replace("Kiew", "Ki\u200bew"),
    "paragraphs": "\n\n" + PLAIN.replace(". ", ".\n\n") + "\n",
}


def facts(text: str) -> list[tuple[str, str, str, str]]:
    [extraction] = extract_documents([Document("d", text)])
    found = extraction.statements
    return [
        (s.subject.name, s.relation, s.object.name, " ".join(text[s.start : s.end].split())) for s in found
    ]


@pytest.mark.parametrize("text", LAID_OUT.values(), ids=LAID_OUT)
def test_layout_changes_no_fact(text: str) -> None:
    found, wanted = facts(text), facts(PLAIN)
    assert len(wanted) == 3
    assert [fact[:3] for fact in found] == [fact[:3] for fact in wanted]
    assert [fact[3][:10] for fact in found] == [fact[3][:10] for fact in wanted]
    assert all(fact[3].endswith(".") for fact in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ein Titel\nDer Text beginnt hier und ist lang.",
            "Ein Titel\n\nDer Text beginnt hier und ist lang.",
        ),
        ("Ein Satz.\n\n\nNoch einer.", "Ein Satz.\n\nNoch einer."),
        ("Vor-\nund Nachteile", "Vor- und Nachteile"),
        ("der US-\nPräsident", "der US-Präsident"),
        ("eine Zeile, die voll ist,\nGeld", "eine Zeile, die voll ist, Geld"),
        ("ein Satz – so – fertig", "ein Satz – so – fertig"),
    ],
)
def test_lines(text: str, wanted: str) -> None:
    assert plain(text, frozenset(["und"])).text == wanted


@given(st.text(alphabet="aB-. \n\t\u00ad\u200b", max_size=60))
def test_every_character_has_its_place_in_the_text_as_it_was(text: str) -> None:
    layout = plain(text)
    for place, character in enumerate(layout.text):
        if not character.isspace():
            assert text[layout.origin(place)] == character
    assert plain(layout.text.strip()).text.split() == layout.text.split()
