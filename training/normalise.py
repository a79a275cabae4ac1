"""The train file's labels, brought nearer to the current UD German style that dev and test follow."""

from __future__ import annotations

from graphkit.extraction.language.wordlists import words
from words import Word

BE = set(
    words(
        """
    bin bist ist sind seid sei seist seien seiet war warst waren wart wäre wärst wären wärt sein
    gewesen
    """
    )
)
POSSESSIVE = ("mein", "dein", "sein", "ihr", "unser", "unsr", "euer", "eure")
EXIST = {"gibt", "gab", "gebe", "gäbe", "gegeben", "geben"}
ACCUSATIVE = {"sich", "mich", "dich", "ihn", "einen", "den"}
SPEECH = set(
    words(
        """
    sagte sagten sagt erklärte erklärten erklärt meinte meinten meint betonte betont berichtete
    berichteten berichtet schrieb schreibt fragte fragt antwortete forderte kündigte warnte
    behauptete behauptet teilte hieß heißt
    """
    )
)
STAYS = {
    "det",
    "amod",
    "nmod",
    "case",
    "flat",
    "compound",
    "nummod",
    "appos",
    "det:poss",
    "acl",
    "fixed",
    "nmod:poss",
}


def normalise(words: list[Word]) -> list[Word]:
    """Change a sentence in place and give it back."""
    for index in range(len(words)):
        relabel(words, index)
    for index, word in enumerate(words):
        if word.dep == "expl" and word.form.lower() == "es" and words[word.head].form.lower() in EXIST:
            turn_existence(words, index)
    for index, word in enumerate(words):
        if word.dep == "cop" and word.form.lower() not in BE and word.upos in {"VERB", "AUX"}:
            raise_verb(words, index)
    return words


def relabel(words: list[Word], index: int) -> None:
    """Correct one label: possessives, clauses with `dass`, empty `es`, what a speech verb says."""
    word = words[index]
    if word.dep in {"det", "det:poss"} and word.upos in {"DET", "PRON"}:
        word.dep = "det:poss" if word.form.lower().startswith(POSSESSIVE) else "det"
    elif word.dep == "advcl" and marks(words, index) & {"dass", "daß", "ob"}:
        word.dep = "ccomp"
    elif word.dep == "expl" and not has_subject(words, word.head):
        word.dep = "nsubj"
    elif word.dep == "nsubj" and word.upos in {"PRON", "DET"} and word.form.lower() in ACCUSATIVE:
        word.dep = "obj"
    elif (
        word.dep == "parataxis"
        and words[word.head].form in SPEECH
        and word.upos in {"VERB", "ADJ", "NOUN", "AUX"}
    ):
        word.dep = "ccomp"


def marks(words: list[Word], index: int) -> set[str]:
    """Give the conjunctions of a clause."""
    return {w.form.lower() for w in words if w.head == index and w.dep == "mark"}


def has_subject(words: list[Word], head: int) -> bool:
    """Tell whether a predicate has a real subject."""
    return any(w.head == head and w.dep.startswith(("nsubj", "csubj")) for w in words)


def turn_existence(words: list[Word], index: int) -> None:
    """Make `es` the subject of `es gibt Hinweise`, and what there is its object."""
    verb = words[index].head
    for word in words:
        if word.head == verb and word.dep == "nsubj":
            word.dep = "obj"
    words[index].dep = "nsubj"


def raise_verb(words: list[Word], index: int) -> None:
    """Make `wurde` the head in `wurde Präsident`; the noun becomes its xcomp, or obl with a preposition."""
    verb, place = words[index], words[index].head
    predicate = words[place]
    with_case = any(w.head == place and w.dep == "case" for w in words)
    verb.head, verb.dep = (index if predicate.head == place else predicate.head), predicate.dep
    predicate.head, predicate.dep = index, "obl" if with_case else "xcomp"
    for number, word in enumerate(words):
        if word.head == place and number not in {place, index} and word.dep not in STAYS:
            word.head = index
    verb.upos = "VERB"
