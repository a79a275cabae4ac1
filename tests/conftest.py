"""Stores for tests: an embedded one always, a real Neo4j where there is one or one can be started.

Neo4j: NEO4J_URI (with NEO4J_USERNAME, NEO4J_PASSWORD) if set; it must be empty, the tests wipe it. Otherwise
a server that the tests start themselves. With GRAPHKIT_REQUIRE_NEO4J=1 a missing Neo4j fails, not skips.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphs import embedded_in, neo4j_at, wipe
from hypothesis import settings
from neo4j_server import GIVEN, Neo4jServer, Unavailable

from graphkit import stores
from graphkit.config import Settings
from graphkit.stores import Store
from graphkit.stores.embedded import EmbeddedStore
from graphkit.stores.neo4j import Neo4jStore, connect_neo4j

# a busy machine is slow now and then, and that is no failure
settings.register_profile("graphkit", max_examples=25, deadline=None)
settings.load_profile("graphkit")


@pytest.fixture(scope="session")
def _embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with embedded_in(tmp_path_factory.mktemp("embedded") / "graph.db") as store:
        yield store


@pytest.fixture(scope="session")
def neo4j_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """How to reach the Neo4j of this test run."""
    if GIVEN["NEO4J_URI"]:
        user, password = GIVEN["NEO4J_USERNAME"] or "neo4j", GIVEN["NEO4J_PASSWORD"] or None
        given = Settings(GIVEN["NEO4J_URI"], user, password, "neo4j")
        _refuse_unless_empty(given)
        yield given
        return
    server = _start_server(tmp_path_factory.mktemp("neo4j") / "home")
    yield Settings(server.uri, "neo4j", server.password, "neo4j")
    server.stop()


@pytest.fixture(scope="session")
def _neo4j(neo4j_settings: Settings) -> Iterator[Neo4jStore]:
    with neo4j_at(neo4j_settings) as store:
        yield store


@pytest.fixture
def embedded_store(_embedded: EmbeddedStore) -> EmbeddedStore:
    """An embedded store with an empty graph."""
    wipe(_embedded)
    return _embedded


@pytest.fixture
def neo4j_store(_neo4j: Neo4jStore) -> Neo4jStore:
    """A real Neo4j with an empty graph."""
    wipe(_neo4j)
    return _neo4j


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def any_store(request: pytest.FixtureRequest) -> Store:
    """Each store in turn, with an empty graph."""
    store: Store = request.getfixturevalue(f"{request.param}_store")
    return store


def _refuse_unless_empty(settings: Settings) -> None:
    with connect_neo4j(settings, read_only=True) as store:
        count = store.read("MATCH (n) RETURN count(n)").rows[0][0]
    if count:
        pytest.exit(
            f"{store.url} holds {count} nodes, and the tests would wipe them: set NEO4J_URI to an empty one",
            3,
        )


def _start_server(home: Path) -> Neo4jServer:
    try:
        return Neo4jServer(home).start()
    except Unavailable as error:
        if os.environ.get("GRAPHKIT_REQUIRE_NEO4J") == "1":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of an embedded store; starting one takes seconds, so a module shares it."""
    store = tmp_path_factory.mktemp("written") / "news.db"
    yield store
    stores.stop(store)


@pytest.fixture
def store(server: Path) -> Path:
    """The same store, emptied."""
    with stores.connect(server) as connected:
        connected.run("MATCH (n) DETACH DELETE n")
    return server
