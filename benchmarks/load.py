"""How fast rows get into a store, beside other ways: `python benchmarks/load.py [--nodes N] [--relationships N]`.

A real Neo4j is put together as the tests do it, and an embedded store beside it; each way starts with an empty
graph and loads the same rows. The plain driver is timed anew before each of them, since a shared machine is not as
fast now as it was a minute ago: compare the ratios. A way whose package is not installed is left out and named.
`--memory` prints what a million relationships cost the client instead.
"""

from __future__ import annotations

import argparse
import csv
import gc
import importlib.util
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from neo4j_server import Neo4jServer  # noqa: E402

from graphkit import exchange, stores  # noqa: E402
from graphkit.config import Settings  # noqa: E402
from graphkit.stores import Store  # noqa: E402
from graphkit.stores.folder import StoreFolder  # noqa: E402
from graphkit.stores.neo4j import connect_neo4j  # noqa: E402

BATCH = 5000
MAPPING = """
people.csv: {label: Person, key: id, properties: {id: integer, name: string, born: integer}}
knows.csv:
  type: KNOWS
  from: {label: Person, column: source}
  to: {label: Person, column: target}
  properties: {since: integer}
"""
UNIQUE = "CREATE CONSTRAINT person IF NOT EXISTS FOR (p:Person) REQUIRE p.id IS UNIQUE"
MERGE_NODES = "UNWIND $rows AS row MERGE (p:Person {id: row.id}) SET p += row.properties"
MERGE_RELATIONSHIPS = (
    "UNWIND $rows AS row MATCH (a:Person {id: row.source}) MATCH (b:Person {id: row.target}) "
    "MERGE (a)-[r:KNOWS]->(b) SET r += row.properties"
)
Row = dict[str, Any]
Times = tuple[float, float]


