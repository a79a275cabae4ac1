"""Where a statement ends: at a semicolon that stands in no string, quoted name or comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

# an alternative without its closing mark matches to the end: the text is not complete yet
_TOKEN = re.compile(
    r"""(?P<closed>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|//[^\n]*(?:\n|$)|/\*.*?\*/)"""
    r"""|(?P<open>['"`].*|/\*.*)|(?P<end>;)|[^'"`/;]+|.""",
    re.DOTALL,
)
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


def split(text: str) -> Iterator[str]:
    """The statements of a text, without their semicolons; comments alone are none.

    >>> list(split("RETURN ';' AS a; RETURN 2 // and; no more"))
    ["RETURN ';' AS a", 'RETURN 2 // and; no more']
    """
    parts: list[str] = []
    for match in _TOKEN.finditer(text):
        if match["end"]:
            yield from _statement("".join(parts))
            parts = []
        else:
            parts.append(match[0])
    yield from _statement("".join(parts))


def is_complete(text: str) -> bool:
    """True where the text ends with a semicolon that ends a statement.

    >>> is_complete("RETURN 1;"), is_complete("RETURN ';"), is_complete("RETURN 1")
    (True, False, False)
    """
    last = ""
    for match in _TOKEN.finditer(text):
        if match[0].strip() and not match[0].startswith(("//", "/*")):
            last = match[0]
    return last == ";"


def _statement(text: str) -> Iterator[str]:
    if _COMMENT.sub("", text).strip():
        yield text.strip()


def code_of(text: str) -> str:
    """The text with a blank for each character of strings, quoted names and comments: places stay the same.

    >>> code_of("RETURN 'DELETE' // SET")
    'RETURN                '
    """
    return "".join(
        " " * len(match[0]) if match["closed"] or match["open"] else match[0]
        for match in _TOKEN.finditer(text)
    )


def is_open(text: str) -> bool:
    """True where the text ends inside a string, a quoted name, a comment or a bracket.

    >>> is_open("RETURN 'a"), is_open("MATCH (n"), is_open("RETURN 1")
    (True, True, False)
    """
    if any(match["open"] for match in _TOKEN.finditer(text)):
        return True
    last = code_of(text).rpartition(";")[2]
    return sum(map(last.count, "([{")) > sum(map(last.count, ")]}"))
