"""Which frames fit a clause, and which mentions fill their two sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphkit.extraction.actors import Actors
from graphkit.extraction.clauses import Clause, antecedent, ends_in, has_finite_verb
from graphkit.extraction.grammar.cases import cases
from graphkit.extraction.grammar.tree import Tree
from graphkit.extraction.times import Times
from graphkit.model import Mention
from graphkit.ontology import Frame, Relations, Words

_PLACE_KINDS = ("Place", "Country")
_PHRASE_ROLES = (
    "obj",
    "obl",
    "nsubj",
    "nsubj:pass",
    "advmod",
    "xcomp",
    "amod",
    "iobj",
    "nmod",
    "ccomp",
    "compound:prt",
    "dep",
)
# among the words of a phrase: any office behind a preposition
_OFFICE, _PLACE = "<office>", "<place>"


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits a clause: the mentions that fill its two sides."""

    frame: Frame
    subjects: tuple[Mention, ...]
    objects: tuple[Mention, ...]
    phrase: int | None


class FrameMatcher:
    """Fits the frames of the ontology to the clauses of one Doc."""

    def __init__(self, tree: Tree, actors: Actors, times: Times, relations: Relations, words: Words) -> None:
        """Keep what frames are fitted with."""
        self.tree, self.doc, self.actors, self.times = tree, tree.doc, actors, times
        self.tokens = tree.tokens
        self.relations = relations
        self.place_prepositions = words.set("place_prepositions")
        self.reasons, self.motives = words.set("reason_prepositions"), words.set("motive_nouns")
        self.from_prepositions, self.inside = words.set("from_prepositions"), words.set("inside_prepositions")
        self.genitive, self.pairs = words.word("genitive_preposition"), words.set("pair_prepositions")
        self.with_people = words.set("people_prepositions") | {"gen"}
        self.carriers = words.affixes("carrier_prepositions")
        self.conjunctions, self.mutual = words.set("additive_conjunctions"), words.set("mutual_words")
        self.occasions, self.perfect = words.set("occasion_prepositions"), words.set("perfect_verbs")
        self.purposes, self.departures = words.set("purpose_prepositions"), words.set("departure_verbs")
        # who attacked, with the heads of the clauses that say so, as they are found
        self.attackers: list[tuple[int, tuple[Mention, ...]]] = []
        self.sources, self.semi_modals = words.set("source_postpositions"), words.set("semi_modal_verbs")

    def matches(self, clause: Clause) -> Iterator[Match]:
        table = self.relations.by_noun if clause.kind == "noun" else self.relations.by_verb
        found: set[tuple[str, tuple[str, ...]]] = set()
        phrase_found, mutual = False, self._is_mutual(clause)
        for frame in table.get(clause.lemma, ()):
            if (frame.relation, frame.subject) in found or (phrase_found and not frame.with_):
                continue
            match = self._match(clause, frame, mutual=mutual)
            if match:
                found.add((frame.relation, frame.subject))
                phrase_found = phrase_found or bool(frame.with_)
                yield match
                yield from self._among_themselves(match)

    def _among_themselves(self, match: Match) -> Iterator[Match]:
        """ "Kiir und Machar einigten sich auf eine Waffenruhe": about it, and with each other."""
        subjects, things = match.subjects, all(m.kind == "Thing" for m in match.objects)
        if match.frame.reciprocal and things and len(subjects) == 2:
            yield replace(match, subjects=subjects[:1], objects=subjects[1:])

    def _match(self, clause: Clause, frame: Frame, *, mutual: bool) -> Match | None:
        reflexive = clause.reflexive and not mutual
        if frame.reflexive is not None and frame.reflexive != reflexive and clause.kind == "verb":
            return None
        phrase = self._phrase(clause, frame.with_) if frame.with_ else None
        if (frame.with_ and phrase is None) or (
            frame.with_not and self._phrase(clause, frame.with_not) is not None
        ):
            return None
        subjects, slot = self._side(clause, frame, "subject", phrase)
        if not subjects:
            return None
        if mutual:
            return Match(frame, subjects, subjects, phrase) if len(subjects) > 1 else None
        if slot in self.pairs and len(subjects) > 1:
            return Match(frame, subjects[:1], subjects[1:], phrase)
        hosted = slot == "host"
        objects, slot = self._side(clause, frame, "object", phrase)
        if hosted and not objects:
            return None  # who met whom is not said
        if not objects and "office" in frame.object:
            objects = self._offices(clause, subjects)
        if frame.reciprocal and len(subjects) > 1 and (not objects or slot == "clause"):
            return Match(frame, subjects[:1], subjects[1:], phrase)
        return Match(frame, subjects, objects, phrase) if objects else None

    def _offices(self, clause: Clause, persons: Sequence[Mention]) -> tuple[Mention, ...]:
        """ "Innenminister Jan Roe trat zurück": the office that the text gave him last; of two, each has another."""
        held = self.actors.office_held(persons[0], at=clause.head) if len(persons) == 1 else None
        return (held,) if held else ()

    def _attackers(self, clause: Clause, frame: Frame) -> list[Mention]:
        """ "Rebellen beschossen das Dorf. Dabei wurden drei Menschen getötet": who attacked in the sentence before."""
        here = self.actors.sentence_of[clause.head]
        before = [
            mentions
            for head, mentions in self.attackers
            if head < clause.head and here - self.actors.sentence_of[head] < 2
        ]
        return [m for m in before[-1] if m.kind in frame.subject_kind] if before else []

    def _is_mutual(self, clause: Clause) -> bool:
        """ "Rebellen und Armee beschuldigen sich gegenseitig"."""
        kids = self.tree.children(clause.head)
        below = (other for kid in kids for other in self.tree.children(kid, "advmod"))
        return any(self.tree.lower(i) in self.mutual for i in (*kids, *below))

    def _phrase(self, clause: Clause, words: tuple[str, ...]) -> int | None:
        """The dependent that makes the phrase: the noun of "Gespräche führen", the "frei" of "frei sprechen"."""
        for head in (clause.head, *clause.auxiliaries):
            found = next((i for i in self._dependents(head) if self._is_meant(i, words)), None)
            if found is not None:
                return found
        for argument in clause.arguments:
            if argument.slot != "clause" and ends_in(self.tokens[argument.head].lemma_, words):
                return argument.head
        for head in clause.slot("obj", "dat", "subj") if clause.kind == "verb" else ():
            for kid in self.tree.children(head, "nmod", "flat", "appos"):
                if ends_in(self.tokens[kid].lemma_, words):
                    return kid
        return None

    def _is_meant(self, node: int, words: tuple[str, ...]) -> bool:
        """One of the words, or of the kind that `<office>` or `<place>` stands for."""
        word = self.tokens[node]
        if ends_in(word.lemma_, words) or word.lower_ in map(str.lower, words):
            return True
        if _OFFICE not in words and _PLACE not in words:
            return False
        preposition = self.tree.preposition(node)
        if _OFFICE in words and preposition and self.actors.offices.split(word.text):
            return True
        name = self.actors.names.get(node) if _PLACE in words and preposition in self.inside else None
        return name is not None and name.kind in ("Place", "Country")

    def _dependents(self, head: int) -> Iterator[int]:
        for kid in self.tree.children(head, *_PHRASE_ROLES):
            yield from self.tree.conjuncts(kid)
            if self.tokens[kid].pos_ == "ADP":  # "als falsch", where "als" is the head
                yield from self.tree.children(kid, "amod")

    def _side(
        self, clause: Clause, frame: Frame, side: str, phrase: int | None
    ) -> tuple[tuple[Mention, ...], str]:
        """The mentions on one side of the frame, and the slot they came from."""
        slots = frame.subject if side == "subject" else (*frame.object, *frame.last_object)
        every = side == "object" and frame.every_object
        found: list[Mention] = []
        used = ""
        for slot in slots:
            if found and slot in frame.last_object:
                break
            mentions = [
                m
                for head in self._heads(clause, slot, phrase, frame)
                for m in self._mentions(head, frame, side, slot)
            ]
            if slot == "attacker":
                mentions = self._attackers(clause, frame)
            if mentions:
                found += mentions
                used = slot
                if not every:
                    break
        return tuple(dict.fromkeys(found)), used

    def _heads(self, clause: Clause, slot: str, phrase: int | None, frame: Frame) -> list[int]:
        if slot == "with":
            return [phrase] if phrase is not None else []
        if slot == "self":
            return [clause.head] if self._is_person(clause.head) else []
        if slot == "host":
            return self._hosts(clause)
        if slot == "place":
            return self._places(clause, phrase, self.place_prepositions)
        if slot == "from":
            return self._places(clause, phrase, self.from_prepositions)
        heads = [head for head in clause.slot(slot) if head != phrase]
        if slot in self.pairs:
            heads += [other for head in heads for other in self._second_of_pair(head)]
        if slot in ("gen", "poss") and clause.kind == "noun":
            heads = heads or self._possessors(clause)
        if not heads and slot in ("dat", "obj") and clause.kind == "verb":
            return self._other_object(clause, slot, phrase, frame)
        if heads or slot in ("subj", "clause", "bare", "pred", "office", "attacker"):
            return heads
        return self._attached(clause, slot, phrase)

    def _hosts(self, clause: Clause) -> list[int]:
        """ "sagte der Minister nach einem Treffen mit …": who does something on such an occasion has part in it."""
        above, preposition = clause.parent, self.tree.preposition(clause.head)
        if above is None or above.kind != "verb" or above.passive or clause.link != "obl":
            return []
        ahead = preposition in self.purposes and above.lemma in self.departures
        if preposition not in self.occasions and not ahead:
            return []
        if any(self.tokens[i].lemma_ not in self.perfect for i in above.auxiliaries):
            return []  # "will bei einem Treffen mit …": it may be still to come
        return above.slot("subj") if has_finite_verb(self.tree, above) else []

    def _other_object(self, clause: Clause, slot: str, phrase: int | None, frame: Frame) -> list[int]:
        """A name shows no case: "drohte Russland" has an object, and the frame knows that it is a dative."""
        other, case = ("obj", "Dat") if slot == "dat" else ("dat", "Acc")
        if slot == "dat" and (name := self._hidden_dative(clause)) is not None:
            return [name]
        if other in (*frame.object, *frame.subject) or clause.passive:
            return []
        return [h for h in clause.slot(other) if h != phrase and case in (cases(self.tree, h) or {case})]

    def _second_of_pair(self, head: int) -> list[int]:
        """ "zwischen Kabul und den Taliban", where the parser joins the second to another noun."""
        if len(self.tree.conjuncts(head)) > 1:
            return []
        name = self.actors.names.get(head)
        after = name.end if name else head + 1
        if after == len(self.tokens) or self.tree.roles[after] != "cc":
            return []
        joined = self.tree.lower(after) in self.conjunctions and self.tree.heads[after] > after
        return [self.tree.heads[after]] if joined else []

    def _hidden_dative(self, clause: Clause) -> int | None:
        """ "warf Kurz Machtgier vor": a name right before the object is no part of it."""
        for head in clause.slot("obj"):
            name = self.actors.names.get(head - 1)
            hung = (
                head - 1 > clause.head
                and self.tree.heads[head - 1] == head
                and self.tree.roles[head - 1] != "nmod"
            )
            if name and hung and name.kind != "Place" and not self.tree.children(head, "det", "case"):
                return head - 1
        return None

    def _possessors(self, clause: Clause) -> list[int]:
        """ "der russische Angriff": the adjective says whose it is."""
        return self._of_country(clause.slot("adj"))

    def _of_country(self, adjectives: list[int]) -> list[int]:
        country = self.actors.knowledge.country_of_adjective
        return [i for i in adjectives if country(self.tokens[i].text)]

    def _attached(self, clause: Clause, preposition: str, phrase: int | None) -> list[int]:
        """A prepositional phrase that belongs to the predicate but hangs on a noun of it."""
        nodes = [phrase] if phrase is not None else []
        if clause.kind == "noun":  # "der Krieg Russlands gegen …": the phrase hangs on the genitive
            nodes += clause.slot("gen", self.genitive)
        if clause.kind == "verb":
            # "nach der Festnahme von X verlangte …": whose a noun with a frame of its own is, is not asked
            kept = self.relations.by_noun if preposition == self.genitive else {}
            around = [kid for kid in self.tree.children(clause.head, "obl", "advmod") if kid != phrase]
            nodes += [kid for kid in around if self.tokens[kid].lemma_ not in kept]
            nodes += self._carriers(clause) if preposition not in self.with_people else []
        for node in nodes:
            kids = (
                [node, *self.tree.children(node, "nmod", "obl")]
                if node == phrase
                else self.tree.children(node, "nmod", "obl")
            )
            for kid in kids:
                if kid != phrase and self.tree.preposition(kid) == preposition:
                    return [antecedent(self.tree, kid)]
            if preposition == "gen" and node == phrase:
                return self._genitives(node)
            if preposition == "poss" and node == phrase:
                owners = (k for k in self.tree.children(node, "det") if self.tree.is_possessive(k))
                return [*owners, *self._of_country(self.tree.children(node, "amod"))]
        return self._behind(clause, preposition) if clause.kind == "noun" else []

    def _genitives(self, node: int) -> list[int]:
        kids = [kid for kid in self.tree.children(node, "nmod") if not self.tree.children(kid, "case")]
        return kids or [
            k
            for k in self.tree.children(node, "appos", "flat")
            if k == node + 1 and self.tree.grammar.has_genitive_ending(self.tokens[k].text)
        ]

    def _behind(self, clause: Clause, preposition: str) -> list[int]:
        """ "der Widerstand Polens gegen die Quote": the phrase right behind the noun and its genitive is the noun's."""
        last = clause.head
        for kid in (*clause.slot("gen"), *self._genitives(clause.head)):
            last = max(
                last,
                kid,
                *(n for n in self.tree.subtree(kid) if n < kid + 6 and self.tokens[n].pos_ != "ADP"),
            )
        for i in range(clause.head + 1, min(last + 2, len(self.doc))):
            noun = self.tree.heads[i]
            if self.tree.roles[i] == "case" and noun > i and self.tree.preposition(noun) == preposition:
                return [noun]
        return []

    def _carriers(self, clause: Clause) -> list[int]:
        """ "telefonierte der Premier mit X": people govern few prepositions, so the phrase is the verb's."""
        return [head for head in clause.slot("subj", "obj", "dat") if self.actors.is_actor_noun(head)]

    def _places(self, clause: Clause, phrase: int | None, prepositions: frozenset[str]) -> list[int]:
        """Heads of phrases that say where, in text order; those hung on another argument come last."""
        direct = [a.head for a in clause.arguments if a.slot in prepositions]
        near = [
            kid for node in self._nearby(clause, phrase) for kid in self.tree.children(node, "nmod", "obl")
        ]
        heads = direct + [kid for kid in near if self.tree.preposition(kid) in prepositions]
        if not heads and clause.kind == "verb":  # "sollen Einheiten am Hafen zurückbleiben"
            kids = (kid for head in clause.slot("subj") for kid in self.tree.children(head, "nmod"))
            heads = [k for k in kids if self.tree.preposition(k) in prepositions and k < clause.head]
        return [h for h in dict.fromkeys(heads) if h != phrase and self._is_place(h)]

    def _nearby(self, clause: Clause, phrase: int | None) -> list[int]:
        verbal = clause.kind == "verb"
        slots = ("obj", "bare", *self.carriers) if verbal else ("gen", self.genitive)
        carriers = [head for head in self._carriers(clause) if head > clause.head] if verbal else []
        return [*([phrase] if phrase is not None else []), *clause.slot(*slots), *carriers]

    def _is_person(self, head: int) -> bool:
        """ "sein Vorgänger Barack Obama", not a predecessor without a name."""
        mention = self.actors.resolve(head)
        return mention is not None and mention.kind == "Person"

    def _is_place(self, head: int) -> bool:
        mention = self.actors.resolve(head)
        return mention is not None and (
            mention.kind in _PLACE_KINDS or (mention.kind == "Thing" and self.actors.is_place_noun(head))
        )

    def _mentions(self, head: int, frame: Frame, side: str, slot: str) -> list[Mention]:
        if slot == "clause":
            content = self._content(head) if self._complement(head) else None
            return [content] if content and "Thing" in frame.object_kind else []
        words = frame.subject_word if side == "subject" else frame.object_word
        kinds = frame.subject_kind if side == "subject" else frame.object_kind
        found = []
        alone = slot == "self" or self.tokens[head].pos_ == "ADJ"
        for node in [head] if alone else self.actors.members(head):
            if words and not self._is_one_of(node, words):
                continue
            if self.times.covers(node) or self._is_source(node):
                continue
            if slot in self.reasons and self.tokens[node].lemma_ in self.motives:
                continue  # "trat aus Protest zurück"
            # "vermittelten in Minsk": behind such a preposition a capital is a place, and does not act
            acting = self._acting(frame, side) and slot not in self.inside
            # who is asked for something is no thing: "bat ihn, im Amt zu bleiben"
            any_kind = "Thing" in kinds and frame.verb not in self.tree.grammar.verbs.object_control
            thing = self.actors.pronouns.thing(node) if any_kind and slot == "obj" else None
            mention = thing or self.actors.resolve(node, acting=acting)
            if mention and self._fits(mention, node, kinds):
                found.append(mention)
        return found

    def _is_one_of(self, node: int, words: tuple[str, ...]) -> bool:
        """ "ein Skandal", "ein skandalöses Urteil": the noun or what it is called."""
        return any(ends_in(self.tokens[i].lemma_, words) for i in (node, *self.tree.children(node, "amod")))

    def _is_source(self, node: int) -> bool:
        """ "Augenzeugen zufolge": who reports it is no part of it."""
        return node + 1 < len(self.tokens) and self.tree.lower(node + 1) in self.sources

    def _complement(self, head: int) -> bool:
        """ "droht zu scheitern" has no comma and is no threat; "droht, die Grenze zu schließen" is one."""
        first = min(self.tree.subtree(head))
        lemma = self.tokens[self.tree.heads[head]].lemma_.lower()
        return (
            lemma not in self.semi_modals
            or (first > 0 and self.tokens[first - 1].text == ",")
            or self.tokens[first].text == ","
        )

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
        tokens, above = self.tree.subtree(head), self.tree.heads[head]
        if above > head:  # "Ankara gehe zu weit, kritisierte sie": the full stop hangs on what is said
            tokens = [i for i in tokens if i < above]
        return self.actors.content(tokens[0], tokens[-1] + 1)
