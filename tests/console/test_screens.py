"""What a person sees: the screen of a terminal, rendered, beside one that was written down by hand."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from graphs import wipe
from terminal import Terminal

from graphkit.config import Settings
from graphkit.stores import Store
from graphkit.version import __version__

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

COLUMNS, LINES = 76, 24
GRAPH = """
CREATE (:City {name: 'Wien', people: 1900000, motto: 'Die Stadt liegt an der Donau, und der Wind kommt von Westen.'})
    -[:ROAD {km: 200}]->(:City {name: 'Graz', people: 290000})
"""
BUSY = "UNWIND range(1, 99999) AS x UNWIND range(1, 99999) AS y RETURN count(x/y);"


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Each store in turn, with two cities and a road between them."""
    store: Store = request.getfixturevalue(f"_{request.param}")
    wipe(store)
    store.write(GRAPH)
    yield store
    wipe(store)


@pytest.fixture(scope="module")
def secrets(store: Store, request: pytest.FixtureRequest) -> dict[str, str]:
    """What the console needs to know beside the address."""
    if store.kind == "embedded":
        return {}
    settings: Settings = request.getfixturevalue("neo4j_settings")
    return {"NEO4J_USERNAME": settings.username, "NEO4J_PASSWORD": settings.password or ""}


@pytest.fixture(scope="module")
def opened(
    store: Store, secrets: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Terminal]:
    terminal = Terminal(
        store.url, tmp_path_factory.mktemp("home"), columns=COLUMNS, lines=LINES, PAGER="less", **secrets
    )
    yield terminal
    terminal.close()


@pytest.fixture
def terminal(opened: Terminal) -> Terminal:
    """The console with an empty screen."""
    opened.presses("", "c")
    opened.presses("", "l")
    opened.looks_like("graphkit>")
    return opened


def test_the_start(store: Store, secrets: dict[str, str], tmp_path: Path) -> None:
    terminal = Terminal(store.url, tmp_path, columns=COLUMNS, lines=LINES, **secrets)
    greeting = f"graphkit {__version__} on {store.url}; :help says more"
    told = textwrap.fill(greeting, COLUMNS, break_long_words=False, break_on_hyphens=False)
    terminal.looks_like(f"{told}\ngraphkit>", blur=_unwrapped(store.url))
    terminal.close()


def test_a_menu_of_what_can_stand_there(terminal: Terminal) -> None:
    terminal.process.send("RETURN toInt\t")
    terminal.looks_like(
        """
graphkit> RETURN toInteger
                           toInteger
                           toIntegerOrNull
"""
    )


def test_nodes_and_relationships_in_a_table(terminal: Terminal) -> None:
    terminal.types("MATCH (c)-[r:ROAD]->(d) RETURN c, r, d.people AS people;")
    terminal.looks_like(
        """
graphkit> MATCH (c)-[r:ROAD]->(d) RETURN c, r, d.people AS people;
c              r                   people
─────────────────────────────────────────
(:City Wien)   [:ROAD {km: 200}]   290000
1 row
graphkit>
"""
    )


def test_wide_cells_wrap(terminal: Terminal) -> None:
    terminal.types("MATCH (c:City)")
    terminal.types("RETURN c.name AS name, c.motto AS motto, c.motto AS again")
    terminal.types("ORDER BY name DESC;")
    terminal.looks_like(
        """
graphkit> MATCH (c:City)
       -> RETURN c.name AS name, c.motto AS motto, c.motto AS again
       -> ORDER BY name DESC;
name   motto                               again
────────────────────────────────────────────────────────────────────────────
Wien   Die Stadt liegt an der Donau, und   Die Stadt liegt an der Donau, und
       der Wind kommt von Westen.          der Wind kommt von Westen.
Graz
2 rows
graphkit>
"""
    )


