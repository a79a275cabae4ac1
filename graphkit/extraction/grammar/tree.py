"""The neutral dependency tree: Universal Dependencies roles, heads as token indices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from graphkit.extraction.grammar.base import Grammar

_FEATURES: dict[int, dict[str, list[str]]] = {}


def feature(token: Token, name: str) -> list[str]:
    """The values of a morphological feature; empty where it is not known, several where it is ambiguous."""
    rows = token.doc.user_data.get("features")
    if rows is None:  # read all at once: asking spaCy for each token costs more than all the rest
        rows = token.doc.user_data["features"] = [
            _features(token.doc, key) for key in token.doc.to_array("MORPH")
        ]
    return list(rows[token.i].get(name, ()))


def _features(doc: Doc, key: int) -> dict[str, list[str]]:
    if key not in _FEATURES:
        pairs = (pair.split("=", 1) for pair in doc.vocab.strings[int(key)].split("|") if "=" in pair)
        _FEATURES[key] = {name: values.split(",") for name, values in pairs}
    return _FEATURES[key]


@dataclass(slots=True)
class Tree:
    """Heads and roles of a Doc's tokens; a root is its own head. `grammar` knows the words of its language."""

    doc: Doc
    heads: list[int]
    roles: list[str]
    grammar: Grammar
    kids: list[list[int]] = field(init=False)
    tokens: list[Token] = field(init=False)
    lowers: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = list(self.doc)
        self.lowers = [token.lower_ for token in self.tokens]
        self.index()

    def index(self) -> None:
        """Work out the children anew; call it after heads have been changed."""
        self.kids = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if head != token:
                self.kids[head].append(token)

    def token(self, i: int) -> Token:
        """The spaCy token at `i`."""
        return self.tokens[i]

    def lower(self, i: int) -> str:
        """The token's text in lower case."""
        return self.lowers[i]

    def is_possessive(self, i: int) -> bool:
        """True for "sein", "ihren", "deren"."""
        return self.lower(i).startswith(self.grammar.possessives)

    def children(self, i: int, *roles: str) -> list[int]:
        """Children of `i` with one of the roles (all without roles), in text order; "obl" also finds "obl:agent"."""
        kids = self.kids[i]
        if not roles or not kids:  # most words have none
            return kids
        return [
            k
            for k in kids
            if (role := self.roles[k]) in roles or (":" in role and role.split(":")[0] in roles)
        ]

    def subtree(self, i: int) -> list[int]:
        """`i` and everything under it, in text order."""
        found, todo = [], [i]
        while todo:
            node = todo.pop()
            found.append(node)
            todo.extend(self.kids[node])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above `i`, nearest first."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i

    def preposition(self, i: int) -> str | None:
        """The preposition of a noun in its base form ("im" -> "in"), None without one."""
        words = [self.lower(kid) for kid in self.children(i, "case")]
        if not words:
            return None
        return self.grammar.contractions.get(words[0], words[0])

    def subjects(self, verb: int) -> list[int]:
        """The subjects of a verb; a joined one without any has those of the verb before: "kam und sprach"."""
        found = self.children(verb, "nsubj", "nsubj:pass")
        shares = not found and self.roles[verb] == "conj" and self.heads[verb] != verb
        return self.subjects(self.heads[verb]) if shares else found

    def subjects_beside(self, i: int) -> list[int]:
        """The subjects of the clause that `i` stands in."""
        return self.subjects(next((up for up in self.ancestors(i) if self.tokens[up].pos_ == "VERB"), i))

    def conjuncts(self, i: int) -> list[int]:
        """`i` and the words coordinated with it, in text order."""
        found, todo = [i], [i]
        while todo:
            for kid in self.children(todo.pop(), "conj"):
                found.append(kid)
                todo.append(kid)
        return sorted(found)

    def move(self, i: int, head: int, role: str) -> None:
        """Hang `i` under `head` with `role`."""
        if head == i or i in self.ancestors(head):
            return
        old = self.heads[i]
        if old != i:
            self.kids[old].remove(i)
        self.heads[i], self.roles[i] = head, role
        self.kids[head] = sorted([*self.kids[head], i])
