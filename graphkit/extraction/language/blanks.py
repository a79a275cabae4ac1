"""graphkit_hide_blanks and graphkit_show_blanks: a line break is no word, so what stands between them never sees one.

spaCy keeps white space beyond one blank as a token. The treebank has none, so a parser makes something of it: the
root of a sentence, or the noun of its verb.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

WHOLE = "graphkit_whole"
GIVEN: list[int | str] = ["NORM", "TAG", "SENT_START"]
FOUND: list[int | str] = ["HEAD", "DEP", "POS", "MORPH"]


def hide(doc: Doc) -> Doc:
    """Give the document without its blanks, or as it is where there are none, or nothing else."""
    kept = [token.i for token in doc if not token.is_space]
    if len(kept) in {0, len(doc)}:
        return doc
    ends = [token.i + 1 == len(doc) or token.nbor().is_space or bool(token.whitespace_) for token in doc]
    short = Doc(doc.vocab, words=[doc[i].text for i in kept], spaces=[ends[i] for i in kept])
    given: Any = doc.to_array(GIVEN)
    short.from_array(GIVEN, given[kept])
    short.user_data[WHOLE] = doc, kept
    return short


def show(doc: Doc) -> Doc:
    """Give the whole document, with classes, features and tree; a blank hangs on the token before it."""
    if WHOLE not in doc.user_data:
        return doc
    whole: Doc
    whole, kept = doc.user_data.pop(WHOLE)
    heads = np.full(len(whole), -1, dtype="int64")
    heads[0] = 1  # a blank that opens the document has only one after it
    heads[kept] = [kept[token.head.i] - kept[token.i] for token in doc]
    rows: Any = np.zeros((len(whole), len(FOUND)), dtype="uint64")
    rows[:, 1:3] = doc.vocab.strings.add("dep"), doc.vocab.strings.add("SPACE")
    rows[kept] = doc.to_array(FOUND)
    rows[:, 0] = heads.astype("uint64")
    whole.from_array(FOUND, rows)
    return whole


@Language.factory("graphkit_hide_blanks")
def make_hide(nlp: Language, name: str) -> object:
    """Make the component."""
    return hide


@Language.factory("graphkit_show_blanks")
def make_show(nlp: Language, name: str) -> object:
    """Make the component."""
    return show
