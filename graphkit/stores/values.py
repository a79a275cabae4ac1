"""Property values: what may be sent to a driver, and one JSON form for each type that a graph can hold.

In JSON a string, an integer, a float, a boolean and a list stand for themselves; any other value is an object
with its type: `{"date": "2016-03-15"}`. A time zone is kept as its offset.
"""

from __future__ import annotations

import math
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

PLAIN = frozenset((str, int, bool, type(None)))
# of marshal: the last version whose bytes depend on nothing but the values
MARSHAL = 2
_SPECIAL_FLOATS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
_FRACTION = re.compile(r"(\.\d*?)0+(?=$|[Z+\-\[])")


def sendable(value: Any) -> Any:
    """The value with time zones as fixed offsets, in lists and maps as well.

    Drivers before 6.5 crash on a `zoneinfo` datetime or send another instant (cpython#125318).

    >>> from zoneinfo import ZoneInfo
    >>> sendable([datetime(2016, 7, 1, tzinfo=ZoneInfo("Europe/Berlin"))])[0].isoformat()
    '2016-07-01T00:00:00+02:00'
    """
    kind = type(value)
    if kind in PLAIN or kind is float:
        return value
    if kind is list or kind is tuple:
        return [sendable(part) for part in value]
    if kind is dict:
        return {key: sendable(part) for key, part in value.items()}
    if isinstance(value, datetime):
        return _at_fixed_offset(value)
    return value


def encode(value: Any) -> Any:
    """The JSON form; raises ValueError for what is no property value.

    >>> encode([date(2016, 3, 15)]), encode(math.inf), encode(1.5)
    ([{'date': '2016-03-15'}], {'float': 'Infinity'}, 1.5)
    """
    if type(value) in PLAIN:
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"float": _special(value)}
    if type(value) in (list, tuple):  # a point and a duration are tuples too
        return [encode(part) for part in value]
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": b64encode(value).decode()}
    return _encode_typed(value)


def decode(value: Any) -> Any:
    """What `encode` made the JSON form of, in types that every driver takes; raises ValueError."""
    if isinstance(value, list):
        return [decode(part) for part in value]
    if not isinstance(value, dict):
        return value
    [(kind, text)] = value.items() if len(value) == 1 else [("", None)]
    if kind not in _DECODERS:
        raise ValueError(f"{str(value)[:50]} is no property value: {', '.join(_DECODERS)} are known")
    return _DECODERS[kind](text)


def _special(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _at_fixed_offset(value: datetime) -> datetime:
    offset = value.utcoffset()
    if offset is None or isinstance(value.tzinfo, timezone):
        return value
    return value.replace(tzinfo=timezone(offset))


def _encode_typed(value: Any) -> dict[str, Any]:
    kind = type(value).__name__.lower()
    if isinstance(value, datetime) or kind == "datetime":
        return {"datetime": _iso(value)}
    if isinstance(value, date) or kind == "date":
        return {"date": _iso(value)}
    if isinstance(value, time) or kind == "time":
        return {"time": _iso(value)}
    if isinstance(value, timedelta):
        value, kind = _driver_duration(value), "duration"
    if kind == "duration":
        return {"duration": value.iso_format()}
    if hasattr(value, "srid"):
        return {"point": {"srid": value.srid, "coordinates": list(value)}}
    raise ValueError(f"a {type(value).__name__} is no property value")


def _iso(value: Any) -> str:
    """ISO 8601 with an offset in place of a named zone, and no zeros at the end of a fraction."""
    text = value.isoformat() if hasattr(value, "isoformat") else value.iso_format()
    return _FRACTION.sub(lambda match: match[1] if match[1] != "." else "", text.partition("[")[0])


def _temporal(kind: str) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        from neo4j import time as driver  # nanoseconds, which Python's own types do not have

        return getattr(driver, kind).from_iso_format(text)

    return parse


def _driver_duration(value: timedelta) -> Any:
    from neo4j.time import Duration

    return Duration(days=value.days, seconds=value.seconds, microseconds=value.microseconds)


def _duration(text: str) -> Any:
    from neo4j.time import Duration

    return Duration.from_iso_format(text)


def _point(data: dict[str, Any]) -> Any:
    from neo4j.spatial import CartesianPoint, WGS84Point

    types = {4326: WGS84Point, 4979: WGS84Point, 7203: CartesianPoint, 9157: CartesianPoint}
    return types[data["srid"]](data["coordinates"])


_DECODERS: dict[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "datetime": _temporal("DateTime"),
    "time": _temporal("Time"),
    "duration": _duration,
    "point": _point,
    "float": lambda text: _SPECIAL_FLOATS[text],
    "bytes": b64decode,
}
