"""Who holds which office of what: "US-Außenminister John Kerry", "der Chef der HDP, Selahattin Demirtas"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from graphkit.extraction.grammar import Grammar
from graphkit.extraction.grammar.tree import feature
from graphkit.extraction.names import Name, in_genitive
from graphkit.extraction.titles import INSIDE, WINDOW, Referent, Titles
from graphkit.ontology import Knowledge, Office, fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


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


class OfficeFinder(Titles):
    """Finds the holdings of one Doc and says who an office without a name means."""

    def __init__(
        self, doc: Doc, names: list[Name], knowledge: Knowledge, grammar: Grammar, published: date | None
    ) -> None:
        """Read the Doc once; `published` picks the holder of an office that the text leaves unnamed."""
        super().__init__(doc, names, knowledge, grammar)
        self.published, words = published, grammar.words
        self.links = words.set("coordinators") | {"/", ","}
        self.numerals, self.missions = words.set("plural_numerals"), words.set("mission_prepositions")
        self.designate = words.set("designate_phrases")
        self.address = words.set("forms_of_address")
        self.tenure, self.terms = words.set("tenure_prepositions"), words.set("tenure_nouns")
        self.holdings = list(self._find())

    def _find(self) -> Iterator[Holding]:
        seen: set[tuple[str, str, str, str]] = set()
        capitals = (i for i, text in enumerate(self.doc.user_data["texts"]) if text[:1].isupper())
        for i in capitals:
            for holding in self._at(self.doc[i]) if i not in self.names else ():
                key = (holding.person.id, holding.title, holding.of.id, holding.relation)
                if key not in seen:
                    seen.add(key)
                    yield holding

    def _at(self, token: Token) -> Iterator[Holding]:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            return
        split = self._office_at(token.i)
        if not split:
            return
        persons = list(self._persons(token.i, depth=2))
        shared = self._one_each(token.i, len(persons))
        for n, person in enumerate(persons):
            of, explicit = (shared[n], True) if shared else self.office_of(token.i, split, person)
            if of and of.id != person.id and (relation := self._relation(split[1], of)):
                yield self._holding(token, split[1], person, of, relation, explicit=explicit)

    def _one_each(self, t: int, count: int) -> list[Referent]:
        """ "die Außenminister Griechenlands und Mazedoniens, X und Y": a state for each of the names."""
        if count < 2:
            return []
        first = self.names.get(t + 1)
        found = [first] if first and first.kind != "Person" else []
        while (
            found
            and self.doc[found[-1].end].lower_ in self.links
            and (n := self.names.get(found[-1].end + 1))
        ):
            if n.kind == "Person":
                break
            found.append(n)
        return [self.country_of_seat(name) for name in found] if len(found) == count else []

    def _holding(
        self, token: Token, office: Office, person: Name, of: Referent, relation: str, *, explicit: bool
    ) -> Holding:
        adjectives = (self.grammar.stem(t.lower_) for t in self._adjectives(token.i))
        designate = any(word in self.knowledge.designate for word in adjectives)
        designate = designate or self.doc[token.i + 1 : token.i + 3].text.lower() in self.designate
        title = self._title(token, office)
        return Holding(person, title, of, token.i, relation, designate, explicit)

    def _office_at(self, t: int) -> tuple[str | None, Office] | None:
        split = self.split(self.doc[t].text)
        return split if split and (split[1].office or split[1].member) else None

    def _relation(self, office: Office, of: Referent) -> str | None:
        """HOLDS_OFFICE, MEMBER_OF, or None where a member is of nothing that has any."""
        if of.kind == "Organization":
            return "MEMBER_OF" if office.member else "HOLDS_OFFICE"
        return "HOLDS_OFFICE" if office.office else None

    def stated_at(self, t: int) -> tuple[Referent, str, str] | None:
        """What the office at `t` is said to belong to, its title, and HOLDS_OFFICE or MEMBER_OF."""
        split = self._office_at(t) if t not in self.names else None
        of, explicit = self.office_of(t, split, None) if split else (None, False)
        relation = self._relation(split[1], of) if split and of and explicit else None
        return (of, self._title(self.doc[t], split[1]), relation) if split and of and relation else None

    def is_past(self, holding: Holding) -> bool:
        """True for "der frühere Minister", "Ex-Minister"."""
        words = [token.lower_ for token in self._adjectives(holding.token)]
        prefix = self.doc[holding.token].lower_.partition("-")[0]
        return (
            any(self.grammar.stem(word) in self.knowledge.former for word in words)
            or prefix in self.knowledge.former
        )

    def _title(self, token: Token, office: Office) -> str:
        following = self.doc[token.i + 1 : token.i + 4]
        if office.scope == "diplomat" and len(following) > 1 and following[0].lower_ in self.missions:
            words = following if following[1].pos_ == "DET" and following[-1].is_alpha else following[:2]
            return f"{office.title} {words.text}"
        return office.title

    def _persons(self, t: int, depth: int) -> Iterator[Name]:
        doc = self.doc
        if t + 1 >= len(doc):
            return
        following = self._person_at(t + 1)
        # "traf als erster Minister Roe": both are the verb's
        apart = following and doc[following.start].head == doc[t].head != doc[t]
        if following and not apart and not self._is_owner(following, t):
            yield from self._coordinated(
                following, plural="Plur" in feature(doc[t], "Number") or self._many(t)
            )
            return
        if depth and doc[t + 1].lower_ in self.links and t + 2 < len(doc) and self._is_office(t + 2):
            yield from self._persons(t + 2, depth - 1)
            return
        right = self._apposed_right(t)
        if right:
            yield from self._coordinated(right, plural="Plur" in feature(doc[t], "Number"))
        elif left := self._apposed_left(t):
            yield left

    def _is_owner(self, name: Name, t: int) -> bool:
        """ "ein Berater Macrons", "Berater Macrons": a name in the genitive behind a noun is another person's."""
        last = self.doc[name.end - 1]
        owned = last.dep_ == "nmod" and last.head.i == t
        determined = any(child.dep_ == "det" for child in self.doc[t].lefts)
        return (owned or determined) and in_genitive(self.grammar, last.text, name)

    def _person_at(self, i: int) -> Name | None:
        """A person's name that begins here, or behind "Herr" and "Dr."."""
        while i < len(self.doc) and self.doc[i].lower_ in self.address:
            i += 1
        name = self.names.get(i)
        return name if name and name.kind == "Person" and name.start == i else None

    def _many(self, t: int) -> bool:
        return any(token.lower_ in self.numerals or token.like_num for token in self._adjectives(t))

    def _coordinated(self, name: Name, *, plural: bool) -> Iterator[Name]:
        yield name
        while plural and name.end + 1 < len(self.doc) and self.doc[name.end].lower_ in self.links:
            other = self._person_at(name.end + 1)
            if not other:
                return
            yield other
            name = other

    def _apposed_right(self, t: int) -> Name | None:
        """ "der Sprecher des Ministeriums, John Kirby": a name behind a comma, nothing but the noun phrase between."""
        for i in range(t + 1, min(t + WINDOW, len(self.doc) - 1)):
            token = self.doc[i]
            if token.text == ",":
                name = self._person_at(i + 1)
                return name if name and self._closes(name) else None
            if token.is_sent_start or not (token.is_quote or token.pos_ in (*INSIDE, "ADP", "CCONJ")):
                break
        return self._after_phrase(t)

    def _after_phrase(self, t: int) -> Name | None:
        """ "der Vizechef der Präsidialverwaltung Andrej Taranow": the name closes the genitive phrase."""
        if t + 3 >= len(self.doc) or self.doc[t + 1].pos_ != "DET" or self.doc[t + 2].pos_ != "NOUN":
            return None
        return None if self._is_office(t + 2) else self._person_at(t + 3)

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
            since = token.lower_ in self.tenure or token.lemma_ in self.terms
            if not since and (token.pos_ not in ("DET", "ADJ", "ADV", "NUM") or i in self.names):
                return None
        return None

    def holder(self, t: int) -> Name | Referent | None:
        """Who the office at `t` means when no name stands beside it: a holder in the text, else one known by date."""
        split = self.split(self.doc[t].text)
        if not split or not split[1].office:
            return None
        if named := next(self._persons(t, depth=2), None):
            return named  # "die Vorsitzende des Gerichts, Jo Roe": whatever the parser makes of it
        of, explicit = self.office_of(t, split, None)
        if not explicit and any(child.dep_ == "nmod" for child in self.doc[t].children):
            return None  # "die Regierungschefin der Sonderzone": of something that is not known
        title = self.knowledge.metonyms.get(fold(self.doc[t].text), (split[1].title,))[0]
        found = [
            h
            for h in self.holdings
            if self.same_office(h.title, title) and (not of or not explicit or h.of.id == of.id)
            if self._gender_at(h.token) == split[1].gender
        ]
        if found:
            before = [h for h in found if h.token < t]
            # "die Premierministerin" is she who has that title rather than a chancellor
            pool = [h for h in before or found if self._same_title(h.title, title)] or before or found
            return pool[-1 if before else 0].person
        return self._known_holder(title, of) if of and explicit else None

    def _gender_at(self, t: int) -> str | None:
        split = self.split(self.doc[t].text)
        return split[1].gender if split else None

    def _same_title(self, left: str, right: str) -> bool:
        return self.grammar.masculine(left.lower()) == self.grammar.masculine(right.lower())

    def _known_holder(self, title: str, of: Referent) -> Referent | None:
        if not self.published:
            return None
        year = self.published.year
        for entity in self.knowledge.entities.values():
            for office in entity.offices:
                held = office.get("from") and office["from"] < year < office.get("to", 9999)
                if held and office["of"] == of.id and self.same_office(office["title"], title):
                    return Referent(entity.id, entity.name, "Person")
        return None
