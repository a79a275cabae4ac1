"""What the word forms say about case, where the parser may have erred: "Den Minister kritisierte die Opposition"."""

from __future__ import annotations

from graphkit.extraction.grammar.tree import Tree, feature

_ROLE_OF = {"Acc": "obj", "Dat": "iobj"}
_CORE = ("nsubj", "nsubj:pass", "obj", "iobj")


def cases(tree: Tree, i: int) -> frozenset[str]:
    """The cases that the forms allow for noun or pronoun `i`; empty where they are not known."""
    return frozenset(feature(tree.token(i), "Case"))


def mend_cases(tree: Tree) -> None:
    """Change a core role that the word forms exclude, and give the freed role to who may have it."""
    for i, role in enumerate(tree.roles):
        if role in ("nmod", "flat", "appos") and _stands_alone(tree, i, role):
            _lift(tree, i)
    for i, role in enumerate(tree.roles):
        if role in _CORE:
            _join_genitive(tree, i)
    for i, role in enumerate(tree.roles):
        if role == "obl" and tree.token(i).pos_ == "PROPN" and not tree.children(i, "case"):
            _give_core_role(tree, i)
    _settle_core_roles(tree)
    for i in range(len(tree.roles)):
        if not tree.kids[i]:
            continue
        _keep_one_subject(tree, i)
        _prefer_subject_first(tree, i)
        _split_objects(tree, tree.children(i, "obj"))


def _give_core_role(tree: Tree, i: int) -> None:
    """A bare name is no adverbial: "Frankreich unterstützt Mali" begins with its subject."""
    verb = tree.heads[i]
    subjects, objects = tree.children(verb, "nsubj"), tree.children(verb, "obj")
    if tree.token(verb).pos_ != "VERB" or (subjects and objects):
        return
    if subjects and i < subjects[0] and "Acc" in (cases(tree, subjects[0]) or {"Acc"}):
        tree.roles[i], tree.roles[subjects[0]] = tree.roles[subjects[0]], "obj"
    else:
        tree.roles[i] = "obj" if subjects else "nsubj"


def _settle_core_roles(tree: Tree) -> None:
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


def _stands_alone(tree: Tree, i: int, role: str) -> bool:
    """ "gab den Demokraten die Schuld": a noun phrase that cannot be a genitive is no part of the noun before it."""
    token, head = tree.token(i), tree.token(tree.heads[i])
    if tree.children(i, "case") or i < tree.heads[i] or head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return False
    if role == "nmod":
        return "Gen" not in (cases(tree, i) or {"Gen"}) and bool(tree.children(i, "det"))
    named = token.ent_type_ or head.pos_ != "PROPN" or not head.ent_type_
    return role == "flat" and token.pos_ == "NOUN" and not named


def _join_genitive(tree: Tree, i: int) -> None:
    """ "Katars Nachbarn": a name in the genitive before a bare noun of the same verb is its genitive.

    "warf Pistorius Untätigkeit vor": who is in the dative and whom it is done to is not.
    """
    token, noun = tree.token(i), i + 1
    if (
        token.pos_ != "PROPN"
        or not tree.grammar.has_genitive_ending(token.text)
        or noun >= len(tree.heads)
        or tree.token(noun).pos_ != "NOUN"
    ):
        return
    if (
        tree.heads[noun] == tree.heads[i]
        and tree.roles[noun] in _CORE
        and (tree.roles[i], tree.roles[noun]) != ("iobj", "obj")
        and not tree.children(noun, "det", "case")
    ):
        tree.roles[noun] = tree.roles[i]
        tree.move(i, noun, "nmod")


def _lift(tree: Tree, i: int) -> None:
    """Make the noun an argument of the verb above it."""
    for verb in tree.ancestors(i):
        if tree.token(verb).pos_ == "VERB":
            found = cases(tree, i)
            free = not tree.children(verb, "nsubj")
            role = (
                "iobj"
                if found == {"Dat"}
                else "nsubj"
                if found == {"Nom"} or (free and "Nom" in found)
                else "obj"
            )
            tree.move(i, verb, role)
            return


def _keep_one_subject(tree: Tree, verb: int) -> None:
    """ "Die Ukraine wirft Russland einen Bruch vor": a clause has one subject, the first that can be one."""
    subjects = [i for i in tree.children(verb, "nsubj") if tree.roles[i] == "nsubj"]
    if len(subjects) < 2 or tree.token(verb).pos_ not in ("VERB", "AUX"):
        return
    for rival in subjects[1:]:
        dative = tree.children(verb, "obj") and "Dat" in (cases(tree, rival) or {"Dat"})
        tree.roles[rival] = "iobj" if dative else "obj"


def _prefer_subject_first(tree: Tree, verb: int) -> None:
    """Where the forms leave both open, the first is the subject: "Die Regierung forderte Assad auf"."""
    subjects, objects = tree.children(verb, "nsubj"), tree.children(verb, "obj")
    if len(subjects) != 1 or len(objects) != 1 or tree.roles[subjects[0]] != "nsubj":
        return
    subject, other = subjects[0], objects[0]
    nominal = tree.token(other).pos_ in ("NOUN", "PROPN") and tree.token(subject).pos_ in ("NOUN", "PROPN")
    if not nominal or not other < verb < subject or tree.children(other, "case"):
        return
    if (
        _may_be_subject(tree, other)
        and "Acc" in (cases(tree, subject) or {"Acc"})
        and _agrees(tree, verb, other)
    ):
        tree.roles[subject], tree.roles[other] = "obj", "nsubj"


def _agrees(tree: Tree, verb: int, noun: int) -> bool:
    """False where verb and noun differ in number."""
    verbs = (verb, *tree.children(verb, "aux"))
    finite = next((v for v in verbs if "Fin" in feature(tree.token(v), "VerbForm")), verb)
    numbers = [set(feature(tree.token(i), "Number")) for i in (finite, noun)]
    joined = len(tree.conjuncts(noun)) > 1
    return joined or not all(numbers) or not numbers[0].isdisjoint(numbers[1])


def _split_objects(tree: Tree, objects: list[int]) -> None:
    """Of two bare objects one is a dative: the one that can be, else the first."""
    bare = [i for i in objects if not tree.children(i, "case")]
    if len(bare) != 2:
        return
    dative = [i for i in bare if "Dat" in (cases(tree, i) or {"Dat"})]
    if dative:
        tree.roles[dative[0]] = "iobj"


def _demote_subject(tree: Tree, i: int, found: frozenset[str]) -> None:
    role = tree.roles[i]
    if found == {"Gen"}:
        return
    case = "Acc" if "Acc" in found else "Dat"
    tree.roles[i] = _ROLE_OF[case]
    rivals = [
        kid for kid in tree.children(tree.heads[i], "obj", "iobj") if kid != i and _may_be_subject(tree, kid)
    ]
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
    return (not found or "Nom" in found) and tree.lower(i) not in tree.grammar.object_pronouns
