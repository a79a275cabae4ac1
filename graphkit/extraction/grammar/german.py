"""German word forms: endings, participles, genitives, adjectives made of places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.extraction.grammar.base import Grammar
from graphkit.extraction.grammar.tree import feature
from graphkit.ontology import strip_ending

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE_ENDING = re.compile(r"(?:t|te|ten|tet|st|e)$")
_UNSTRESSED = ("be", "ver", "er", "ent", "zer")  # prefixes that take no "ge"
_APOSTROPHES = ("'", "’")
_NO_GENITIVE = ("ss", "us", "is", "os", "as")  # "Laos", "Paris"


class German(Grammar):
    """The endings of German."""

    def infinitive(self, lemma: str, particles: Sequence[str]) -> str:
        """ "kündigte" and "an" are "ankündigen"."""
        if not lemma.endswith("n"):  # a form that the lexicon does not know
            lemma = _FINITE_ENDING.sub("", lemma) + "en"
        for particle in particles:
            if not lemma.startswith(particle) or lemma == particle + "en":
                return particle + lemma
        return lemma

    def looks_like_participle(self, form: str) -> bool:
        """ "gelobt", "eingestellt", "verhaftet"."""
        return form.endswith(("t", "en")) and ("ge" in form or form.startswith(_UNSTRESSED))

    def is_present_participle(self, form: str) -> bool:
        """ "der angreifende Staat"."""
        return form.rstrip("enrsm").endswith("nd")

    def undeclined(self, form: str) -> Iterator[str]:
        """ "unterstützten" -> "unterstützt"; also shorter, as "-en" holds "-n"."""
        for ending in ("e", "en", "er", "es", "em"):
            if form.endswith(ending):
                yield form[: -len(ending)]

    def stem(self, adjective: str, *, longer_than: int = 0) -> str:
        """ "syrischen" -> "syrisch"."""
        return strip_ending(adjective, longer_than=longer_than)

    def nominative(self, adjective: str, noun: Token, *, one: bool = False) -> str:
        """ "syrischen" + Armee -> "syrische"."""
        gender = feature(noun, "Gender") if one or feature(noun, "Number") != ["Plur"] else []
        ending = "er" if gender == ["Masc"] else "es" if gender == ["Neut"] else "e"
        text = strip_ending(adjective) + ending
        return text[:1].lower() + text[1:]

    def nominative_noun(self, noun: Token, *, one: bool = False) -> str | None:
        """ "Präsidenten" -> "Präsident", "Kämpfern" -> "Kämpfer"; None where number, gender or form is open."""
        number, gender = feature(noun, "Number"), feature(noun, "Gender")
        form, lemma = noun.text, noun.lemma_
        if one or number == ["Sing"]:
            return lemma if len(gender) == 1 and form.startswith(lemma[:-1]) else None
        if number != ["Plur"]:
            return None
        if form == lemma + "n" and (lemma.endswith(("er", "el")) or len(gender) == 3):  # "Aufständischen"
            return lemma
        open_ = form == lemma + "en" and feature(noun, "Case") == ["Dat"] and gender != ["Fem"]
        return None if open_ else form

    def has_genitive_ending(self, name: str) -> bool:
        """ "Putins"."""
        return name.endswith("s")

    def has_genitive_apostrophe(self, name: str) -> bool:
        """ "Laos'"."""
        return name.endswith(_APOSTROPHES)

    def has_own_s(self, name: str) -> bool:
        """ "Laos", "Paris"."""
        return name.endswith(_NO_GENITIVE)

    def name_forms(self, name: str) -> Iterator[str]:
        """ "Putins" -> "Putins", "Putin"."""
        yield name
        if name.endswith(_APOSTROPHES) or (name.endswith("s") and len(name) > 3):
            yield name[:-1]

    def is_place_adjective(self, word: str) -> bool:
        """ "Pariser", and anything else in -er."""
        return word.endswith("er")

    def places_of(self, adjective: str) -> tuple[str, ...]:
        """ "Bremer" -> "Brem", "Bremen", "Breme", "Breme"; "Kärntner" -> "Kärnten"."""
        if not (adjective[:1].isupper() and adjective.endswith("er") and len(adjective) > 4):
            return ()
        base = adjective[:-2]
        return base, base + "en", base + "e", adjective[:-1], base.removesuffix("n") + "en"

    def first_part(self, part: str) -> str:
        """ "Regierungs" (-chef) -> "Regierung"."""
        return part.removesuffix("s")

    def masculine(self, title: str) -> str:
        """ "Präsidentin" -> "Präsident"."""
        return title.removesuffix("in")

    def ends_of(self, noun: str) -> tuple[str, ...]:
        """ "Angabe" -> "angabe", "angaben", "angabeen"."""
        lower = noun.lower()
        return lower, lower + "n", lower + "en"
