"""Dates as newspapers write them, resolved against the day the article was published."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from graphkit.model import TimeSpan
from graphkit.ontology import Words, load_words

_YEAR = r"(?:19|20)\d\d"
_Span = tuple[date, date] | None
_Reader = Callable[[re.Match[str], date | None], _Span]


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression at character offsets of the text it was found in."""

    start: int
    end: int
    span: TimeSpan


class DateFinder:
    """Finds time expressions; build it once per language with `date_finder`."""

    def __init__(self, words: Words) -> None:
        """Compile the patterns from the word lists."""
        self.months, self.weekdays = words.map("months"), words.map("weekdays")
        self.relative, self.numbers = words.map("relative_days"), words.map("number_words")
        self.units, self.open_units = words.map("time_units"), words.set("open_time_units")
        self.seasons, self.parts = words.map("seasons"), words.map("period_parts")
        words_of_time = (self.months, self.weekdays, self.relative, self.units, self.seasons, self.parts)
        hints = sorted({word.lower() for table in words_of_time for word in table})
        self.hint = re.compile("[0-9]|" + _any(hints))
        self.patterns = list(self._compiled(words))
        comparing = words.data.get("date_comparison")
        self.comparing = re.compile(comparing) if comparing else None

    def _compiled(self, words: Words) -> Iterator[tuple[re.Pattern[str], _Reader]]:
        """The patterns of the language, each with what reads its matches."""
        named = {
            "month": self.months, "weekday": self.weekdays, "relative": self.relative, "unit": self.units,
            "season": self.seasons, "part": self.parts, "last": words.set("last_adjectives"),
            "next": words.set("next_adjectives"),
        }  # fmt: skip
        parts = {name: _any(table) for name, table in named.items()}
        parts |= {"year": _YEAR, "number": rf"(?:\d+|{_any(self.numbers)})"}
        for row in words.data["date_patterns"]:
            for kind, pattern in row.items():
                for name, part in parts.items():
                    pattern = pattern.replace(f"{{{name}}}", part)
                yield re.compile(pattern, re.UNICODE), self._readers()[kind]

    def _readers(self) -> dict[str, _Reader]:
        return {
            "day_of_month": self._day_of_month, "month": self._month, "year": self._year, "years": self._years,
            "last_year": self._last_year, "season": self._season, "weekday": self._weekday, "night": self._night,
            "ago": self._ago, "last_unit": self._last_unit, "relative": self._relative,
        }  # fmt: skip

    def find(self, text: str, published: date | None) -> list[Found]:
        """Time expressions of `text` in order; dates are None where they cannot be known."""
        if not self.hint.search(text.lower()):
            return []
        found: list[Found] = []
        compared = [m.span("since") for m in self.comparing.finditer(text)] if self.comparing else []
        for pattern, reader in self.patterns:
            for match in pattern.finditer(text):
                if any(start < match.end() and match.start() <= end for start, end in compared):
                    continue
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
        if not published or match["u"] in self.open_units:
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


def _safe(reader: _Reader, match: re.Match[str], published: date | None) -> _Span:
    try:
        return reader(match, published)
    except (ValueError, OverflowError):  # "31. Februar", a year 0
        return None


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


@cache
def date_finder(language: str = "de") -> DateFinder:
    """The finder of one language."""
    return DateFinder(load_words(language))
