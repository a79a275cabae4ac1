"""The precision of a time: what its two days leave open."""

from datetime import date

import pytest

from graphkit.model import TimeSpan


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        (date(2016, 3, 14), date(2016, 3, 14), "day"),
        (date(2016, 3, 14), date(2016, 3, 20), "week"),
        (date(2016, 3, 1), date(2016, 3, 31), "month"),
        (date(2016, 1, 1), date(2016, 12, 31), "year"),
        (date(2011, 1, 1), date(2016, 3, 15), "span"),
        (date(2011, 1, 1), None, "open"),
        (None, date(2011, 1, 1), "open"),
        (None, None, None),
    ],
)
def test_precision(start: date | None, end: date | None, precision: str | None) -> None:
    span = TimeSpan("…", start, end)
    assert span.precision == precision
    assert TimeSpan.from_dict(span.to_dict()) == span
