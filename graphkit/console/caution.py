"""What of what is typed needs care: what takes away, what commits by itself, what may hold a secret."""

from __future__ import annotations

import re

from graphkit.console.splitter import code_of

_DESTRUCTIVE = re.compile(r"\b(DELETE|REMOVE|DROP)\b", re.IGNORECASE)
_WHERE = re.compile(r"\bWHERE\b", re.IGNORECASE)
_COMMITS_ITSELF = re.compile(r"\}\s*IN\s+(?:\S+\s+CONCURRENT\s+)?TRANSACTIONS\b", re.IGNORECASE)
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


def commits_itself(statement: str) -> bool:
    """True for a statement that Neo4j refuses inside of a transaction.

    >>> commits_itself("CALL { CREATE () } IN 3 CONCURRENT TRANSACTIONS"), commits_itself("RETURN 1 IN $transactions")
    (True, False)
    """
    return _COMMITS_ITSELF.search(code_of(statement)) is not None


def holds_secret(text: str) -> bool:
    """True for what must not be written to the history: it may hold a password, or begins with a space.

    >>> holds_secret("ALTER USER neo4j SET PASSWORD 'x'"), holds_secret(":use bolt://me:x@host")
    (True, True)
    """
    return text.startswith(" ") or bool(_SECRET.search(text))
