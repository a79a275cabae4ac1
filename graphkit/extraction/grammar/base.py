"""What the rooms ask of a language: its function words as sets, its word forms as questions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.ontology import load_verbs, load_words

if TYPE_CHECKING:
    from spacy.tokens import Token


class Grammar(ABC):
    """One language: the words that make clauses, from its data files, and the endings that a subclass knows."""

    def __init__(self, language: str) -> None:
        """Look the words up once; docs/ontology.md says what each list holds."""
        self.words, self.verbs = load_words(language), load_verbs(language)
        words = self.words
        self.contractions: dict[str, str] = dict(words.map("contractions"))
        self.relative_pronouns = words.set("relative_pronouns")
        self.reflexive_pronouns = words.set("reflexive_pronouns")
        self.joint_adverbs = words.set("joint_adverbs")
        self.joint_prepositions = words.set("joint_prepositions")
        self.object_pronouns = words.set("object_pronouns")
        self.possessives = words.affixes("possessive_stems")
        self.complementisers = words.set("complementisers")
        self.infinitive_marks, self.no_particles = words.set("infinitive_marks"), words.set("no_particles")
        self.agent_slots = words.affixes("agent_prepositions")
        self.behests = words.set("behest_nouns")
        self.behest_prepositions = words.affixes("behest_prepositions")
        self.addressee_slots = words.affixes("addressee_prepositions")
        self._look_up_auxiliaries()

    def _look_up_auxiliaries(self) -> None:
        words = self.words
        self.copula = words.word("copula")
        self.with_participle = words.set("participle_auxiliaries")
        self.with_infinitive = words.set("infinitive_auxiliaries")
        self.future = words.set("future_auxiliaries")
        self.event_passive = words.set("event_passive_auxiliaries")
        self.state_passive = words.set("state_passive_auxiliaries")
        self.event_passive_forms = words.set("event_passive_forms")

    def moves(self, verb: str) -> bool:
        """True for a verb whose perfect looks like a passive: "ist gereist"."""
        verbs = self.verbs
        return verb.endswith(verbs.perfect_with_sein) and verb not in verbs.perfect_with_haben

    @abstractmethod
    def infinitive(self, lemma: str, particles: Sequence[str]) -> str:
        """The dictionary form of a verb with the particles that stand apart from it."""

    @abstractmethod
    def looks_like_participle(self, form: str) -> bool:
        """True for what may be a past participle, where the pipeline says nothing."""

    @abstractmethod
    def is_present_participle(self, form: str) -> bool:
        """True for an attributive participle whose noun is its subject."""

    @abstractmethod
    def undeclined(self, form: str) -> Iterator[str]:
        """What is left of an attributive participle without its ending."""

    @abstractmethod
    def stem(self, adjective: str, *, longer_than: int = 0) -> str:
        """An adjective without its ending; words of `longer_than` letters stay."""

    @abstractmethod
    def nominative(self, adjective: str, noun: Token, *, one: bool = False) -> str:
        """The adjective as it stands in a name of `noun`, which is known to be `one`."""

    @abstractmethod
    def nominative_noun(self, noun: Token, *, one: bool = False) -> str | None:
        """The noun, which may be known to be `one`, as it stands in a name; None where its form does not say it."""

    @abstractmethod
    def has_genitive_ending(self, name: str) -> bool:
        """True for a name that ends like a genitive."""

    @abstractmethod
    def has_genitive_apostrophe(self, name: str) -> bool:
        """True for a name in -s whose genitive is marked in writing alone."""

    @abstractmethod
    def has_own_s(self, name: str) -> bool:
        """True for an ending that looks like a genitive but is mostly the name's own."""

    def is_genitive(self, name: str) -> bool:
        """True for a name with either mark of the genitive."""
        return self.has_genitive_ending(name) or self.has_genitive_apostrophe(name)

    @abstractmethod
    def name_forms(self, name: str) -> Iterator[str]:
        """The name and what it may be the genitive of."""

    @abstractmethod
    def is_place_adjective(self, word: str) -> bool:
        """True for a word that ends like an undeclined adjective made of a place."""

    @abstractmethod
    def places_of(self, adjective: str) -> tuple[str, ...]:
        """The names that an undeclined adjective may be made of."""

    @abstractmethod
    def first_part(self, part: str) -> str:
        """The first part of a compound as a word of its own."""

    @abstractmethod
    def masculine(self, title: str) -> str:
        """A title without its feminine ending."""

    @abstractmethod
    def ends_of(self, noun: str) -> tuple[str, ...]:
        """The forms that a compound with `noun` may end in, in lower case."""
