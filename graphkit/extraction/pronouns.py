"""Pronouns and possessives: the mention before them that they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.extraction.grammar.tree import Tree, feature
from graphkit.model import Mention
from graphkit.ontology import Words, fold

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graphkit.extraction.actors import Actors

_LOOK_BACK = 3
_GENDERS = {"Masc": "m", "Fem": "f", "Neut": "n"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier mention that a pronoun may stand for."""

    head: int
    sentence: int
    subject: bool
    mention: Mention
    gender: str | None
    plural: bool


class Pronouns:
    """Finds the antecedents of one Doc's pronouns among the mentions that `actors` resolves."""

    def __init__(self, tree: Tree, actors: Actors) -> None:
        """The candidates of a sentence are found when the first pronoun asks for them."""
        self.tree, self.doc, self.actors = tree, tree.doc, actors
        self.tokens = tree.tokens
        self._candidates: dict[int, list[Candidate]] = {}
        self._sentences = [self.tokens[sentence.start : sentence.end] for sentence in self.doc.sents]
        self._look_up(tree.grammar.words)

    def _look_up(self, words: Words) -> None:
        self.genders, self.possessives = words.map("pronoun_genders"), words.map("possessive_genders")
        self.own, self.others = tuple(self.possessives), words.affixes("others_possessives")
        self.neuter, self.nobody = words.set("neuter_pronouns"), words.set("pronouns_without_antecedent")
        self.plural, self.also_plural = words.set("plural_pronouns"), words.affixes("plural_possessive_stems")
        self.role_prepositions, self.linking = words.set("role_prepositions"), words.set("linking_verbs")
        self.one = words.set("words_for_one")
        self.resuming = words.set("resuming_pronouns")
        self.clausal = words.set("clause_pronouns")
        self.plural_countries = words.set("plural_countries")
        self.gendered_countries = words.set("gendered_countries")

    def resolve(self, head: int) -> Mention | None:
        """The mention that the pronoun at `head` stands for, under the pronoun's own words; None where none fits."""
        token = self.tokens[head]
        word = token.lower_
        if word in self.neuter:
            return self._neuter_above(head)
        if word in self.nobody or feature(token, "Person") in (["1"], ["2"]):
            return None
        possessive = next((g for stem, g in self.possessives.items() if word.startswith(stem)), None)
        gender = self.genders.get(word, possessive)
        plural = word in self.plural or self._plural_verb(head)
        if gender is None and not plural:
            return None
        beyond = self._predicated(head) if possessive else None
        possible = possessive and beyond is None and not word.startswith(self.others)
        own = self._own_subject(head, gender, plural=plural) if possible else None
        either = word.startswith(self.also_plural) and self.tree.roles[head] in ("det", "nmod")
        found = own or self._antecedent(head, gender, plural=plural, either=either, beyond=beyond)
        return replace(found, text=token.text) if found else None

    def thing(self, head: int) -> Mention | None:
        """What an object pronoun stands for if it is no actor: the object before it, or what was said before it."""
        token = self.tokens[head]
        word = token.lower_
        if self.tree.roles[head] != "obj" or token.pos_ != "PRON":
            return None
        here, after_comma = self.actors.sentence_of[head], head > 0 and self.tokens[head - 1].text == ","
        gender = self.genders.get(word)
        if word in self.clausal:
            found = self._said_before(head)
        elif word in self.resuming and after_comma:  # "…, was die Armee bestritt"
            found = self.actors.content(self._sentences[here][0].i, head - 1)
        else:
            found = self._object_before(head, gender) if gender and word not in self.neuter else None
        return replace(found, text=token.text) if found else None

    def _object_before(self, head: int, gender: str) -> Mention | None:
        """ "begrüßte die Entscheidung. Die Partei nannte sie einen Putsch": one object is taken up by another."""
        here = self.actors.sentence_of[head]
        before = [t.i for back in (1, 0) if here >= back for t in self._sentences[here - back] if t.i < head]
        for i in reversed(before):
            token = self.tokens[i]
            fits = [_GENDERS[g] for g in feature(token, "Gender")] == [gender]
            if self.tree.roles[i] != "obj" or self.tree.heads[i] == self.tree.heads[head] or not fits:
                continue
            if token.pos_ in ("NOUN", "PROPN") and feature(token, "Number") != ["Plur"]:
                mention = self.actors.resolve(i)
                return mention if mention and mention.kind == "Thing" else None
        return None

    def _said_before(self, head: int) -> Mention | None:
        """ "bestritt dies": what the sentence before says."""
        here = self.actors.sentence_of[head]
        if not here or self.tree.roles[self.tree.heads[head]] == "acl":
            return None
        before = self._sentences[here - 1]
        return self.actors.content(before[0].i, before[-1].i + 1)

    def person_before(self, head: int, genders: list[str]) -> Mention | None:
        """The person that a description with one of these genders stands for."""
        gender = next((_GENDERS[g] for g in ("Masc", "Fem") if g in genders), None)
        return self._antecedent(head, gender, plural=False, either=False, kind="Person") if gender else None

    def two_before(self, head: int) -> list[int]:
        """ "Beide": the heads of the two people, or the two states, that the sentence before names; else none."""
        before = self._candidates_of(self.actors.sentence_of[head] - 1)
        for subject in (c for c in reversed(before) if c.subject):
            pair = [i for i in self.actors.members(subject.head) if self._is_one_of_two(i)]
            if len(pair) == 2:
                return pair
        for kind in ("Person", "Country"):
            found = {c.mention.id: c.head for c in reversed(before) if c.mention.kind == kind}
            if found:
                return sorted(found.values()) if len(found) == 2 else []
        return []

    def _is_one_of_two(self, i: int) -> bool:
        mention = self.actors.resolve(i, acting=True)
        return mention is not None and mention.kind in ("Person", "Country")

    def _neuter_above(self, head: int) -> Mention | None:
        """ "Russland bestreitet, dass es …": the state that is subject of the clause above; else "es" means nobody."""
        governing = [
            c
            for c in self._candidates_of(self.actors.sentence_of[head])
            if c.head < head and self._governs(c, head)
        ]
        found = next((c.mention for c in governing if c.mention.kind == "Country" and c.gender == "n"), None)
        return replace(found, text=self.tokens[head].text) if found else None

    def _own_subject(self, head: int, gender: str | None, *, plural: bool) -> Mention | None:
        """ "Bei ihrer Ankunft verteilten die Piloten …": a possessive belongs first to the subject of its clause."""
        for above in self.tree.ancestors(head):
            for subject in self._doers(above):
                if head in self.tree.subtree(subject) or self.tokens[subject].pos_ not in ("NOUN", "PROPN"):
                    continue
                mention = self.actors.resolve(subject, acting=True)
                if mention and mention.kind in ("Person", "Organization", "Country", "Group"):
                    candidate = self._candidate(self.tokens[subject], mention, subject=True)
                    return (
                        mention
                        if self._agrees(candidate, gender, plural=plural, either=gender == "f")
                        else None
                    )
            if self.tokens[above].pos_ == "VERB":
                return None
        return None

    def _doers(self, verb: int) -> list[int]:
        """The subjects of a verb; of an infinitive those who are asked to do it: "bat Roe, seine Kritik …"."""
        tree, governor = self.tree, self.tree.heads[verb]
        found = tree.children(verb, "nsubj")
        if found or tree.roles[verb] not in ("xcomp", "ccomp", "advcl") or self.tokens[verb].pos_ != "VERB":
            return found
        particles = [tree.lower(i) for i in tree.children(governor, "compound:prt")]
        lemma = tree.grammar.infinitive(self.tokens[governor].lemma_, particles)
        asked = lemma in tree.grammar.verbs.object_control
        return tree.children(governor, "obj", "iobj") if asked else found

    def _predicated(self, head: int) -> int | None:
        """ "wurde zu ihrem Nachfolger ernannt": nobody is his own; the verb whose arguments are not meant."""
        noun = self.tree.heads[head]
        verb = self.tree.heads[noun]
        if self.tree.children(noun, "cop"):
            return noun
        role = self.tree.preposition(noun) in self.role_prepositions
        becoming = self.tokens[verb].lemma_ in self.linking and self.tree.roles[noun] in ("nsubj", "xcomp")
        return verb if (role and self.tokens[verb].pos_ == "VERB") or becoming else None

    def _plural_verb(self, head: int) -> bool:
        if not self.tree.roles[head].startswith("nsubj"):
            return False
        verb = self.tree.heads[head]
        tokens = [self.tokens[i] for i in (*self.tree.children(verb, "aux", "aux:pass", "cop"), verb)]
        return any(feature(t, "Number") == ["Plur"] and "Fin" in feature(t, "VerbForm") for t in tokens)

    def _antecedent(
        self,
        head: int,
        gender: str | None,
        *,
        plural: bool,
        either: bool,
        beyond: int | None = None,
        kind: str | None = None,
    ) -> Mention | None:
        here, aside = self.actors.sentence_of[head], self._aside(head)
        for back in range(_LOOK_BACK):
            rows = [c for c in self._candidates_of(here - back) if c.head < head and c.head not in aside]
            rows = [c for c in rows if kind in (None, c.mention.kind)]
            rows = [c for c in rows if beyond is None or beyond not in (c.head, self.tree.heads[c.head])]
            rows = [c for c in rows if not (self._is_told_by(c.head, head) or self._is_contrasted(c, head))]
            rows = [c for c in rows if self._agrees(c, gender, plural=plural, either=either)]
            rows = [c for c in rows if back or not self._is_beside(c.head, head)] or (rows if either else [])
            if rows:
                return min(rows, key=lambda c: (not self._governs(c, head), not c.subject, c.head)).mention
        return None

    def _is_beside(self, candidate: int, pronoun: int) -> bool:
        """ "nahm das Gesuch an und bat ihn": another argument of the pronoun's verb is somebody else."""
        verb = self.tree.heads[pronoun]
        shared = self.tree.roles[pronoun] in ("obj", "iobj", "obl") and candidate in self.tree.subjects(verb)
        return shared or self.tree.heads[candidate] == verb

    def _aside(self, head: int) -> set[int]:
        """ "Nach dem Gespräch mit seinem Kollegen Roe sagte er": whose colleague Roe is cannot be Roe himself.

        Nor does anybody do something to what is his own: "Das Angebot von Jan Roe schlug er aus".
        """
        if self.tree.roles[head] != "nsubj":
            return set()
        fronted = {r: self.tree.children(self.tree.heads[head], r) for r in ("obl", "obj")}
        inside = (i for oblique in fronted["obl"] if oblique < head for i in self.tree.subtree(oblique))
        owned = [self.tree.heads[i] for i in inside if self.tokens[i].lower_.startswith(self.own)]
        objects = [i for i in fronted["obj"] if i < head]
        return {i for noun in (*owned, *objects) for i in self.tree.subtree(noun)}

    def _is_told_by(self, candidate: int, pronoun: int) -> bool:
        """ "Netanjahu habe das getan, sagte er": who is spoken of in front is hardly he who speaks."""
        verb = self.tree.heads[pronoun]
        if candidate > verb or self.tree.roles[pronoun] != "nsubj":
            return False
        if any(token.text == ":" for token in self.tokens[candidate:verb]):  # what is said stands behind it
            return False
        path = (candidate, *self.tree.ancestors(candidate))
        return any(self.tree.roles[i] == "ccomp" and self.tree.heads[i] == verb for i in path)

    def _is_contrasted(self, candidate: Candidate, pronoun: int) -> bool:
        """ "Roe lobte Doe und dessen Rede": the subject's own speech would be "seine"."""
        others = candidate.subject and self.tokens[pronoun].lower_.startswith(self.others)
        return others and candidate.head in self.tree.subjects_beside(pronoun)

    def _governs(self, candidate: Candidate, pronoun: int) -> bool:
        """True for the subject of the clause right above the pronoun's own."""
        above = self.tree.heads[self.tree.heads[pronoun]]
        return candidate.subject and self.tree.heads[candidate.head] == above

    def _agrees(self, candidate: Candidate, gender: str | None, *, plural: bool, either: bool) -> bool:
        if either and candidate.plural:
            return True
        if candidate.plural != plural:
            return False
        return plural or candidate.gender is None or candidate.gender in (gender or "")

    def _candidates_of(self, sentence: int) -> list[Candidate]:
        """Every mention of an actor in a sentence that is no pronoun, in text order."""
        if sentence not in self._candidates:
            self._candidates[sentence] = list(self._find_candidates(sentence))
        return self._candidates[sentence]

    def _find_candidates(self, sentence: int) -> Iterator[Candidate]:
        for token in self._sentences[sentence] if 0 <= sentence < len(self._sentences) else ():
            role = self.tree.roles[token.i]
            if token.pos_ not in ("NOUN", "PROPN") or (
                role in ("flat", "compound", "appos") and token.i in self.actors.names
            ):
                continue
            mention = self.actors.resolve(token.i, acting=role.startswith("nsubj"))
            if mention and mention.kind in ("Person", "Organization", "Country", "Group"):
                yield self._candidate(token, mention, subject=role.startswith("nsubj"))

    def _candidate(self, token: Token, mention: Mention, *, subject: bool) -> Candidate:
        plural = self._plural(token, mention)
        return Candidate(
            token.i, self.actors.sentence_of[token.i], subject, mention, self._gender(token, mention), plural
        )

    def _plural(self, token: Token, mention: Mention) -> bool:
        if mention.kind == "Person":
            return False
        if mention.kind == "Country" and token.i in self.actors.names:
            return mention.name in self.plural_countries
        counted = any(t.dep_ == "nummod" and t.text not in self.one for t in token.lefts)
        # "seien Terroristen": without an article, what is declined is no singular
        declined = token.pos_ == "NOUN" and token.text != token.lemma_ and "Plur" in feature(token, "Number")
        many = declined and not any(t.dep_ == "det" for t in token.lefts)
        return counted or many or feature(token, "Number") == ["Plur"] or self._plural_verb(token.i)

    def _gender(self, token: Token, mention: Mention) -> str | None:
        known = self.actors.knowledge.entities.get(mention.id)
        if known and known.gender:
            return known.gender
        if mention.kind == "Person":
            return self._person_gender(token, mention)
        if mention.kind == "Country" and token.i in self.actors.names:
            return None if mention.name in self.gendered_countries else "n"
        found = feature(token, "Gender")
        return _GENDERS[found[0]] if len(found) == 1 else None

    def _person_gender(self, token: Token, mention: Mention) -> str | None:
        for holding in self.actors.offices.holdings:
            if holding.person.id == mention.id:
                split = self.actors.offices.split(self.tokens[holding.token].text)
                if split:
                    return split[1].gender
        return self.actors.knowledge.first_names.get(fold(mention.name.split()[0]))
