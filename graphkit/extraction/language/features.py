"""Readings to Universal Dependencies features; what prepositions govern."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from spacy.tokens import Token

from graphkit.extraction.language.table import Analysis
from graphkit.extraction.language.wordlists import words

CASES = {"N": "Nom", "G": "Gen", "D": "Dat", "A": "Acc"}
NUMBERS = {"S": "Sing", "P": "Plur"}
GENDERS = {"M": "Masc", "F": "Fem", "N": "Neut"}
DEGREES = {"k": "Cmp", "s": "Sup"}
CONTRACTIONS = {
    "im": "in",
    "ins": "in",
    "am": "an",
    "ans": "an",
    "zum": "zu",
    "zur": "zu",
    "vom": "von",
    "beim": "bei",
    "aufs": "auf",
    "fürs": "für",
    "durchs": "durch",
    "ums": "um",
    "unterm": "unter",
    "überm": "über",
    "vorm": "vor",
    "übers": "über",
}
PREPOSITIONS = {
    **dict.fromkeys(
        words(
            """
    mit nach von vom bei beim zu zum zur aus seit gegenüber samt im am unterm nebst
    """
        ),
        "D",
    ),
    **dict.fromkeys(
        words(
            """
    für gegen durch ohne um bis ins ans aufs fürs durchs ums übers
    """
        ),
        "A",
    ),
    **dict.fromkeys(["in", "an", "auf", "über", "unter", "vor", "hinter", "neben", "zwischen"], "DA"),
    **dict.fromkeys(["wegen", "trotz", "während", "statt", "anstatt", "laut", "dank", "binnen"], "GD"),
    **dict.fromkeys(
        words(
            """
    aufgrund infolge mithilfe anhand seitens hinsichtlich angesichts mittels innerhalb außerhalb
    """
        ),
        "G",
    ),
}
PERSONAL = {"ich", "du", "er", "sie", "es", "wir", "ihr"}
POSSESSIVE = {"mein", "dein", "sein", "ihr", "unser", "euer"}
KINDS = {
    "ein": "PronType=Art|Definite=Ind",
    "kein": "PronType=Neg",
    "dieser": "PronType=Dem",
    "jener": "PronType=Dem",
    "jeder": "PronType=Tot",
    "alle": "PronType=Tot",
    "welcher": "PronType=Int,Rel",
    "man": "PronType=Ind",
    "jemand": "PronType=Ind",
    "etwas": "PronType=Ind",
    "niemand": "PronType=Neg",
    "nichts": "PronType=Neg",
    "wer": "PronType=Int",
    "was": "PronType=Int,Rel",
    "sich": "PronType=Prs|Reflex=Yes",
    "einander": "PronType=Rcp",
}


def mark(token: Any, features: str) -> None:
    """Set the features of a token; spaCy's type stubs do not know the method."""
    token.set_morph(features)


def joined(values: Iterable[str]) -> str:
    """Write several values of one feature in alphabetical order."""
    return ",".join(sorted(set(values)))


@lru_cache(maxsize=20_000)
def nominal_parts(readings: frozenset[str]) -> str:
    """Write case, number and gender."""
    found = sorted(readings)
    genders = [GENDERS[r[2]] for r in found if r[2] in GENDERS]
    parts = [f"Case={joined(CASES[r[0]] for r in found)}", f"Number={joined(NUMBERS[r[1]] for r in found)}"]
    starred = any(r[2] == "*" for r in found)
    return "|".join(parts + ([f"Gender={joined(genders)}"] if genders and not starred else []))


def nominal_features(token: Token, readings: set[str], analyses: list[Analysis]) -> str:
    """Write the features of a word in a noun phrase."""
    parts = [nominal_parts(frozenset(readings))] if readings else []
    if token.pos_ == "ADJ":
        parts.append(f"Degree={degree(analyses)}")
    if token.pos_ in {"DET", "PRON"}:
        parts.append(kind(token, analyses))
    return "|".join(p for p in parts if p)


def degree(analyses: list[Analysis]) -> str:
    """Give the degree of an adjective; a form that may be positive is."""
    marks = {r[3:] for a in analyses for r in a.readings}
    return DEGREES.get(min(marks, default=""), "Pos")


def kind(token: Token, analyses: list[Analysis]) -> str:
    """Give PronType and its company for a determiner or pronoun."""
    lemma = analyses[0].lemma if analyses else token.lower_
    if lemma == "der":
        return "PronType=Art|Definite=Def" if token.dep_ == "det" else f"PronType={relative(token)}"
    if token.pos_ == "DET" and lemma in POSSESSIVE:
        return "Poss=Yes|PronType=Prs"
    return "PronType=Prs" if lemma in PERSONAL else KINDS.get(lemma, "")


def relative(token: Token) -> str:
    """Tell a relative from a demonstrative `der`: it stands in a clause that modifies a noun."""
    clause = next(
        (t for t in (token, *token.ancestors) if t.dep_.startswith("acl") or t.pos_ == "VERB"), None
    )
    return "Rel" if clause is not None and clause.dep_.startswith("acl") else "Dem"


def pronoun_features(token: Token, analyses: list[Analysis]) -> str:
    """Write the features of a word by itself, outside any noun phrase."""
    if token.pos_ == "NUM":
        return "NumType=Card"
    if token.pos_ == "PART":
        return "Polarity=Neg" if token.lower_ == "nicht" else ""
    if token.pos_ not in {"PRON", "DET", "ADJ", "NOUN", "PROPN"}:
        return ""
    readings = {r for a in analyses for r in a.readings if len(r) > 2 and r[0] in CASES and r[1] in NUMBERS}
    persons = {r[3] for r in readings if len(r) > 3 and r[3] in "123"}
    features = nominal_features(token, {r[:3] for r in readings}, analyses)
    return features + (f"|Person={joined(persons)}" if token.pos_ == "PRON" and persons and features else "")
