"""One adapter per dependency scheme; each reads a parsed Doc into the same neutral Tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.errors import PipelineError
from graphkit.extraction.grammar import tiger, ud
from graphkit.extraction.grammar.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Doc

ADAPTERS = {"ud": ud.read, "tiger": tiger.read}


def scheme_of(labels: frozenset[str]) -> str:
    """The scheme that a parser's labels belong to; raises PipelineError for one without an adapter."""
    if {"sb", "oa", "nk"} <= labels:
        return "tiger"
    if {"nsubj", "obj", "obl"} & labels:
        return "ud"
    raise PipelineError(
        "this pipeline's parser has neither Universal Dependencies nor TIGER labels; "
        "use the bundled pipeline or a de_core_news_* one"
    )


def read_tree(doc: Doc, scheme: str) -> Tree:
    """The neutral tree of a parsed Doc."""
    return ADAPTERS[scheme](doc)


__all__ = ["Tree", "read_tree", "scheme_of"]
