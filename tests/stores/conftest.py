"""The contract suite runs on py2neo too: one more client of the real Neo4j."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.config import Settings
from graphkit.stores import Store
from graphkit.stores.neo4j import Neo4jStore
from graphkit.stores.py2neo import Py2neoStore


@pytest.fixture(scope="session")
def py2neo_graph(neo4j_settings: Settings) -> Any:
    """A py2neo Graph on the Neo4j of this test run."""
    py2neo = pytest.importorskip("py2neo", reason="graphkit[py2neo] is not installed")
    return py2neo.Graph(neo4j_settings.store, auth=(neo4j_settings.username, neo4j_settings.password))


@pytest.fixture
def py2neo_store(py2neo_graph: Any, neo4j_store: Neo4jStore) -> Py2neoStore:
    """A store on that Graph, with an empty graph."""
    return Py2neoStore(py2neo_graph)


@pytest.fixture(
    params=[
        "embedded",
        pytest.param("neo4j", marks=pytest.mark.neo4j),
        pytest.param("py2neo", marks=pytest.mark.neo4j),
    ]
)
def store(request: pytest.FixtureRequest) -> Store:
    """Each client of each database in turn, with an empty graph."""
    opened: Store = request.getfixturevalue(f"{request.param}_store")
    return opened
