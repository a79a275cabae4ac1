"""Clauses, offices and places to statements: the frames of the ontology decide what is said and by which argument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.extract.actors import Actors
from graphkit.extract.clauses import Clause, antecedent, ends_in
from graphkit.extract.dates import Found, date_finder
from graphkit.extract.grammar.cases import cases
from graphkit.extract.grammar.tree import Tree
from graphkit.extract.modality import Telling, Tellings
from graphkit.extract.names import Name
from graphkit.extract.offices import OfficeFinder, country_referent, referent
from graphkit.model import NAMED_KINDS, Document, Mention, Statement, TimeSpan
from graphkit.ontology import Frame, Relations, Words, slug

if TYPE_CHECKING:
    from spacy.tokens import Span

OPEN = "RELATED"
_PLACE_KINDS = ("Place", "Country")
_PHRASE_ROLES = ("obj", "obl", "nsubj", "nsubj:pass", "advmod", "xcomp", "amod", "iobj", "nmod", "ccomp", "compound:prt", "dep")
_MAX_CLAUSE_WORDS = 25


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits a clause: the mentions that fill its two sides."""

    frame: Frame
    subjects: tuple[Mention, ...]
    objects: tuple[Mention, ...]
    phrase: int | None


class StatementMaker:
    """Makes the statements of one Doc from what the other rooms found."""

    def __init__(self, tree: Tree, document: Document, clauses: list[Clause], actors: Actors, offices: OfficeFinder,
                 tellings: Tellings, relations: Relations, words: Words, extractor: str, *, open_relations: bool = False) -> None:  # fmt: skip
        """Keep the rooms' findings; `extractor` is written on every statement."""
        self.open_relations = open_relations
        self.tree, self.doc, self.document, self.clauses = tree, tree.doc, document, clauses
        self.actors, self.offices, self.tellings = actors, offices, tellings
        self.relations, self.extractor = relations, extractor
        self.place_prepositions = words.set("place_prepositions")
        self.from_prepositions = words.set("from_prepositions")
        self.sentences: list[Span] = list(tree.doc.sents)
        self.times = [date_finder(words.language).find(s.text, document.published) for s in self.sentences]

    def make(self) -> Iterator[Statement]:
        """Statements in text order, each once per sentence."""
        rows = [*self._from_clauses(), *self._from_offices(), *self._from_places(), *self._from_parties()]
        seen = set()
        for statement in sorted(rows, key=lambda s: s.start):
            symmetric = statement.relation != OPEN and self.relations.types[statement.relation].symmetric
            ends = (statement.subject.id, statement.object.id)
            key = (statement.sentence, statement.relation, frozenset(ends) if symmetric else ends, statement.title)
            if key not in seen:
                seen.add(key)
                yield statement

    # frames

    def _from_clauses(self) -> Iterator[Statement]:
        for clause in self.clauses:
            matches = list(self._matches(clause))
            telling = self.tellings.of(clause)
            if self.open_relations and not matches and clause.kind == "verb":
                yield from self._open(clause, telling)
            for match in matches:
                if match.frame.modality and telling.modality == "asserted":
                    telling = replace(telling, modality=match.frame.modality)
                for subject, object_ in self._pairs(match):
                    if subject.id != object_.id:
                        yield self._statement(clause, match, subject, object_, telling)

    def _open(self, clause: Clause, telling: Telling) -> Iterator[Statement]:
        """A verb without a frame between two actors, kept as it is."""
        for subject in self._actors_at(clause.slot("subj")):
            for object_ in self._actors_at([a.head for a in clause.arguments if a.slot not in ("subj", "clause", "pred")]):
                if subject.id != object_.id:
                    yield self._at(clause.head, subject=subject, relation=OPEN, object=object_,
                                   trigger=" ".join(self.doc[i].text for i in clause.words), predicate=clause.lemma,
                                   polarity=telling.polarity, modality=telling.modality, said_by=telling.said_by,
                                   time=self._time(clause), rule="open")  # fmt: skip

    def _actors_at(self, heads: list[int]) -> list[Mention]:
        found = (self.actors.resolve(i) for head in heads for i in self.actors.members(head))
        return [m for m in found if m and (m.kind in NAMED_KINDS or m.kind == "Group")]

    def _matches(self, clause: Clause) -> Iterator[Match]:
        table = self.relations.by_noun if clause.kind == "noun" else self.relations.by_verb
        found: set[tuple[str, tuple[str, ...]]] = set()
        phrase_found = False
        for frame in table.get(clause.lemma, ()):
            if (frame.relation, frame.subject) in found or (phrase_found and not frame.with_):
                continue
            match = self._match(clause, frame)
            if match:
                found.add((frame.relation, frame.subject))
                phrase_found = phrase_found or bool(frame.with_)
                yield match

    def _match(self, clause: Clause, frame: Frame) -> Match | None:
        if frame.reflexive is not None and frame.reflexive != clause.reflexive and clause.kind == "verb":
            return None
        phrase = self._phrase(clause, frame.with_) if frame.with_ else None
        if frame.with_ and phrase is None or frame.with_not and self._phrase(clause, frame.with_not) is not None:
            return None
        subjects, slot = self._side(clause, frame, "subject", phrase)
        if not subjects:
            return None
        if slot == "zwischen" and len(subjects) > 1:
            return Match(frame, subjects[:1], subjects[1:], phrase)
        objects, slot = self._side(clause, frame, "object", phrase)
        if frame.reciprocal and len(subjects) > 1 and (not objects or slot == "clause"):
            return Match(frame, subjects[:1], subjects[1:], phrase)
        return Match(frame, subjects, objects, phrase) if objects else None

    def _phrase(self, clause: Clause, words: tuple[str, ...]) -> int | None:
        """The dependent that makes the phrase: the noun of "Gespräche führen", the adjective of "verantwortlich machen"."""
        for head in (clause.head, *clause.auxiliaries):
            for kid in self.tree.children(head, *_PHRASE_ROLES):
                for node in self.tree.conjuncts(kid):
                    if ends_in(self.doc[node].lemma_, words) or self.doc[node].lower_ in map(str.lower, words):
                        return node
        for argument in clause.arguments:
            if argument.slot != "clause" and ends_in(self.doc[argument.head].lemma_, words):
                return argument.head
        for head in clause.slot("obj", "dat", "subj") if clause.kind == "verb" else ():
            for kid in self.tree.children(head, "nmod", "flat", "appos"):
                if ends_in(self.doc[kid].lemma_, words):
                    return kid
        return None

    def _side(self, clause: Clause, frame: Frame, side: str, phrase: int | None) -> tuple[tuple[Mention, ...], str]:
        """The mentions on one side of the frame, and the slot they came from."""
        slots = frame.subject if side == "subject" else (*frame.object, *frame.last_object)
        every = side == "object" and frame.every_object
        found: list[Mention] = []
        used = ""
        for slot in slots:
            if found and slot in frame.last_object:
                break
            mentions = [m for head in self._heads(clause, slot, phrase, frame) for m in self._mentions(head, frame, side, slot)]
            if mentions:
                found += mentions
                used = slot
                if not every:
                    break
        return tuple(dict.fromkeys(found)), used

    def _heads(self, clause: Clause, slot: str, phrase: int | None, frame: Frame) -> list[int]:
        if slot == "with":
            return [phrase] if phrase is not None else []
        if slot == "place":
            return self._places(clause, phrase, self.place_prepositions)
        if slot == "from":
            return self._places(clause, phrase, self.from_prepositions)
        heads = [head for head in clause.slot(slot) if head != phrase]
        if slot in ("gen", "poss") and clause.kind == "noun":
            heads = heads or self._possessors(clause)
        if not heads and slot in ("dat", "obj") and clause.kind == "verb":
            return self._other_object(clause, slot, phrase, frame)
        if heads or slot in ("subj", "clause", "bare", "pred"):
            return heads
        return self._attached(clause, slot, phrase)

    def _other_object(self, clause: Clause, slot: str, phrase: int | None, frame: Frame) -> list[int]:
        """A name shows no case: "drohte Russland" has an object, and the frame knows that it is a dative."""
        other, case = ("obj", "Dat") if slot == "dat" else ("dat", "Acc")
        if other in (*frame.object, *frame.subject) or clause.passive:
            return []
        return [h for h in clause.slot(other) if h != phrase and case in (cases(self.tree, h) or {case})]

    def _possessors(self, clause: Clause) -> list[int]:
        """ "der russische Angriff": the adjective says whose it is."""
        return [kid for kid in clause.slot("adj") if self.actors.knowledge.country_of_adjective(self.doc[kid].text)]

    def _attached(self, clause: Clause, preposition: str, phrase: int | None) -> list[int]:
        """A prepositional phrase that belongs to the predicate but hangs on a noun of it."""
        nodes = [phrase] if phrase is not None else []
        if clause.kind == "noun":  # "der Krieg Russlands gegen …": the phrase hangs on the genitive
            nodes += clause.slot("gen", "von")
        if clause.kind == "verb":
            nodes += [kid for kid in self.tree.children(clause.head, "obl", "advmod") if kid != phrase]
            nodes += self._carriers(clause, preposition)
        for node in nodes:
            kids = [node, *self.tree.children(node, "nmod", "obl")] if node == phrase else self.tree.children(node, "nmod", "obl")
            for kid in kids:
                if kid != phrase and self.tree.preposition(kid) == preposition:
                    return [antecedent(self.tree, kid)]
            if preposition == "gen" and node == phrase:
                return self._genitives(node)
        return self._behind(clause, preposition) if clause.kind == "noun" else []

    def _genitives(self, node: int) -> list[int]:
        kids = [kid for kid in self.tree.children(node, "nmod") if not self.tree.children(kid, "case")]
        return kids or [k for k in self.tree.children(node, "appos", "flat") if k == node + 1 and self.doc[k].text.endswith("s")]

    def _behind(self, clause: Clause, preposition: str) -> list[int]:
        """ "der Widerstand Polens gegen die Quote": the phrase right behind the noun and its genitive is the noun's."""
        last = clause.head
        for kid in (*clause.slot("gen"), *self._genitives(clause.head)):
            last = max(last, kid, *(n for n in self.tree.subtree(kid) if n < kid + 6 and self.doc[n].pos_ != "ADP"))
        for i in range(clause.head + 1, min(last + 2, len(self.doc))):
            noun = self.tree.heads[i]
            if self.tree.roles[i] == "case" and noun > i and self.tree.preposition(noun) == preposition:
                return [noun]
        return []

    def _carriers(self, clause: Clause, preposition: str) -> list[int]:
        """ "telefonierte der Premier mit X": people govern few prepositions, so the phrase is the verb's."""
        if preposition in ("von", "aus", "für", "zwischen", "gen"):
            return []
        return [head for head in clause.slot("subj", "obj", "dat") if self.actors.is_actor_noun(head)]

    def _places(self, clause: Clause, phrase: int | None, prepositions: frozenset[str]) -> list[int]:
        """Heads of phrases that say where, in text order; those hung on another argument come last."""
        direct = [a.head for a in clause.arguments if a.slot in prepositions]
        near = [kid for node in self._nearby(clause, phrase) for kid in self.tree.children(node, "nmod", "obl")]
        heads = direct + [kid for kid in near if self.tree.preposition(kid) in prepositions]
        return [h for h in dict.fromkeys(heads) if h != phrase and self._is_place(h)]

    def _nearby(self, clause: Clause, phrase: int | None) -> list[int]:
        slots = ("obj", "bare", "an", "am") if clause.kind == "verb" else ("gen", "von")
        carriers = [head for head in self._carriers(clause, "in") if head > clause.head] if clause.kind == "verb" else []
        return [*([phrase] if phrase is not None else []), *clause.slot(*slots), *carriers]

    def _is_place(self, head: int) -> bool:
        mention = self.actors.resolve(head)
        return mention is not None and (mention.kind in _PLACE_KINDS or (mention.kind == "Thing" and self.actors.is_place_noun(head)))

    def _mentions(self, head: int, frame: Frame, side: str, slot: str) -> list[Mention]:
        if slot == "clause":
            content = self._content(head) if self._complement(head) else None
            return [content] if content and "Thing" in frame.object_kind else []
        words = frame.subject_word if side == "subject" else frame.object_word
        kinds = frame.subject_kind if side == "subject" else frame.object_kind
        found = []
        for node in self.actors.members(head) if self.doc[head].pos_ != "ADJ" else [head]:
            if words and not ends_in(self.doc[node].lemma_, words):
                continue
            mention = None if self._is_time(node) else self.actors.resolve(node, acting=self._acting(frame, side))
            if mention and self._fits(mention, node, kinds):
                found.append(mention)
        return found

    def _is_time(self, node: int) -> bool:
        """ "hatte Anfang August beschlossen": a date is nobody's object."""
        number = self.actors.sentence_of[node]
        offset = self.doc[node].idx - self.sentences[number].start_char
        return any(found.start <= offset < found.end for found in self.times[number])

    def _complement(self, head: int) -> bool:
        """ "droht zu scheitern" has no comma and is no threat; "droht, die Grenze zu schließen" is one."""
        first = min(self.tree.subtree(head))
        lemma = self.doc[self.tree.heads[head]].lemma_.lower()
        return lemma not in ("drohen", "versprechen") or (first > 0 and self.doc[first - 1].text == ",") or self.doc[first].text == ","

    def _acting(self, frame: Frame, side: str) -> bool:
        return side == "subject" or not self.relations.types[frame.relation].territorial

    def _fits(self, mention: Mention, node: int, kinds: frozenset[str]) -> bool:
        if mention.kind in kinds:
            return True
        if mention.kind == "Place" and "Country" in kinds and "Place" not in kinds:
            return self.actors.is_region(mention)
        if mention.kind == "Group" and "Person" in kinds and self.actors.is_person_noun(node):
            return True
        return mention.kind == "Thing" and "Place" in kinds and self.actors.is_place_noun(node)

    def _content(self, head: int) -> Mention | None:
        """What a dass-clause or infinitive says, as a Thing named by its words."""
        tokens = self.tree.subtree(head)
        tokens = [i for i in tokens if i >= tokens[0]]
        words = self.doc[tokens[0] : tokens[-1] + 1]
        text = " ".join(words.text.split()).strip(" ,.–-\"„“")
        text = text.removeprefix("dass ").removeprefix("daß ")
        if not text or len(words) > _MAX_CLAUSE_WORDS:
            text = " ".join(text.split()[:_MAX_CLAUSE_WORDS])
        return Mention(f"thing:{self.document.id}/{slug(text)[:80]}", text, "Thing", text) if text else None

    def _pairs(self, match: Match) -> Iterator[tuple[Mention, Mention]]:
        for subject in match.subjects:
            for object_ in match.objects:
                yield subject, object_

    def _statement(self, clause: Clause, match: Match, subject: Mention, object_: Mention, telling: Telling) -> Statement:
        words = sorted({*clause.words, *([match.phrase] if match.phrase is not None else [])})
        if match.frame.negative:
            telling = replace(telling, polarity="negative" if telling.polarity == "positive" else "positive")
        return self._at(
            clause.head,
            subject=subject,
            relation=match.frame.relation,
            object=object_,
            trigger=" ".join(self.doc[i].text for i in words),
            predicate=clause.lemma,
            polarity=telling.polarity,
            modality=telling.modality,
            said_by=subject if match.frame.modality == "reported" and not telling.said_by else telling.said_by,
            place=self._place(clause, (subject, object_)),
            time=self._time(clause),
            rule=match.frame.rule,
        )

    def _at(self, head: int, **fields: object) -> Statement:
        """A statement of the sentence that holds token `head`."""
        number = self.actors.sentence_of[head]
        sentence = self.sentences[number]
        text = " ".join(sentence.text.split())
        start = sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
        end = sentence.end_char - (len(sentence.text) - len(sentence.text.rstrip()))
        return Statement(document=self.document.id, sentence=number + 1, start=start, end=end, text=text,
                         extractor=self.extractor, **fields)  # type: ignore[arg-type] # fmt: skip

    def _place(self, clause: Clause, ends: tuple[Mention, Mention]) -> Mention | None:
        for head in clause.slot("in", "bei", "auf", "an", "nahe"):
            mention = self.actors.resolve(head)
            if mention and mention.kind in _PLACE_KINDS and mention.id not in (ends[0].id, ends[1].id):
                return mention
        return None

    def _time(self, clause: Clause) -> TimeSpan | None:
        """The time expression under the clause's own predicate, else the only one of its sentence."""
        number = self.actors.sentence_of[clause.head]
        found = self.times[number]
        offset = self.sentences[number].start_char
        own = [f for f in found if self._owns(clause, f, offset)]
        if own:
            return own[0].span
        return found[0].span if len(found) == 1 and clause.link in ("root", "conj", "nsubj", "obj") else None

    def _owns(self, clause: Clause, found: Found, offset: int) -> bool:
        span = self.doc.char_span(offset + found.start, offset + found.end, alignment_mode="expand")
        if span is None:
            return False
        node = span[-1].i
        for _ in range(4):
            if node == clause.head:
                return True
            if node in self.tellings.clauses and node != span[-1].i:
                return False
            node = self.tree.heads[node]
        return node == clause.head

    # offices, places, parties

    def _from_offices(self) -> Iterator[Statement]:
        for holding in self.offices.holdings:
            of = Mention(holding.of.id, holding.of.name, holding.of.kind, holding.of.name)
            person = holding.person
            subject = Mention(person.id, person.name, person.kind, self.actors.surface(person.start))
            member = holding.relation == "MEMBER_OF"
            yield self._at(
                holding.token,
                subject=subject,
                relation=holding.relation,
                object=of,
                trigger=self.doc[holding.token].text,
                predicate=holding.title,
                modality="planned" if holding.designate else "asserted",
                title=None if member else holding.title,
                rule="office",
            )

    def _from_places(self) -> Iterator[Statement]:
        """ "Hmejmim in der Provinz Latakia", "die syrische Stadt Aleppo", "das Außenministerium in Ankara"."""
        for token in self.doc:
            if token.pos_ not in ("NOUN", "PROPN", "X") or self.tree.roles[token.i] == "flat":
                continue
            inner = self.actors.resolve(token.i)
            if not inner or inner.kind not in ("Place", "Organization"):
                continue
            for outer, rule in self._outer_places(token.i, inner):
                if outer.id != inner.id and outer.kind in _PLACE_KINDS:
                    yield self._at(token.i, subject=inner, relation="LOCATED_IN", object=outer, trigger=rule,
                                   predicate=rule, rule="place")  # fmt: skip

    def _outer_places(self, i: int, inner: Mention) -> Iterator[tuple[Mention, str]]:
        # "die AKP in der Türkei" acts there; an organisation has its seat in a city
        kinds = _PLACE_KINDS if inner.kind == "Place" else ("Place",)
        for outer, rule in self._places_around(i, inner):
            if outer.kind in kinds:
                yield outer, rule

    def _places_around(self, i: int, inner: Mention) -> Iterator[tuple[Mention, str]]:
        name = self.actors.names.get(i)
        last = name.end - 1 if name else i
        for node in dict.fromkeys((i, last)):
            for kid in self.tree.children(node, "nmod"):
                if kid > i and self.tree.preposition(kid) == "in" and (outer := self._bigger_place(kid)):
                    yield outer, "in"
        adjective = self._place_adjective(i, inner)
        if adjective:
            yield adjective, "adjective"

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
        for kid in self.tree.children(i, "amod", "nmod", "det", "flat"):
            token = self.doc[kid]
            country = knowledge.country_of_adjective(token.text) if token.pos_ == "ADJ" else None
            if country and inner.kind == "Place" and inner.id != country:
                found = country_referent(knowledge, country)
                return Mention(found.id, found.name, found.kind, token.text)
            city = self.offices.city_adjective(token) if kid == i - 1 and kid not in self.actors.names else None
            if city and inner.kind == "Organization":
                return Mention(city.id, city.name, city.kind, token.text)
        return None

    def _from_parties(self) -> Iterator[Statement]:
        """Membership told by the words beside a person's name."""
        for name in {n.start: n for n in self.actors.names.values() if n.kind == "Person"}.values():
            for party, rule in self._memberships(name):
                yield self._at(name.start, subject=self._named(name), relation="MEMBER_OF", object=party,
                               trigger=rule, predicate="Mitglied", rule=f"member: {rule}")  # fmt: skip

    def _memberships(self, name: Name) -> Iterator[tuple[Mention, str]]:
        end, doc = name.end, self.doc
        party = self.actors.names.get(end + 1)
        if party and doc[end].text == "(" and doc[min(party.end, len(doc) - 1)].text in (")", ",") and self._is_party(party):
            yield self._named(party), "("  # "Heiko Maas (SPD)"
        if end < len(doc) and doc[end].lower_ in ("von", "vom") and (group := self._organization_from(end + 1)):
            yield group, doc[end].lower_  # "Klemens R. vom Institut für Afrikastudien"
        owner = self._party_of(name)
        if owner:
            yield owner, "Partei"

    def _organization_from(self, i: int) -> Mention | None:
        """The organisation whose phrase begins at `i`."""
        while i < len(self.doc) and self.doc[i].pos_ in ("DET", "ADJ") and i not in self.actors.names:
            i += 1
        if i >= len(self.doc):
            return None
        name = self.actors.names.get(i)
        if name:
            return self._named(name) if name.kind == "Organization" else None
        institution = self.doc[i].pos_ == "NOUN" and self.actors.is_institution(i)
        return self.actors.resolve(i) if institution else None

    def _party_of(self, name: Name) -> Mention | None:
        """ "Sarkozys Partei UMP" and "die Volkspartei (PP) von Mariano Rajoy"."""
        i = name.end
        if self.doc[i - 1].text.endswith(("s", "'", "’")):
            while i < len(self.doc) and self.doc[i].pos_ == "ADJ":
                i += 1
            party = self.actors.names.get(i + 1) or self.actors.names.get(i)
            named = i < len(self.doc) and self.doc[i].text.endswith(("Partei", "partei"))
            return self._named(party) if party and party.kind == "Organization" and (named or self._is_party(party)) else None
        i = name.start - 1
        while i > 0 and self.offices.split(self.doc[i].text):
            i -= 1
        if i > 0 and self.doc[i].lower_ == "von":
            before = self.actors.names.get(i - 1) or self.actors.names.get(i - 2)
            return self._named(before) if before and self._is_party(before) else None
        return None

    def _is_party(self, name: Name) -> bool:
        known = self.actors.knowledge.entities.get(name.id)
        announced = self.doc[name.start - 1].text.endswith(("Partei", "partei")) if name.start else False
        return announced or name.name.endswith("partei") or (known is not None and known.type == "party")

    def _named(self, name: Name) -> Mention:
        found = referent(name)
        return Mention(found.id, found.name, found.kind, self.actors.surface(name.start))
