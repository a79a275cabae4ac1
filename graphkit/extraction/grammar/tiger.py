"""TIGER labels (de_core_news_*): turned into the neutral tree.

In TIGER the finite auxiliary is the head of its verb and the preposition is the head of its noun; both are turned
around here. Labels: Albert et al., TIGER Annotationsschema (2003), and spaCy's glossary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.extraction.grammar.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from graphkit.extraction.grammar.base import Grammar

_ROLES = {
    "sb": "nsubj", "sp": "nsubj", "oa": "obj", "oa2": "obj", "da": "iobj", "og": "iobj", "op": "obl", "mo": "advmod",
    "sbp": "obl:agent", "svp": "compound:prt", "rc": "acl", "ag": "nmod", "pg": "nmod", "mnr": "nmod", "pnc": "flat",
    "uc": "flat", "app": "appos", "cj": "conj", "cd": "cc", "cp": "mark", "ng": "advmod", "pd": "xcomp", "re": "ccomp",
    "rs": "parataxis", "par": "parataxis", "oc": "ccomp", "cvc": "obl", "cc": "nmod", "ac": "case", "pm": "mark",
    "nmc": "flat", "ju": "cc", "ep": "expl", "punct": "punct", "ROOT": "root", "ph": "expl", "vo": "vocative",
    "dm": "discourse", "avc": "advmod", "hd": "dep", "cm": "case", "adc": "flat", "sbc": "dep",
}  # fmt: skip
_NOUN_KIDS = {"ART": "det", "PDAT": "det", "PIAT": "det", "PPOSAT": "det", "PWAT": "det", "PIDAT": "det",
              "ADJA": "amod", "CARD": "nummod", "NE": "flat", "NN": "appos"}  # fmt: skip
_AUX_TAGS = ("VA", "VM")


def read(doc: Doc, grammar: Grammar) -> Tree:
    """The tree of a Doc whose parser speaks TIGER."""
    heads = [token.head.i for token in doc]
    tree = Tree(doc, heads, [_role(token) for token in doc], grammar)
    for token in doc:
        if token.pos_ == "ADP" and token.dep_ != "svp":
            _turn_preposition(tree, token.i)
    for token in reversed(list(doc)):
        if token.tag_.startswith(_AUX_TAGS):
            _turn_auxiliary(tree, token.i)
    _chain_conjuncts(tree)
    return tree


def _role(token: Token) -> str:
    label = token.dep_
    if label == "nk":
        return "case" if token.pos_ == "ADP" else _NOUN_KIDS.get(token.tag_, "dep")
    if label == "mo" and token.pos_ in ("NOUN", "PROPN", "PRON"):
        return "obl"
    if label == "oc" and token.tag_ in ("VVIZU",):
        return "xcomp"
    return _ROLES.get(label, label)


def _turn_preposition(tree: Tree, i: int) -> None:
    """ "mit <- Assad" becomes "mit -> Assad", in the place the preposition had."""
    nouns = [
        kid for kid in tree.kids[i] if tree.token(kid).pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X")
    ]
    if not nouns:
        return
    noun, head, role = nouns[0], tree.heads[i], tree.roles[i]
    if role in ("advmod", "obl", "case", "dep"):
        role = "nmod" if tree.token(head).pos_ in ("NOUN", "PROPN") else "obl"
    _swap(tree, i, noun, role, "case")


def _turn_auxiliary(tree: Tree, i: int) -> None:
    """ "hat <- befohlen" becomes "hat -> befohlen": the full verb heads its clause and owns the arguments."""
    verbs = [
        kid
        for kid in tree.kids[i]
        if tree.token(kid).dep_ == "oc" and tree.token(kid).pos_ in ("VERB", "AUX")
    ]
    predicate = [kid for kid in tree.kids[i] if tree.token(kid).dep_ == "pd"]
    inner = (verbs or predicate)[:1]
    if not inner:
        return
    passive = _makes_passive(tree, i) and tree.token(inner[0]).tag_ in ("VVPP", "VAPP")
    _swap(tree, i, inner[0], tree.roles[i], "cop" if not verbs else "aux:pass" if passive else "aux")
    if passive:
        for kid in tree.children(inner[0], "nsubj"):
            tree.roles[kid] = "nsubj:pass"


def _makes_passive(tree: Tree, i: int) -> bool:
    grammar = tree.grammar
    return tree.token(i).lemma_ in grammar.event_passive or tree.lower(i) in grammar.event_passive_forms


def _swap(tree: Tree, outer: int, inner: int, role: str, outer_role: str) -> None:
    """`inner` takes the place of `outer`, which becomes its child; other children move along."""
    head = tree.heads[outer]
    others = [kid for kid in tree.kids[outer] if kid != inner]
    tree.heads[inner] = inner if head == outer else head
    tree.roles[inner] = role
    tree.heads[outer], tree.roles[outer] = inner, outer_role
    for kid in others:
        tree.heads[kid] = inner
    tree.index()


def _chain_conjuncts(tree: Tree) -> None:
    """TIGER hangs a conjunct on the conjunction; here it hangs on the first conjunct."""
    for i, role in enumerate(tree.roles):
        head = tree.heads[i]
        if role == "conj" and tree.roles[head] == "cc" and tree.heads[head] != head:
            tree.heads[i] = tree.heads[head]
    tree.index()
