"""Universal Dependencies (the bundled pipeline): roles are neutral already; small parser slips are mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.extraction.grammar.cases import cases, mend_cases
from graphkit.extraction.grammar.tree import Tree, feature

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from graphkit.extraction.grammar.base import Grammar

# the treebanks differ in these; the rooms above know one name for each
SAME = {"obl:arg": "iobj", "acl:relcl": "acl", "expl:pv": "expl", "det:poss": "det", "dobj": "obj",
        "nmod:poss": "nmod", "nsubjpass": "nsubj:pass",
        "auxpass": "aux:pass", "neg": "advmod", "name": "flat", "flat:name": "flat"}  # fmt: skip
_VERBAL = ("xcomp", "ccomp", "advcl", "obj", "dep", "conj", "acl", "obl")


def read(doc: Doc, grammar: Grammar) -> Tree:
    """The tree of a Doc whose parser speaks Universal Dependencies."""
    # as arrays: asking each token costs several times as much
    offsets, labels = doc.to_array("HEAD").astype("int64").tolist(), doc.to_array("DEP").tolist()
    roles = {label: _role(doc.vocab.strings[label]) for label in set(labels)}
    heads = [i + offset for i, offset in enumerate(offsets)]
    tree = Tree(doc, heads, [roles[label] for label in labels], grammar)
    _turn_auxiliaries(tree)
    _lift_from_auxiliaries(tree)
    for i, role in enumerate(tree.roles):
        if role == "iobj" and tree.children(i, "case"):
            tree.roles[i] = "obl"
    _free_antecedents(tree)
    _settle_voice(tree)
    _name_complements(tree)
    mend_cases(tree)
    return tree


def _role(label: str) -> str:
    return SAME.get(label, "root" if label == "ROOT" else label)


def _turn_auxiliaries(tree: Tree) -> None:
    """ "hatte <- befohlen" becomes "hatte -> befohlen" where the parser took the auxiliary for the verb."""
    for i in range(len(tree.heads)):
        if not tree.kids[i] or tree.roles[i].startswith(("aux", "cop")):
            continue
        if tree.token(i).pos_ not in ("VERB", "AUX"):
            continue
        for kid in tree.children(i, *_VERBAL):
            if tree.token(kid).pos_ == "VERB" and _chained(tree, i, kid):
                _turn(tree, i, kid)
                break


def _chained(tree: Tree, i: int, kid: int) -> bool:
    """True where `i` and `kid` make one verb: haben or sein with a participle, a modal with an infinitive."""
    lemma, form, grammar = tree.token(i).lemma_.lower(), feature(tree.token(kid), "VerbForm"), tree.grammar
    if tree.children(kid, "mark", "aux", "aux:pass", "nsubj", "nsubj:pass") or _between(tree, i, kid):
        return False
    return (lemma in grammar.with_participle and form == ["Part"]) or (
        lemma in grammar.with_infinitive and form == ["Inf"]
    )


def _between(tree: Tree, i: int, kid: int) -> bool:
    """A finite verb between the two starts another clause."""
    inside = range(min(i, kid) + 1, max(i, kid))
    return any("Fin" in feature(tree.token(k), "VerbForm") and tree.heads[k] not in (i, kid) for k in inside)


def _turn(tree: Tree, i: int, verb: int) -> None:
    head, role = tree.heads[i], tree.roles[i]
    kids = [kid for kid in tree.kids[i] if kid != verb]
    tree.heads[verb], tree.roles[verb] = (verb if head == i else head), role
    tree.heads[i], tree.roles[i] = verb, "aux"
    for kid in kids:
        tree.heads[kid] = verb
    tree.index()


def _lift_from_auxiliaries(tree: Tree) -> None:
    """Arguments hung on an auxiliary belong to its verb."""
    for i, role in enumerate(tree.roles):
        if role in ("aux", "aux:pass", "cop"):
            for kid in list(tree.kids[i]):
                if tree.roles[kid] not in ("conj", "cc", "fixed"):
                    tree.move(kid, tree.heads[i], tree.roles[kid])


def _settle_voice(tree: Tree) -> None:
    """Only werden, or sein with a participle, makes a passive."""
    passive = tree.grammar.event_passive | tree.grammar.state_passive
    for i in range(len(tree.heads)):
        auxiliaries = tree.children(i, "aux")
        if not auxiliaries:
            continue
        form = feature(tree.token(i), "VerbForm")
        lemmas = {tree.token(a).lemma_.lower() for a in auxiliaries}
        possible = bool(lemmas & passive) and form != ["Inf"] and not _is_future(tree, i, lemmas)
        if not possible:
            for kid in tree.kids[i]:
                tree.roles[kid] = {"aux:pass": "aux", "nsubj:pass": "nsubj"}.get(
                    tree.roles[kid], tree.roles[kid]
                )


def _is_future(tree: Tree, i: int, lemmas: set[str]) -> bool:
    """ "wird Putin empfangen" has the form of both; with an object beside the subject it is a future."""
    if (
        lemmas != tree.grammar.future
        or tree.lower(i) != tree.token(i).lemma_
        or not tree.children(i, "nsubj")
    ):
        return False
    bare = [kid for kid in tree.children(i, "obj", "iobj") if not tree.children(kid, "case")]
    objects = [kid for kid in bare if "Acc" in (cases(tree, kid) or {"Acc"})]
    for kid in objects:
        tree.roles[kid] = "obj"
    return bool(objects)


def _name_complements(tree: Tree) -> None:
    """A clause with dass or ob is a complement, whatever the parser calls it."""
    for i, role in enumerate(tree.roles):
        if role in ("advcl", "obl", "dep") and tree.token(tree.heads[i]).pos_ in ("VERB", "AUX"):
            marks = {tree.lower(mark) for mark in tree.children(i, "mark")}
            if marks & tree.grammar.complementisers and not tree.children(i, "case"):
                tree.roles[i] = "ccomp"


def _free_antecedents(tree: Tree) -> None:
    """ "Der Chef, der betraut worden war, lehnte ab": the noun before a relative clause is no part of it."""
    for verb in range(len(tree.heads)):
        matrix = tree.heads[verb]
        if (
            matrix == verb
            or tree.token(verb).pos_ != "VERB"
            or tree.token(matrix).pos_ not in ("VERB", "AUX")
        ):
            continue
        noun = _swallowed(tree, verb)
        if noun is not None and not noun < matrix < verb:
            role = (
                tree.roles[verb] if tree.roles[verb] in ("nsubj", "nsubj:pass", "obj", "iobj", "obl") else ""
            )
            role = role or ("obj" if tree.children(matrix, "nsubj") else "nsubj")
            tree.heads[noun], tree.roles[noun] = matrix, role
            tree.heads[verb], tree.roles[verb] = noun, "acl"
            tree.index()


def _swallowed(tree: Tree, verb: int) -> int | None:
    """The noun that stands right before the relative pronoun's comma and hangs on the relative clause's verb."""
    for pronoun in tree.kids[verb]:
        comma = pronoun - 2 if tree.children(pronoun, "case") else pronoun - 1
        relative = (
            tree.token(pronoun).pos_ in ("PRON", "DET")
            and tree.lower(pronoun) in tree.grammar.relative_pronouns
        )
        if not relative or comma < 1 or tree.token(comma).text != ",":
            continue
        for noun in tree.kids[verb]:
            nominal = tree.token(noun).pos_ in ("NOUN", "PROPN") and not tree.children(noun, "case")
            if nominal and noun < comma and max(tree.subtree(noun)) in (comma - 1, comma):
                return noun
    return None
