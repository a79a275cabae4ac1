"""From tree to clauses: a predicate with its arguments by logical role, whatever its voice or position."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from graphkit.extraction.grammar import Grammar, Tree
from graphkit.extraction.grammar.tree import feature
from graphkit.ontology import Relations, Words

Kind = Literal["verb", "noun", "participle"]

# what a syllable begins with and no word ends in
_ONSETS = ("sc", "sp", "tr", "dr", "kr", "br", "gr", "pr", "fl", "kl", "bl", "gl", "pl")
_VOWEL = re.compile("[aeiouyäöü0-9-]")
_AUXILIARIES = ("aux", "aux:pass", "cop")
_EMBEDDED = ("ccomp", "xcomp", "csubj", "csubj:pass")


@dataclass(slots=True)
class Argument:
    """A noun, pronoun or embedded predicate in one slot (subj, obj, dat, gen, poss, adj, clause or a preposition)."""

    head: int
    slot: str


@dataclass(slots=True)
class Clause:
    """One predicate; `head` is its token, `lemma` its infinitive with the particle (or the noun's lemma)."""

    head: int
    lemma: str
    kind: Kind
    words: list[int]
    passive: bool = False
    reflexive: bool = False
    arguments: list[Argument] = field(default_factory=list)
    auxiliaries: list[int] = field(default_factory=list)
    parent: Clause | None = None
    link: str = "root"

    def slot(self, *names: str) -> list[int]:
        """The heads in any of the slots, in text order."""
        return sorted(argument.head for argument in self.arguments if argument.slot in names)

    def add(self, head: int, slot: str) -> None:
        """Put `head` into `slot` once."""
        if not any(a.head == head and a.slot == slot for a in self.arguments):
            self.arguments.append(Argument(head, slot))


def find_clauses(tree: Tree, relations: Relations, words: Words) -> list[Clause]:
    """All clauses of a tree, in text order."""
    known = frozenset(relations.by_verb) | words.set("speech_verbs")
    # a predicate noun is its clause's verb first: "sind im Einsatz"
    rows = (*_nouns(tree, relations), *_participles(tree, relations), *_verbs(tree, relations, known))
    clauses = {clause.head: clause for clause in rows}

    for clause in clauses.values():
        _link(tree, clause, clauses)
    for clause in sorted(clauses.values(), key=lambda c: len(list(tree.ancestors(c.head)))):
        _inherit(tree, clause)
    return [clauses[head] for head in sorted(clauses)]


def _verbs(tree: Tree, relations: Relations, known: frozenset[str]) -> Iterator[Clause]:
    for i, role in enumerate(tree.roles):
        token = tree.token(i)
        copular = bool(tree.children(i, "cop"))
        verbal = token.pos_ == "VERB" or (token.pos_ == "AUX" and role not in _AUXILIARIES)
        participle = relations.participles.get(tree.lower(i)) if token.pos_ == "ADJ" else None
        if participle and tree.children(i, "aux"):  # "wurden bedroht", taken for an adjective
            yield _verb_clause(tree, i, known, copular=False, lemma=participle)
            continue
        if (verbal or copular) and role not in _AUXILIARIES and not (role == "amod" and not copular):
            yield _verb_clause(tree, i, known, copular=copular and not verbal)


def _verb_clause(
    tree: Tree, i: int, known: frozenset[str], *, copular: bool, lemma: str | None = None
) -> Clause:
    particles = [
        p for p in tree.children(i, "compound:prt") if _is_particle(tree, i, p, known)
    ] or _stray_particle(tree, i, known)
    lemma = lemma or (tree.grammar.copula if copular else _infinitive(tree, i, particles))
    clause = Clause(i, lemma, "verb", sorted([i, *particles]))
    clause.auxiliaries = tree.children(i, *_AUXILIARIES)
    clause.passive = not copular and _is_passive(tree, clause)
    if copular:
        clause.add(i, "pred")
    for kid in tree.kids[i]:
        _add_argument(tree, clause, kid)
    if clause.passive and not clause.slot("subj"):
        _add_commander(tree, clause)
    _add_described(tree, clause)
    return clause


def _add_commander(tree: Tree, clause: Clause) -> None:
    """ "wurde auf Befehl Roes verhaftet": where nobody else is said to have done it, it is his doing."""
    behest, prepositions = tree.grammar.behests, tree.grammar.behest_prepositions
    for order in [head for slot in prepositions for head in clause.slot(slot)]:
        if tree.token(order).lemma_ in behest:
            for owner in tree.children(order, "nmod"):
                if tree.preposition(owner) in (None, *tree.grammar.agent_slots):
                    clause.add(owner, "subj")


def _add_described(tree: Tree, clause: Clause) -> None:
    """ "hält den Flughafen besetzt", "bezeichnet das als falsch": the object may hang on what is said of it."""
    for kid in tree.children(clause.head, "xcomp") if not clause.slot("obj") else ():
        joined = tree.token(kid).pos_ in ("ADP", "SCONJ")
        if joined or (_is_participle(tree, kid) and not tree.children(kid, "aux", "aux:pass", "mark")):
            for object_ in tree.children(kid, "obj", *(("nsubj",) if joined else ())):
                clause.add(antecedent(tree, object_), "obj")


def _is_particle(tree: Tree, i: int, particle: int, known: frozenset[str]) -> bool:
    return (
        tree.lower(particle) in tree.grammar.verbs.separable
        or tree.lower(particle) + tree.token(i).lemma_.lower() in known
    )


def _stray_particle(tree: Tree, i: int, known: frozenset[str]) -> list[int]:
    """ "gab bekannt", "nahm … fest": a word behind the verb that makes another known verb with it."""
    lemma = tree.token(i).lemma_.lower()
    kids = [
        k
        for k in tree.children(i, "advmod", "xcomp", "case", "mark", "dep", "obl", "amod")
        if k > i and not tree.kids[k]
    ]
    return [
        k
        for k in kids
        if tree.token(k).is_alpha
        and tree.lower(k) + lemma in known
        and tree.lower(k) not in tree.grammar.no_particles
    ][-1:]


def _infinitive(tree: Tree, i: int, particles: list[int]) -> str:
    return tree.grammar.infinitive(tree.token(i).lemma_.lower(), [tree.lower(p) for p in particles])


def _is_passive(tree: Tree, clause: Clause) -> bool:
    i, grammar = clause.head, tree.grammar
    lemmas = {tree.token(a).lemma_.lower() for a in clause.auxiliaries}
    moves = grammar.moves(clause.lemma)
    if moves and lemmas == grammar.state_passive:
        return False
    # "wird Putin empfangen" has the form of both; with an object beside the subject it is a future
    if tree.lower(i) == clause.lemma and tree.children(i, "nsubj") and tree.children(i, "obj"):
        return False
    if tree.children(i, "nsubj:pass") or any(tree.roles[a] == "aux:pass" for a in clause.auxiliaries):
        return True
    participle = _is_participle(tree, i)
    if lemmas & grammar.event_passive and participle:
        return True
    state = bool(lemmas & grammar.state_passive)
    return state and participle and not moves and not tree.children(i, "obj")


def _is_participle(tree: Tree, i: int) -> bool:
    token = tree.token(i)
    if token.tag_ in ("VVPP", "VAPP"):
        return True
    if "Part" in feature(token, "VerbForm"):
        return True
    return not feature(token, "VerbForm") and tree.grammar.looks_like_participle(token.lower_)


def _add_argument(tree: Tree, clause: Clause, kid: int) -> None:
    role = tree.roles[kid]
    if tree.lower(kid) in tree.grammar.reflexive_pronouns:
        clause.reflexive = True
        return
    if role in ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "advmod", "xcomp", "dep"):
        _add_nominal(tree, clause, kid, role)
    if role in _EMBEDDED:
        clause.add(kid, "clause")


