"""A pipeline that has grown says what it said before, until it learns more."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language

import grow
from make import MODEL

TEXT = "Der Präsident hat die Minister eingeladen, obwohl sie seinen Rücktritt fordern. Die Armee griff an."


def layers(nlp: Language) -> int:
    """How many layers the encoder of the trees has."""
    return sum(node.name == "maxout" for node in nlp.get_pipe("tok2vec").model.layers[1].walk())


def test_more_layers_change_nothing_yet(tmp_path: Path) -> None:
    nlp = spacy.load(MODEL)
    depth = layers(nlp)
    before = nlp(TEXT)
    grow.deepen(nlp, depth + 2)
    nlp.to_disk(tmp_path)
    grown = spacy.load(tmp_path)
    assert layers(grown) == depth + 2
    after = grown(TEXT)
    assert np.array_equal(before.tensor, after.tensor)
    assert [(t.head.i, t.dep_) for t in before] == [(t.head.i, t.dep_) for t in after]
