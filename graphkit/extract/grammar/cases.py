"""What the word forms say about case, where the parser may have erred: "Den Minister kritisierte die Opposition"."""

from __future__ import annotations

from graphkit.extract.grammar.tree import Tree

_ROLE_OF = {"Acc": "obj", "Dat": "iobj"}
_CORE = ("nsubj", "nsubj:pass", "obj", "iobj")


def cases(tree: Tree, i: int) -> frozenset[str]:
    """The cases that the forms allow for noun or pronoun `i`; empty where they are not known."""
    return frozenset(tree.token(i).morph.get("Case"))


def mend_cases(tree: Tree) -> None:
    """Change a core role that the word forms exclude, and give the freed role to who may have it."""
    for i, role in enumerate(tree.roles):
        if role not in _CORE or tree.children(i, "case"):
            continue
        found = cases(tree, i)
        if not found:
            continue
        if role.startswith("nsubj") and "Nom" not in found:
            _demote_subject(tree, i, found)
        elif role == "obj" and found == {"Dat"}:
            tree.roles[i] = "iobj"
        elif role == "iobj" and "Dat" not in found and "Acc" in found:
            tree.roles[i] = "obj"
        elif role == "obj" and found == {"Nom"}:
            _promote_subject(tree, i)


def _demote_subject(tree: Tree, i: int, found: frozenset[str]) -> None:
    role = tree.roles[i]
    if found == {"Gen"}:
        return
    case = "Acc" if "Acc" in found else "Dat"
    tree.roles[i] = _ROLE_OF[case]
    rivals = [kid for kid in tree.children(tree.heads[i], "obj", "iobj") if kid != i and _may_be_subject(tree, kid)]
    others = [kid for kid in tree.children(tree.heads[i], "nsubj") if kid != i]
    if rivals and not others:
        tree.roles[rivals[0]] = role


def _promote_subject(tree: Tree, i: int) -> None:
    rivals = [kid for kid in tree.children(tree.heads[i], "nsubj") if kid != i]
    if all("Acc" in (cases(tree, kid) or {"Acc"}) for kid in rivals):
        for kid in rivals:
            tree.roles[kid] = "obj"
        tree.roles[i] = "nsubj"


def _may_be_subject(tree: Tree, i: int) -> bool:
    found = cases(tree, i)
    return (not found or "Nom" in found) and tree.lower(i) not in ("sich", "mich", "ihn", "ihm", "mir")
