"""What a query takes and returns: typed parameters and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from graphkit.errors import QueryError

VALUE_TYPES = ("string", "integer", "float", "boolean", "date")
# an entity is given by a name, which becomes an id before the query runs
PARAMETER_TYPES = (*VALUE_TYPES, "entity")
COLUMN_TYPES = (*VALUE_TYPES, "list", "map", "node", "relationship", "path")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query takes: `required` where the header gives no default."""

    name: str
    type: str
    meaning: str
    required: bool = True
    default: Any = None

    @property
    def label(self) -> str:
        """What a person is asked for: an entity is given by a name."""
        return "name" if self.type == "entity" else self.type

    def convert(self, value: Any) -> Any:
        """The value in the parameter's type; raises QueryError that says what is expected."""
        if value is None:
            return None
        try:
            return _CONVERTERS[self.type](value)
        except (TypeError, ValueError) as error:
            raise QueryError(f"{value!r} is no {self.label}{_HINTS.get(self.type, '')}") from error


@dataclass(frozen=True, slots=True)
class Column:
    """What a query returns in one column."""

    name: str
    type: str
    meaning: str = ""


def near(name: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: the known ones that look like it.

    >>> near("lim", ["limit", "name"])
    '; near it: limit'
    """
    names = list(known)
    found = get_close_matches(name, names, n=3, cutoff=0.5)
    word = name.rpartition("/")[2]
    found += [other for other in names if word and word in other and other not in found][: 3 - len(found)]
    return f"; near it: {', '.join(found)}" if found else ""


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _integer(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise TypeError(value)
    return int(value)


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() not in ("true", "false"):
        raise ValueError(value)
    return str(value).lower() == "true"


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


_CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "string": _string,
    "entity": _string,
    "integer": _integer,
    "float": float,
    "boolean": _boolean,
    "date": _date,
}
_HINTS = {"date": ": write it as 2016-03-15", "boolean": ": write true or false"}
