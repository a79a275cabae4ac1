"""Mentions of one document resolved to entities: names, descriptions, institutions, pronouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.extraction.clauses import ends_in
from graphkit.extraction.grammar.tree import Tree, feature
from graphkit.extraction.names import Name, is_owner
from graphkit.extraction.offices import OfficeFinder
from graphkit.extraction.pronouns import Pronouns
from graphkit.extraction.titles import Referent, country_referent, referent
from graphkit.model import Kind, Mention
from graphkit.ontology import Knowledge, Words, fold, slug

if TYPE_CHECKING:
    from spacy.tokens import Token

_MAX_WORDS = 14
_MAX_CLAUSE_WORDS = 25
_QUOTES = ("„“", "»«", '"')
_QUOTED = re.compile('[„»"](.+?)[“”«"]')
_ACTING = ("person", "collective", "government", "authority", "force")
_PHRASE_ROLES = (
    "det",
    "amod",
    "nmod",
    "flat",
    "compound",
    "nummod",
    "case",
    "advmod",
    "punct",
    "conj",
    "cc",
    "appos",
    "obl",
)


class Actors:
    """Resolves the heads of noun phrases in one Doc to mentions of entities."""

    def __init__(
        self,
        tree: Tree,
        names: list[Name],
        offices: OfficeFinder,
        knowledge: Knowledge,
        words: Words,
        document: str,
    ) -> None:
        """Keep what the other rooms found; `document` scopes the ids of unnamed things."""
        self.tree, self.doc = tree, tree.doc
        self.tokens = tree.tokens
        self.offices, self.knowledge, self.document = offices, knowledge, document
        self.quantities, self.owned_places = words.set("quantity_nouns"), words.set("owned_places")
        self.aged = words.affixes("age_nouns")
        self.countries, self.both = words.set("country_nouns"), words.set("both_pronouns")
        self.contrasts, self.negators = words.set("contrasting_conjunctions"), words.set("negators")
        self.articles, self.neuter = words.set("definite_articles"), words.set("neuter_articles")
        self.singular, self.indefinite = words.set("singular_articles"), words.affixes("indefinite_stems")
        self.genitive, self.inside = words.word("genitive_preposition"), words.set("inside_prepositions")
        self.seated = words.affixes("seated_institutions")
        self.guests = words.set("guest_institutions")
        self.days = words.set("weekdays") | words.set("months") | words.set("time_units")
        self.openers = words.affixes("that_conjunctions")
        self.partitive, self.loose = words.set("partitive_prepositions"), words.set("loose_prepositions")
        self.names = {i: name for name in names for i in range(name.start, name.end)}
        self.sentence_of = [n for n, sentence in enumerate(self.doc.sents) for _ in range(len(sentence))]
        self._cache: dict[tuple[int, bool], Mention | None] = {}
        self._texts: dict[tuple[int, int], str] = {}
        self._busy: set[int] = set()
        self._phrases: dict[int, str] = {}
        self._institutions: dict[str, list[tuple[int, Referent]]] = {}
        self.pronouns = Pronouns(tree, self)
        for token in self.tokens:  # in text order, so that "die Armee" finds "die türkische Armee" before it
            if (
                token.pos_ == "NOUN"
                and token.i not in self.names
                and self._class(token, "government", "authority")
            ):
                self.resolve(token.i)

    def resolve(self, head: int, *, acting: bool = False) -> Mention | None:
        """The entity that the phrase headed by token `head` means; `acting` reads a capital as its government."""
        key = (head, acting)
        if key not in self._cache:
            if head in self._busy:
                return None
            self._busy.add(head)
            self._cache[key] = self._resolve(head, acting=acting)
            self._busy.discard(head)
        return self._cache[key]

    def content(self, start: int, end: int) -> Mention | None:
        """What a clause says, as a Thing named by the words of the token span [start, end)."""
        words = self.doc[start:end]
        text = " ".join(words.text.split()).strip(" ,.–-")
        quoted = _QUOTED.match(text)  # of "…", sagte er: what is quoted
        text = (quoted[1] if quoted else text).strip(' ,.–-"„“')
        for opener in self.openers:
            text = text.removeprefix(f"{opener} ")
        if not text or len(words) > _MAX_CLAUSE_WORDS:
            text = " ".join(text.split()[:_MAX_CLAUSE_WORDS])
        return Mention(f"thing:{self.document}/{slug(text)[:80]}", text, "Thing", text) if text else None

    def members(self, head: int) -> list[int]:
        """The nominal heads coordinated with `head` ("Putin und Assad"), or those two that "beide" stands for."""
        if self.tree.lower(head) in self.both:
            return self.pronouns.two_before(head)
        instead = self.contrast(head)
        return [
            i
            for i in self._people_behind(head) or self.tree.conjuncts(head)
            if i >= instead and self.tokens[i].pos_ in ("NOUN", "PROPN", "PRON", "X", "ADJ", "DET", "NUM")
        ]

    def contrast(self, head: int) -> int:
        """ "traf nicht Putin, sondern Assad": the one that is meant, where one is denied; 0 without."""
        for other in self.tree.conjuncts(head)[1:]:
            if any(self.tree.lower(i) in self.contrasts for i in self.tree.children(other, "cc")):
                first = min(i for i in self.tree.subtree(head) if i <= head)
                return other if first > 0 and self.tree.lower(first - 1) in self.negators else 0
        return 0

    def _people_behind(self, head: int) -> list[int]:
        """ "die Anführer, Jo Roe und Al Moe, …": the people that a plural before a comma means."""
        if head in self.names or "Plur" not in feature(self.tokens[head], "Number"):
            return []
        if not self.is_person_noun(head):
            return []
        last = next((kid for kid in reversed(self.tree.children(head, "nmod")) if kid > head), head)
        nouns = dict.fromkeys((head, last))  # "die Anführer der Gruppe, …": they may hang on the group
        first = next((k for n in nouns for k in self.tree.children(n, "appos", "conj") if k > n), None)
        if first is None:
            return []
        people = next(
            (c[1:] for n in nouns if len(c := self.tree.conjuncts(n)) > 2), self.tree.conjuncts(first)
        )
        named = all(i in self.names and self.names[i].kind == "Person" for i in people)
        beside = self.tokens[first - 1].text == "," or first - 1 in nouns
        return people if len(people) > 1 and named and beside else []

    def _resolve(self, head: int, *, acting: bool) -> Mention | None:
        token = self.tokens[head]
        name = self._name_of(head)
        if name:
            meant = self._acting(name) if acting else referent(name)
            return Mention(meant.id, meant.name, meant.kind, self._named_surface(head, name))
        if token.pos_ in ("PRON", "DET"):
            return self.pronouns.resolve(head)
        attributive = token.pos_ == "ADJ" or self.tree.grammar.is_place_adjective(token.text)
        people = token.text.lower() in self.knowledge.demonyms and self.tree.roles[head] != "amod"
        if attributive and not people and (found := self._adjective(token)):
            return self._mention(head, found)
        return self._description(head, acting=acting)

    def _name_of(self, head: int) -> Name | None:
        """The name at `head`, beside it ("Präsident X", "Provinz X") or in apposition to it."""
        if head in self.names:
            return self.names[head]
        token = self.tokens[head]
        following = self.names.get(head + 1)
        beside = following is not None and following.start == head + 1 and not is_owner(self.tree, following)
        if following and beside and self._announces(token, following):
            return following
        for kid in self.tree.children(head, "appos", "flat"):
            name = self.names.get(kid)
            # "Altbundesrätin Jo Roe", "Starkoch Jo Roe": whatever the word before a name is, the name is meant
            title = name and (name.start, name.kind, self.tree.roles[kid]) == (head + 1, "Person", "flat")
            if name and (title or self._announces(token, name)):
                return name
            if not name and self.is_person_noun(kid) and (name := self._name_of(kid)):
                return name  # "ein Vertrauter des Präsidenten, der Abgeordnete Jo Roe"
        if name := self._name_behind(head):
            return name
        held = [h for h in self.offices.holdings if h.token == head]
        return (
            held[0].person if len(held) == 1 or (held and held[0].person.id == held[-1].person.id) else None
        )

    def _name_behind(self, head: int) -> Name | None:
        """ "der Anwalt mehrerer Kläger, Jo Roe, …": one person in apposition to what hangs on the noun is not those."""
        if not self.is_person_noun(head) or "Sing" not in feature(self.tokens[head], "Number"):
            return None
        for kid in self.tree.children(head, "nmod"):
            if self.is_person_noun(kid) and feature(self.tokens[kid], "Number") != ["Plur"]:
                continue
            for below in self.tree.children(kid, "appos"):
                name = self.names.get(below)
                if name and name.kind == "Person" and self.tokens[name.start - 1].text == ",":
                    return name
        return None

    def _announces(self, token: Token, name: Name) -> bool:
        if token.pos_ not in ("NOUN", "PROPN"):
            return False
        if name.kind == "Person":
            return (
                self.knowledge.is_human(token.lemma_)
                or self.offices.split(token.text) is not None
                or self._class(token, "person", "collective") is not None
            )
        found = self._class(token, "place", "organization", "government", "authority", "collective", "force")
        return (
            found == "place"
            if name.kind in ("Place", "Country")
            else found in ("organization", "collective", "force", "place")
        )

    def _class(self, token: Token, *names: str) -> str | None:
        lemma = token.lemma_ if token.pos_ != "PROPN" else token.text
        return self.knowledge.noun_class(lemma, names) or self.knowledge.noun_class(token.text, names)

    def _acting(self, name: Name) -> Referent:
        if name.kind == "Place" or fold(name.name) in self.knowledge.governments:
            return self.offices.country_of_seat(name)
        return referent(name)

    def _adjective(self, token: Token) -> Referent | None:
        country = self.knowledge.country_of_adjective(token.text)
        return country_referent(self.knowledge, country) if country else self.offices.city_adjective(token)

    def _description(self, head: int, *, acting: bool) -> Mention | None:
        token = self.tokens[head]
        if token.pos_ not in ("NOUN", "PROPN", "X", "ADJ", "NUM"):
            return None
        if counted := self._counted(head, acting=acting):
            return counted
        if person := self._of_age(token):
            return person
        if partisan := self.partisan(head):
            return partisan[0]
        for step in (self._holder, self._the_country, self._prefixed, self._institution, self._named_place):
            if found := step(token):
                return self._mention(head, found)
        demonym = self._demonym(token)
        if demonym:
            return self._mention(head, demonym)
        return self._unnamed(head)

    def _counted(self, head: int, *, acting: bool) -> Mention | None:
        """ "ein Großteil der russischen Truppen": the troops, in the words of the whole phrase."""
        if self.tokens[head].lemma_ not in self.quantities:
            return None
        for kid in self.tree.children(head, "nmod"):
            preposition = self.tree.preposition(kid)
            part = preposition is None or preposition in self.partitive
            if part and (found := self.resolve(kid, acting=acting)):
                return replace(found, text=self.phrase(head) or found.text)
        return None

    def _holder(self, token: Token) -> Referent | None:
        """ "der Kreml-Chef", "der russische Präsident": the person whose office it is."""
        if ("Plur" in feature(token, "Number") and not self._singular_article(token.i)) or self._indefinite(
            token.i
        ):
            return None
        held = self.offices.holder(token.i)
        return referent(held) if isinstance(held, Name) else held

    def _of_age(self, token: Token) -> Mention | None:
        """ "Der 68-Jährige": the person of that gender whom the text named last."""
        _, hyphen, noun = token.text.partition("-")
        if not hyphen or not noun.lower().startswith(self.aged):
            return None
        number, article = feature(token, "Number"), self._has_article(token.i, self.articles)
        if not article or number == ["Plur"] or not (number == ["Sing"] or self._singular_article(token.i)):
            return None
        found = self.pronouns.person_before(token.i, feature(token, "Gender"))
        return replace(found, text=self.surface(token.i)) if found else None

    def partisan(self, head: int) -> tuple[Mention, Referent] | None:
        """ "Der SPD-Politiker": the person of that gender whom the text named last, and the party."""
        token = self.tokens[head]
        split = self.offices.split(token.text)
        if not split or not split[0] or not split[1].member or head + 1 in self.names:
            return None
        party, article = self.offices.prefix_referent(split[0]), self._has_article(head, self.articles)
        if not party or party.kind != "Organization" or not article or feature(token, "Number") == ["Plur"]:
            return None
        found = self.pronouns.person_before(head, ["Fem" if split[1].gender == "f" else "Masc"])
        return (replace(found, text=self.surface(head)), party) if found else None

    def _singular_article(self, i: int) -> bool:
        return self._has_article(i, self.singular)

    def _has_article(self, i: int, articles: frozenset[str]) -> bool:
        return any(self.tree.lower(kid) in articles for kid in self.tree.children(i, "det"))

    def _indefinite(self, i: int) -> bool:
        return any(self.tree.lower(kid).startswith(self.indefinite) for kid in self.tree.children(i, "det"))

    def _the_country(self, token: Token) -> Referent | None:
        """ "das Land": the country named last; "sein Land": that of the one whose it is."""
        if token.lemma_ not in self.countries:
            return None
        owners = (
            self.resolve(kid) for kid in self.tree.children(token.i, "det") if self.tree.is_possessive(kid)
        )
        if owner := next(owners, None):
            return self._country_of_owner(owner)
        if not self._has_article(token.i, self.neuter):
            return None
        if self.tree.children(token.i, "nmod", "acl"):
            return None
        before = [n for n in self.names.values() if n.kind == "Country" and n.start < token.i]
        last = max(before, key=lambda n: n.start, default=None)
        if last is None:
            return None
        own = last.start in self.tree.subjects_beside(
            token.i
        )  # "Mali zog Soldaten aus dem Land ab": not its own
        aside = self.tree.roles[last.start] == "nmod"  # "kündigte das Abkommen mit Mali"
        main = self.offices.main_country if own or aside else None
        if main and main != last.id:
            return country_referent(self.knowledge, main)
        return None if own else referent(last)

    def _country_of_owner(self, owner: Mention) -> Referent | None:
        """The country that somebody is, or holds an office of."""
        if owner.kind == "Country":
            return Referent(owner.id, owner.name, owner.kind)
        found = [h.of for h in self.offices.holdings if h.person.id == owner.id and h.of.kind == "Country"]
        found += [country_referent(self.knowledge, id_) for id_ in self.offices.states_of(owner.id)]
        return found[0] if len({country.id for country in found}) == 1 else None

    def _prefixed(self, token: Token) -> Referent | None:
        """ "PKK-Kämpfer" are the PKK; "US-Regierung" is the country; "US-Streitkräfte" its organisation."""
        head = token.text.rpartition("-")[2]
        kind = self.knowledge.noun_class(head, ("government", "authority", "force", "collective", "place"))
        found = self.offices.split_prefix(token.text) if kind else None
        if not found:
            return None
        if found.kind == "Country":
            if kind == "government":
                return found
            if kind in ("authority", "force"):
                return self._institution_of(found.id, token, head)
            return None
        return found if found.kind == "Organization" and kind != "government" else None

    def _institution(self, token: Token) -> Referent | None:
        """ "die syrische Regierung" is the country; "die syrische Armee", "russische Einheiten" organisations of it."""
        kind = self._class(token, "government", "authority", "force")
        country = self.country_of(token.i) if kind else None
        if not country and (found := self._institution_of_city(token, kind)):
            return found
        if not country:
            return self._institution_again(token) if kind in ("government", "authority") else None
        found = (
            country_referent(self.knowledge, country)
            if kind == "government"
            else self._institution_of(country, token, token.text)
        )
        self._institutions.setdefault(token.lemma_, []).append((token.i, found))
        return found

    def _institution_of_city(self, token: Token, kind: str | None) -> Referent | None:
        """ "die Kölner Staatsanwaltschaft", "das Verwaltungsgericht in Köln": the same wherever the city stands."""
        before = kind == "authority" and token.i > 0
        city, name = self.offices.city_adjective(self.tokens[token.i - 1]) if before else None, ""
        if city:
            name = f"{self.tokens[token.i - 1].text} {token.text}"
        elif ends_in(token.lemma_, self.seated) and "Plur" not in feature(token, "Number"):
            for kid in self.tree.children(token.i, "nmod"):
                place, preposition = self.names.get(kid), self.tree.preposition(kid)
                known = self.knowledge.entities.get(place.id) if place else None
                if place and known and known.type == "city" and preposition in (*self.inside, self.genitive):
                    city, name = referent(place), f"{token.lemma_} {preposition} {place.name}"
        if city is None:
            return None
        return Referent(f"organization:{slug(city.name)}-{slug(token.lemma_)}", name, "Organization")

    def _institution_again(self, token: Token) -> Referent | None:
        """ "die Armee" after "die türkische Armee": the one that the text named last."""
        if not self._has_article(token.i, self.articles):
            return None
        if self.tree.children(token.i, "amod", "nmod", "appos", "flat"):
            return None
        number = feature(token, "Number")  # "die Behörde" is none of "amerikanische Behörden"
        before = [
            found
            for i, found in self._institutions.get(token.lemma_, ())
            if i < token.i and not {*number} ^ {*feature(self.tokens[i], "Number")}
        ]
        return before[-1] if len({found.id for found in before}) == 1 else None

    def _institution_of(self, country: str, token: Token, noun: str) -> Referent:
        if feature(token, "Number") == ["Sing"] and token.lemma_[:1].isupper() and "-" not in token.text:
            noun = token.lemma_  # "des Verteidigungsministeriums" is its genitive
        words = [self.tokens[kid].text for kid in self.tree.children(token.i, "amod")]
        adjective = next((word for word in words if self.knowledge.country_of_adjective(word)), None)
        name = token.text if "-" in token.text else f"{noun} ({self.knowledge.entities[country].name})"
        if adjective:
            name = f"{self.tree.grammar.nominative(adjective, token)} {noun}"
        lemma = token.lemma_.rpartition("-")[2]
        return Referent(
            f"organization:{country.partition(':')[2].lower()}-{slug(lemma)}", name, "Organization"
        )

    def country_of(self, i: int) -> str | None:
        """The country that a noun's adjective, genitive or seat ("die Regierung in Moskau") names."""
        for kid in self.tree.children(i, "amod"):
            if found := self.knowledge.country_of_adjective(self.tokens[kid].text):
                return found
        inside = frozenset() if self.tokens[i].lemma_ in self.guests else self.inside
        for kid in self.tree.children(i, "nmod", "obl"):
            name = self.names.get(kid)
            preposition = self.tree.preposition(kid)
            if name and (preposition in (None, self.genitive) or preposition in inside):
                seat = self.offices.country_of_seat(name)
                if seat.kind == "Country" and (preposition not in inside or name.kind == "Place"):
                    return seat.id
        if country := self._seat_behind(i):
            return country
        previous = self.names.get(i - 1)
        if previous and previous.kind == "Country":
            return previous.id if self.tree.grammar.has_genitive_ending(self.tokens[i - 1].text) else None
        return None

    def _seat_behind(self, i: int) -> str | None:
        """ "das Außenministerium in Ankara", wherever the parser hangs the city."""
        name = self.names.get(i + 2)
        if (
            not name
            or name.kind != "Place"
            or name.start != i + 2
            or self.tree.lower(i + 1) not in self.inside
            or self.tokens[i].lemma_ in self.guests
        ):
            return None
        seat = self.offices.country_of_seat(name)
        return seat.id if seat.kind == "Country" else None

    def _named_place(self, token: Token) -> Referent | None:
        """ "der Hafen von Tartus": a place noun with a name behind it is a place of its own."""
        if self._class(token, "place") != "place":
            return None
        for kid in self.tree.children(token.i, "nmod"):
            name = self.names.get(kid)
            if name and name.kind == "Place" and self.tree.preposition(kid) in (self.genitive, None):
                text = f"{token.text} {self.genitive} {name.name}"
                return Referent(f"place:{slug(text)}", text, "Place")
        return None

    def _demonym(self, token: Token) -> Referent | None:
        country = self.knowledge.demonyms.get(token.text.lower())
        if not country or ("Sing" in feature(token, "Number") and self._singular_article(token.i)):
            return None
        return Referent(f"group:{slug(token.lemma_)}", token.text, "Group")

    def _unnamed(self, head: int) -> Mention | None:
        """A Group or a Thing, named by its own words."""
        token = self.tokens[head]
        name = self._nominative(head, self.phrase(head))
        if not name or not any(c.isalpha() for c in name):
            return None
        person = self.offices.split(token.text) is not None
        kind: Kind = "Group" if person or self._is_group(token) else "Thing"
        scope = "" if kind == "Group" and self.country_of(head) else f"{self.document}/"
        return Mention(f"{kind.lower()}:{scope}{slug(name)}", name, kind, self.surface(head))

    def _nominative(self, head: int, phrase: str) -> str:
        """ "den türkischen Botschafter" is named "türkischer Botschafter", so that all its cases are one node."""
        noun, first = self.tokens[head], head
        while first and self.tree.roles[first - 1] == "amod" and self.tree.heads[first - 1] == head:
            first -= 1
        before = self._text(first, head + 1)
        # there "den" is none of a dative plural
        core = self.tree.roles[head] in ("nsubj", "nsubj:pass", "obj")
        one = core and self._singular_article(head)
        form = self.tree.grammar.nominative_noun(noun, one=one)
        if form is None or not phrase.startswith(before):
            return phrase
        words = [self.tokens[i].text for i in range(first, head)]
        declined = [
            self.tree.grammar.nominative(w, noun, one=one) if not w[0].isupper() else w for w in words
        ]
        return " ".join([*declined, form]) + phrase.removeprefix(before)

    def office_held(self, person: Mention, *, at: int) -> Mention | None:
        """The office that the text up to this sentence last said a person has, as a Thing; none past or to come."""
        held = [
            h for h in self.offices.holdings
            if h.person.id == person.id and self.sentence_of[h.token] <= self.sentence_of[at]
            and h.relation == "HOLDS_OFFICE"
        ]  # fmt: skip
        if not held or held[-1].designate or self.offices.is_past(held[-1]):
            return None
        title = held[-1].title
        return Mention(f"thing:{self.document}/{slug(title)}", title, "Thing", title)

    def _is_group(self, token: Token) -> bool:
        # asked for together, so that the whole word counts before its ending: "Ausschuss" is no "Schuss"
        found = self._class(
            token,
            "government",
            "authority",
            "force",
            "collective",
            "organization",
            "person",
            "event",
            "place",
        )
        if found in ("event", "place", None):
            return found is None and self.knowledge.is_human(token.lemma_)
        return True

    def is_institution(self, head: int) -> bool:
        """True for a noun that names an organisation or an authority ("Institut", "Verteidigungsministerium")."""
        return self._class(self.tokens[head], "organization", "authority") is not None

    def is_region(self, mention: Mention) -> bool:
        """True for a region that acts like a state ("Schottland", "Bayern")."""
        entity = self.knowledge.entities.get(mention.id)
        return entity is not None and entity.type in ("region", "province")

    def is_actor_noun(self, head: int) -> bool:
        """True for the name of an actor and for a noun that names people."""
        token = self.tokens[head]
        if head in self.names:
            return self.names[head].kind != "Place"
        return token.pos_ == "PRON" or (
            token.pos_ == "NOUN" and (self.is_person_noun(head) or self._is_group(token))
        )

    def is_person_noun(self, head: int) -> bool:
        """True for one unnamed person ("die Ministerin", "ein Diplomat")."""
        token = self.tokens[head]
        named = self.offices.split(token.text) is not None or self._class(token, "person") is not None
        return named or self.knowledge.is_human(token.lemma_)

    def is_place_noun(self, head: int) -> bool:
        """True for an unnamed place ("einen Stützpunkt")."""
        return self._class(self.tokens[head], "place") is not None

    def _mention(self, head: int, found: Referent) -> Mention:
        return Mention(found.id, found.name, found.kind, self.surface(head))

    def _named_surface(self, head: int, name: Name) -> str:
        """ "Außenminister John Kerry": the name with the title right before it, else the name alone."""
        start = head if head < name.start and name.start - head <= 2 else name.start
        return self._text(start, name.end)

    def _text(self, start: int, end: int) -> str:
        """The words from one token to another; asked for again and again."""
        if (start, end) not in self._texts:
            self._texts[start, end] = " ".join(str(self.doc[start:end].text).split())
        return self._texts[start, end]

    def surface(self, head: int) -> str:
        """The words of the phrase as they stand, without a leading article."""
        name = self.names.get(head)
        if name:
            return self._text(name.start, name.end)
        return self.phrase(head) or str(self.tokens[head].text)

    def phrase(self, head: int) -> str:
        """The noun with what belongs to it, without relative clauses and a leading article, at most 14 words."""
        if head not in self._phrases:
            self._phrases[head] = self._phrase(head)
        return self._phrases[head]

    def _phrase(self, head: int) -> str:
        wanted = set(self._phrase_tokens(head))
        first = last = head
        while first - 1 in wanted:
            first -= 1
        while last + 1 in wanted and last - first < _MAX_WORDS and self.tokens[last + 1].text != ",":
            last += 1
        while last > head and self.tokens[last].pos_ in ("PUNCT", "ADP", "DET", "CCONJ"):
            last -= 1
        while first < head and (self.tokens[first].pos_ in ("DET", "PUNCT", "ADP", "CCONJ", "ADV")):
            first += 1
        return _without_half_quotes(self._text(first, last + 1))

    def _phrase_tokens(self, head: int) -> Iterator[int]:
        yield head
        for kid in self.tree.kids[head]:
            role = self.tree.roles[kid]
            if role in ("conj", "cc", "appos", "acl", "case") or role not in _PHRASE_ROLES:
                if kid in self.names and self.names[kid].start == head + 1:
                    yield from range(self.names[kid].start, self.names[kid].end)
                continue
            loose = self.tree.preposition(kid) in self.loose or self.tokens[kid].text in self.days
            if role in ("nmod", "obl") and loose and self._class(self.tokens[head], *_ACTING):
                continue
            if role == "punct" and self.tokens[kid].text in (",", ";", ":", "–", "-", ".", "?", "!"):
                continue
            yield from self._inner(kid)

    def _inner(self, kid: int) -> Iterator[int]:
        if self.tree.roles[kid] == "amod" and self.tree.children(kid, "obl", "nmod"):
            return
        for i in self.tree.subtree(kid):
            path = [i, *self.tree.ancestors(i)]
            path = path[: path.index(kid)]
            if not any(self.tree.roles[n] in ("acl", "parataxis", "ccomp") for n in path):
                yield i


def _without_half_quotes(text: str) -> str:
    """Take out the marks of a quotation of which the phrase has only the beginning or the end."""
    for marks in _QUOTES:
        counts = [text.count(mark) for mark in marks]
        if sum(counts) % 2 or counts[0] != counts[-1]:
            text = text.translate({ord(mark): None for mark in marks})
    return text
