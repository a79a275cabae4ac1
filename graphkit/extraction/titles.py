"""What an office belongs to: "US-Außenminister", "Chef der HDP", "der türkische Präsident"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.extraction.grammar import Grammar
from graphkit.extraction.grammar.tree import feature
from graphkit.extraction.names import Name
from graphkit.model import Kind
from graphkit.ontology import Knowledge, Office, fold, slug

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

INSIDE = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "X")
WINDOW = 10
_SPEAKING = ("authority", "force")


@dataclass(frozen=True, slots=True)
class Referent:
    """What a phrase refers to: the entity's id, name and kind."""

    id: str
    name: str
    kind: Kind


def referent(name: Name) -> Referent:
    """What a name refers to."""
    return Referent(name.id, name.name, name.kind)


def country_referent(knowledge: Knowledge, id_: str) -> Referent:
    """A country by its id."""
    entity = knowledge.entities[id_]
    return Referent(entity.id, entity.name, entity.kind)


class Titles:
    """Reads office nouns in one Doc."""

    def __init__(self, doc: Doc, names: list[Name], knowledge: Knowledge, grammar: Grammar) -> None:
        """Work out once which country the text is about."""
        self.doc, self.knowledge, self.grammar = doc, knowledge, grammar
        words = grammar.words
        self.owner_genders, self.others = words.map("possessive_genders"), words.affixes("others_possessives")
        self.possessives, self.inside = tuple(self.owner_genders), words.set("inside_prepositions")
        self.between_adjectives = words.set("additive_conjunctions") | {","}
        self.before_owners, self.personnel = words.set("office_prepositions"), words.set("personnel_verbs")
        self.names = {i: name for name in names for i in range(name.start, name.end)}
        self._splits: dict[str, tuple[str | None, Office] | None] = {}
        self.main_country = self._main_country(names)

    def split(self, word: str) -> tuple[str | None, Office] | None:
        """A noun's office and what stands before it: "US-Außenminister" -> ("US", Außenminister)."""
        if word not in self._splits:
            self._splits[word] = self._split(word)
        return self._splits[word]

    def _split(self, word: str) -> tuple[str | None, Office] | None:
        if "-" in word.strip("-"):
            prefix, _, head = word.rpartition("-")
            office = self.knowledge.office(head)
            if office and prefix.lower() in self.knowledge.former:
                return None, replace(office, title=word)
            if office:
                return prefix, office
        if exact := self.knowledge.offices.get(word.lower()):
            return None, exact
        return self._split_compound(word)

    def _split_compound(self, word: str) -> tuple[str | None, Office] | None:
        for start in range(4, len(word) - 3):
            office = self.knowledge.offices.get(word[start:].lower())
            prefix = word[:start]
            if office and (self._prefix(prefix) or self._prefix(self.grammar.first_part(prefix))):
                return prefix, office
        found = self.knowledge.office(word)
        # what a compound nobody listed belongs to stays open: "Kurdenpräsident"
        return (None, replace(found, scope="organization")) if found else None

    def _prefix(self, prefix: str) -> Referent | None:
        key = fold(prefix)
        id_ = self.knowledge.prefixes.get(key) or next(iter(self.knowledge.names.get(key, ())), None)
        id_ = id_ or next(iter(self.knowledge.names.get(key.replace("-", " "), ())), None)
        if id_:
            return country_referent(self.knowledge, self.knowledge.governments.get(key, id_))
        government = self.knowledge.governments.get(key)
        return country_referent(self.knowledge, government) if government else None

    def prefix_referent(self, prefix: str) -> Referent | None:
        """What the first part of a compound names: "PKK" in "PKK-Kämpfer", also where only this text knows it."""
        if found := self._prefix(prefix) or self._prefix(self.grammar.first_part(prefix)):
            return found
        for name in self.names.values():
            if name.kind == "Organization" and prefix in (name.name, self.doc[name.start : name.end].text):
                return referent(name)
        foreign = "-" in prefix and all(
            part[:1].isupper() for part in prefix.split("-")
        )  # "Air-Force-Sprecherin"
        if (prefix.isupper() and 1 < len(prefix) < 7) or foreign:
            return Referent(f"organization:{slug(prefix)}", prefix, "Organization")
        return None

    def _main_country(self, names: list[Name]) -> str | None:
        """The country that the text speaks of most; None where two are equal."""
        count: Counter[str] = Counter()
        for name in names:
            if country := self._country_of(name):
                count[country] += 1
        for token in self.doc:
            if token.pos_ == "ADJ" and (found := self.knowledge.country_of_adjective(token.text)):
                count[found] += 1
        ranked = count.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def _country_of(self, name: Name) -> str | None:
        """The country that a name is, or that a place, an organisation or a known holder of its offices belongs to."""
        entity = self.knowledge.entities.get(name.id)
        if entity is None:
            return None
        if entity.kind == "Person":
            states = self.states_of(name.id)
            return states.pop() if len(states) == 1 else None
        country = entity.id if entity.kind == "Country" else entity.country
        return country if country and country.startswith("country:") else None

    def states_of(self, id_: str) -> set[str]:
        """The states that somebody is known to hold or have held an office of."""
        known = self.knowledge.entities.get(id_)
        return {of for o in known.offices if (of := str(o["of"])).startswith("country:")} if known else set()

    def _adjectives(self, t: int) -> Iterator[Token]:
        for i in range(t - 1, max(t - 6, -1), -1):
            token = self.doc[i]
            joins = token.lower_ in self.between_adjectives
            # "Tiroler" and "Schweizer" are nouns for many pipelines
            place = self.city_adjective(token) or self.knowledge.country_of_adjective(token.text)
            if not (joins or place or token.pos_ in ("ADJ", "NUM", "ADV", "DET")):
                return
            yield token

    def office_of(
        self, t: int, split: tuple[str | None, Office], person: Name | None
    ) -> tuple[Referent | None, bool]:
        """What the office at `t` belongs to, and whether the words at it say so."""
        prefix, office = split
        stated = self.prefix_referent(prefix) if prefix else None
        aide = person if office.aide else None
        if office.scope == "diplomat":  # "Libyen-Gesandter der Vereinten Nationen" is theirs, not Libya's
            stated = self._before(t) or self._behind(t, aide) or stated
        stated = (
            stated
            or self._before(t, aide=office.aide)
            or self._behind(t, aide, placed=office.scope != "organization")
            or self._possessor(t, aide=office.aide)
        )
        stated = stated or self._metonym(self.doc[t].text, office, person)
        if stated:
            return stated, True
        if self._of_other_office(t):
            return None, True
        return self._implied(office, person, t), False

    def _of_other_office(self, t: int) -> bool:
        """ "der Berater des Präsidenten": an office that belongs to another person's."""
        for i in range(t + 1, min(t + 4, len(self.doc))):
            if self.doc[i].pos_ not in ("DET", "ADJ"):
                return i > t + 1 and self._is_office(i)
        return False

    def _metonym(self, word: str, office: Office, person: Name | None) -> Referent | None:
        """ "Bundeskanzler": of the states that have one the holder's, else the one that the text is about."""
        found = self.knowledge.metonyms.get(fold(word))
        if not found:
            return None
        known = self._known_state(office, person)
        if known and known.id in found[1]:
            return known
        fits = [country for country in found[1] if country == self.main_country]
        return country_referent(self.knowledge, (fits or list(found[1]))[0])

    def _before(self, t: int, *, aide: bool = False) -> Referent | None:
        """A country adjective, or a name in the genitive before the office; only an aide is a person's."""
        first = t
        for token in self._adjectives(t):
            if found := self.knowledge.country_of_adjective(token.text):
                return country_referent(self.knowledge, found)
            if place := self.city_adjective(token) or self._region_adjective(token):
                return place
            first = token.i
        name = self.names.get(first - 1)
        owns = name and (aide or name.kind != "Person")
        if name and owns and self.grammar.is_genitive(self.doc[first - 1].text):
            return self.country_of_seat(name)
        return None

    def _region_adjective(self, token: Token) -> Referent | None:
        """ "der baskische Regierungschef"."""
        id_ = self.knowledge.region_of_adjective(token.text)
        entity = self.knowledge.entities[id_] if id_ else None
        return Referent(entity.id, entity.name, entity.kind) if entity else None

    def _possessor(self, t: int, *, aide: bool = False) -> Referent | None:
        """ "die Nea Dimokratia …, ihr Vorsitzender X": what the text named before; an aide is first a person's."""
        words = [token for token in self._adjectives(t) if token.lower_.startswith(self.possessives)]
        if not words:
            return None
        word, kinds = words[-1], ("Organization", "Country")
        sentence = word.sent
        own, before = self.doc[sentence.start : word.i], self.doc[max(sentence.start - 1, 0)].sent
        for wanted in (("Person",), kinds) if aide else (kinds,):
            spans = (own, before) if wanted == kinds or not len(own) else (own,)
            for span in spans:
                if found := self._owner_in(span, wanted, word):
                    return referent(found)
        return None

    def _owner_in(self, span: Span, kinds: tuple[str, ...], possessive: Token) -> Name | None:
        """The name nearest before a possessive; of a sentence before its subject, but "deren" is not the subject's."""
        here = (self.names[token.i] for token in span if token.i in self.names and token.i < possessive.i)
        found = [n for n in here if n.kind in kinds and self._may_own(n, possessive)]
        if not found:
            return None
        if possessive.lower_.startswith(self.others):
            found = [name for name in found if not self._is_subject(name)] or found
        elif span.start != possessive.sent.start:
            found = [name for name in found if self._is_subject(name)][:1] or found
        return found[-1]

    def _may_own(self, name: Name, possessive: Token) -> bool:
        if name.kind != "Person":
            return True
        known = self.knowledge.entities.get(name.id)
        gender = known.gender if known else self.knowledge.first_names.get(fold(name.name.split()[0]))
        owning = next(g for stem, g in self.owner_genders.items() if possessive.lower_.startswith(stem))
        return gender is None or gender in owning

    def _is_subject(self, name: Name) -> bool:
        words = [self.doc[i] for i in range(name.start, name.end)]
        words += [word.head for word in words if word.dep_ in ("appos", "flat")]
        return any(word.dep_.startswith("nsubj") for word in words)

    def city_adjective(self, token: Token) -> Referent | None:
        """ "Pariser", "Kiewer": the city that an undeclined adjective in -er is made of."""
        for base in self.grammar.places_of(token.text):
            for id_ in self.knowledge.names.get(fold(base), ()):
                if self.knowledge.entities[id_].kind == "Place":
                    entity = self.knowledge.entities[id_]
                    return Referent(entity.id, entity.name, "Place")
        return None

    def _behind(self, t: int, aide: Name | None = None, *, placed: bool = True) -> Referent | None:
        """ "Chef der HDP", "Präsident von X", "Sprecher des Ministeriums"; an `aide` may be another person's.

        Not `placed`: "der Büroleiter in Ankara" is of something that is there, not of Turkey.
        """
        for i in range(t + 1, min(t + WINDOW, len(self.doc))):
            token = self.doc[i]
            name = self.names.get(i)
            if name:
                theirs = name.kind != "Person" or (aide is not None and name.id != aide.id and i > t + 1)
                theirs = theirs and (placed or self.doc[i - 1].lower_ not in self.inside)
                return self.country_of_seat(name) if theirs else None
            if token.pos_ not in INSIDE and token.lower_ not in self.before_owners:
                return None
            # "des Nationalen Komitees" is a name for many pipelines
            if token.pos_ in ("NOUN", "PROPN") and (found := self._institution(i)):
                return found
        return None

    def _institution(self, i: int) -> Referent | None:
        """ "des Parlaments", "der türkischen Regierung": an institution without a name of its own."""
        noun = self.doc[i]
        kind = self.knowledge.noun_class(noun.lemma_, ("government", "authority", "organization"))
        if kind == "organization" and self.knowledge.is_class_word(noun.lemma_):
            return None  # "der Chef der Partei" does not say which
        following = self.names.get(i + 1)
        if not kind or (following and following.kind != "Person"):
            return None
        country = next(
            (c for t in self._adjectives(i) if (c := self.knowledge.country_of_adjective(t.text))), None
        )
        prefix = self.split_prefix(noun.text)
        if kind == "government" and country:
            return country_referent(self.knowledge, country)
        if prefix and prefix.kind == "Country" and kind == "government":
            return prefix
        plural = feature(noun, "Number") == ["Plur"]  # "Regierungstruppen"
        return self.institution(
            noun.text if plural else noun.lemma_,
            country or (prefix.id if prefix and prefix.kind == "Country" else None),
        )

    def split_prefix(self, word: str) -> Referent | None:
        """The referent of the part before the last hyphen, None without one."""
        prefix, _, head = word.rpartition("-")
        return self.prefix_referent(prefix) if prefix and head else None

    def institution(self, lemma: str, country: str | None) -> Referent:
        """An institution of a country as an organisation of its own: "türkisches Außenministerium"."""
        if country is None:
            return Referent(f"organization:{slug(lemma)}", lemma, "Organization")
        noun = lemma.rpartition("-")[2]
        name = self.knowledge.entities[country].name
        return Referent(
            f"organization:{country.partition(':')[2].lower()}-{slug(noun)}",
            f"{noun} ({name})",
            "Organization",
        )

    def country_of_seat(self, name: Name) -> Referent:
        """A capital or seat of government stands for its country: "Regierungschef in Ankara"."""
        country = self.knowledge.capitals.get(name.id) or self.knowledge.governments.get(fold(name.name))
        return country_referent(self.knowledge, country) if country else referent(name)

    def _implied(self, office: Office, person: Name | None, t: int) -> Referent | None:
        """The state of an office that the words leave open: the person's known one, else the one the text is about."""
        if state := self._known_state(office, person):
            return state
        if office.scope == "spokesperson":
            return self._spoken_for(self.doc[t].text)
        if office.scope == "organization":  # "die Außenbeauftragte": there is only the EU's
            own = [of for of in office.countries if of.startswith("organization:")]
            return country_referent(self.knowledge, own[0]) if own else None
        if office.scope not in ("country", "monarch"):
            return None
        states = self.states_of(person.id) if person else set()
        if len(states) == 1:
            return country_referent(self.knowledge, states.pop())
        if sender := self._sent_by(t):
            return country_referent(self.knowledge, sender)
        acting = self._acting_upon(t)
        fitting = [
            c
            for c in (self._country_before(t), self.main_country)
            if c and c in (office.countries or (c,)) and c != acting and self._may_hold(office, c)
        ]
        country = fitting[0] if fitting else next(iter(office.countries), None)
        return country_referent(self.knowledge, country) if country else None

    def _spoken_for(self, word: str) -> Referent | None:
        """ "Armeesprecher": the army of the country that the text is about."""
        for end in range(4, len(word) - 3):
            noun = word[:end]
            if word[end:].lower() in self.knowledge.offices and self.knowledge.noun_class(noun, _SPEAKING):
                return self.institution(noun, self.main_country) if self.main_country else None
        return None

    def _known_state(self, office: Office, person: Name | None) -> Referent | None:
        """What a person is known to hold this office of."""
        known = self.knowledge.entities.get(person.id) if person else None
        held = (
            {o["of"] for o in known.offices if self.same_office(o["title"], office.title)} if known else set()
        )
        of = self.knowledge.entities.get(held.pop()) if len(held) == 1 else None
        return Referent(of.id, of.name, of.kind) if of else None

    def _may_hold(self, office: Office, country: str) -> bool:
        """Germany's president is called Bundespräsident: a mere Präsident is that of something else."""
        own = self.grammar.masculine(office.title.lower())
        names = (title.lower() for title, states in self.knowledge.metonyms.values() if country in states)
        longer = any(name != own and name.endswith(own) for name in names)
        return not longer and not self._held_by_other(office, country)

    def _held_by_other(self, office: Office, country: str) -> bool:
        """The text speaks of the head of state or government; ministers come and go within a text."""
        if not any(office.title.lower() in titles for titles in self.knowledge.same_offices):
            return False
        found = (
            self.knowledge.entities.get(name.id) for name in self.names.values() if name.kind == "Person"
        )
        return any(
            held["of"] == country and self.same_office(held["title"], office.title)
            for known in found
            if known
            for held in known.offices
        )

    def _acting_upon(self, t: int) -> str | None:
        """ "Die USA unterstützen Präsident X": the country that does something to the holder, not his own."""
        for child in self.doc[t].head.children:
            name = self.names.get(child.i)
            if child.dep_ == "nsubj" and child.i != t and name and (state := self._state(name)):
                return state
        return None

    def _sent_by(self, t: int) -> str | None:
        """ "Das US-Außenministerium entsandte Vizeminister X": whoever sends or dismisses him is of his state."""
        verb = self.doc[t].head
        if verb.lemma_ not in self.personnel or self.doc[t].dep_ == "nsubj":
            return None
        for child in (c for c in verb.children if c.dep_ == "nsubj"):
            name, prefix = self.names.get(child.i), self.split_prefix(child.text)
            states = [
                self._state(name) if name else None,
                prefix.id if prefix and prefix.kind == "Country" else None,
            ]
            states += [self.knowledge.country_of_adjective(token.text) for token in self._adjectives(child.i)]
            return next(filter(None, states), None)
        return None

    def _state(self, name: Name) -> str | None:
        """A country, or that of a capital: "Ankara schließt das nicht aus"."""
        found = self.country_of_seat(name) if name.kind in ("Country", "Place") else None
        return found.id if found and found.kind == "Country" else None

    def _country_before(self, t: int) -> str | None:
        """The country last named before `t` in the same sentence."""
        start = self.doc[t].sent.start
        for i in range(t - 1, start - 1, -1):
            name = self.names.get(i)
            acts = name is not None and (name.kind == "Country" or self.doc[i].dep_ == "nsubj")
            country = self._state(name) if name and acts else None
            if self.doc[i].pos_ == "ADJ":
                country = country or self.knowledge.country_of_adjective(self.doc[i].text)
            if country:
                return country
        return None

    def _is_office(self, i: int) -> bool:
        return (
            i not in self.names
            and self.doc[i].text[:1].isupper()
            and self.split(self.doc[i].text) is not None
        )

    def same_office(self, left: str, right: str) -> bool:
        """True for titles that newspapers use for one office ("Staatschef", "Präsident")."""
        a, b = self.grammar.masculine(left.lower()), self.grammar.masculine(right.lower())
        return a == b or any({a, b} <= titles for titles in self.knowledge.same_offices)
