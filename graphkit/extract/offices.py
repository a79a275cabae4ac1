"""Who holds which office of what: "US-Außenminister John Kerry", "der Chef der HDP, Selahattin Demirtas"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from graphkit.extract.names import Name
from graphkit.model import Kind
from graphkit.ontology import Knowledge, Office, fold, slug

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# titles that newspapers use for one office
_SAME_OFFICE = (
    frozenset(
        (
            "präsident",
            "staatspräsident",
            "staatschef",
            "staatsoberhaupt",
            "machthaber",
            "diktator",
            "herrscher",
        )
    ),
    frozenset(
        ("premier", "premierminister", "ministerpräsident", "regierungschef", "kanzler", "bundeskanzler")
    ),
    frozenset(("chef", "vorsitzender", "parteichef", "parteivorsitzender", "führer", "anführer")),
    frozenset(("papst", "pontifex")),
)
_LINKS = ("und", "sowie", "/")
_INSIDE = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "X")
_WINDOW = 10


@dataclass(frozen=True, slots=True)
class Referent:
    """What a phrase refers to: the entity's id, name and kind."""

    id: str
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Holding:
    """A person's office as the text states it at token `token`; `relation` is HOLDS_OFFICE or MEMBER_OF."""

    person: Name
    title: str
    of: Referent
    token: int
    relation: str
    designate: bool = False
    explicit: bool = True


def referent(name: Name) -> Referent:
    """What a name refers to."""
    return Referent(name.id, name.name, name.kind)


def country_referent(knowledge: Knowledge, id_: str) -> Referent:
    """A country by its id."""
    entity = knowledge.entities[id_]
    return Referent(entity.id, entity.name, entity.kind)


