"""One syntactic word, shared by the treebank steps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Word:
    """One syntactic word as spaCy sees it; `head` counts from 0 within the sentence."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    dep: str
    space: bool
