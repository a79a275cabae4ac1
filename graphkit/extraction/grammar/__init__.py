"""One adapter per dependency scheme, which reads a parsed Doc into the same neutral Tree, and one per language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graphkit.errors import PipelineError
from graphkit.extraction.grammar import tiger, ud
from graphkit.extraction.grammar.base import Grammar
from graphkit.extraction.grammar.german import German
from graphkit.extraction.grammar.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Doc

ADAPTERS = {"ud": ud.read, "tiger": tiger.read}
GRAMMARS: dict[str, type[Grammar]] = {"de": German}


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


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of a language by its code; raises PipelineError for one without."""
    if language not in GRAMMARS:
        known = ", ".join(GRAMMARS)
        raise PipelineError(f"graphkit has no grammar for the language {language!r}; it has {known}")
    return GRAMMARS[language](language)


def read_tree(doc: Doc, scheme: str, grammar: Grammar) -> Tree:
    """The neutral tree of a parsed Doc."""
    return ADAPTERS[scheme](doc, grammar)


__all__ = ["Grammar", "Tree", "grammar_of", "read_tree", "scheme_of"]
