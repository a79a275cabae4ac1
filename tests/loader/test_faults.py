"""Client and server are killed at random points of a load, and the same command finishes it.

A few times each in every test run; `GRAPHKIT_FAULTS=100 pytest tests/loader/test_faults.py` does it a hundred
times each. A failure names its seed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from commands import GRAPHKIT, environment
from graphs import many, wipe
from neo4j_server import GIVEN, Neo4jServer, Unavailable

import graphkit
from graphkit import exchange, graph, loader, stores
from graphkit.loader.checkpoint import LABEL
from graphkit.loader.elements import elements_of
from graphkit.stores import Store
from graphkit.stores.folder import StoreFolder

TIMES = int(os.environ.get("GRAPHKIT_FAULTS", "2"))
BATCH = 40
FOUND = many(60, statements=8, entities=30)
BATCH_DOCUMENTS = 5  # nine nodes each, in batches of forty

seeds = pytest.mark.parametrize("seed", range(TIMES))


class Target:
    """A store whose server can be killed, and how to reach it."""

    def __init__(
        self, url: str, kill: Callable[[], None], start: Callable[[], object], **variables: str
    ) -> None:
        self.url = url
        self.kill = kill
        self.start = start
        self.variables = variables

    def connect(self) -> Store:
        return stores.connect(self.url)

    def command(self, source: Path) -> subprocess.Popen[bytes]:
        """`graphkit load --resume`, as a process of its own."""
        options = ["--resume", "--quiet", "--batch-size", str(BATCH), "--store", self.url]
        return subprocess.Popen(
            [*GRAPHKIT, "load", str(source), *options],
            env=environment(**self.variables),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )


@pytest.fixture(scope="module")
def embedded_target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("faults") / "graph.db"

    def kill() -> None:
        address = StoreFolder(folder).address()
        if address:
            os.kill(address.pid, signal.SIGKILL)

    # whoever comes next starts it again
    yield Target(str(folder), kill, lambda: None)
    stores.stop(folder)


@pytest.fixture(scope="module")
def neo4j_target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    if GIVEN["NEO4J_URI"]:
        pytest.skip("the server given is not ours to kill")
    try:
        server = Neo4jServer(tmp_path_factory.mktemp("faults") / "home").start()
    except Unavailable as error:
        pytest.skip(str(error))
    host = server.uri.partition("://")[2]
    url = f"bolt://neo4j:{server.password}@{host}"
    yield Target(url, server.kill, server.start)
    server.stop()


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def target(request: pytest.FixtureRequest) -> Target:
    """Each store in turn, with an empty graph."""
    found: Target = request.getfixturevalue(f"{request.param}_target")
    with found.connect() as store:
        store.apply_schema()
        wipe(store)
    return found


@pytest.fixture(scope="module", params=["articles", "rows"])
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same graph, as statements of articles and as rows."""
    path = tmp_path_factory.mktemp("news") / f"{request.param}.jsonl"
    if request.param == "articles":
        lines = [line for extraction in FOUND for line in extraction.to_lines()]
    else:
        lines = [element.to_line() for element in elements_of(*graph.build(FOUND))]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def duration(tmp_path_factory: pytest.TempPathFactory, source: Path) -> Iterator[float]:
    """How long a load takes that nobody disturbs: the points of time are drawn from it."""
    folder = tmp_path_factory.mktemp("undisturbed") / "graph.db"
    with stores.connect(folder):
        begin = time.monotonic()
        assert Target(str(folder), lambda: None, lambda: None).command(source).wait(120) == 0
        yield time.monotonic() - begin
    stores.stop(folder)


def finish(target: Target, source: Path) -> None:
    """Run the command again; all is there, once, and at most one batch was done twice."""
    with target.connect() as store:
        complete = loader.export(store) == graph.build(FOUND) and not records(store)
    again, fresh = resumed(target, source)
    if complete:  # killed on its way out
        assert fresh == 0
    else:
        assert again <= (BATCH if source.stem == "rows" else BATCH_DOCUMENTS)
    with target.connect() as store:
        assert loader.export(store) == graph.build(FOUND)
        assert not records(store)


def resumed(target: Target, source: Path) -> tuple[int, int]:
    """Load with --resume; how many rows or articles were looked at again, and how many were written."""
    if source.stem == "articles":
        summary = graphkit.load(source, store=target.url, resume=True, batch_size=BATCH)
        return summary.articles - summary.changed, summary.changed
    report = exchange.load_rows([source], store=target.url, resume=True, batch_size=BATCH)
    tally = report.nodes.plus(report.relationships)
    return tally.unchanged, tally.created + tally.changed


def records(store: Store) -> int:
    return int(store.read(f"MATCH (n:{LABEL}) RETURN count(n)").rows[0][0])


@seeds
def test_a_killed_client(target: Target, source: Path, duration: float, seed: int) -> None:
    client = target.command(source)
    time.sleep(random.Random(seed).uniform(0, duration))
    client.kill()
    client.communicate()
    unfinished = client.returncode != 0
    with target.connect() as store:
        assert unfinished or loader.export(store) == graph.build(FOUND)
    if unfinished:
        finish(target, source)


@seeds
def test_a_killed_server(target: Target, source: Path, duration: float, seed: int) -> None:
    client = target.command(source)
    time.sleep(random.Random(seed).uniform(0, duration))
    target.kill()
    target.start()
    _, told = client.communicate(timeout=180)
    if client.returncode:
        assert told.startswith(b"graphkit: ")
        assert told.count(b"\n") == 1
        finish(target, source)
    with target.connect() as store:
        assert loader.export(store) == graph.build(FOUND)