class OfficeFinder:
    """Finds the holdings of one Doc and says who an office without a name means."""

    def __init__(self, doc: Doc, names: list[Name], knowledge: Knowledge, published: date | None) -> None:
        """Read the Doc once; `published` picks the holder of an office that the text leaves unnamed."""
        self.doc, self.knowledge, self.published = doc, knowledge, published
        self.names = {i: name for name in names for i in range(name.start, name.end)}
        self._splits: dict[str, tuple[str | None, Office] | None] = {}
        self.main_country = self._main_country(names)
        self.holdings = list(self._find())

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
            if office and (self._prefix(prefix) or self._prefix(prefix.removesuffix("s"))):
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
        if found := self._prefix(prefix) or self._prefix(prefix.removesuffix("s")):
            return found
        for name in self.names.values():
            if name.kind == "Organization" and prefix in (name.name, self.doc[name.start : name.end].text):
                return referent(name)
        if prefix.isupper() and 1 < len(prefix) < 7:
            return Referent(f"organization:{slug(prefix)}", prefix, "Organization")
        return None

    def _main_country(self, names: list[Name]) -> str | None:
        """The country that the text speaks of most; None where two are equal."""
        count: Counter[str] = Counter()
        for name in names:
            entity = self.knowledge.entities.get(name.id)
            country = entity.id if entity and entity.kind == "Country" else entity.country if entity else None
            if country and country.startswith("country:"):
                count[country] += 1
        for token in self.doc:
            if token.pos_ == "ADJ" and (found := self.knowledge.country_of_adjective(token.text)):
                count[found] += 1
        ranked = count.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def _find(self) -> Iterator[Holding]:
        seen: set[tuple[str, str, str, str]] = set()
        for token in self.doc:
            for holding in self._at(token):
                key = (holding.person.id, holding.title, holding.of.id, holding.relation)
                if key not in seen:
                    seen.add(key)
                    yield holding

    def _at(self, token: Token) -> Iterator[Holding]:
        if (
            token.i in self.names
            or token.pos_ not in ("NOUN", "PROPN", "ADJ")
            or not token.text[:1].isupper()
        ):
            return
        split = self.split(token.text)
        if not split or not split[1].office:
            return
        persons = list(self._persons(token.i, depth=2))
        shared = self._one_each(token.i, len(persons))
        for n, person in enumerate(persons):
            of, explicit = (shared[n], True) if shared else self.office_of(token.i, split, person)
            if of and of.id != person.id:
                yield self._holding(token, split[1], person, of, explicit=explicit)

    def _one_each(self, t: int, count: int) -> list[Referent]:
        """ "die Außenminister Griechenlands und Mazedoniens, X und Y": a state for each of the names."""
        if count < 2:
            return []
        first = self.names.get(t + 1)
        found = [first] if first and first.kind != "Person" else []
        while (
            found
            and self.doc[found[-1].end].lower_ in (*_LINKS, ",")
            and (n := self.names.get(found[-1].end + 1))
        ):
            if n.kind == "Person":
                break
            found.append(n)
        return [self.country_of_seat(name) for name in found] if len(found) == count else []

    def _holding(
        self, token: Token, office: Office, person: Name, of: Referent, *, explicit: bool
    ) -> Holding:
        member = office.member and of.kind == "Organization"
        designate = any(_stem(t.lower_) in self.knowledge.designate for t in self._adjectives(token.i))
        designate = designate or self.doc[token.i + 1 : token.i + 3].text.lower() == "in spe"
        title = self._title(token, office)
        return Holding(
            person, title, of, token.i, "MEMBER_OF" if member else "HOLDS_OFFICE", designate, explicit
        )

    def _title(self, token: Token, office: Office) -> str:
        following = self.doc[token.i + 1 : token.i + 4]
        if office.scope == "diplomat" and len(following) > 1 and following[0].lower_ == "für":
            words = following if following[1].pos_ == "DET" and following[-1].is_alpha else following[:2]
            return f"{office.title} {words.text}"
        return office.title

    def _persons(self, t: int, depth: int) -> Iterator[Name]:
        doc = self.doc
        if t + 1 >= len(doc):
            return
        following = self.names.get(t + 1)
        if following and following.kind == "Person" and following.start == t + 1:
            yield from self._coordinated(
                following, plural="Plur" in doc[t].morph.get("Number") or self._many(t)
            )
            return
        if depth and doc[t + 1].lower_ in (*_LINKS, ",") and t + 2 < len(doc) and self._is_office(t + 2):
            yield from self._persons(t + 2, depth - 1)
            return
        right = self._apposed_right(t)
        if right:
            yield from self._coordinated(right, plural="Plur" in doc[t].morph.get("Number"))
        elif left := self._apposed_left(t):
            yield left

    def _is_office(self, i: int) -> bool:
        return (
            i not in self.names
            and self.doc[i].text[:1].isupper()
            and self.split(self.doc[i].text) is not None
        )

    def _many(self, t: int) -> bool:
        return any(
            token.lower_ in ("beiden", "zwei", "drei", "vier") or token.like_num
            for token in self._adjectives(t)
        )

    def _coordinated(self, name: Name, *, plural: bool) -> Iterator[Name]:
        yield name
        while plural and name.end + 1 < len(self.doc) and self.doc[name.end].lower_ in (*_LINKS, ","):
            other = self.names.get(name.end + 1)
            if not other or other.kind != "Person":
                return
            yield other
            name = other

    def _apposed_right(self, t: int) -> Name | None:
        """ "der Sprecher des Ministeriums, John Kirby": a name behind a comma, nothing but the noun phrase between."""
        for i in range(t + 1, min(t + _WINDOW, len(self.doc) - 1)):
            token = self.doc[i]
            if token.text == ",":
                name = self.names.get(i + 1)
                return (
                    name
                    if name and name.kind == "Person" and name.start == i + 1 and self._closes(name)
                    else None
                )
            if token.pos_ not in (*_INSIDE, "ADP", "CCONJ") or token.is_sent_start:
                break
        return self._after_phrase(t)

    def _after_phrase(self, t: int) -> Name | None:
        """ "der Vizechef der Präsidialverwaltung Andrej Taranow": the name closes the genitive phrase."""
        if t + 3 >= len(self.doc) or self.doc[t + 1].pos_ != "DET" or self.doc[t + 2].pos_ != "NOUN":
            return None
        name = self.names.get(t + 3)
        fits = name and name.kind == "Person" and name.start == t + 3 and not self._is_office(t + 2)
        return name if fits else None

    def _closes(self, name: Name) -> bool:
        after = self.doc[name.end] if name.end < len(self.doc) else None
        return after is None or after.is_punct or after.pos_ in ("VERB", "AUX", "ADV", "ADP", "CCONJ")

    def _apposed_left(self, t: int) -> Name | None:
        """ "Demirtas, Chef der HDP,": a name, a comma, and nothing but the office's own words between."""
        for i in range(t - 1, max(t - 7, 0), -1):
            token = self.doc[i]
            if token.text in (",", "("):
                name = self.names.get(i - 1)
                return name if name and name.kind == "Person" and name.end == i else None
            since = token.lower_ in ("seit", "bis", "vor") or token.lemma_ in (
                "Jahr",
                "Monat",
                "Tag",
                "Woche",
            )
            if not since and (token.pos_ not in ("DET", "ADJ", "ADV", "NUM") or i in self.names):
                return None
        return None

    def _adjectives(self, t: int) -> Iterator[Token]:
        for i in range(t - 1, max(t - 6, -1), -1):
            if self.doc[i].pos_ not in ("ADJ", "NUM", "ADV", "DET") and self.doc[i].lower_ not in (
                "und",
                ",",
            ):
                return
            yield self.doc[i]

    def office_of(
        self, t: int, split: tuple[str | None, Office], person: Name | None
    ) -> tuple[Referent | None, bool]:
        """What the office at `t` belongs to, and whether the words at it say so."""
        prefix, office = split
        stated = (self.prefix_referent(prefix) if prefix else None) or self._metonym(self.doc[t].text)
        if office.scope == "diplomat":  # "Libyen-Gesandter der Vereinten Nationen" is theirs, not Libya's
            stated = self._behind(t) or stated
        stated = stated or self._before(t) or self._behind(t) or self._possessor(t)
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

    def _metonym(self, word: str) -> Referent | None:
        found = self.knowledge.metonyms.get(fold(word))
        if not found:
            return None
        fits = [country for country in found[1] if country == self.main_country]
        return country_referent(self.knowledge, (fits or list(found[1]))[0])

    def _before(self, t: int) -> Referent | None:
        """A country adjective, or a name in the genitive before the office."""
        first = t
        for token in self._adjectives(t):
            if found := self.knowledge.country_of_adjective(token.text):
                return country_referent(self.knowledge, found)
            if place := self.city_adjective(token):
                return place
            first = token.i
        name = self.names.get(first - 1)
        if name and name.kind != "Person" and self.doc[first - 1].text.endswith(("s", "'", "’")):
            return self.country_of_seat(name)
        return None

    def _possessor(self, t: int) -> Referent | None:
        """ "die Nea Dimokratia …, ihr Vorsitzender X": the organisation or state named last before."""
        words = [
            token
            for token in self._adjectives(t)
            if token.lower_.startswith(("ihr", "sein", "deren", "dessen"))
        ]
        if not words:
            return None
        floor = max(self.doc[t].sent.start - 60, 0)
        for i in range(words[-1].i - 1, floor, -1):
            name = self.names.get(i)
            if name and name.kind in ("Organization", "Country"):
                return referent(name)
            if self.doc[i].is_sent_start and i < self.doc[t].sent.start:
                return None
        return None

    def city_adjective(self, token: Token) -> Referent | None:
        """ "Pariser", "Kiewer": the city that an undeclined adjective in -er is made of."""
        text = token.text
        if not (text[:1].isupper() and text.endswith("er") and len(text) > 4):
            return None
        for base in (text[:-2], text[:-2] + "en", text[:-2] + "e", text[:-1]):
            for id_ in self.knowledge.names.get(fold(base), ()):
                if self.knowledge.entities[id_].kind == "Place":
                    entity = self.knowledge.entities[id_]
                    return Referent(entity.id, entity.name, "Place")
        return None

    def _behind(self, t: int) -> Referent | None:
        """ "Chef der prokurdischen HDP", "Präsident von X", "Sprecher des Außenministeriums"."""
        for i in range(t + 1, min(t + _WINDOW, len(self.doc))):
            token = self.doc[i]
            name = self.names.get(i)
            if name:
                return self.country_of_seat(name) if name.kind != "Person" else None
            if token.pos_ not in _INSIDE and token.lower_ not in ("von", "vom", "in", "im", "bei", "beim"):
                return None
            if token.pos_ == "NOUN" and (found := self._institution(i)):
                return found
        return None

    def _institution(self, i: int) -> Referent | None:
        """ "des Parlaments", "der türkischen Regierung": an institution without a name of its own."""
        noun = self.doc[i]
        kind = self.knowledge.noun_class(noun.lemma_, ("government", "authority"))
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
        return self.institution(
            noun.lemma_, country or (prefix.id if prefix and prefix.kind == "Country" else None)
        )

    def split_prefix(self, word: str) -> Referent | None:
        """The referent of the part before the last hyphen, None without one."""
        prefix, _, head = word.rpartition("-")
        return self.prefix_referent(prefix) if prefix and head else None

    def institution(self, lemma: str, country: str | None) -> Referent:
        """An institution of a country as an organisation of its own: "türkisches Außenministerium"."""
        noun = lemma.rpartition("-")[2]
        if country is None:
            return Referent(f"organization:{slug(noun)}", noun, "Organization")
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
        known = self.knowledge.entities.get(person.id) if person else None
        held = {o["of"] for o in known.offices if same_office(o["title"], office.title)} if known else set()
        if len(held) == 1 and (of := self.knowledge.entities.get(held.pop())):
            return Referent(of.id, of.name, of.kind)
        if office.scope not in ("country", "monarch"):
            return None
        if known:
            countries = {o["of"] for o in known.offices if str(o["of"]).startswith("country:")}
            if len(countries) == 1:
                return country_referent(self.knowledge, countries.pop())
        fitting = [
            c for c in (self._country_before(t), self.main_country) if c and c in (office.countries or (c,))
        ]
        country = fitting[0] if fitting else next(iter(office.countries), None)
        return country_referent(self.knowledge, country) if country else None

    def _country_before(self, t: int) -> str | None:
        """The country last named before `t` in the same sentence."""
        start = self.doc[t].sent.start
        for i in range(t - 1, start - 1, -1):
            name = self.names.get(i)
            entity = self.knowledge.entities.get(name.id) if name else None
            country = (entity.id if entity.kind == "Country" else entity.country) if entity else None
            country = country or (
                self.knowledge.country_of_adjective(self.doc[i].text) if self.doc[i].pos_ == "ADJ" else None
            )
            if country and country.startswith("country:"):
                return country
        return None

    def holder(self, t: int) -> Name | Referent | None:
        """Who the office at `t` means when no name stands beside it: a holder in the text, else one known by date."""
        split = self.split(self.doc[t].text)
        if not split or not split[1].office:
            return None
        of, explicit = self.office_of(t, split, None)
        title = self.knowledge.metonyms.get(fold(self.doc[t].text), (split[1].title,))[0]
        found = [
            h
            for h in self.holdings
            if same_office(h.title, title) and (not of or not explicit or h.of.id == of.id)
        ]
        if found:
            before = [h for h in found if h.token < t]
            return (before or found)[-1 if before else 0].person
        return self._known_holder(title, of) if of and explicit else None

    def _known_holder(self, title: str, of: Referent) -> Referent | None:
        if not self.published:
            return None
        year = self.published.year
        for entity in self.knowledge.entities.values():
            for office in entity.offices:
                held = office.get("from") and office["from"] < year < office.get("to", 9999)
                if held and office["of"] == of.id and same_office(office["title"], title):
                    return Referent(entity.id, entity.name, "Person")
        return None


def same_office(left: str, right: str) -> bool:
    """True for titles that newspapers use for one office ("Staatschef", "Präsident")."""
    a, b = left.lower().removesuffix("in"), right.lower().removesuffix("in")
    return a == b or any({a, b} <= group for group in _SAME_OFFICE)


def _stem(word: str) -> str:
    for ending in ("en", "er", "es", "em", "e"):
        if word.endswith(ending):
            return word.removesuffix(ending)
    return word