def _add_nominal(tree: Tree, clause: Clause, kid: int, role: str) -> None:
    if tree.token(kid).pos_ not in ("NOUN", "PROPN", "PRON", "DET", "X", "NUM", "ADJ"):
        return
    target = antecedent(tree, kid)
    preposition = tree.preposition(kid)
    if preposition in tree.grammar.joint_prepositions and _is_joint(tree, clause, kid):
        role, preposition = "nsubj", None
    slot = _slot(clause, role, preposition)
    if slot:
        clause.add(target, slot)
        if preposition and role == "obl:agent":
            clause.add(target, preposition)


def _is_joint(tree: Tree, clause: Clause, kid: int) -> bool:
    """ "reiste gemeinsam mit dem Minister", but not "arbeitete zusammen mit", where it is the verb's particle."""
    before = min(tree.children(kid, "case"), default=0) - 1
    return before >= 0 and before not in clause.words and tree.lower(before) in tree.grammar.joint_adverbs


def _slot(clause: Clause, role: str, preposition: str | None) -> str | None:
    if preposition:
        return "subj" if role == "obl:agent" else preposition
    if role in ("nsubj", "nsubj:pass"):
        return "obj" if clause.passive else "subj"
    return {
        "obj": "obj",
        "iobj": "dat",
        "obl": "bare",
        "obl:agent": "subj",
        "xcomp": "pred",
        "nmod": "bare",
    }.get(role)


