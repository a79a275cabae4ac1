"""What noun phrases say without a verb: offices, places in places, memberships."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graphkit.extraction.actors import Actors
from graphkit.extraction.clauses import ends_in
from graphkit.extraction.grammar.tree import Tree
from graphkit.extraction.names import Name
from graphkit.extraction.offices import OfficeFinder
from graphkit.extraction.titles import country_referent, referent
from graphkit.model import Mention, Statement

_PLACE_KINDS = ("Place", "Country")


class NominalReader:
    """Reads statements off the noun phrases of one Doc; `at` makes a statement of the sentence at a token."""

    def __init__(
        self, tree: Tree, actors: Actors, offices: OfficeFinder, at: Callable[..., Statement]
    ) -> None:
        """Keep what noun phrases are read with."""
        self.tree, self.doc, self.actors, self.offices, self.at = tree, tree.doc, actors, offices, at
        self.tokens, self.grammar = tree.tokens, tree.grammar
        words = tree.grammar.words
        self.inside, self.member = words.set("inside_prepositions"), words.set("member_prepositions")
        self.genitive = words.word("genitive_preposition")
        self.equals, self.alike = words.set("colleague_nouns"), words.affixes("offices_of_every_state")
        self.party, self.membership = words.word("party_noun"), words.word("member_noun")
        self.party_ends = (self.party, self.party.lower())

    def read(self) -> Iterator[Statement]:
        """Every statement, by rule."""
        yield from self.offices_held()
        yield from self.colleagues()
        yield from self.places()
        yield from self.memberships()

    def offices_held(self) -> Iterator[Statement]:
        for holding in self.offices.holdings:
            of = Mention(holding.of.id, holding.of.name, holding.of.kind, holding.of.name)
            person = holding.person
            subject = Mention(person.id, person.name, person.kind, self.actors.surface(person.start))
            member = holding.relation == "MEMBER_OF"
            yield self.at(
                holding.token,
                subject=subject,
                relation=holding.relation,
                object=of,
                trigger=self.tokens[holding.token].text,
                predicate=holding.title,
                modality="planned" if holding.designate else "asserted",
                title=None if member else holding.title,
                rule="office",
            )

    def colleagues(self) -> Iterator[Statement]:
        """ "mit seinem türkischen Kollegen Jan Roe": he holds in Turkey the office that `seinem` tells of."""
        for token in self.tokens:
            name = self.actors.names.get(token.i + 1)
            if token.lemma_ not in self.equals or not name or name.kind != "Person":
                continue
            state = next(
                (c for t in token.lefts if (c := self.actors.knowledge.country_of_adjective(t.text))), None
            )
            title = next(
                (t for kid in self.tree.children(token.i, "det") if (t := self._title_of(kid))), None
            )
            if state and title:
                of = country_referent(self.actors.knowledge, state)
                yield self.at(token.i, subject=self._named(name), relation="HOLDS_OFFICE",
                               object=Mention(of.id, of.name, of.kind, of.name), trigger=token.text,
                               predicate=title, title=title, rule="office: colleague")  # fmt: skip

    def _title_of(self, possessive: int) -> str | None:
        """The last office that the text gives to whom a possessive means, if every state has it."""
        owner = self.actors.resolve(possessive) if self.tree.is_possessive(possessive) else None
        held = [h for h in self.offices.holdings if owner and h.person.id == owner.id]
        title = self.grammar.masculine(held[-1].title.lower()) if held else ""
        return next((of.capitalize() for of in self.alike if title.endswith(of)), None)

    def places(self) -> Iterator[Statement]:
        """ "Hmejmim in der Provinz Latakia", "die syrische Stadt Aleppo", "das Außenministerium in Ankara"."""
        for token in self.tokens:
            if token.pos_ not in ("NOUN", "PROPN", "X") or self.tree.roles[token.i] == "flat":
                continue
            inner = self.actors.resolve(token.i)
            if not inner or inner.kind not in ("Place", "Organization"):
                continue
            for outer, rule in self._outer_places(token.i, inner):
                if outer.id != inner.id and outer.kind in _PLACE_KINDS:
                    yield self.at(token.i, subject=inner, relation="LOCATED_IN", object=outer, trigger=rule,
                                   predicate=rule, rule="place")  # fmt: skip

    def _outer_places(self, i: int, inner: Mention) -> Iterator[tuple[Mention, str]]:
        # "die AKP in der Türkei" acts there; an organisation has its seat in a city
        kinds = _PLACE_KINDS if inner.kind == "Place" else ("Place",)
        for outer, rule in self._places_around(i, inner):
            known = self.actors.knowledge.entities.get(outer.id)
            wide = inner.kind == "Organization" and known is not None and known.type not in (None, "city")
            if outer.kind in kinds and not wide:
                yield outer, rule

    def _places_around(self, i: int, inner: Mention) -> Iterator[tuple[Mention, str]]:
        name = self.actors.names.get(i)
        last = name.end - 1 if name else i
        for node in dict.fromkeys((i, last)):
            for kid in self.tree.children(node, "nmod"):
                preposition = self.tree.preposition(kid) or ""
                if kid > i and preposition in self.inside and (outer := self._bigger_place(kid)):
                    yield outer, preposition
        if name and inner.kind == "Place":
            yield from self._described_place(i)
        seat = self.actors.names.get(last + 2)
        beside = self.tree.lower(last + 1) if last + 1 < len(self.tokens) else ""
        if inner.kind == "Organization" and beside in self.inside and seat and seat.kind == "Place":
            yield self._named(seat), beside
        adjective = self._place_adjective(i, inner)
        if adjective:
            yield adjective, "adjective"

    def _described_place(self, i: int) -> Iterator[tuple[Mention, str]]:
        """ "Tadschura, ein Vorort von Tripolis"."""
        for noun in self.tree.children(i, "appos"):
            for kid in self.tree.children(noun, "nmod") if self.actors.is_place_noun(noun) else ():
                inside = self.tree.preposition(kid) in (*self.inside, self.genitive)
                if inside and (outer := self._bigger_place(kid)):
                    yield outer, self.tokens[noun].text

    def _bigger_place(self, kid: int) -> Mention | None:
        outer = self.actors.resolve(kid)
        if outer and outer.kind in _PLACE_KINDS and self.actors.names.get(kid):
            return outer
        # "im Norden Jemens": the compass noun only narrows the country down
        for below in self.tree.children(kid, "nmod"):
            name = self.actors.names.get(below)
            if name and name.kind in _PLACE_KINDS:
                return self.actors.resolve(below)
        return outer if outer and outer.kind in _PLACE_KINDS else None

    def _place_adjective(self, i: int, inner: Mention) -> Mention | None:
        """ "die syrische Stadt Aleppo" lies in Syria, "die Pariser Staatsanwaltschaft" in Paris."""
        knowledge = self.actors.knowledge
        if ends_in(self.tokens[i].lemma_, self.actors.owned_places):
            return None
        for kid in self.tree.children(i, "amod", "nmod", "det", "flat"):
            token = self.tokens[kid]
            country = knowledge.country_of_adjective(token.text) if token.pos_ == "ADJ" else None
            if country and inner.kind == "Place" and inner.id != country:
                found = country_referent(knowledge, country)
                return Mention(found.id, found.name, found.kind, token.text)
            city = (
                self.offices.city_adjective(token) if kid == i - 1 and kid not in self.actors.names else None
            )
            if city and inner.kind == "Organization":
                return Mention(city.id, city.name, city.kind, token.text)
        return None

    def memberships(self) -> Iterator[Statement]:
        """Membership told by the words beside a person's name."""
        for name in {n.start: n for n in self.actors.names.values() if n.kind == "Person"}.values():
            for party, rule in self._memberships_of(name):
                yield self.at(name.start, subject=self._named(name), relation="MEMBER_OF", object=party,
                               trigger=rule, predicate=self.membership, rule=f"member: {rule}")  # fmt: skip
        for owner, start in self._own_parties():
            yield self.at(start, subject=owner, relation="MEMBER_OF",
                           object=self._named(self.actors.names[start]), trigger=self.tokens[start - 1].text,
                           predicate=self.membership, rule="member: own party")  # fmt: skip
        for token in self.tokens:
            if token.pos_ == "NOUN" and (partisan := self.actors.partisan(token.i)):
                person, of = partisan
                yield self.at(token.i, subject=person, relation="MEMBER_OF",
                               object=Mention(of.id, of.name, of.kind, of.name), trigger=token.text,
                               predicate=self.membership, rule="member: description")  # fmt: skip

    def _own_parties(self) -> Iterator[tuple[Mention, int]]:
        """ "seine Partei Voluntad Popular", "seine AKP": who `seine` means, and where the party's name begins."""
        for token in self.tokens:
            party = self.actors.names.get(token.i + 1)
            said = token.text.endswith(self.party_ends)
            bare = party is not None and self.tree.is_possessive(token.i) and self._is_party(party)
            if not party or party.kind != "Organization" or not (said or bare):
                continue
            for kid in [token.i] if bare else self.tree.children(token.i, "det"):
                owner = self.actors.resolve(kid)
                if owner and owner.kind == "Person":
                    yield owner, party.start

    def _memberships_of(self, name: Name) -> Iterator[tuple[Mention, str]]:
        end, doc = name.end, self.doc
        party = self.actors.names.get(end + 1)
        if (
            party
            and doc[end].text == "("
            and doc[min(party.end, len(doc) - 1)].text in (")", ",")
            and self._is_party(party)
        ):
            yield self._named(party), "("  # "Heiko Maas (SPD)"
        if end < len(doc) and doc[end].lower_ in self.member and (group := self._organization_from(end + 1)):
            yield group, doc[end].lower_  # "Klemens R. vom Institut für Afrikastudien"
        owner = self._party_of(name)
        if owner:
            yield owner, self.party

    def _organization_from(self, i: int) -> Mention | None:
        """The organisation whose phrase begins at `i`."""
        while i < len(self.doc) and self.tokens[i].pos_ in ("DET", "ADJ") and i not in self.actors.names:
            i += 1
        if i >= len(self.doc):
            return None
        name = self.actors.names.get(i)
        if name:
            return self._named(name) if name.kind == "Organization" else None
        institution = self.tokens[i].pos_ == "NOUN" and self.actors.is_institution(i)
        return self.actors.resolve(i) if institution else None

    def _party_of(self, name: Name) -> Mention | None:
        """ "Sarkozys Partei UMP" and "die Volkspartei (PP) von Mariano Rajoy"."""
        i = name.end
        if self.grammar.is_genitive(self.tokens[i - 1].text):
            while i < len(self.doc) and self.tokens[i].pos_ == "ADJ":
                i += 1
            party = self.actors.names.get(i + 1) or self.actors.names.get(i)
            named = i < len(self.doc) and self.tokens[i].text.endswith(self.party_ends)
            return (
                self._named(party)
                if party and party.kind == "Organization" and (named or self._is_party(party))
                else None
            )
        i = name.start - 1
        while i > 0 and self.offices.split(self.tokens[i].text):
            i -= 1
        if i > 0 and self.tokens[i].lower_ == self.genitive:
            bracket = self.tokens[i - 1].text == ")"
            before = self.actors.names.get(i - 2 if bracket else i - 1)
            return self._named(before) if before and self._is_party(before) else None
        return None

    def _is_party(self, name: Name) -> bool:
        known = self.actors.knowledge.entities.get(name.id)
        announced = self.tokens[name.start - 1].text.endswith(self.party_ends) if name.start else False
        return (
            announced
            or name.name.endswith(self.party.lower())
            or (known is not None and known.type == "party")
        )

    def _named(self, name: Name) -> Mention:
        found = referent(name)
        return Mention(found.id, found.name, found.kind, self.actors.surface(name.start))