class Rows:
    """The same people and who knows whom, as Python rows and as CSV."""

    def __init__(self, folder: Path, nodes: int, relationships: int) -> None:
        self.folder, self.counts = folder, (nodes, relationships)
        dice = random.Random(1)
        pairs: dict[tuple[int, int], int] = {}
        while len(pairs) < relationships:
            pairs[dice.randrange(nodes), dice.randrange(nodes)] = dice.randrange(1900, 2026)
        self.people = [{"id": n, "name": f"Person number {n}", "born": 1900 + n % 120} for n in range(nodes)]
        self.knows = [{"source": a, "target": b, "since": year} for (a, b), year in pairs.items()]
        self._write("people.csv", self.people)
        self._write("knows.csv", self.knows)
        (folder / "map.yaml").write_text(MAPPING)
        gc.collect()
        gc.freeze()  # the collector would go through the rows again and again while others are timed

    def nested(self) -> Iterator[tuple[str, list[Row]]]:
        """Batches as hand-written loaders send them."""
        people = ({"id": p["id"], "properties": {"name": p["name"], "born": p["born"]}} for p in self.people)
        knows = ({**k, "properties": {"since": k["since"]}} for k in self.knows)
        for cypher, rows in ((MERGE_NODES, list(people)), (MERGE_RELATIONSHIPS, list(knows))):
            for start in range(0, len(rows), BATCH):
                yield cypher, rows[start : start + BATCH]

    def _write(self, name: str, rows: list[Row]) -> None:
        with (self.folder / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def by_graphkit(rows: Rows, store: Store, writers: int = 1) -> None:
    """From the CSV files, checked, with everything switched on."""
    files = [rows.folder / "people.csv", rows.folder / "knows.csv"]
    exchange.load_rows(files, mapping=rows.folder / "map.yaml", store=store, writers=writers)


def by_driver(rows: Rows, driver: Any) -> None:
    """UNWIND MERGE by hand, from rows that are in memory already."""
    driver.execute_query(UNIQUE, database_="neo4j")
    with driver.session(database="neo4j") as session:
        for cypher, batch in rows.nested():
            session.execute_write(lambda tx, c=cypher, b=batch: tx.run(c, rows=b).consume())


def by_py2neo(rows: Rows, graph: Any) -> None:
    """py2neo.bulk, from rows that are in memory already."""
    from py2neo.bulk import merge_nodes, merge_relationships

    graph.run(UNIQUE)
    for start in range(0, len(rows.people), BATCH):
        merge_nodes(graph.auto(), rows.people[start : start + BATCH], ("Person", "id"))
    ends = {"start_node_key": ("Person", "id"), "end_node_key": ("Person", "id")}
    triples = [(k["source"], {"since": k["since"]}, k["target"]) for k in rows.knows]
    for start in range(0, len(triples), BATCH):
        merge_relationships(graph.auto(), triples[start : start + BATCH], "KNOWS", **ends)


def by_graphio(rows: Rows, driver: Any) -> None:
    """graphio's NodeSet and RelationshipSet, from rows that are in memory already."""
    from graphio import NodeSet, RelationshipSet

    driver.execute_query(UNIQUE, database_="neo4j")
    people = NodeSet(["Person"], merge_keys=["id"])
    knows = RelationshipSet("KNOWS", ["Person"], ["Person"], ["id"], ["id"])
    for person in rows.people:
        people.add_node(person)
    for k in rows.knows:
        knows.add_relationship({"id": k["source"]}, {"id": k["target"]}, {"since": k["since"]})
    people.merge(driver, batch_size=BATCH)
    knows.merge(driver, batch_size=BATCH)


def by_admin(folder: Path, admin: Path) -> None:
    """neo4j-admin database import full, of what graphkit exported."""
    subprocess.run(
        [folder / "import.sh"], env={"PATH": f"{admin.parent}:/usr/bin:/bin"}, check=True, capture_output=True
    )


class Table:
    """One line a way: its rate, that of the plain driver just before, and the ratios of the times.

    The last column is the ratio of the CPU seconds of client and server, which a busy machine disturbs less.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        head = "| store | way | rows/s | plain driver then | ratio | ratio of CPU seconds |"
        print(f"\n{head}\n|---|---|---|---|---|---|")

    def compare(
        self, name: str, store: Store, pid: int, driver: Any, ways: dict[str, Callable[[], object]]
    ) -> None:
        """Time the plain driver, then each way in order; only the first of them starts with an empty graph."""
        wipe(store)
        plain = measured(lambda: by_driver(self._rows, driver), pid)
        wipe(store)
        for way, work in ways.items():
            self.tell(name, way, measured(work, pid), plain)

    def tell(self, store: str, way: str, taken: Times, plain: Times) -> None:
        """Print a line."""
        count, cpu = sum(self._rows.counts), f"{plain[1] / taken[1]:.2f}"
        rates = f"{count / taken[0]:,.0f} | {count / plain[0]:,.0f} | {plain[0] / taken[0]:.2f}"
        print(f"| {store} | {way} | {rates} | {cpu} |", flush=True)


def measured(work: Callable[[], object], server: int | None = None) -> Times:
    """Seconds by the clock, and CPU seconds of this process, of its children, and of a server."""
    begin, cpu = time.perf_counter(), _cpu(server)
    work()
    return time.perf_counter() - begin, _cpu(server) - cpu


def _cpu(server: int | None) -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = time.process_time() + children.ru_utime + children.ru_stime
    if server is None:
        return own
    fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def installed(package: str) -> bool:
    """True where a package is there; says so where it is not."""
    found = importlib.util.find_spec(package) is not None
    if not found:
        print(f"({package} is not installed and left out)")
    return found


def wipe(store: Store) -> None:
    """Empty a graph in steps that no server's memory minds."""
    while store.read("MATCH (n) RETURN count(n)").rows != [[0]]:
        store.write("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n")


@contextmanager
def neo4j(folder: Path) -> Iterator[tuple[Neo4jServer, Store]]:
    """A server of this benchmark's own."""
    server = Neo4jServer(folder).start()
    try:
        with connect_neo4j(Settings(server.uri, "neo4j", server.password, "neo4j")) as store:
            yield server, store
    finally:
        server.stop()


def compare(rows: Rows, scratch: Path) -> None:
    """All ways, one after the other."""
    table = Table(rows)
    with neo4j(scratch / "home") as (server, store):
        on_neo4j(rows, server, store, table)
        exchange.export_graph(scratch / "csv", format="neo4j-admin", store=store)
        plain = measured(lambda: on_empty(rows, server, store), server.pid)
    fresh = Neo4jServer(scratch / "imported")
    table.tell(
        "Neo4j", "neo4j-admin import", measured(lambda: by_admin(scratch / "csv", fresh.admin())), plain
    )
    with stores.connect(scratch / "graph.db") as store:
        pid = StoreFolder(scratch / "graph.db").address().pid  # type: ignore[union-attr]
        twice = {f"graphkit load, {turn}": lambda: by_graphkit(rows, store) for turn in ("first", "second")}
        table.compare("embedded", store, pid, store._driver, twice)  # type: ignore[attr-defined]
    stores.stop(scratch / "graph.db")


def on_empty(rows: Rows, server: Neo4jServer, store: Store) -> None:
    """The plain driver once more, beside the import."""
    from neo4j import GraphDatabase

    wipe(store)
    with GraphDatabase.driver(server.uri, auth=("neo4j", server.password)) as driver:
        by_driver(rows, driver)


def on_neo4j(rows: Rows, server: Neo4jServer, store: Store, table: Table) -> None:
    """The ways that speak to a running server."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(server.uri, auth=("neo4j", server.password)) as driver:
        by_driver(rows, driver)  # once unseen: the server's compiler and caches are warm for everybody
        if installed("graphio"):
            table.compare("Neo4j", store, server.pid, driver, {"graphio": lambda: by_graphio(rows, driver)})
        if installed("py2neo"):
            import py2neo

            graph = py2neo.Graph(server.uri, auth=("neo4j", server.password))
            table.compare("Neo4j", store, server.pid, driver, {"py2neo.bulk": lambda: by_py2neo(rows, graph)})
        two = {"graphkit load, first, 2 writers": lambda: by_graphkit(rows, store, 2)}
        table.compare("Neo4j", store, server.pid, driver, two)
        twice = {f"graphkit load, {turn}": lambda: by_graphkit(rows, store) for turn in ("first", "second")}
        table.compare("Neo4j", store, server.pid, driver, twice)


def memory(rows: Rows, scratch: Path) -> None:
    """Peak memory of a client that loads the rows into an embedded store."""
    command = [sys.executable, "-m", "graphkit", "load", "-q", "people.csv", "knows.csv"]
    options = ["--mapping", "map.yaml", "--store", str(scratch / "graph.db")]
    peak = 0
    with subprocess.Popen([*command, *options], cwd=rows.folder) as client:
        while client.poll() is None:
            peak = max(peak, _peak(client.pid))
            time.sleep(0.2)
    stores.stop(scratch / "graph.db")
    print(
        f"{rows.counts[1]:,} relationships between {rows.counts[0]:,} nodes: {peak} MB in the client at most"
    )


def _peak(pid: int) -> int:
    """Megabytes; what the system counts for a child's children would include the parent's own."""
    with suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text()
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return 0


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--relationships", type=int)
    parser.add_argument("--memory", action="store_true", help="peak memory with a million relationships")
    options = parser.parse_args()
    rust = "with" if importlib.util.find_spec("neo4j._rust") else "without"
    print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}, {rust} neo4j-rust-ext")
    relationships = options.relationships or (1_000_000 if options.memory else 200_000)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "rows").mkdir()
        rows = Rows(Path(folder) / "rows", options.nodes, relationships)
        (memory if options.memory else compare)(rows, Path(folder))


if __name__ == "__main__":
    main()
