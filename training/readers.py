"""Corpus reader with the treebank's own tokens, so that the tokenizer has no say in training."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from thinc.backends.numpy_ops import NumpyOps
from thinc.backends.ops import Ops

import graphkit.extraction.language  # noqa: F401  registers the factories that the configs name


@spacy.registry.readers("graphkit.GoldTokens.v1")
def gold_tokens(path: Path) -> Callable[[Language], Iterator[Example]]:
    """Read a DocBin; the predicted side has the gold tokens and spaces and nothing else."""

    def read(nlp: Language) -> Iterator[Example]:
        for reference in DocBin().from_disk(path).get_docs(nlp.vocab):
            words = [token.text for token in reference]
            yield Example(
                Doc(nlp.vocab, words=words, spaces=[bool(t.whitespace_) for t in reference]), reference
            )

    return read


# BLIS has no kernel for the newest processors and is plain C there; NumPy's OpenBLAS is three times faster
NumpyOps.gemm = Ops.gemm
