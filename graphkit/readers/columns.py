"""Which column of a table, or key of an object, holds what of an article: as named, or by the obvious names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.errors import InputError

# in the order in which they are tried
NAMES: dict[str, tuple[str, ...]] = {
    "text": tuple("text body content article artikel inhalt volltext fulltext full_text maintext".split()),
    "title": tuple("title titel headline heading überschrift ueberschrift schlagzeile".split()),
    "date": tuple(
        "date datum published published_at publication_date pubdate date_publish erschienen day".split()
    ),
    "source": tuple("source quelle newspaper zeitung medium publisher outlet site".split()),
    "url": tuple("url link permalink".split()),
    "author": tuple("author authors autor autorin autoren byline verfasser".split()),
    "language": tuple("language sprache lang".split()),
    "id": ("id",),
}
FIELDS = tuple(NAMES)


def columns_of(names: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """What is in which column, by the `given` ones and else by their names; what is nowhere is left out.

    Raises InputError for a given column that there is not.

    >>> columns_of(["Titel", "day", "body"], {"date": "day"})
    {'text': 'body', 'title': 'Titel', 'date': 'day'}
    """
    there = list(names)
    for field, column in given.items():
        if column not in there:
            listed = ", ".join(there) or "none"
            raise InputError(f"has no column {column!r} for the {field}; its columns are {listed}")
    by_name = {name.strip().lower(): name for name in reversed(there) if name not in given.values()}
    found = {}
    for field, known in NAMES.items():
        obvious = next((by_name[name] for name in known if name in by_name), None)
        if taken := given.get(field, obvious):
            found[field] = taken
    return found


def article_fields(data: Mapping[Any, Any], given: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The fields of an article in an object, which may lack some; empty ones are left out."""
    wanted = given or {}
    named = {str(key): value for key, value in data.items()}
    columns = columns_of([*named, *wanted.values()], wanted)
    found = {field: named.get(column) for field, column in columns.items()}
    return {field: value for field, value in found.items() if value is not None and value != ""}
