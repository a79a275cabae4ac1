"""Verb groups: which word is finite, participle or infinitive, and the mood of the finite one."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphkit.extraction.language.features import mark
from graphkit.extraction.language.table import Analysis

AUXILIARY = {"aux", "aux:pass", "cop"}
TENSES = {
    "P": "Mood=Ind|Tense=Pres",
    "T": "Mood=Ind|Tense=Past",
    "1": "Mood=Sub|Tense=Pres",
    "2": "Mood=Sub|Tense=Past",
}
KINDS = {"INF": "VerbForm=Inf", "EIZ": "VerbForm=Inf", "PA1": "VerbForm=Part", "PA2": "VerbForm=Part"}
PREDICATES = {"VERB", "AUX", "NOUN", "ADJ", "PROPN", "PRON", "ADV", "NUM", "DET"}
FIRST = {"ich": "1", "wir": "1", "du": "2"}

Chosen = list[list[Analysis]]


def read_verbs(tokens: list[Token], chosen: Chosen) -> None:
    """Set the features of every verb and auxiliary, and keep the analyses that fit them."""
    governing = {t.head.i for t in tokens if t.dep_ in AUXILIARY}
    for token in tokens:
        if token.i not in governing and token.pos_ not in {"VERB", "AUX"}:
            continue
        group = verb_group(token)
        if group:
            read_group(token, group, chosen)
        elif token.pos_ in {"VERB", "AUX"} and token.head.pos_ not in PREDICATES:
            read_group(token, [token], chosen)


def verb_group(head: Token) -> list[Token]:
    """Give a predicate's verb and auxiliaries in text order; empty when there is neither."""
    if head.pos_ not in PREDICATES:
        return []
    auxiliaries = [c for c in head.children if c.dep_ in AUXILIARY and c.pos_ in {"AUX", "VERB"}]
    own = [head] if head.pos_ in {"VERB", "AUX"} and head.dep_ not in AUXILIARY else []
    return sorted(own + auxiliaries, key=lambda t: t.i)


def read_group(head: Token, group: list[Token], chosen: Chosen) -> None:
    """Find the finite word of a verb group and read each of its words."""
    finite = finite_word(head, group, chosen)
    correct_passive(head, chosen)
    for token in group:
        if finite is not None and token.i == finite.i:
            read_finite(token, head, chosen)
        else:
            read_nonfinite(token, head, finite, chosen)


def correct_passive(head: Token, chosen: Chosen) -> None:
    """`werde behalten` with an object, or beside a form that is no participle, is a future and no passive."""
    passive = next((c for c in head.children if c.dep_ == "aux:pass"), None)
    if passive is None or head.pos_ != "VERB":
        return
    possible = kinds(chosen[head.i])
    has_object = any(c.dep_ == "obj" for c in head.children) and any(
        c.dep_.startswith("nsubj") for c in head.children
    )
    if possible and ("P" not in possible or (has_object and "I" in possible)):
        passive.dep_ = "aux"
        for subject in head.children:
            subject.dep_ = "nsubj" if subject.dep_ == "nsubj:pass" else subject.dep_


def kinds(analyses: list[Analysis]) -> set[str]:
    """Tell which of F (finite), I (infinitive), Z (zu-infinitive), P (participle) a form can be."""
    table = {"INF": "I", "EIZ": "Z", "PA1": "P", "PA2": "P"}
    return {table.get(r, "F") for a in analyses for r in a.readings if a.group == "V"}


def finite_word(head: Token, group: list[Token], chosen: Chosen) -> Token | None:
    """Choose the finite word: the one that can be nothing else, else by place."""
    able = [t for t in group if "F" in kinds(chosen[t.i]) and not has_zu(t)]
    only = [t for t in able if kinds(chosen[t.i]) == {"F"}]
    if only:
        return only[0]
    if not able or any(has_zu(t) for t in group):
        return None
    if len(group) == 1 and is_nonfinite_alone(head, chosen):
        return None
    return able[-1] if verb_final(head) else able[0]


