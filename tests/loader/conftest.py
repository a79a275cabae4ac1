"""Stores of their own for each module: rows of any kind leave keys of their labels in a store's schema."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from graphs import embedded_in, neo4j_at

from graphkit.config import Settings
from graphkit.stores.embedded import EmbeddedStore
from graphkit.stores.neo4j import Neo4jStore

OWN = {"Document", "Entity", "Ruling", "Statement"}


@pytest.fixture(scope="module")
def _embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with embedded_in(tmp_path_factory.mktemp("rows") / "graph.db") as store:
        yield store


@pytest.fixture(scope="module")
def _neo4j(neo4j_settings: Settings) -> Iterator[Neo4jStore]:
    with neo4j_at(neo4j_settings) as store:
        yield store
        for name, labels in store.read("SHOW CONSTRAINTS YIELD name, labelsOrTypes").rows:
            if OWN.isdisjoint(labels):
                store.write(f"DROP CONSTRAINT `{name}` IF EXISTS")