def test_an_error_shows_the_place(terminal: Terminal) -> None:
    terminal.types("MATCH (c:City)")
    terminal.types("RETRUN c;")
    terminal.shows("near it: RETURN")
    terminal.looks_like(
        """
graphkit> MATCH (c:City)
       -> RETRUN c;
error: …; near it: RETURN
  RETRUN c
  ^
graphkit>
""",
        blur=lambda screen: re.sub(r"error: (.|\n)*; near\sit: RETURN", "error: …; near it: RETURN", screen),
    )


PLANS = {
    "neo4j": """
graphkit> :profile MATCH (c:City) RETURN c.name
ProduceResults (2 rows, 0 db hits)  `c.name`
└── Projection (2 rows, 2 db hits)  c.name AS `c.name`
    └── NodeByLabelScan (2 rows, 3 db hits)  c:City
graphkit>
""",
    "embedded": """
graphkit> :profile MATCH (c:City) RETURN c.name
OpenCypher Query Profile
========================

Execution Time: … ms
Rows Returned: 2

Execution Plan (Cost-Based Optimizer):
+ NodeByLabelScan(c:City) [cost=…, rows=…]

Estimated Cost: …
Estimated Rows: …

Steps After the Optimized Match:
+ PROJECT RETURN c.name (… μs, 2 rows)
+ FINAL PROJECTION [c.name] (… μs, 2 rows)
(the embedded store counts rows and time of each step, and no database hits)
graphkit>
""",
}


def test_a_profiled_plan(terminal: Terminal, store: Store) -> None:
    terminal.types(":profile MATCH (c:City) RETURN c.name")
    terminal.looks_like(PLANS[store.kind], blur=_without_times)


@pytest.mark.skipif(not shutil.which("less"), reason="needs less")
def test_a_long_result_is_leafed_through(terminal: Terminal) -> None:
    terminal.types("UNWIND range(1, 50) AS number RETURN number;")
    first = "\n".join(f"{number:6}" for number in range(1, LINES - 2))
    terminal.looks_like(f"number\n──────\n{first}\n:")
    terminal.process.send("q")
    terminal.looks_like(f"──────\n{first}\n50 rows\ngraphkit>")


def test_a_transaction_has_a_prompt_of_its_own(terminal: Terminal) -> None:
    terminal.types(":begin")
    terminal.shows(r"graphkit\*>")
    terminal.types("CREATE (:City {name: 'Linz'});")
    terminal.shows(r"labels added 1\s+graphkit\*>")
    terminal.types(":rollback")
    terminal.shows("graphkit>")
    terminal.types("MATCH (c:City) RETURN count(c) AS cities;")
    terminal.looks_like(
        """
graphkit> :begin
graphkit*> CREATE (:City {name: 'Linz'});
nodes created 1, properties set 1, labels added 1
graphkit*> :rollback
graphkit> MATCH (c:City) RETURN count(c) AS cities;
cities
──────
     2
1 row
graphkit>
"""
    )


def test_what_takes_away_asks(terminal: Terminal) -> None:
    terminal.types("MATCH (c:City) DETACH DELETE c;")
    terminal.shows(r"\[y/N\] ")
    terminal.types("n")
    terminal.looks_like(
        """
graphkit> MATCH (c:City) DETACH DELETE c;
This takes something away, and no WHERE says from where. Run it? [y/N] n
not run
graphkit>
"""
    )


def test_ctrl_c_leaves_nothing_behind(terminal: Terminal) -> None:
    terminal.types(BUSY)
    terminal.shows("running, 1 s; Ctrl-C cancels")
    terminal.presses("", "c")
    terminal.looks_like(f"\ngraphkit> {BUSY[:66]}\n       -> {BUSY[66:]}\ncancelled\ngraphkit>")


def _without_times(plan: str) -> str:
    plan = re.sub(r"[\d.,]+ ?(ms|μs)", r"… \1", plan)
    return re.sub(r"(cost=|, rows=|Estimated \w+: )[\d.]+", r"\1…", plan)


def _unwrapped(url: str) -> Callable[[str], str]:
    """A terminal breaks an address that is wider than itself where it likes."""
    return lambda screen: re.sub(r"\n?".join(map(re.escape, url)), lambda _: url, screen)
