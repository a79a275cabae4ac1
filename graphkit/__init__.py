"""graphkit reads news articles into a graph of who did what to whom, where, when and according to whom.

>>> import graphkit
>>> graphkit.load("examples/", store="my.db")                                # doctest: +SKIP
>>> graphkit.query("actors/relations", store="my.db", name="Assad")          # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from graphkit.version import __version__

if TYPE_CHECKING:
    from graphkit.api import (
        Summary,
        actors,
        connect,
        draw,
        extract,
        extract_to,
        load,
        merge_actors,
        query,
        retract,
        rulings,
        split_actor,
        undo_ruling,
    )
    from graphkit.errors import (
        ConnectionFailed,
        GraphkitError,
        InputError,
        OntologyError,
        PipelineError,
        QueryError,
        StoreError,
    )
    from graphkit.model import Document, Extraction, Mention, Statement, TimeSpan
    from graphkit.queries import Query, QueryLibrary
    from graphkit.readers import Reject
    from graphkit.stores import Result, Store

# a name is imported when it is first used, so that `graphkit --help` loads neither spaCy nor a driver
_HOMES = {
    "graphkit.api": (
        "Summary",
        "actors",
        "connect",
        "draw",
        "extract",
        "extract_to",
        "load",
        "merge_actors",
        "query",
        "retract",
        "rulings",
        "split_actor",
        "undo_ruling",
    ),
    "graphkit.errors": (
        "ConnectionFailed",
        "GraphkitError",
        "InputError",
        "OntologyError",
        "PipelineError",
        "QueryError",
        "StoreError",
    ),
    "graphkit.model": ("Document", "Extraction", "Mention", "Statement", "TimeSpan"),
    "graphkit.queries": ("Query", "QueryLibrary"),
    "graphkit.readers": ("Reject",),
    "graphkit.stores": ("Result", "Store"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "ConnectionFailed",
    "Document",
    "Extraction",
    "GraphkitError",
    "InputError",
    "Mention",
    "OntologyError",
    "PipelineError",
    "Query",
    "QueryError",
    "QueryLibrary",
    "Reject",
    "Result",
    "Statement",
    "Store",
    "StoreError",
    "Summary",
    "TimeSpan",
    "__version__",
    "actors",
    "connect",
    "draw",
    "extract",
    "extract_to",
    "load",
    "merge_actors",
    "query",
    "retract",
    "rulings",
    "split_actor",
    "undo_ruling",
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME_OF])
