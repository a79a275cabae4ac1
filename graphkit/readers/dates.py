"""The date of an article as people write it into a header, and programs into a feed."""

from __future__ import annotations

import re
from datetime import date

from graphkit.errors import InputError

MONTHS = (
    ("januar", "jänner", "jan", "january"),
    ("februar", "feber", "feb", "february"),
    ("märz", "mär", "mrz", "mar", "march"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "okt", "oct", "october"),
    ("november", "nov"),
    ("dezember", "dez", "dec", "december"),
)
_MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
_TIME = r"([T ,].*\d:\d\d.*)?"
_ISO = re.compile(rf"(\d{{4}}-\d\d-\d\d){_TIME}")
_GERMAN = re.compile(rf"(\d{{1,2}})\.\s*(\d{{1,2}})\.\s*(\d{{4}}){_TIME}")
_WRITTEN = re.compile(rf"(?:[^\W\d]+\.?, )?(\d{{1,2}})\.?\s+([^\W\d]+)\.?\s+(\d{{4}}){_TIME}")


def parse_date(value: str | date) -> date:
    """A day from 2016-03-15, 15.03.2016 or 15. März 2016, with or without a time; raises InputError for others.

    The day is the one that is written: a time zone does not move it.
    """
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    text = str(value).strip()
    try:
        if match := _ISO.fullmatch(text):
            return date.fromisoformat(match[1])
        if match := _GERMAN.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _WRITTEN.fullmatch(text):
            return date(int(match[3]), _MONTH[match[2].lower()], int(match[1]))
    except (ValueError, KeyError):
        pass
    raise InputError(f"{text!r} is no date: write it as 2016-03-15, 15.03.2016 or 15. März 2016")
