"""Time expressions of a Doc, and the clause that each belongs to."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from typing import TYPE_CHECKING

from graphkit.extraction.clauses import Clause
from graphkit.extraction.dates import Found, date_finder
from graphkit.extraction.grammar.tree import Tree
from graphkit.model import TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Span

_MAIN_LINKS = ("root", "conj", "nsubj", "obj")
_REACH = 4


class Times:
    """The time expressions of one Doc by sentence."""

    def __init__(self, tree: Tree, published: date | None) -> None:
        """Find them all; `published` anchors relative ones."""
        self.tree, self.doc, self.published = tree, tree.doc, published
        words = tree.grammar.words
        finder = date_finder(words.language)
        self.weekdays, self.past = finder.weekdays, words.affixes("past_adjectives")
        self.sentences: list[Span] = list(tree.doc.sents)
        self.number = [n for n, sentence in enumerate(self.sentences) for _ in range(len(sentence))]
        self.starts = [sentence.start_char for sentence in self.sentences]
        self.texts = [str(sentence.text) for sentence in self.sentences]
        self.found = [finder.find(text, published) for text in self.texts]

    def covers(self, token: int) -> bool:
        """True for a word of a date: "hatte Anfang August beschlossen" has no object in it."""
        number = self.number[token]
        offset = self.tree.tokens[token].idx - self.starts[number]
        return any(found.start <= offset < found.end for found in self.found[number])

    def ahead(self, span: TimeSpan | None) -> TimeSpan | None:
        """The same weekday after the publication: "wird ihn am Freitag empfangen" means the next one."""
        if not span or not span.start or not self.published or span.start != span.end:
            return span
        past = (self.published - span.start).days
        weekday = any(day in span.text for day in self.weekdays) and "." not in span.text
        if not weekday or not 0 < past < 7 or any(word in span.text for word in self.past):
            return span
        return TimeSpan(span.text, span.start + timedelta(7), span.start + timedelta(7))

    def of(self, clause: Clause, others: Container[int]) -> TimeSpan | None:
        """The expression under the clause's predicate, else the only one of its sentence; `others` head clauses."""
        number = self.number[clause.head]
        found = self.found[number]
        own = [f for f in found if self._owns(clause, f, self.starts[number], others)]
        if own:
            return own[0].span
        return found[0].span if len(found) == 1 and clause.link in _MAIN_LINKS else None

    def _owns(self, clause: Clause, found: Found, offset: int, others: Container[int]) -> bool:
        span = self.doc.char_span(offset + found.start, offset + found.end, alignment_mode="expand")
        if span is None:
            return False
        node = last = span[-1].i
        for _ in range(_REACH):
            if node == clause.head:
                return True
            if node in others and node != last:
                return False
            node = self.tree.heads[node]
        return bool(node == clause.head)
