"""Who says it: direct, indirect and reported speech, and attributions like "laut" and "nach Angaben"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.extraction.actors import Actors
from graphkit.extraction.clauses import Clause, ends_in, has_finite_verb
from graphkit.extraction.grammar.tree import Tree
from graphkit.model import Mention
from graphkit.ontology import Words

if TYPE_CHECKING:
    from graphkit.extraction.modality import Telling

_OPENING, _CLOSING, _STRAIGHT = "„»“", "“«”", '"'
_BEFORE_VERB = (",", "“", "«", "”", '"', "–", "-", "!", "?")
_SPEAKER_KINDS = ("Person", "Organization", "Country", "Group")


@dataclass(frozen=True, slots=True)
class Speech:
    """Who says what: the speaker, and the token span of what is said."""

    speaker: Mention | None
    start: int
    end: int
    verb: int


class Speeches:
    """Finds what is said in a Doc, and by whom."""

    def __init__(self, tree: Tree, clauses: list[Clause], actors: Actors, words: Words) -> None:
        """Find quotations and speakers once for the whole Doc."""
        self.tree, self.doc, self.actors = tree, tree.doc, actors
        self.tokens = tree.tokens
        self._look_up(words)
        self.sentences = [(s.start, s.end) for s in tree.doc.sents]
        self.quoted = quoted_tokens(tree)
        self.clauses = {clause.head: clause for clause in clauses}
        self.found = self._find_speeches(clauses)

    def _look_up(self, words: Words) -> None:
        self.outspoken = words.set("outspoken_verbs")
        self.verb_kinds: dict[str, str] = {row["verb"]: row["kind"] for row in words.data["speech_verbs"]}
        self.wishes = words.set("hope_verbs")
        self.nouns, self.evidence = words.set("attribution_nouns"), words.affixes("evidence_nouns")
        self.sources, self.behind = words.set("source_prepositions"), words.set("source_postpositions")
        self.according, self.opening = (
            words.set("according_prepositions"),
            words.set("opening_source_prepositions"),
        )
        self.origins, self.dating = words.affixes("origin_prepositions"), words.set("dating_articles")
        self.as_words, self.so_words = words.set("quotative_conjunctions"), words.set("quotative_adverbs")
        self.openers = words.set("subordinate_openers")
        self.subjunctives = words.set("konjunktiv1") | words.set("konjunktiv2")

    def speaker(self, clause: Clause) -> Mention | None:
        heads = clause.slot("subj")
        found = self.actors.resolve(heads[0], acting=True) if heads else self._from_where(clause)
        return found if found and found.kind in _SPEAKER_KINDS else None

    def _from_where(self, clause: Clause) -> Mention | None:
        """ "heißt es aus Moskau", "verlautete aus Kreisen der OPCW"."""
        for head in clause.slot(*self.origins):
            for node in (head, *self.tree.children(head, "nmod")):
                found = self.actors.resolve(node, acting=True)
                if found and found.kind in ("Person", "Organization", "Country"):
                    return found
        return None

    def attributed(self, clause: Clause) -> Mention | None:
        node = self.attribution(clause)
        if node is None:
            return None
        lemma = self.tokens[node].lemma_
        if ends_in(lemma, self.nouns) and not lemma.lower().endswith(self.evidence):
            for kid in self.tree.children(node, "nmod", "appos"):
                return self._as_speaker(self.actors.resolve(kid, acting=True), evidence=True)
            return self._by_prefix(node)
        return self._as_speaker(self.actors.resolve(node, acting=True), evidence=True)

    def _as_speaker(self, mention: Mention | None, *, evidence: bool = False) -> Mention | None:
        return mention if mention and (evidence or mention.kind in _SPEAKER_KINDS) else None

    def _by_prefix(self, node: int) -> Mention | None:
        """ "nach Armeeangaben", "nach Polizeiangaben": the compound's first part speaks."""
        word = self.tokens[node].text
        for noun in self.nouns:
            for tail in self.tree.grammar.ends_of(noun):
                stem = word.lower().removesuffix(tail)
                if stem != word.lower() and len(stem) > 3:
                    name = word[: len(stem)]
                    return Mention(f"group:{self.actors.document}/{stem}", name, "Group", word)
        return None

    def attribution(self, clause: Clause) -> int | None:
        """The noun of "laut …", "nach Angaben …", "… zufolge" in the clause."""
        kids = self.tree.children(clause.head, "obl", "nmod", "advmod", "parataxis", "dep", "obj", "iobj")
        for kid in [*kids, *self._opening(clause)]:
            cases = {self.tree.lower(c) for c in self.tree.children(kid, "case", "fixed")}
            following = self.tokens[kid + 1].lower_ if kid + 1 < len(self.doc) else ""
            if cases & self.sources or following in self.behind:
                return kid
            attributes = cases & self.according and ends_in(self.tokens[kid].lemma_, self.nouns)
            if attributes and not self._dated(kid):
                return kid
        return None

    def _opening(self, clause: Clause) -> list[int]:
        """ "Nach Angaben der Polizei …" at the start of a sentence speaks of its main clause, wherever it hangs."""
        start, _ = self.sentence(clause.head)
        noun = self.tree.heads[start]
        opens = self.tree.lower(start) in self.opening and self.tree.roles[start] == "case"
        return [noun] if opens and clause.link == "root" else []

    def _dated(self, kid: int) -> bool:
        return any(self.tree.lower(d) in self.dating for d in self.tree.children(kid, "det"))

    def _find_speeches(self, clauses: list[Clause]) -> list[Speech]:
        found = []
        for clause in clauses:
            says = clause.lemma in self.verb_kinds or clause.lemma in self.wishes
            if clause.kind == "verb" and says:
                ways = (self._as_said, self._inverted, self._colon, self._asyndetic)
                found += [speech for way in ways if (speech := way(clause))][:1]
        spots = (i for i, word in enumerate(self.tree.lowers) if word in self.so_words)
        found += [speech for i in spots if (speech := self._so(i))]
        return found

    def _as_said(self, clause: Clause) -> Speech | None:
        """ "…, wie der Minister bekanntgab": all the sentence says is said by the speaker."""
        marks = self.tree.children(clause.head, "mark", "advmod", "case")
        if not any(self.tree.lower(mark) in self.as_words for mark in marks):
            return None
        start, end = self.sentence(clause.head)
        return Speech(self.speaker(clause), start, end, clause.head) if self.speaker(clause) else None

    def _inverted(self, clause: Clause) -> Speech | None:
        """ "…, sagte X": what stands before the comma is said."""
        first = min([clause.head, *clause.auxiliaries])
        start, _ = self.sentence(first)
        while first > start and self.tokens[first - 1].is_space:
            first -= 1
        # "lehnte ab: Niemand sei bereit, sagte er": only what stands behind the colon
        colons = (i + 1 for i in range(start, first) if self.tokens[i].text == ":" and i not in self.quoted)
        start = next(colons, start)
        if first - 1 <= start or self.tokens[first - 1].text not in _BEFORE_VERB:
            return None
        if (
            not any(self.tokens[i].pos_ in ("VERB", "AUX") for i in range(start, first))
            or self.tokens[start].pos_ == "SCONJ"
        ):
            return None
        subjects = self.tree.children(clause.head, "nsubj", "expl")
        if self.tree.children(clause.head, "mark") or not subjects or min(subjects) < first:
            return None
        if not any(self._is_sentence(c) for c in self.clauses.values() if start <= c.head < first):
            return None
        return Speech(self.speaker(clause), self._quote_start(start, first), first, clause.head)

    def _is_sentence(self, clause: Clause) -> bool:
        """True for a clause that can be a quotation: finite, and no relative or adverbial clause."""
        if clause.kind != "verb" or clause.link in ("acl", "advcl"):
            return False
        return has_finite_verb(self.tree, clause) or clause.head in self.quoted

    def _quote_start(self, start: int, first: int) -> int:
        """A quotation that begins in an earlier sentence is said by the same speaker."""
        i = first - 2
        while i >= 0 and i in self.quoted:
            i -= 1
        return min(start, i + 1) if i + 1 in self.quoted else start

    def _colon(self, clause: Clause) -> Speech | None:
        """ "X sagte: …" with the sentences that stand in the same quotation."""
        _, end = self.sentence(clause.head)
        for i in range(clause.head + 1, min(end + 1, len(self.doc))):
            if self.tokens[i].text == ":":
                stop = self.sentence(min(i + 1, len(self.doc) - 1))[1]
                while stop < len(self.doc) and stop in self.quoted:
                    stop += 1
                return Speech(self.speaker(clause), i + 1, stop, clause.head)
        return None

    def _asyndetic(self, clause: Clause) -> Speech | None:
        """ "X teilte mit, Y habe …": indirect speech without dass, known by its Konjunktiv."""
        _, end = self.sentence(clause.head)
        comma = next((i for i in range(max(clause.words) + 1, end) if self.tokens[i].text == ","), None)
        if comma is None or self.tree.lower(min(comma + 1, end - 1)) in self.openers:
            return None
        if any(self.tree.lower(i) in self.subjunctives for i in range(comma + 1, end)):
            return Speech(self.speaker(clause), comma + 1, end, clause.head)
        return None

    def _so(self, i: int) -> Speech | None:
        """ "…, so de Mistura." and "…, so der Sprecher weiter"."""
        if i == 0 or self.tokens[i - 1].text not in _BEFORE_VERB or i + 1 >= len(self.doc):
            return None
        start, end = self.sentence(i)
        for j in range(i + 1, min(i + 6, end)):
            if self.tokens[j].pos_ in ("VERB", "AUX"):
                return None
            found = self.actors.resolve(j, acting=True) if self.tokens[j].pos_ in ("NOUN", "PROPN") else None
            if found and found.kind in _SPEAKER_KINDS:
                return Speech(found, start, i, i)
        return None

    def of(self, clause: Clause) -> Speech | None:
        holding = [s for s in self.found if s.start <= clause.head < s.end and s.verb != clause.head]
        return min(holding, key=lambda s: s.end - s.start) if holding else None

    def running(self, clause: Clause, told: Mapping[int, Telling]) -> Mention | None:
        """Indirect speech goes on over sentences: who spoke last in the two before, `told` being known by head."""
        index = next(n for n, (start, end) in enumerate(self.sentences) if start <= clause.head < end)
        for start, end in reversed(self.sentences[max(0, index - 2) : index]):
            for head in range(end - 1, start - 1, -1):
                other = self.clauses.get(head)
                if (
                    other
                    and other.kind == "verb"
                    and (other.lemma in self.verb_kinds or other.lemma in self.outspoken)
                    and (found := self.speaker(other))
                ):
                    return found
                if head in told and told[head].said_by:
                    return told[head].said_by
        return None

    def sentence(self, i: int) -> tuple[int, int]:
        return next((start, end) for start, end in self.sentences if start <= i < end)


def quoted_tokens(tree: Tree) -> set[int]:
    """The tokens inside quotation marks; a mark that is never closed opens nothing."""
    inside: set[int] = set()
    opened: int | None = None
    opening, closing = frozenset((*_OPENING, _STRAIGHT)), frozenset((*_CLOSING, _STRAIGHT, "”"))
    for i, text in enumerate(tree.lowers):
        if opened is None and text in opening:
            opened = i
        elif opened is not None and text in closing:
            inside.update(range(opened + 1, i))
            opened = None
    return inside
