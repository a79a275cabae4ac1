"""The date of an article as people write it into a header."""

from __future__ import annotations

import re
from datetime import date

from graphkit.errors import InputError

MONTHS = (
    ("januar", "jänner", "jan"),
    ("februar", "feber", "feb"),
    ("märz", "mär", "mrz"),
    ("april", "apr"),
    ("mai",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("dezember", "dez"),
)
_MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names}


def parse_date(value: str | date) -> date:
    """A day from 2016-03-15, 15.03.2016 or 15. März 2016; raises InputError for anything else."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    text = str(value).strip()
    try:
        if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)([T ].*)?", text):
            return date.fromisoformat(match[1])
        if match := re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := re.fullmatch(r"(\d{1,2})\.?\s+([^\W\d]+)\.?\s+(\d{4})", text):
            return date(int(match[3]), _MONTH[match[2].lower()], int(match[1]))
    except (ValueError, KeyError):
        pass
    raise InputError(f"{text!r} is no date: write it as 2016-03-15, 15.03.2016 or 15. März 2016")
