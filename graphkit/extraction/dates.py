"""Dates of newspaper German, resolved against the day the article was published."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from graphkit.model import TimeSpan
from graphkit.ontology import load_words

_LAST = r"(?:vergangene|vorige|letzte|jüngste)[nrms]?"
_NEXT = r"(?:kommende|nächste)[nrms]?"
_Span = tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression at character offsets of the text it was found in."""

    start: int
    end: int
    span: TimeSpan


class DateFinder:
    """Finds time expressions; build it once per language with `date_finder`."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Compile the patterns from the word lists."""
        self.months, self.weekdays = words["months"], words["weekdays"]
        self.relative, self.numbers = words["relative_days"], words["number_words"]
        self.units, self.seasons, self.parts = words["time_units"], words["seasons"], words["period_parts"]
        words_of_time = (self.months, self.weekdays, self.relative, self.units, self.seasons, self.parts)
        hints = sorted({word.lower() for table in words_of_time for word in table})
        self.hint = re.compile("[0-9]|" + _any(dict.fromkeys(hints)))
        self.patterns = [(re.compile(pattern, re.UNICODE), reader) for pattern, reader in self._table()]

    def _table(self) -> Iterator[tuple[str, Callable[[re.Match[str], date | None], _Span]]]:
        month, day = _any(self.months), _any(self.weekdays)
        number = rf"(?:\d+|{_any(self.numbers)})"
        year = r"(?:19|20)\d\d"
        part, unit = _any(self.parts), _any(self.units)
        yield (
            rf"(?:(?i:am|vom|zum|bis|seit|dem|den|der|ab)\s+)*(?P<d>\d{{1,2}})\.\s*(?P<m>{month})(?:\s+(?P<y>{year}))?\b",
            self._day_of_month,
        )
        yield (
            rf"(?:(?i:am|vom|zum)\s+)?\b(?P<d>\d{{1,2}})\.(?P<n>\d{{1,2}})\.(?P<y>{year})\b",
            self._day_of_month,
        )
        yield rf"(?P<p>{part})\s+(?P<m>{month})(?:\s+(?P<y>{year}))?\b", self._month
        yield rf"(?P<p>{part})\s+(?:des\s+Jahres\s+)?(?P<y>{year})\b", self._year
        yield rf"(?P<p>{part})\s+(?P<l>{_LAST})\s+Jahres\b", self._last_year
        yield (
            rf"(?:(?i:im)|(?i:seit)|(?i:bis))\s+(?:(?P<l>{_LAST})\s+)?(?P<m>{month})(?:\s+(?P<y>{year}))?\b",
            self._month,
        )
        yield rf"\b(?P<m>{month})\s+(?P<y>{year})\b", self._month
        yield rf"(?:(?i:im)\s+)?(?P<s>{_any(self.seasons)})\s+(?P<y>{year})\b", self._season
        yield rf"(?i:in) der Nacht (?:auf|zum|zu)\s+(?P<w>{day})\b", self._night
        yield (
            rf"(?:(?:(?i:am)|(?i:seit)|(?i:vom)|(?i:bis))\s+)?(?:(?P<l>{_LAST})\s+|(?P<f>{_NEXT})\s+)?(?P<w>{day})(?:s|früh|morgen|vormittag|mittag|nachmittag|abend|nacht)?\b",
            self._weekday,
        )
        yield (
            rf"(?i:vor)\s+(?:gut\s+|rund\s+|etwa\s+|knapp\s+|mehr als\s+)?(?P<k>{number})\s+(?P<u>{unit})\b",
            self._ago,
        )
        yield rf"(?:(?i:in)\s+(?:der|den)|(?i:im))\s+(?P<l>{_LAST})\s+(?P<u>{unit})\b", self._last_unit
        yield rf"\b(?P<l>{_LAST})\s+(?P<u>{unit})\b", self._last_unit
        yield (
            rf"\b(?P<r>(?i:{_any(self.relative)}))(?:\s+(?:Morgen|Vormittag|Mittag|Nachmittag|Abend|Nacht))?\b",
            self._relative,
        )
        yield (
            rf"(?:(?i:seit)|(?i:im) Jahre?|(?i:bis)|(?i:von)|(?i:ab)|(?i:nach))\s+(?:dem Jahr\s+)?(?P<y>{year})\b",
            self._year,
        )
        yield rf"\b(?i:zwischen)\s+(?P<y>{year})\s+und\s+(?P<z>{year})\b", self._years

    def find(self, text: str, published: date | None) -> list[Found]:
        """Time expressions of `text` in order; dates are None where they cannot be known."""
        found: list[Found] = []
        for pattern, reader in self.patterns if self.hint.search(text.lower()) else ():
            for match in pattern.finditer(text):
                if all(match.end() <= f.start or match.start() >= f.end for f in found):
                    span = _safe(reader, match, published)
                    words = " ".join(match.group().split())
                    found.append(Found(match.start(), match.end(), TimeSpan(words, *(span or (None, None)))))
        return sorted(found, key=lambda f: f.start)

    def _day_of_month(self, match: re.Match[str], published: date | None) -> _Span:
        groups = match.groupdict()
        month = int(groups["n"]) if groups.get("n") else self.months[groups["m"]]
        if groups.get("y"):
            day = date(int(groups["y"]), month, int(groups["d"]))
        elif published:
            day = _nearest(published, lambda year: date(year, month, int(groups["d"])))
        else:
            return None
        return day, day

    def _month(self, match: re.Match[str], published: date | None) -> _Span:
        groups = match.groupdict()
        month = self.months[groups["m"]]
        if groups.get("y"):
            year = int(groups["y"])
        elif published:
            year = _nearest(published, lambda y: date(y, month, 1)).year
            if groups.get("l") and (year, month) >= (published.year, published.month):
                year -= 1
        else:
            return None
        return self._part(
            date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), groups.get("p")
        )

    def _part(self, start: date, end: date, word: str | None) -> tuple[date, date]:
        """A third of the period: "Anfang", "Mitte" or "Ende" of it."""
        if not word:
            return start, end
        third = (end - start).days // 3
        name = self.parts[word]
        if name == "begin":
            return start, start + timedelta(third)
        if name == "end":
            return end - timedelta(third), end
        return start + timedelta(third), end - timedelta(third)

    def _year(self, match: re.Match[str], published: date | None) -> _Span:
        year = int(match["y"])
        return self._part(date(year, 1, 1), date(year, 12, 31), match.groupdict().get("p"))

    def _years(self, match: re.Match[str], published: date | None) -> _Span:
        return date(int(match["y"]), 1, 1), date(int(match["z"]), 12, 31)

    def _last_year(self, match: re.Match[str], published: date | None) -> _Span:
        if not published:
            return None
        year = published.year - 1
        return self._part(date(year, 1, 1), date(year, 12, 31), match["p"])

    def _season(self, match: re.Match[str], published: date | None) -> _Span:
        first, last = self.seasons[match["s"]]
        year = int(match["y"])
        end_year = year + (last < first)
        return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1])

    def _weekday(self, match: re.Match[str], published: date | None) -> _Span:
        if not published:
            return None
        wanted = self.weekdays[match["w"]]
        if match["f"]:
            day = published + timedelta((wanted - published.weekday() - 1) % 7 + 1)
        else:
            day = published - timedelta((published.weekday() - wanted) % 7)
        return day, day

    def _night(self, match: re.Match[str], published: date | None) -> _Span:
        if not published:
            return None
        day = published - timedelta((published.weekday() - self.weekdays[match["w"]]) % 7)
        return day - timedelta(1), day

    def _ago(self, match: re.Match[str], published: date | None) -> _Span:
        if not published:
            return None
        word = match["k"]
        count = int(word) if word.isdigit() else self.numbers[word]
        return _back(published, self.units[match["u"]], count)

    def _last_unit(self, match: re.Match[str], published: date | None) -> _Span:
        unit = self.units[match["u"]]
        if not published or (match["u"].endswith("n") and unit in ("day", "month", "year")):
            return None
        if unit == "week":
            monday = published - timedelta(published.weekday() + 7)
            return monday, monday + timedelta(6)
        return _back(published, unit, 1)

    def _relative(self, match: re.Match[str], published: date | None) -> _Span:
        if not published:
            return None
        day = published + timedelta(self.relative[match["r"].lower()])
        return day, day


def _back(published: date, unit: str, count: int) -> _Span:
    if unit in ("hour", "minute"):
        return published, published
    if unit == "day":
        return published - timedelta(count), published - timedelta(count)
    if unit == "week":
        day = published - timedelta(7 * count)
        return day - timedelta(day.weekday()), day + timedelta(6 - day.weekday())
    if unit == "month":
        index = published.year * 12 + published.month - 1 - count
        year, month = index // 12, index % 12 + 1
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if unit == "year":
        return date(published.year - count, 1, 1), date(published.year - count, 12, 31)
    return None


def _nearest(published: date, make: Callable[[int], date]) -> date:
    """The year that brings the day nearest to the publication; news look back more than ahead."""
    days = [make(published.year + offset) for offset in (-1, 0, 1)]
    return min(days, key=lambda day: abs((day - published).days + 60))


def _safe(
    reader: Callable[[re.Match[str], date | None], _Span], match: re.Match[str], published: date | None
) -> _Span:
    try:
        return reader(match, published)
    except (ValueError, OverflowError):  # "31. Februar", a year 0
        return None


def _any(words: Mapping[str, Any]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


@cache
def date_finder(language: str = "de") -> DateFinder:
    """The finder of one language."""
    return DateFinder(load_words(language).data)
