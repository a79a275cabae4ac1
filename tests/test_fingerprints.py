"""Fingerprints of texts: which texts are copies, of what agency they are, and that nothing depends on order."""

from __future__ import annotations

import random

import pytest
from graphs import PRINTS, article, words
from hypothesis import given
from hypothesis import strategies as st

from graphkit import graph
from graphkit.agencies import agency_of, without_dateline
from graphkit.copies import fingerprint, read, reports
from graphkit.errors import InputError

TEXT = words(400, 11)
LEAD = "Die Gespräche über eine Waffenruhe sind am Dienstag in Genf ohne Ergebnis zu Ende gegangen."


def are_copies(one: str, other: str) -> bool:
    found = reports({"a": fingerprint(one), "b": fingerprint(other)})
    return found["b"] == "a"


def edited(text: str, share: float) -> str:
    """A text of which this share of the words is replaced."""
    dice = random.Random(1)
    return " ".join("anders" if dice.random() < share else word for word in text.split())


def shuffled(text: str) -> str:
    """A text whose paragraphs of forty words are put in another order."""
    parts = text.split()
    paragraphs = [parts[start : start + 40] for start in range(0, len(parts), 40)]
    return " ".join(word for paragraph in reversed(paragraphs) for word in paragraph)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(TEXT.upper().replace(" ", ",\n"), id="case, spaces, punctuation"),
        pytest.param(f"Berlin (dpa) - {TEXT} (dpa)", id="place and agency"),
        pytest.param(" ".join(TEXT.split()[:130]), id="the first third"),
        pytest.param(" ".join(TEXT.split()[100:300]), id="the middle"),
        pytest.param(edited(TEXT, 0.05), id="words replaced"),
        pytest.param(shuffled(TEXT), id="paragraphs in another order"),
        pytest.param(f"{words(50, 12)} {TEXT}", id="a first paragraph of its own"),
    ],
)
def test_an_edited_text_is_a_copy(copy: str) -> None:
    assert are_copies(TEXT, copy)
    assert are_copies(copy, TEXT)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(words(400, 13), id="nothing in common"),
        pytest.param(f"{words(200, 14)} {' '.join(TEXT.split()[:50])} {words(100, 15)}", id="a quotation"),
        pytest.param(f"{' '.join(TEXT.split()[:40])} {words(900, 16)}", id="an item of a digest"),
        pytest.param("", id="no text"),
    ],
)
def test_another_text_is_none(other: str) -> None:
    assert not are_copies(TEXT, other)


def test_a_digest_is_no_copy_of_the_short_reports_in_it() -> None:
    items = [words(100, seed) for seed in range(20, 28)]
    assert not any(are_copies(item, " ".join(items)) for item in items)


def test_short_texts_are_copies_only_where_they_are_equal() -> None:
    assert are_copies(LEAD, f"GENF (AFP) – {LEAD.lower()}")
    assert not are_copies(LEAD, LEAD.replace("Dienstag", "Mittwoch"))
    assert not are_copies(LEAD, f"{LEAD} {words(20, 17)}")


def test_the_headline_does_not_count() -> None:
    assert fingerprint(f"Kein Ergebnis\n\n{LEAD}", title="Kein Ergebnis") == fingerprint(LEAD)


def test_copies_of_a_copy_are_of_one_report() -> None:
    halves = words(120, 1), words(120, 2)
    found = {"x": halves[0], "y": halves[1]}
    assert reports({id: fingerprint(text) for id, text in found.items()}) == {"x": "x", "y": "y"}
    found["z"] = " ".join(halves)
    assert set(reports({id: fingerprint(text) for id, text in found.items()}).values()) == {"x"}


@given(st.lists(st.one_of(st.none(), st.sampled_from(PRINTS)), max_size=8), st.randoms())
def test_the_order_of_documents_does_not_matter(signs: list[str | None], dice: random.Random) -> None:
    found = {f"d{number}": sign for number, sign in enumerate(signs)}
    mixed = list(found.items())
    dice.shuffle(mixed)
    assert reports(dict(mixed)) == reports(found)


def test_a_fingerprint_stays_what_it_is() -> None:
    """Another one would make the second load of every graph write: it needs another version."""
    assert fingerprint(LEAD) == "2.1.9j9Chs9MSBi3OPf8"
    assert fingerprint(" ".join(map(str, range(33)))) == (
        "2.30.Cph9MLwXNoG8TxBbUbNaUmP0Vh_PWqGaZi5wak6md3JegoGkit2wk0T1k4lD"
        "lk95lqtemYgio_KDqSkDqyfnrgOwwy2jzDOp1-rW5te86FFF6kyC7Mqq9ECt"
        ".KuUD9i62R4BB0YvbR_cmu0-MA4FUr1CRgSNgEIJjJU6gLeU6vmXKQO8Sugk="
    )


def test_one_of_another_version_is_like_no_other() -> None:
    later = "3" + fingerprint(TEXT).removeprefix("2")
    assert read(later) is None
    assert reports({"a": later, "b": later}) == {"a": "a", "b": "b"}


@pytest.mark.parametrize(
    "broken", ["", "x", "2.2.abc", "2.2.äääå", "2.2.AAAA\n", "2.2.AAAA.AAAA", "2.2.AAAA.AAAAAAA="]
)
def test_a_broken_one_is_refused(broken: str) -> None:
    with pytest.raises(InputError, match="no fingerprint of a text"):
        graph.check(article("a", fingerprint=broken))


@pytest.mark.parametrize(
    ("text", "more", "agency"),
    [
        (f"Berlin (dpa) - {LEAD}", {}, "dpa"),
        (f"BERLIN/PARIS (dpa/AFP): {LEAD}", {}, "AFP/dpa"),
        (f"(Reuters) {LEAD}", {}, "Reuters"),
        (f"{LEAD} (epd)", {}, "epd"),
        (f"{LEAD}\nQuelle: dpa", {}, "dpa"),
        (LEAD, {"source": "Reuters/AP"}, "AP/Reuters"),
        (LEAD, {"source": "Tageskurier (KNA)"}, "KNA"),
        (LEAD, {"author": "dpa, AFP"}, "AFP/dpa"),
        (LEAD, {}, None),
        (f"{LEAD} Das sagte ein Sprecher der dpa.", {}, None),
        (f"Die Agentur (dpa) meldete: {LEAD}", {"source": "dpa-Mitarbeiter"}, "dpa"),
        ("Die AP meldete es.", {"author": "Anna Berg"}, None),
    ],
)
def test_an_agency_is_named_where_the_text_says_so(
    text: str, more: dict[str, str], agency: str | None
) -> None:
    assert agency_of(text, **more) == agency


def test_a_place_at_the_beginning_is_no_part_of_the_text() -> None:
    for place in ("Genf", "GENF", "Frankfurt am Main/New York", "Rio de Janeiro, 3. März"):
        assert without_dateline(f"{place} – {LEAD}") == LEAD
    for text in (LEAD, f"Er kam - spät - an. {LEAD}"):
        assert without_dateline(text) == text
