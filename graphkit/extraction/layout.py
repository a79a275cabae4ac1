"""The layout of a text taken out before it is read: wrapped lines, wide spaces, hyphens that only a line end needs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# a parser has never seen a blank in the middle of a phrase; invisible characters split words
_LAYOUT = re.compile(
    r"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?=[^\W\d_])| *[^\S ]\s*| {2,}|[\u00ad\u200b-\u200d\u2060\ufeff]+"
)
_WORD = re.compile(r"\w*")
# of the longest line: what ends later is wrapped, whether the next word would have found room or not
EVEN = 0.75


@dataclass(frozen=True, slots=True)
class Layout:
    """A text without its layout; `origin` gives the place of a character in the text as it was."""

    text: str
    places: tuple[int, ...]
    shifts: tuple[int, ...]

    def origin(self, place: int) -> int:
        """The place in the text as it was.

        >>> plain("zwei  Worte").origin(5)
        6
        """
        return place + self.shifts[bisect_right(self.places, place) - 1]


def plain(text: str, joining: frozenset[str] = frozenset()) -> Layout:
    """Take out the layout: what is left are single blanks within paragraphs, and empty lines between them.

    Before the words `joining` two parts of one word a hyphen at the end of a line stays.

    >>> plain("Der Vize-\\npräsident  der\\u00adselben Partei\\nging.\\nNeu.").text
    'Der Vizepräsident derselben Partei ging.\\n\\nNeu.'
    """
    parts, places, shifts, done, length = [], [0], [0], 0, 0
    for start, end, instead in _changes(text, joining):
        parts += [text[done:start], instead]
        length += start - done + len(instead)
        places.append(length)
        shifts.append(end - length)
        done = end
    return Layout("".join([*parts, text[done:]]), tuple(places), tuple(shifts))


def _changes(text: str, joining: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    width = max(map(len, text.split("\n")))
    line = 0
    for match in _LAYOUT.finditer(text):
        found, start, end = match[0], match.start(), match.end()
        if found[0] == "-":
            instead = _hyphen(text, end, joining)
        elif not found.isspace():
            instead = ""
        elif found.count("\n") > 1 or ("\n" in found and _breaks(text, line, start, end, width)):
            instead = "\n\n"
        else:
            instead = " "
        if "\n" in found:
            line = end
        if instead != found:
            yield start, end, instead


def _hyphen(text: str, end: int, joining: frozenset[str]) -> str:
    """`Präsi-` and `dent` are one word, `Vor-` and `und Nachteile` are not, `US-` and `Präsident` keep the hyphen."""
    if text[end].isupper():
        return "-"
    following = _WORD.match(text, end)
    return "- " if following and following[0] in joining else ""


def _breaks(text: str, line: int, start: int, end: int, width: int) -> bool:
    """Tell a line that ends because its text does from one that was full: the next word would have found room.

    Lines of uneven lengths leave some room too.
    """
    following, length = _WORD.match(text, end), start - line
    room = following is not None and width - length > len(following[0]) and length < EVEN * width
    ended = text[start - 1 : start] in tuple('.!?:"“”»«')
    return (ended or room) and text[start - 1 : start] != "," and not text[end : end + 1].islower()