def antecedent(tree: Tree, i: int) -> int:
    """The noun a relative pronoun stands for, else `i` itself."""
    if tree.lower(i) not in tree.grammar.relative_pronouns or tree.token(i).pos_ not in ("PRON", "DET"):
        return i
    for node in (i, *tree.ancestors(i)):
        head = tree.heads[node]
        if tree.roles[node] == "acl" and head < i and tree.token(head).pos_ in ("NOUN", "PROPN", "PRON", "X"):
            return head
    return i


def _participles(tree: Tree, relations: Relations) -> Iterator[Clause]:
    """ "die von Russland unterstützte Regierung": the participle is a predicate, its noun an argument."""
    for i, role in enumerate(tree.roles):
        if role != "amod" or not tree.children(i, "obl", "nmod", "advmod", "iobj", "obj"):
            continue
        lemma = participle_verb(tree.lower(i), relations, tree.grammar)
        if lemma:
            present = tree.grammar.is_present_participle(tree.lower(i))
            clause = Clause(i, lemma, "participle", [i], passive=not present)
            for kid in tree.kids[i]:
                _add_argument(tree, clause, kid)
            for agent in clause.slot(*tree.grammar.agent_slots) if clause.passive else ():
                clause.add(agent, "subj")
            clause.add(tree.heads[i], "subj" if present else "obj")
            yield clause


def participle_verb(word: str, relations: Relations, grammar: Grammar) -> str | None:
    """The infinitive of a declined participle, where a frame has that verb: "unterstützten" -> "unterstützen"."""
    found = (relations.participles.get(form) for form in grammar.undeclined(word))
    return next(filter(None, found), None)


def _nouns(tree: Tree, relations: Relations) -> Iterator[Clause]:
    for token in tree.doc:
        # "das Nein": a word that is no name may be taken for one
        if token.pos_ != "NOUN" and (token.pos_ != "PROPN" or token.ent_type_):
            continue
        lemma = noun_trigger(token.lemma_, relations)
        if lemma:
            yield _noun_clause(tree, token.i, lemma)


def noun_trigger(lemma: str, relations: Relations) -> str | None:
    """The noun of a frame that `lemma` is or ends in ("Luftangriff" -> "Angriff")."""
    if lemma in relations.by_noun:
        return lemma
    for start in range(2, len(lemma) - 3):
        tail = lemma[start:].lstrip("-").capitalize()
        if tail in relations.by_noun:
            return tail
    return None


def _noun_clause(tree: Tree, i: int, lemma: str) -> Clause:
    clause = Clause(i, lemma, "noun", [i])
    for kid in tree.kids[i]:
        role = tree.roles[kid]
        if (
            kid == i - 1
            and tree.token(kid).pos_ == "PROPN"
            and role in ("det", "amod", "flat", "compound", "dep")
        ):
            clause.add(kid, "gen")  # "Iglesias Forderung", "Putins Besuch"
        elif role == "det" and tree.is_possessive(kid):
            clause.add(kid, "poss")
        elif role in ("nmod", "obl", "appos", "flat"):
            preposition = tree.preposition(kid)
            # "die Hilfe Deutschlands": a name in -s right behind the noun is its genitive
            genitive = role == "nmod" or (
                kid == i + 1
                and tree.token(kid).pos_ == "PROPN"
                and tree.grammar.has_genitive_ending(tree.lower(kid))
            )
            if preposition or genitive:
                clause.add(antecedent(tree, kid), preposition or "gen")
        elif role == "amod":
            clause.add(kid, "adj")
        elif role == "acl" and not tree.children(kid, "nsubj"):
            clause.add(kid, "clause")
    return clause


def _link(tree: Tree, clause: Clause, clauses: dict[int, Clause]) -> None:
    """Find the clause that this one stands in, and how."""
    node = clause.head
    while tree.heads[node] != node:
        link, node = tree.roles[node], tree.heads[node]
        if node in clauses and clauses[node] is not clause:
            # a noun takes the role of the phrase it stands in, a verb has its own
            clause.parent = clauses[node]
            clause.link = link if clause.kind == "noun" else tree.roles[clause.head]
            if clause.link == "acl" and _has_dative_control(tree, clause.parent):
                clause.link = "ccomp"
            return


