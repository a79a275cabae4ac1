"""Clauses, offices and places to statements: the frames of the ontology decide what is said and by which argument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphkit.extraction.actors import Actors
from graphkit.extraction.clauses import Clause
from graphkit.extraction.grammar.tree import Tree
from graphkit.extraction.matching import FrameMatcher, Match
from graphkit.extraction.modality import Telling, Tellings
from graphkit.extraction.nominals import NominalReader
from graphkit.extraction.offices import OfficeFinder
from graphkit.extraction.times import Times
from graphkit.model import NAMED_KINDS, Document, Mention, Statement, TimeSpan
from graphkit.ontology import Relations, Words

OPEN = "RELATED"
ATTACK = "ATTACKED"
TOLD = ("asserted", "reported")
_PLACE_KINDS = ("Place", "Country")


class StatementMaker:
    """Makes the statements of one Doc from what the other rooms found."""

    def __init__(self, tree: Tree, document: Document, clauses: list[Clause], actors: Actors, offices: OfficeFinder,
                 tellings: Tellings, relations: Relations, words: Words, extractor: str, *,
                 open_relations: bool = False) -> None:  # fmt: skip
        """Keep the rooms' findings; `extractor` is written on every statement."""
        self.open_relations = open_relations
        self.tree, self.doc, self.document, self.clauses = tree, tree.doc, document, clauses
        self.tokens = tree.tokens
        self.actors, self.offices, self.tellings = actors, offices, tellings
        self.relations, self.extractor = relations, extractor
        self.linking, self.future = words.set("linking_verbs"), words.set("future_forms")
        self.scene_slots = words.affixes("scene_prepositions")
        self.times = Times(tree, document.published)
        self.matcher = FrameMatcher(tree, actors, self.times, relations, words)
        self.nominals = NominalReader(tree, actors, offices, self._at)

    def make(self) -> Iterator[Statement]:
        """Statements in text order, each once per sentence."""
        rows = [*self._from_clauses(), *self.nominals.read()]
        seen = set()
        for statement in sorted(rows, key=lambda s: s.start):
            symmetric = statement.relation != OPEN and self.relations.types[statement.relation].symmetric
            ends = (statement.subject.id, statement.object.id)
            key = (
                statement.sentence,
                statement.relation,
                frozenset(ends) if symmetric else ends,
                statement.title,
            )
            if key not in seen:
                seen.add(key)
                yield statement

    def _from_clauses(self) -> Iterator[Statement]:
        for clause in self.clauses:
            matches = list(self.matcher.matches(clause))
            telling = self.tellings.of(clause)
            yield from self._predicated(clause, telling)
            if self.open_relations and not matches and clause.kind == "verb":
                yield from self._open(clause, telling)
            for match in matches:
                if (
                    match.frame.relation == ATTACK
                    and telling.polarity == "positive"
                    and telling.modality in TOLD
                ):
                    self.matcher.attackers.append((clause.head, match.subjects))
                if match.frame.modality and telling.modality == "asserted":
                    telling = replace(telling, modality=match.frame.modality)
                for subject, object_ in self._pairs(match):
                    if subject.id != object_.id:
                        yield self._statement(clause, match, subject, object_, telling)

    def _predicated(self, clause: Clause, telling: Telling) -> Iterator[Statement]:
        """ "X ist Präsident der Ukraine", "neuer Chef der Partei wird X": an office that a clause tells of."""
        if self.tree.lower(clause.head) in self.future and telling.modality == "asserted":
            telling = replace(telling, modality="planned")  # "wird Chef der Partei"
        for noun, heads in self._predicates(clause):
            found = self.offices.stated_at(noun)
            if not found:
                continue
            of, title, relation = found
            for person in self._actors_at(heads):
                if person.kind == "Person" and person.id != of.id:
                    yield self._at(clause.head, subject=person, relation=relation,
                                   object=Mention(of.id, of.name, of.kind, of.name),
                                   trigger=self.tokens[noun].text, predicate=title, polarity=telling.polarity,
                                   modality=telling.modality, said_by=telling.said_by,
                                   time=self._time(clause, telling),
                                   title=None if relation == "MEMBER_OF" else title,
                                   rule="office: predicate")  # fmt: skip

    def _predicates(self, clause: Clause) -> Iterator[tuple[int, list[int]]]:
        """What may be an office, with the heads of those who then have it."""
        if clause.kind != "verb":
            return
        others = [clause.head] if clause.slot("pred") == [clause.head] else []
        if clause.lemma in self.linking:
            others = [
                i for i in self.tree.children(clause.head, "xcomp", "obj") if not self.tree.preposition(i)
            ]
        subjects = clause.slot("subj")
        yield from ((noun, subjects) for noun in others)
        yield from ((noun, [i for i in others if i in self.actors.names]) for noun in subjects)

    def _open(self, clause: Clause, telling: Telling) -> Iterator[Statement]:
        """A verb without a frame between two actors, kept as it is."""
        for subject in self._actors_at(clause.slot("subj")):
            for object_ in self._actors_at(
                [a.head for a in clause.arguments if a.slot not in ("subj", "clause", "pred")]
            ):
                if subject.id != object_.id:
                    yield self._at(clause.head, subject=subject, relation=OPEN, object=object_,
                                   trigger=" ".join(self.tokens[i].text for i in clause.words), predicate=clause.lemma,
                                   polarity=telling.polarity, modality=telling.modality, said_by=telling.said_by,
                                   time=self._time(clause, telling), rule="open")  # fmt: skip

    def _actors_at(self, heads: list[int]) -> list[Mention]:
        found = (self.actors.resolve(i) for head in heads for i in self.actors.members(head))
        return [m for m in found if m and (m.kind in NAMED_KINDS or m.kind == "Group")]

    def _pairs(self, match: Match) -> Iterator[tuple[Mention, Mention]]:
        for subject in match.subjects:
            for object_ in match.objects:
                yield subject, object_

    def _statement(
        self, clause: Clause, match: Match, subject: Mention, object_: Mention, telling: Telling
    ) -> Statement:
        words = sorted({*clause.words, *([match.phrase] if match.phrase is not None else [])})
        if match.frame.negative:
            telling = replace(telling, polarity="negative" if telling.polarity == "positive" else "positive")
        return self._at(
            clause.head,
            subject=subject,
            relation=match.frame.relation,
            object=object_,
            trigger=" ".join(self.tokens[i].text for i in words),
            predicate=clause.lemma,
            polarity=telling.polarity,
            modality=telling.modality,
            said_by=subject
            if match.frame.modality == "reported" and not telling.said_by
            else telling.said_by,
            place=self._place(clause, (subject, object_)),
            time=self._time(clause, telling),
            rule=match.frame.rule,
        )

    def _time(self, clause: Clause, telling: Telling) -> TimeSpan | None:
        span = self.times.of(clause, self.tellings.speeches.clauses)
        return self.times.ahead(span) if telling.modality == "planned" and clause.kind == "verb" else span

    def _at(self, head: int, **fields: object) -> Statement:
        """A statement of the sentence that holds token `head`."""
        number = self.times.number[head]
        raw = self.times.texts[number]
        start = self.times.starts[number] + len(raw) - len(raw.lstrip())
        end = start + len(raw.strip())
        if layout := self.doc._.layout:  # the places are those of the text as it was
            start, end = layout.origin(start), layout.origin(end - 1) + 1
        return Statement(document=self.document.id, sentence=number + 1, start=start, end=end,
                         text=" ".join(raw.split()), extractor=self.extractor, **fields)  # type: ignore[arg-type] # fmt: skip

    def _place(self, clause: Clause, ends: tuple[Mention, Mention]) -> Mention | None:
        for head in clause.slot(*self.scene_slots):
            mention = self.actors.resolve(head)
            used = {end.id for end in ends} | {end.text for end in ends}  # "appellierte an London": no place
            if mention and mention.kind in _PLACE_KINDS and used.isdisjoint((mention.id, mention.text)):
                return mention
        return None
