"""Stores: `connect(url)` opens an embedded database (a folder) or a Neo4j server."""

from __future__ import annotations

import os

from graphkit.config import load_settings
from graphkit.stores.base import Counters, Result, Store, Transaction

__all__ = ["Counters", "Result", "Store", "Transaction", "connect", "stop"]


def connect(url: str | os.PathLike[str] | None = None, *, read_only: bool = False) -> Store:
    """Open a store: a folder, or neo4j://, bolt:// and their +s, +ssc forms; without one, the default store.

    The default is GRAPHKIT_STORE, else NEO4J_URI, else ./graphkit.db. For Neo4j, NEO4J_USERNAME,
    NEO4J_PASSWORD and NEO4J_DATABASE count. With `read_only`, writing is refused, and a folder that is no
    store yet does not become one. Raises ConnectionFailed or StoreError.

    >>> with connect("news.db") as store:                                        # doctest: +SKIP
    ...     store.read("MATCH (e:Entity) RETURN e.name LIMIT 3").rows
    """
    settings = load_settings(url)
    if "://" in settings.store:
        from graphkit.stores.neo4j import connect_neo4j

        return connect_neo4j(settings, read_only=read_only)
    from graphkit.stores.embedded import EmbeddedStore

    return EmbeddedStore(settings.store, read_only=read_only)


def stop(folder: str | os.PathLike[str]) -> bool:
    """Stop the server of an embedded store at once and cleanly; False where none was running."""
    from graphkit.stores.launch import stop as stop_server

    return stop_server(folder)