def has_zu(token: Token) -> bool:
    """Tell whether `zu` stands right before."""
    return token.i > 0 and token.nbor(-1).lower_ == "zu" and token.nbor(-1).pos_ == "PART"


def verb_final(head: Token) -> bool:
    """Tell a subordinate clause by its conjunction or its relative pronoun."""
    return head.dep_ == "acl:relcl" or any(c.dep_ == "mark" or c.pos_ == "SCONJ" for c in head.children)


def is_nonfinite_alone(head: Token, chosen: Chosen) -> bool:
    """Tell whether a lone ambiguous form is an infinitive or participle: it has no subject."""
    subject = any(c.dep_.startswith("nsubj") for c in head.children)
    if subject or "F" not in kinds(chosen[head.i]):
        return not subject
    above = head.head
    shared = head.dep_ == "conj" and any(c.dep_ in AUXILIARY for c in above.children)
    return head.dep_ in {"xcomp", "acl"} or (shared and len(kinds(chosen[head.i])) > 1)


def read_nonfinite(token: Token, head: Token, finite: Token | None, chosen: Chosen) -> None:
    """Mark a word as infinitive or participle and keep the analyses that can be one."""
    possible = kinds(chosen[token.i]) - {"F"}
    wanted = next(iter(possible)) if len(possible) == 1 else wanted_kind(token, head, finite)
    names = {"I": ("INF",), "Z": ("EIZ",), "P": ("PA1", "PA2")}[wanted]
    fitting = [a for a in chosen[token.i] if any(r in names for r in a.readings)]
    if fitting:
        chosen[token.i] = fitting
    if possible:
        mark(token, "VerbForm=Part" if wanted == "P" else "VerbForm=Inf")
    elif any(a.group == "A" for a in chosen[token.i]):
        mark(token, "VerbForm=Part")


def wanted_kind(token: Token, head: Token, finite: Token | None) -> str:
    """Choose between infinitive and participle by the auxiliaries around."""
    if has_zu(token) or token.dep_ == "xcomp":
        return "I"
    above = head.head if head.dep_ == "conj" else head
    helpers = [c for t in (head, above) for c in t.children if c.dep_ in AUXILIARY and c.i != token.i]
    if any(c.dep_ == "aux:pass" for c in helpers):
        return "P"
    perfect = any(
        c.lower_.startswith(("hab", "hat", "hät", "ist", "sind", "war", "wär", "sei")) for c in helpers
    )
    return "P" if perfect or (finite is None and not helpers) else "I"


def read_finite(token: Token, head: Token, chosen: Chosen) -> None:
    """Set person, number, tense and mood of a finite form, and keep the analyses that fit."""
    person, number = subject_person(head)
    scored = [(a, r) for a in chosen[token.i] if a.group == "V" for r in a.readings if r[0] in "123"]
    fitting = [(a, r) for a, r in scored if r[0] == person and (not number or r[1] == number)]
    fitting = fitting or [(a, r) for a, r in scored if r[0] == person] or scored
    if not fitting:
        return
    best = min((r for _, r in fitting), key=lambda r: "PT12".index(r[2]))
    chosen[token.i] = [a for a, r in fitting if r == best]
    numbers = {"S": "Sing", "P": "Plur"}[best[1]]
    mark(token, f"{TENSES[best[2]]}|VerbForm=Fin|Person={best[0]}|Number={numbers}")


def subject_person(head: Token) -> tuple[str, str]:
    """Give person and number of the subject; the third person when none is seen, '' for an unknown number."""
    subject = next(subjects(head), None)
    if subject is None:
        return "3", ""
    person = FIRST.get(subject.lower_, "3")
    if any(c.dep_ == "conj" for c in subject.children):
        return person, "P"
    number = subject.morph.get("Number", [])
    return person, {"Sing": "S", "Plur": "P"}[number[0]] if len(number) == 1 and "," not in number[0] else ""


def subjects(head: Token) -> Iterator[Token]:
    """Yield the subject of a predicate, or of the predicate it is joined to."""
    for place in (head, head.head if head.dep_ in {"conj", "xcomp"} else head):
        yield from (c for c in place.children if c.dep_.startswith("nsubj"))
