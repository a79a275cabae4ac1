"""Values of a table's cells: text, or what JSON and Parquet hold, as the property type that a mapping names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from graphkit.errors import InputError

LARGEST = 2**63
_INTEGER = re.compile(r"[+-]?\d{1,19}")
_BOOLEANS = {"true": True, "false": False}


def converter(type_: str, separator: str) -> Callable[[Any], Any]:
    """A function from a cell to a property; raises InputError for a type that is none.

    It raises InputError for a cell that does not fit; an empty one is None. A list, `string[]`, is split at the
    separator where it comes as text.

    >>> converter("integer[]", ";")("1;2")
    [1, 2]
    """
    convert = _CONVERTERS.get(type_.removesuffix("[]"))
    if convert is None:
        raise InputError(f"{type_!r} is no type: {', '.join(_CONVERTERS)}, and each with [] for a list")
    single = _single(convert, type_.removesuffix("[]"))
    return _list(single, separator) if type_.endswith("[]") else single


def _single(convert: Callable[[Any], Any], type_: str) -> Callable[[Any], Any]:
    def to_property(cell: Any) -> Any:
        if cell is None or cell == "" or cell != cell:  # an empty number of a data frame is no number
            return None
        try:
            return convert(cell)
        except (ValueError, TypeError, OverflowError) as error:
            raise InputError(f"{str(cell)[:60]!r} is no {type_}{_HINTS.get(type_, '')}") from error

    return to_property


def _list(single: Callable[[Any], Any], separator: str) -> Callable[[Any], Any]:
    def to_property(cell: Any) -> Any:
        if cell is None or cell == "":
            return None
        parts = cell.split(separator) if isinstance(cell, str) else cell
        if not hasattr(parts, "__iter__"):
            raise InputError(f"{str(cell)[:60]!r} is no list")
        values = [single(part) for part in parts]
        if None in values:
            raise InputError(f"{str(cell)[:60]!r} has an empty part, which no list of a graph can hold")
        return values

    return to_property


def _string(cell: Any) -> str:
    if type(cell) is str:
        return cell
    if isinstance(cell, bool) or not isinstance(cell, (str, int)):
        raise TypeError
    return str(cell)


def _integer(cell: Any) -> int:
    number = int(cell)
    if type(cell) is str and cell.isdecimal() and len(cell) < 19:
        return number
    is_text = isinstance(cell, str)
    if isinstance(cell, bool) or not (_INTEGER.fullmatch(cell.strip()) if is_text else number == cell):
        raise ValueError
    if not -LARGEST <= number < LARGEST:
        raise OverflowError
    return number


def _float(cell: Any) -> float:
    number = float(cell)
    if isinstance(cell, bool) or number != number or number in (float("inf"), float("-inf")):
        raise ValueError
    return number


def _boolean(cell: Any) -> bool:
    if isinstance(cell, str) and cell.strip().lower() in _BOOLEANS:
        return _BOOLEANS[cell.strip().lower()]
    if not isinstance(cell, bool):
        raise ValueError
    return cell


def _date(cell: Any) -> date:
    if isinstance(cell, datetime):
        raise TypeError
    return cell if isinstance(cell, date) else date.fromisoformat(cell.strip())


def _datetime(cell: Any) -> datetime:
    return cell if isinstance(cell, datetime) else datetime.fromisoformat(cell.strip())


_CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "string": _string,
    "integer": _integer,
    "float": _float,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
}
_HINTS = {
    "date": ": write it as 2016-03-15",
    "datetime": ": write it as 2016-03-15T12:30:00+01:00",
    "boolean": ": write true or false",
}
