"""Universal Dependencies (the bundled pipeline): roles are neutral already; small parser slips are mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.extract.grammar.cases import mend_cases
from graphkit.extract.grammar.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Doc

# the treebanks differ in these; the rooms above know one name for each
SAME = {"obl:arg": "iobj", "acl:relcl": "acl", "expl:pv": "expl", "det:poss": "det", "dobj": "obj", "nmod:poss": "nmod",
        "nsubjpass": "nsubj:pass", "auxpass": "aux:pass", "neg": "advmod", "name": "flat", "flat:name": "flat"}  # fmt: skip


def read(doc: Doc) -> Tree:
    """The tree of a Doc whose parser speaks Universal Dependencies."""
    heads = [token.head.i for token in doc]
    tree = Tree(doc, heads, [_role(token.dep_) for token in doc])
    _lift_from_auxiliaries(tree)
    for i in range(len(heads)):
        if tree.roles[i] == "iobj" and tree.children(i, "case"):
            tree.roles[i] = "obl"
    _name_complements(tree)
    mend_cases(tree)
    return tree


def _role(label: str) -> str:
    return SAME.get(label, "root" if label == "ROOT" else label)


def _lift_from_auxiliaries(tree: Tree) -> None:
    """Arguments hung on an auxiliary belong to its verb."""
    for i, role in enumerate(tree.roles):
        if role in ("aux", "aux:pass", "cop"):
            for kid in list(tree.kids[i]):
                if tree.roles[kid] not in ("conj", "cc", "fixed"):
                    tree.move(kid, tree.heads[i], tree.roles[kid])


def _name_complements(tree: Tree) -> None:
    """A clause with dass or ob is a complement, whatever the parser calls it."""
    for i, role in enumerate(tree.roles):
        if role in ("advcl", "obl", "dep") and tree.token(tree.heads[i]).pos_ in ("VERB", "AUX"):
            marks = {tree.lower(mark) for mark in tree.children(i, "mark")}
            if marks & {"dass", "daß", "ob"} and not tree.children(i, "case"):
                tree.roles[i] = "ccomp"
