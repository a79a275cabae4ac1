"""What is wrong with a statement: the message, a caret under the place, the near name that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from graphkit.console import window
from graphkit.errors import GraphkitError, NotAllowed
from graphkit.queries.query import EMBEDDED_PLACE, NEO4J_PLACE

_NAMED = re.compile(r"['`]([\w.]+)['`]|procedure/function: ([\w.]+)")
_WORD = re.compile(r"[\w.]+")
_PLACE = re.compile(r" (?:\(line \d+, column|at line \d+, column)")
_LONGEST = 160
MARGIN = "  "


def diagnose(error: GraphkitError, statement: str, known: Iterable[str]) -> str:
    """Lines for a person: what the database says, where, and what is near among `known` names."""
    told = str(getattr(error.__cause__, "message", None) or error)
    if isinstance(error, NotAllowed):
        return f"error: {error}"
    place = _place(told, statement)
    lines = [f"error: {_short(str(error))}{_near(told, statement, place, known)}"]
    if place:
        row, column = place
        text, column = window.around(statement.splitlines()[row], column, window.size()[0] - len(MARGIN))
        lines += [f"{MARGIN}{text.expandtabs(1)}", f"{MARGIN}{' ' * column}^"]
    return "\n".join(lines)


def _short(message: str) -> str:
    first = _PLACE.split(message)[0]
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST]} …"


def _place(told: str, statement: str) -> tuple[int, int] | None:
    """Line and column from 0, where the message gives them or names a word of the statement."""
    found = (NEO4J_PLACE.search(told), 1), (EMBEDDED_PLACE.search(told), 0)
    rows = statement.splitlines()
    for match, first in found:
        if match and int(match[1]) <= len(rows):
            return int(match[1]) - 1, int(match[2]) - first
    for names in _NAMED.findall(told):
        word = re.search(rf"(?<![\w.]){re.escape(''.join(names))}(?![\w.])", statement)
        if word:
            row = statement.count("\n", 0, word.start())
            return row, word.start() - (statement.rfind("\n", 0, word.start()) + 1)
    return None


def _near(told: str, statement: str, place: tuple[int, int] | None, known: Iterable[str]) -> str:
    words = ["".join(names) for names in _NAMED.findall(told)[:1]]
    if place and (match := _WORD.match(statement.splitlines()[place[0]], place[1])):
        words = [match[0]]
    found = nearest(words[0], known) if words else None
    return f"; near it: {found}" if found else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like a word; None where the word is one of them, or none looks like it.

    >>> nearest("retrun", ["RETURN", "MATCH"])
    'RETURN'
    """
    names = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), names, n=1, cutoff=0.65)
    return names[close[0]] if close and word.casefold() not in names else None
