"""Highlighting of modern Cypher: the stock Pygments lexer with the rules that it lacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pygments.lexer import bygroups as grouped
from pygments.lexer import inherit, words
from pygments.lexers.graph import CypherLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Whitespace

from graphkit.console.words import FUNCTIONS, KEYWORDS

_by: Callable[..., Any] = grouped


class GraphkitCypherLexer(CypherLexer):
    """Cypher as Neo4j 5 and the embedded store read it."""

    name = "Cypher (modern)"
    aliases = ["cypher-modern"]  # noqa: RUF012
    filenames = []  # noqa: RUF012

    tokens = {  # noqa: RUF012  (as Pygments has it)
        "root": [
            (r"^(\s*)(:[a-z][a-z-]*)(?=\s|;|$)", _by(Whitespace, Keyword.Namespace)),
            (r"/\*(?:.|\n)*?(?:\*/|\Z)", Comment.Multiline),
            (r"//[^\n]*", Comment.Single),
            (r"'(?:\\(?:.|\n)|[^'\\])*(?:'|\Z)|\"(?:\\(?:.|\n)|[^\"\\])*(?:\"|\Z)", String),
            (r"\$(?:\w+|`[^`]*`)", Name.Variable.Global),
            # a name that follows a colon, an ampersand or a bar is a label, a property or a type, and no keyword
            (r"([:&|!])(\s*)([^\W\d]\w*)", _by(Punctuation, Whitespace, Name.Class)),
            (r"(\.)([^\W\d]\w*)", _by(Operator, Name.Attribute)),
            (r"0x[0-9a-f_]+|0o[0-7_]+|(?:\d[\d_]*(?:\.\d+)?|(?<!\.)\.\d+)(?:e[+-]?\d+)?", Number),
            (r"\.\.|=~|\+=|<>|<=|>=|\|\||<--|-->|<-|->|--", Operator),
            (
                words([name for name in FUNCTIONS if name not in ("all", "any")], suffix=r"(?=\s*\()"),
                Name.Function,
            ),
            (words(KEYWORDS, prefix=r"\b", suffix=r"\b"), Keyword),
            (r"[^\W\d]\w*", Name),
            (r"`(?:``|[^`])*(?:`|\Z)", Name.Variable),
            (r"[-+*/%^=<>.&|!]", Operator),
            (r"[()\[\]{},;:?]", Punctuation),
            inherit,
        ],
    }
