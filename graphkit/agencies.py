"""News agencies, where a text names them beyond doubt: in its line of place, at its end, as its source or author."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAMES = """
    dpa dpa-AFX AFX AFP AP Reuters epd KNA SID sid APA sda SDA Keystone-SDA dapd ddp dts
    TASS Interfax Xinhua ANSA EFE PAP PTI Bloomberg
"""
_NAME = "(?:" + "|".join(sorted(map(re.escape, _NAMES.split()), key=lambda name: -len(name))) + ")"
_LIST = rf"{_NAME}(?:\s?(?:[/,+]|und)\s?{_NAME})*"
_SIGN = rf"\(\s*({_LIST})(?:/\w{{2,3}})?\s*\)"
_DASH = r"\s*[-\N{EN DASH}\N{EM DASH}:]\s+"
# "Berlin (dpa) - ", "(AFP)", "BERLIN/PARIS (dpa/AFP): ", "Kiew, 17. Juni (AP) – "
_DATELINE = re.compile(rf"\s*(?:[^\n().!?]|(?<=\d)\.){{0,60}}{_SIGN}(?:{_DASH})?")
# "Genf – ", "Frankfurt am Main/New York, 3. März - "
_CAPITAL = r"[^\W\d_a-zäöüß][\w.]+"
_PLACE = re.compile(
    rf"\s*{_CAPITAL}(?:[ /-](?:{_CAPITAL}|am|an|auf|bei|de|der|im|in)){{0,5}}(?:,? \d+\. \w+(?: \d{{4}})?)?"
    r"\s*[-\N{EN DASH}\N{EM DASH}]\s+"
)
_END = re.compile(rf"(?:{_SIGN}|\n\s*(?:Quelle:\s*)?({_LIST}))[\s.]*$")
_SOURCE = re.compile(rf"(?:({_LIST})|.*{_SIGN})")


def agency_of(text: str, *, source: str | None = None, author: str | None = None) -> str | None:
    """The agencies that a text is from, by the alphabet; None where it does not say.

    >>> agency_of("Berlin (dpa) - Der Abzug beginnt.", source="AFP")
    'AFP/dpa'
    """
    found = {name for sign in _signs(text, source, author) for name in re.findall(_NAME, sign)}
    return "/".join(sorted(found, key=str.casefold)) or None


def without_dateline(text: str) -> str:
    """The text without place and agency at its beginning, and without the agency at its end.

    >>> without_dateline("Genf (AFP) - Die Gespräche ruhen. (AFP)")
    'Die Gespräche ruhen. '
    """
    start = _DATELINE.match(text) or _PLACE.match(text)
    text = text[start.end() :] if start else text
    end = _END.search(text, max(0, len(text) - 100))
    return text[: end.start()] if end else text


def _signs(text: str, source: str | None, author: str | None) -> Iterator[str]:
    matches = [_DATELINE.match(text), _END.search(text, max(0, len(text) - 100))]
    matches += [_SOURCE.fullmatch(name.strip()) for name in (source, author) if name]
    for match in filter(None, matches):
        yield from filter(None, match.groups())