def _inherit(tree: Tree, clause: Clause) -> None:
    """Subjects that the sentence leaves out: second verbs of a coordination and infinitives."""
    parent = clause.parent
    if clause.kind != "verb" or parent is None or parent.kind != "verb":
        return
    if clause.link == "conj":
        _share(tree, clause, parent)
    elif (
        clause.link in ("xcomp", "ccomp", "advcl") and not clause.slot("subj") and is_infinitive(tree, clause)
    ):
        _control(tree, clause, parent)


def _share(tree: Tree, clause: Clause, parent: Clause) -> None:
    if not clause.auxiliaries and _is_participle(tree, clause.head) and not _is_finite(tree, clause.head):
        clause.auxiliaries = parent.auxiliaries
        if parent.passive and not clause.passive:
            _make_passive(clause)
        if parent.passive and not clause.slot("subj", "obj"):  # "von Soldaten gestoppt und beschossen"
            for head in parent.slot("subj"):
                clause.add(head, "subj")
    subject = parent.slot("obj") if parent.passive else parent.slot("subj")
    target = "obj" if clause.passive else "subj"
    if not clause.slot(target) and (target == "subj" or parent.passive):
        for head in subject:
            clause.add(head, target)


def _make_passive(clause: Clause) -> None:
    clause.passive = True
    for argument in clause.arguments:
        if argument.slot == "subj":
            argument.slot = "obj"


def _has_dative_control(tree: Tree, clause: Clause) -> bool:
    """ "legte ihm zur Last, …": the infinitive, which may hang on the noun of the phrase, tells of him."""
    return clause.lemma in tree.grammar.verbs.dative_control and bool(clause.slot("dat"))


def _control(tree: Tree, clause: Clause, parent: Clause) -> None:
    verbs = tree.grammar.verbs
    by_object = parent.lemma in verbs.object_control or _has_dative_control(tree, parent)
    if parent.lemma in verbs.causative:
        by_object = bool(clause.slot("obj") and parent.slot("obj"))  # "ließ die Soldaten das Lager räumen"
        if not (by_object or parent.reflexive):
            for head in parent.slot("obj"):
                clause.add(head, "obj")
    objects = parent.slot("obj", "dat", *tree.grammar.addressee_slots)
    for head in objects if by_object else parent.slot("subj"):
        clause.add(head, "obj" if clause.passive else "subj")


def is_infinitive(tree: Tree, clause: Clause) -> bool:
    """True for "… zu verhandeln", which has no subject of its own."""
    form = feature(tree.token(clause.head), "VerbForm")
    marks = {tree.lower(m) for m in tree.children(clause.head, "mark", "case")}
    marked = not marks.isdisjoint(tree.grammar.infinitive_marks)
    return marked or form == ["Inf"] or tree.token(clause.head).tag_ == "VVIZU"


def _is_finite(tree: Tree, i: int) -> bool:
    return "Fin" in feature(tree.token(i), "VerbForm")


def finite_verb(tree: Tree, clause: Clause) -> int | None:
    """The token that carries tense and mood, None for infinitives, participles and nouns."""
    if clause.kind != "verb":
        return None
    for i in (*clause.auxiliaries, clause.head):
        token = tree.token(i)
        if "Fin" in feature(token, "VerbForm") or token.tag_ in ("VVFIN", "VAFIN", "VMFIN"):
            return i
    return None


def has_finite_verb(tree: Tree, clause: Clause) -> bool:
    """True where the finite verb is the clause's own, not shared with another."""
    finite = finite_verb(tree, clause)
    return finite is not None and (finite == clause.head or tree.heads[finite] == clause.head)


@lru_cache(maxsize=200_000)
def ends_in(lemma: str, words: tuple[str, ...] | frozenset[str]) -> bool:
    """True where the noun is one of the words or a compound that ends in one."""
    lower, noun = lemma.lower(), lemma[:1].isupper()
    return any(
        lower == word or (noun and len(word) > 3 and lower.endswith(word) and _is_first(lower[: -len(word)]))
        for word in map(str.lower, words)
    )


def _is_first(part: str) -> bool:
    """Tell the first part of a compound from the beginning of a word: "Sprache" is no "Rache"."""
    return _VOWEL.search(part) is not None and not part.endswith(_ONSETS)
