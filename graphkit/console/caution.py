"""What a person is asked before, and what is not kept of what was typed."""

from __future__ import annotations

import re

from graphkit.console.splitter import code_of

_DESTRUCTIVE = re.compile(r"\b(DELETE|REMOVE|DROP)\b", re.IGNORECASE)
_WHERE = re.compile(r"\bWHERE\b", re.IGNORECASE)
_SECRET = re.compile(
    r"passw(or)?d|passphrase|secret|token|credential|api_?key|://[^/\s@]*:[^/\s@]*@", re.IGNORECASE
)


def is_destructive(statement: str) -> bool:
    """True where a statement takes something away and no WHERE says from where.

    >>> is_destructive("MATCH (n) DETACH DELETE n"), is_destructive("RETURN 'DELETE'")
    (True, False)
    """
    code = code_of(statement)
    return bool(_DESTRUCTIVE.search(code)) and not _WHERE.search(code)


def holds_secret(text: str) -> bool:
    """True for what must not be written to the history: it may hold a password, or begins with a space.

    >>> holds_secret("ALTER USER neo4j SET PASSWORD 'x'"), holds_secret(":use bolt://me:x@host")
    (True, True)
    """
    return text.startswith(" ") or bool(_SECRET.search(text))
