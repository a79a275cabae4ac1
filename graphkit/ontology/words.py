"""Closed-class words of a language: what negates, hedges, attributes, refers and dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphkit.ontology.files import read_yaml


@dataclass(frozen=True)
class Words:
    """The word lists of one language, by the name they have in its data file."""

    language: str
    data: Mapping[str, Any]

    def set(self, name: str) -> frozenset[str]:
        """One list as a set of its words; a map gives its keys."""
        return _as_set(self.language, name)

    def affixes(self, name: str) -> tuple[str, ...]:
        """One list in its order, as `str.startswith` and `str.endswith` take it."""
        return tuple(str(item) for item in self.data.get(name) or ())

    def groups(self, name: str) -> tuple[frozenset[str], ...]:
        """One list of lists: words that belong together."""
        return tuple(frozenset(group) for group in self.data.get(name) or ())

    def word(self, name: str) -> str:
        """The one word that stands under `name`."""
        return str(self.data[name])

    def map(self, name: str) -> Mapping[str, Any]:
        """One map, as it stands in the file."""
        value: Mapping[str, Any] = self.data.get(name) or {}
        return value


@cache
def _as_set(language: str, name: str) -> frozenset[str]:
    value = read_yaml(f"words_{language}.yaml").get(name) or ()
    return frozenset(item["verb"] if isinstance(item, dict) else str(item) for item in value)


@cache
def load_words(language: str = "de") -> Words:
    """The word lists of `language`."""
    return Words(language, read_yaml(f"words_{language}.yaml"))


@dataclass(frozen=True, slots=True)
class Verbs:
    """Facts about the verbs of one language: control, and the auxiliary of the perfect."""

    object_control: frozenset[str]
    dative_control: frozenset[str]
    causative: frozenset[str]
    perfect_with_sein: tuple[str, ...]
    perfect_with_haben: frozenset[str]
    separable: frozenset[str]


@cache
def load_verbs(language: str = "de") -> Verbs:
    """The facts about verbs of `language`."""
    data = read_yaml(f"verbs_{language}.yaml")
    return Verbs(
        frozenset(data["object_control"]),
        frozenset(data["dative_control"]),
        frozenset(data["causative"]),
        tuple(data["perfect_with_sein"]),
        frozenset(data["perfect_with_haben"]),
        frozenset(data["separable"]),
    )
