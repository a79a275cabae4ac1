"""How a clause is told: denied, hedged, planned, supposed, and according to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graphkit.extract.actors import Actors
from graphkit.extract.clauses import Clause, ends_in, finite_verb, is_infinitive
from graphkit.extract.grammar.tree import Tree
from graphkit.model import Mention, Modality, Polarity
from graphkit.ontology import Words

_OPENING, _CLOSING, _STRAIGHT = "„»“", "“«”", '"'
_BEFORE_VERB = (",", "“", "«", "”", '"', "–", "-", "!", "?")
_SPEAKER_KINDS = ("Person", "Organization", "Country", "Group")
_EVIDENCE_NOUNS = ("bericht", "berichte", "meldung", "meldungen", "quelle", "quellen", "dokument", "dokumente", "studie")
_WEIGHT = {"asserted": 0, "reported": 1, "planned": 2, "hypothetical": 3}


@dataclass(frozen=True, slots=True)
class Telling:
    """How one clause is told."""

    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    said_by: Mention | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """Who says what: the speaker, and the token span of what is said."""

    speaker: Mention | None
    start: int
    end: int
    verb: int


class Tellings:
    """Works out the telling of every clause of a Doc."""

    def __init__(self, tree: Tree, clauses: list[Clause], actors: Actors, words: Words) -> None:
        """Find quotations and speakers once for the whole Doc."""
        self.tree, self.doc, self.actors, self.words = tree, tree.doc, actors, words
        self.verb_kinds = {row["verb"]: row["kind"] for row in words.data["speech_verbs"]}
        self.sentences = [(s.start, s.end) for s in tree.doc.sents]
        self.quoted = quoted_tokens(tree)
        self.clauses = {clause.head: clause for clause in clauses}
        self.speeches = self._find_speeches(clauses)
        self._cache: dict[int, Telling] = {}

    def of(self, clause: Clause) -> Telling:
        """The telling of `clause`, with what the clauses above it say of it."""
        if clause.head not in self._cache:
            self._cache[clause.head] = Telling()
            self._cache[clause.head] = self._telling(clause)
        return self._cache[clause.head]

    def _telling(self, clause: Clause) -> Telling:
        own = self._own_modality(clause)
        above = self._from_above(clause)
        speech = self._speech_of(clause)
        said_by = self._attributed(clause) or above.said_by or (speech.speaker if speech else None)
        modality = above.modality
        if speech and modality == "asserted":
            modality = "reported"
        if self._attribution(clause) is not None and modality == "asserted":
            modality = "reported"
        if _WEIGHT[own] > _WEIGHT[modality]:
            modality = own
        if not said_by and self._subjunctive(clause) == "1":
            said_by = self._running_speaker(clause)
        denied = self._negated(clause) != (above.polarity == "negative")
        return Telling("negative" if denied else "positive", modality, said_by)

    def _from_above(self, clause: Clause) -> Telling:
        """What the governing clause makes of this one."""
        parent = clause.parent
        if parent is None:
            return Telling()
        if clause.kind != "verb":
            return self._of_nominal(clause, parent)
        if clause.link == "conj":
            return self._of_conjunct(clause, parent)
        if clause.link in ("ccomp", "xcomp", "csubj", "csubj:pass", "parataxis", "advcl", "acl"):
            return self._of_embedded(clause, parent)
        return replace(self._outer(parent), polarity="positive")

    def _outer(self, parent: Clause) -> Telling:
        telling = self.of(parent)
        return Telling(said_by=telling.said_by, modality="reported" if telling.said_by else "asserted")

    def _of_conjunct(self, clause: Clause, parent: Clause) -> Telling:
        telling = self.of(parent)
        shared = not self._own_finite(clause)
        if shared:
            return replace(telling, polarity="positive" if clause.slot("subj") and self._own_subject(clause) else telling.polarity)
        modality: Modality = telling.modality if self._embedded(parent) else "reported" if telling.said_by else "asserted"
        return Telling("positive", modality, telling.said_by)

    def _embedded(self, clause: Clause) -> bool:
        return clause.link in ("ccomp", "xcomp", "advcl") and clause.parent is not None

    def _own_finite(self, clause: Clause) -> bool:
        finite = finite_verb(self.tree, clause)
        return finite is not None and (finite == clause.head or self.tree.heads[finite] == clause.head)

    def _own_subject(self, clause: Clause) -> bool:
        return bool(self.tree.children(clause.head, "nsubj"))

    def _of_embedded(self, clause: Clause, parent: Clause) -> Telling:
        outer = self.of(parent)
        kind = self._verb_kind(parent)
        inherited = self._outer(parent)
        if clause.link == "acl" and self._of_plan_noun(clause):
            return Telling("positive", _stronger("planned", inherited.modality), inherited.said_by)
        if clause.link in ("advcl", "acl") or (clause.link == "parataxis" and not kind):
            return inherited
        if parent.lemma in self.words.set("refuse_verbs") and clause.link in ("xcomp", "ccomp"):
            return Telling("negative", _stronger("planned", outer.modality), outer.said_by)
        if kind == "plan":
            return Telling("positive", _stronger("planned", outer.modality), outer.said_by)
        if kind == "wish":
            return Telling("positive", "hypothetical", outer.said_by or self._speaker(parent))
        if kind:
            modality: Modality = "planned" if kind == "announce" and is_infinitive(self.tree, clause) else "reported"
            denied: Polarity = "negative" if kind == "deny" else "positive"
            return Telling(denied, modality, self._speaker(parent) or outer.said_by)
        if clause.link == "xcomp" or is_infinitive(self.tree, clause):
            return Telling(outer.polarity, outer.modality, outer.said_by)
        return inherited

    def _verb_kind(self, clause: Clause) -> str | None:
        """say, claim, announce, believe, deny; plan; wish; None for other predicates."""
        if clause.kind != "verb":
            return None
        for name, kind in (("denial_verbs", "deny"), ("hope_verbs", "wish"), ("plan_verbs", "plan")):
            if clause.lemma in self.words.set(name) and clause.lemma not in self.verb_kinds:
                return kind
        if clause.lemma in self.words.set("denial_verbs"):
            return "deny"
        if clause.lemma in self.words.set("hope_verbs"):
            return "wish"
        return self.verb_kinds.get(clause.lemma)

    def _of_nominal(self, clause: Clause, parent: Clause) -> Telling:
        """A nominalisation is presupposed ("kritisierte den Angriff"), unless what governs it plans or demands it."""
        outer = self.of(parent)
        base = Telling("positive", "reported" if outer.modality == "reported" else "asserted", outer.said_by)
        if clause.kind == "participle" or ends_in(clause.lemma, self.words.set("speech_nouns")):
            return base  # a demand has been made, whatever becomes of it
        if self._doubted(parent) and clause.link in ("nsubj", "nsubj:pass"):
            return replace(base, modality="hypothetical")
        if self.tree.preposition(clause.head) == "vor" and clause.link == "obl" and not self._pluperfect(parent):
            return replace(base, modality="planned")  # "kurz vor dem Besuch": it is still to come
        if self._planned_by_noun(clause):
            return replace(base, modality="planned")
        if parent.kind == "verb" and self._content_of(clause):
            kind = self._verb_kind(parent)
            if kind in ("claim", "believe", "deny") and base.modality == "asserted":
                return Telling("positive", "reported", base.said_by or self._speaker(parent))
            if kind == "wish" or parent.lemma in self.words.set("refuse_verbs") or parent.lemma == "drohen":
                return Telling("positive", "hypothetical", base.said_by or (self._speaker(parent) if kind == "wish" else None))
            if kind in ("plan", "announce") or parent.lemma in ("befehlen", "anordnen", "beschließen", "vereinbaren"):
                return replace(base, modality="planned")
            if clause.link == "obj" and outer.modality in ("planned", "hypothetical"):
                return replace(base, modality=outer.modality)
        return base

    def _doubted(self, parent: Clause) -> bool:
        """ "gilt als möglich", "ist fraglich"."""
        near = [parent.head, *self.tree.kids[parent.head]]
        return any(self.tree.lower(i) in self.words.set("doubt_adjectives") for i in near)

    def _pluperfect(self, parent: Clause) -> bool:
        return any(self.tree.lower(i) in ("hatte", "hatten", "war", "waren") for i in parent.auxiliaries)

    def _content_of(self, clause: Clause) -> bool:
        """True where the noun is what the verb above speaks of, not its circumstances ("nach dem Angriff")."""
        if clause.link == "obl":
            return self.tree.preposition(clause.head) in ("auf", "um", "zu", "über", "für", "von", "an")
        return clause.link in ("obj", "nsubj:pass", "nmod", "iobj", "conj")

    def _planned_by_noun(self, clause: Clause) -> bool:
        adjectives = [self.doc[kid].lemma_.lower() for kid in self.tree.children(clause.head, "amod")]
        if any(_stem(word) in {_stem(w) for w in self.words.set("plan_adjectives")} for word in adjectives):
            return True
        above = self.tree.heads[clause.head]
        noun = self.doc[above]
        return above != clause.head and noun.pos_ == "NOUN" and ends_in(noun.lemma_, self.words.set("plan_nouns"))

    def _of_plan_noun(self, clause: Clause) -> bool:
        """ "die Absicht, Truppen zu entsenden"."""
        noun = self.doc[self.tree.heads[clause.head]]
        return is_infinitive(self.tree, clause) and ends_in(noun.lemma_, self.words.set("plan_nouns"))

    def _own_modality(self, clause: Clause) -> Modality:
        """What the clause's own words say."""
        found: list[Modality] = ["asserted", *self._from_adverbs(clause)]
        if clause.kind == "verb":
            found += [*self._from_auxiliaries(clause), *self._from_markers(clause)]
            subjunctive = self._subjunctive(clause)
            if subjunctive:
                found.append("reported" if subjunctive == "1" or self._in_speech(clause) else "hypothetical")
        return max(found, key=lambda m: _WEIGHT[m])

    def _in_speech(self, clause: Clause) -> bool:
        parent = clause.parent
        return self._speech_of(clause) is not None or (parent is not None and self._verb_kind(parent) is not None)

    def _from_auxiliaries(self, clause: Clause) -> Iterator[Modality]:
        infinitive = not self._participle(clause)
        for i in clause.auxiliaries:
            word = self.tree.lower(i)
            if word.startswith(("soll", "söll")):
                yield "planned" if infinitive and not self._perfect(clause) else "reported"
            elif word.startswith(("woll", "will")):
                yield "planned"
            elif word.startswith(("kann", "können", "könn", "dürft")):
                yield "hypothetical"
            elif word in ("wird", "werden", "werde") and infinitive and not clause.passive:
                yield "planned"
            elif word.startswith("würd") and infinitive and not clause.passive:
                yield "planned" if self._in_speech(clause) else "hypothetical"

    def _participle(self, clause: Clause) -> bool:
        return "Part" in self.doc[clause.head].morph.get("VerbForm") or self.doc[clause.head].tag_ == "VVPP"

    def _perfect(self, clause: Clause) -> bool:
        return any(self.tree.lower(i) in ("haben", "sein", "worden") for i in clause.auxiliaries)

    def _from_adverbs(self, clause: Clause) -> Iterator[Modality]:
        for kid in self.tree.children(clause.head, "advmod", "amod", "obl"):
            word = self.tree.lower(kid)
            if word in self.words.set("hedges_adverb") or _stem(word) in ("mutmaßlich", "angeblich"):
                yield "reported"
            elif word in self.words.set("hypothetical_adverbs"):
                yield "hypothetical"

    def _from_markers(self, clause: Clause) -> Iterator[Modality]:
        marks = {self.tree.lower(kid) for kid in self.tree.children(clause.head, "mark", "case", "advmod")}
        if marks & self.words.set("conditional_markers") or self._verb_first(clause):
            yield "hypothetical"
        if "um" in marks and "zu" in marks or "damit" in marks:
            yield "planned"
        if "ob" in marks or self._question(clause):
            yield "hypothetical"

    def _question(self, clause: Clause) -> bool:
        start, end = self._sentence(clause.head)
        last = next((self.doc[i] for i in range(end - 1, start - 1, -1) if not self.doc[i].is_space and self.doc[i].text not in "“«”\""), None)
        return last is not None and last.text == "?" and clause.link in ("root", "conj")

    def _verb_first(self, clause: Clause) -> bool:
        """ "Sollten die Gespräche scheitern, …": a condition without wenn."""
        if clause.link != "advcl" or self.tree.children(clause.head, "mark"):
            return False
        finite = finite_verb(self.tree, clause)
        return finite is not None and finite == min(self.tree.subtree(clause.head))

    def _subjunctive(self, clause: Clause) -> str | None:
        """ "1" for Konjunktiv I, "2" for Konjunktiv II, else None."""
        tokens = [clause.head, *clause.auxiliaries] if clause.kind == "verb" else []
        for i in tokens:
            if self.tree.lower(i) in self.words.set("konjunktiv1") and self._third_person(i):
                return "1"
        for i in tokens:
            if self.tree.lower(i) in self.words.set("konjunktiv2"):
                return "2"
        return None

    def _third_person(self, i: int) -> bool:
        head = self.tree.heads[i] if self.tree.roles[i].startswith(("aux", "cop")) else i
        return not any(self.tree.lower(kid) == "ich" for kid in self.tree.children(head, "nsubj"))

    def _negated(self, clause: Clause) -> bool:
        negators, near = self.words.set("negators"), self.words.set("near_negators")
        tree, count = self.tree, 0
        for i in (clause.head, *clause.auxiliaries):
            for kid in tree.children(i, "advmod", "cc", "discourse", "det", "dep", "mark"):
                count += tree.lower(kid) in negators | near and not self._only(kid)
        if clause.kind == "verb":
            marks = {tree.lower(kid) for kid in tree.children(clause.head, "mark", "case")}
            count += "ohne" in marks
        for argument in clause.arguments:
            if argument.slot in ("obj", "subj", "dat", "with", "pred", "bare", "an", "auf", "mit"):
                count += any(tree.lower(kid).startswith("kein") for kid in tree.children(argument.head, "det"))
        return count % 2 == 1

    def _only(self, i: int) -> bool:
        """ "nicht nur" and "nicht zuletzt" deny nothing."""
        following = self.doc[i + 1].lower_ if i + 1 < len(self.doc) else ""
        return following in ("nur", "zuletzt", "allein", "bloß", "lediglich", "minder", "weniger", "zufällig")

    # who says it

    def _speaker(self, clause: Clause) -> Mention | None:
        heads = clause.slot("subj")
        found = self.actors.resolve(heads[0], acting=True) if heads else self._from_where(clause)
        return found if found and found.kind in _SPEAKER_KINDS else None

    def _from_where(self, clause: Clause) -> Mention | None:
        """ "heißt es aus Moskau", "verlautete aus Kreisen der OPCW"."""
        for head in clause.slot("aus", "bei", "von", "in"):
            for node in (head, *self.tree.children(head, "nmod")):
                found = self.actors.resolve(node, acting=True)
                if found and found.kind in ("Person", "Organization", "Country"):
                    return found
        return None

    def _attributed(self, clause: Clause) -> Mention | None:
        node = self._attribution(clause)
        if node is None:
            return None
        nouns = self.words.set("attribution_nouns")
        if ends_in(self.doc[node].lemma_, nouns) and not self.doc[node].lemma_.lower().endswith(_EVIDENCE_NOUNS):
            for kid in self.tree.children(node, "nmod", "appos"):
                return self._as_speaker(self.actors.resolve(kid, acting=True), evidence=True)
            return self._by_prefix(node)
        return self._as_speaker(self.actors.resolve(node, acting=True), evidence=True)

    def _as_speaker(self, mention: Mention | None, *, evidence: bool = False) -> Mention | None:
        return mention if mention and (evidence or mention.kind in _SPEAKER_KINDS) else None

    def _by_prefix(self, node: int) -> Mention | None:
        """ "nach Armeeangaben", "nach Polizeiangaben": the compound's first part speaks."""
        word = self.doc[node].text
        for noun in self.words.set("attribution_nouns"):
            for tail in (noun.lower(), noun.lower() + "n", noun.lower() + "en"):
                stem = word.lower().removesuffix(tail)
                if stem != word.lower() and len(stem) > 3 and tail:
                    name = word[: len(stem)]
                    return Mention(f"group:{self.actors.document}/{stem}", name, "Group", word)
        return None

    def _attribution(self, clause: Clause) -> int | None:
        """The noun of "laut …", "nach Angaben …", "… zufolge" in the clause."""
        for kid in self.tree.children(clause.head, "obl", "nmod", "advmod", "parataxis", "dep"):
            cases = {self.tree.lower(c) for c in self.tree.children(kid, "case", "fixed")}
            following = self.doc[kid + 1].lower_ if kid + 1 < len(self.doc) else ""
            if cases & {"laut", "zufolge", "gemäß"} or following == "zufolge":
                return kid
            nouns = self.words.set("attribution_nouns")
            if "nach" in cases and ends_in(self.doc[kid].lemma_, nouns) and not self._dated(kid):
                return kid
        return None

    def _dated(self, kid: int) -> bool:
        return any(self.tree.lower(d) in ("der", "dem", "einem", "einer") for d in self.tree.children(kid, "det"))

    def _find_speeches(self, clauses: list[Clause]) -> list[Speech]:
        found = []
        for clause in clauses:
            if clause.kind == "verb" and (clause.lemma in self.verb_kinds or clause.lemma in self.words.set("hope_verbs")):
                found += [s for s in (self._inverted(clause) or self._colon(clause) or self._asyndetic(clause),) if s]
        found += [speech for token in self.doc if token.lower_ == "so" and (speech := self._so(token.i))]
        return found

    def _inverted(self, clause: Clause) -> Speech | None:
        """ "…, sagte X": what stands before the comma is said."""
        first = min([clause.head, *clause.auxiliaries])
        start, _ = self._sentence(first)
        while first > start and self.doc[first - 1].is_space:
            first -= 1
        if first - 1 <= start or self.doc[first - 1].text not in _BEFORE_VERB:
            return None
        if not any(self.doc[i].pos_ in ("VERB", "AUX") for i in range(start, first)) or self.doc[start].pos_ == "SCONJ":
            return None
        subjects = self.tree.children(clause.head, "nsubj", "expl")
        if self.tree.children(clause.head, "mark") or not subjects or min(subjects) < first:
            return None
        if not any(self._is_sentence(c) for c in self.clauses.values() if start <= c.head < first):
            return None
        return Speech(self._speaker(clause), self._quote_start(start, first), first, clause.head)

    def _is_sentence(self, clause: Clause) -> bool:
        """True for a clause that can be a quotation: finite, and no relative or adverbial clause."""
        if clause.kind != "verb" or clause.link in ("acl", "advcl"):
            return False
        return self._own_finite(clause) or clause.head in self.quoted

    def _quote_start(self, start: int, first: int) -> int:
        """A quotation that begins in an earlier sentence is said by the same speaker."""
        i = first - 2
        while i >= 0 and i in self.quoted:
            i -= 1
        return min(start, i + 1) if i + 1 in self.quoted else start

    def _colon(self, clause: Clause) -> Speech | None:
        """ "X sagte: …" with the sentences that stand in the same quotation."""
        _, end = self._sentence(clause.head)
        for i in range(clause.head + 1, min(end + 1, len(self.doc))):
            if self.doc[i].text == ":":
                stop = self._sentence(min(i + 1, len(self.doc) - 1))[1]
                while stop < len(self.doc) and stop in self.quoted:
                    stop += 1
                return Speech(self._speaker(clause), i + 1, stop, clause.head)
        return None

    def _asyndetic(self, clause: Clause) -> Speech | None:
        """ "X teilte mit, Y habe …": indirect speech without dass, known by its Konjunktiv."""
        _, end = self._sentence(clause.head)
        comma = next((i for i in range(max(clause.words) + 1, end) if self.doc[i].text == ","), None)
        if comma is None or self.doc[min(comma + 1, end - 1)].lower_ in ("dass", "daß", "der", "die", "das", "wenn", "ob"):
            return None
        forms = self.words.set("konjunktiv1") | self.words.set("konjunktiv2")
        if any(self.doc[i].lower_ in forms for i in range(comma + 1, end)):
            return Speech(self._speaker(clause), comma + 1, end, clause.head)
        return None

    def _so(self, i: int) -> Speech | None:
        """ "…, so de Mistura." and "…, so der Sprecher weiter"."""
        if i == 0 or self.doc[i - 1].text not in _BEFORE_VERB or i + 1 >= len(self.doc):
            return None
        start, end = self._sentence(i)
        for j in range(i + 1, min(i + 6, end)):
            if self.doc[j].pos_ in ("VERB", "AUX"):
                return None
            found = self.actors.resolve(j, acting=True) if self.doc[j].pos_ in ("NOUN", "PROPN") else None
            if found and found.kind in _SPEAKER_KINDS:
                return Speech(found, start, i, i)
        return None

    def _speech_of(self, clause: Clause) -> Speech | None:
        holding = [s for s in self.speeches if s.start <= clause.head < s.end and s.verb != clause.head]
        return min(holding, key=lambda s: s.end - s.start) if holding else None

    def _running_speaker(self, clause: Clause) -> Mention | None:
        """Indirect speech goes on over sentences: who spoke last in the two sentences before."""
        index = next(n for n, (start, end) in enumerate(self.sentences) if start <= clause.head < end)
        for start, end in reversed(self.sentences[max(0, index - 2) : index]):
            for head in range(end - 1, start - 1, -1):
                other = self.clauses.get(head)
                if other and other.kind == "verb" and other.lemma in self.verb_kinds and (found := self._speaker(other)):
                    return found
                if head in self._cache and self._cache[head].said_by:
                    return self._cache[head].said_by
        return None

    def _sentence(self, i: int) -> tuple[int, int]:
        return next((start, end) for start, end in self.sentences if start <= i < end)


def quoted_tokens(tree: Tree) -> set[int]:
    """The tokens inside quotation marks; a mark that is never closed opens nothing."""
    inside: set[int] = set()
    opened: int | None = None
    for token in tree.doc:
        text = token.text
        if opened is None and text in (*_OPENING, _STRAIGHT):
            opened = token.i
        elif opened is not None and text in (*_CLOSING, _STRAIGHT, "”"):
            inside.update(range(opened + 1, token.i))
            opened = None
    return inside


def _stronger(left: Modality, right: Modality) -> Modality:
    return left if _WEIGHT[left] >= _WEIGHT[right] else right


def _stem(word: str) -> str:
    for ending in ("en", "er", "es", "em", "e"):
        if word.endswith(ending) and len(word) > 5:
            return word.removesuffix(ending)
    return word
