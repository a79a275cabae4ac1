"""graphkit_names: a name met once is known in the rest of the text."""

from __future__ import annotations

from collections import Counter

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

SHORTEST = 3
NAME_CLASSES = {"PROPN", "NOUN", "X"}


def surnames(doc: Doc) -> dict[str, str]:
    """Give the last words of the persons with more than one name, also with a genitive s."""
    known = {}
    for name in doc.ents:
        last = name[-1].text
        if name.label_ == "PER" and len(name) > 1 and len(last) >= SHORTEST and last[0].isupper():
            known[last] = known[last + "s"] = "PER"
    return known


def acronyms(doc: Doc) -> dict[str, str]:
    """Give the label that an acronym has most often in the text."""
    labels: dict[str, Counter[str]] = {}
    for name in doc.ents:
        if len(name) == 1 and name.text.isupper() and len(name.text) >= SHORTEST:
            labels.setdefault(name.text, Counter())[name.label_] += 1
    return {text: found.most_common(1)[0][0] for text, found in labels.items()}


def stands_alone(token: Token) -> bool:
    """Tell whether a word is not part of a longer name."""
    if token.ent_iob_ == "I" or token.pos_ not in NAME_CLASSES:
        return False
    return token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I"


class Names:
    """Label a person's last name alone, and an acronym, as the text labels them elsewhere."""

    def __init__(self, name: str) -> None:
        """Keep the component's name."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Complete the names of one document."""
        known = acronyms(doc) | surnames(doc)
        if known:
            spans = [Span(doc, t.i, t.i + 1, label=known[t.text]) for t in doc if t.text in known]
            found = [span for span in spans if stands_alone(span[0])]
            places = {span.start for span in found}
            doc.ents = [e for e in doc.ents if e.start not in places] + found
        return doc


@Language.factory("graphkit_names", requires=["doc.ents"], assigns=["doc.ents"])
def make_names(nlp: Language, name: str) -> Names:
    """Make the component."""
    return Names(name)
