"""Values of parameters as people type them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from graphkit.errors import InputError


def read_value(text: str) -> Any:
    """JSON where it is JSON, a date where it is one, else the text itself.

    >>> read_value("3"), read_value("Assad"), read_value('["a"]'), read_value("2016-03-15")
    (3, 'Assad', ['a'], datetime.date(2016, 3, 15))
    """
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return date.fromisoformat(text) if len(text) == 10 else text
    except ValueError:
        return text


def read_pair(text: str) -> tuple[str, Any]:
    """`NAME=VALUE`; raises InputError."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip().isidentifier():
        raise InputError(f"{text!r} is no parameter: write NAME=VALUE, such as name=Assad or limit=3")
    return name.strip(), read_value(value.strip())
