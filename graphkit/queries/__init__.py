"""The query library: `queries.actors.timeline(store, name="Assad")` runs cypher/actors/timeline.cypher.

>>> from graphkit import queries
>>> queries.actors.negotiates_with                                            # doctest: +ELLIPSIS
<query actors/negotiates-with(store: 'Store', *, name: str) -> 'Answer'>
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphkit.queries.answer import Answer
from graphkit.queries.header import parameters_in, parse_query
from graphkit.queries.library import QueryLibrary
from graphkit.queries.parameters import Column, Parameter
from graphkit.queries.query import Query

if TYPE_CHECKING:
    from graphkit.queries import (
        actors,
        claims,
        documents,
        dyads,
        evidence,
        facts,
        graph,
        offices,
        paths,
        places,
        quality,
    )

__all__ = [
    "Answer",
    "Column",
    "Parameter",
    "Query",
    "QueryLibrary",
    "actors",
    "claims",
    "documents",
    "dyads",
    "evidence",
    "facts",
    "graph",
    "offices",
    "parameters_in",
    "parse_query",
    "paths",
    "places",
    "quality",
]


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(f"module 'graphkit.queries' has no attribute {name!r}")
    return getattr(QueryLibrary(), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *dir(QueryLibrary())})
