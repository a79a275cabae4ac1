"""The packed form dictionary: form -> analyses (group, lemma, readings), and flags of name words."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

SHORTEST_HEAD = 4
MODIFIER = 3
OLD_SPELLING = re.compile("ß(?![aeiouäöüy])")


class Analysis(NamedTuple):
    """One way to read a form: group (N noun, E name, V verb, A adjective, D, R or other), lemma, readings."""

    group: str
    lemma: str
    readings: tuple[str, ...]


class Table:
    """Look up forms; unknown compounds are read by their head, hyphenated words by their last part."""

    def __init__(self, packed: bytes = b"") -> None:
        """Unpack the lexicon file; an empty one knows nothing."""
        self.packed = packed
        self.analyses: list[tuple[str, str, str]] = []
        self.forms: dict[str, str] = {}
        self.flags: dict[str, str] = {}
        if packed:
            self._unpack(lzma.decompress(packed).decode("utf-8"))
        self.look_up = lru_cache(maxsize=50_000)(self._look_up)

    def _unpack(self, text: str) -> None:
        """Fill the three tables."""
        analyses, forms, flags = text.split("\f")
        self.analyses = [(a, b, c) for a, b, c in (line.split("\t") for line in analyses.split("\n"))]
        before = ""
        for line in forms.split("\n"):
            rest, ids = line[1:].split("\t")
            before = before[: ord(line[0]) - 48] + rest
            self.forms[before] = ids
        self.flags = dict(line.split("\t") for line in flags.split("\n"))

    def known(self, form: str) -> list[Analysis]:
        """Give the analyses of a form that the dictionary has, else an empty list."""
        ids = self.forms.get(form)
        return [self._analysis(form, int(number)) for number in ids.split(",")] if ids else []

    def _analysis(self, form: str, number: int) -> Analysis:
        """Undo the lemma edit of one analysis."""
        group, edit, readings = self.analyses[number]
        return Analysis(group, apply_edit(form, edit), tuple(readings.split(",")) if readings else ())

    def _look_up(self, form: str) -> tuple[Analysis, ...]:
        """Give the analyses of a form: itself, without capital letters, its last part, or its head noun."""
        found = self.known(form)
        if form[:1].isupper():
            found += self.known(form.lower())
            if form.isupper() and len(form) > 4:
                found += self.known(form.capitalize())
        return tuple(found or self._by_part(form) or self._by_head(form))

    def new_spelling(self, form: str) -> str:
        """Write `muß` as `muss` if the dictionary reads both alike; '' for what has no other spelling."""
        new = OLD_SPELLING.sub("ss", form)
        if new == form:
            return ""
        old, found = ({(a.group, a.readings) for a in self.look_up(word)} for word in (form, new))
        return new if old & found else ""

    def _by_part(self, form: str) -> list[Analysis]:
        """Read `US-Außenminister` as its last part."""
        front, dash, last = form.rpartition("-")
        if not dash or not front or not last:
            return []
        return [joined(front + dash, a) for a in self.look_up(last) if a.group in "NAVE"]

    def _by_head(self, form: str) -> list[Analysis]:
        """Read an unknown compound by the longest noun or adjective that it ends in."""
        for start in range(MODIFIER, len(form) - SHORTEST_HEAD + 1):
            tail = form[start:]
            head = [a for a in self.known(tail.capitalize() if form[0].isupper() else tail) if fits(form, a)]
            if head:
                return [joined(form[:start], a, lower=form[0].isupper()) for a in head]
        return []


def fits(form: str, analysis: Analysis) -> bool:
    """Tell whether a head may close the compound: nouns for capitals, adjectives and verbs otherwise."""
    return analysis.group == "N" if form[0].isupper() else analysis.group in "AV"


def joined(front: str, analysis: Analysis, lower: bool = False) -> Analysis:
    """Put the front of a compound before the lemma of its head."""
    lemma = analysis.lemma.lower() if lower else analysis.lemma
    return analysis._replace(lemma=front + lemma)


def apply_edit(form: str, edit: str) -> str:
    """Apply `strip|add`, or give the lemma written after `=`."""
    if edit[0] == "=":
        return edit[1:]
    strip, add = edit.split("|", 1)
    return (form[: -int(strip)] if strip != "0" else form) + add


def classes(analyses: tuple[Analysis, ...]) -> Iterator[str]:
    """Yield a short class for each analysis, coarse enough to be learned."""
    for group in sorted({a.group for a in analyses}):
        readings = {r for a in analyses if a.group == group for r in a.readings}
        if group == "V":
            yield "V" + "".join(sorted({verb_class(r) for r in readings}))
        elif group in "NDR":
            genders = "".join(sorted({r[2] for r in readings if len(r) > 2}))
            yield group + genders + "".join(sorted({r[:2] for r in readings}))
        else:
            yield group


def verb_class(reading: str) -> str:
    """Give one letter for a verb reading: a person, plural, infinitive, zu-infinitive, participle."""
    kinds = {"INF": "i", "EIZ": "z", "PA1": "a", "PA2": "2"}
    if reading in kinds:
        return kinds[reading]
    if reading[1:2] == "P" and reading[0] in "13":
        return "p"
    return reading[0] if reading[0] in "13" else ""
