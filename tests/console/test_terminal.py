"""A person's session in a pseudo-terminal; what is shown is compared without colours and cursor moves."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from graphs import wipe
from neo4j_server import GIVEN, Neo4jServer, Unavailable
from terminal import Terminal

from graphkit.config import Settings
from graphkit.console.history import history_file
from graphkit.stores.folder import StoreFolder
from graphkit.stores.neo4j import Neo4jStore

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
BUSY = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x, y WHERE x * y = 17 RETURN count(*) AS c;"


@pytest.fixture
def terminal(loaded: Path, tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(loaded, tmp_path)
    yield terminal
    terminal.close()


@pytest.fixture
def neo4j_terminal(neo4j_settings: Settings, neo4j_store: Neo4jStore, tmp_path: Path) -> Iterator[Terminal]:
    secrets = {"NEO4J_USERNAME": neo4j_settings.username, "NEO4J_PASSWORD": neo4j_settings.password or ""}
    terminal = Terminal(neo4j_settings.store, tmp_path, **secrets)
    yield terminal
    terminal.close()
    wipe(neo4j_store)


def test_a_session_from_the_prompt_to_the_end(terminal: Terminal, loaded: Path) -> None:
    assert f"on {loaded}; :help says more" in terminal.greeting
    terminal.types("MATCH (d:Document) RETURN count(d) AS documents;")
    terminal.shows(r"documents\s+─+\s+4\s+1 row")
    terminal.types("MATCH (d:Document)")
    terminal.types("RETURN min(d.id) AS first")
    terminal.types("")
    terminal.shows(r"first\s+─+\s+abzug")
    terminal.types("RETRUN 1;")
    terminal.shows(r"error: .*; near it:\s+RETURN\s+RETRUN 1\s+\^")
    terminal.types(":run documents/list limit=1")
    terminal.shows("Das Wetter")
    terminal.presses("half a statem", "c")
    terminal.types("RETURN 'still' + 'here' AS a;")
    terminal.shows("stillhere")
    terminal.presses("", "d")
    assert terminal.ends() == 0


@pytest.mark.neo4j
def test_the_same_on_neo4j(neo4j_terminal: Terminal) -> None:
    terminal = neo4j_terminal
    terminal.types(":begin")
    terminal.shows(r"graphkit\*>")
    terminal.types("CREATE (:Thing {id: 'x'});")
    terminal.shows("nodes created 1")
    terminal.types(":commit")
    terminal.shows("graphkit>")
    terminal.types("MATCH (n:Thing) DETACH DELETE n;")
    terminal.shows(r"Run it\? \[y/N\] ")
    terminal.types("n")
    terminal.shows("not run")
    terminal.types(BUSY)
    terminal.shows(r"running, \d+ s; Ctrl-C cancels")
    terminal.presses("", "c")
    terminal.shows("cancelled")
    terminal.types(":profile MATCH (n:Thing) RETURN n.id")
    terminal.shows(r"NodeByLabelScan \(1 rows, 2 db hits\)")
    terminal.types(":quit")
    assert terminal.ends() == 0


def test_a_table_fits_the_window_and_nothing_is_cut(terminal: Terminal) -> None:
    terminal.types(f"RETURN {'word ' * 60!r} + 'end' AS text, 7 AS seven;")
    shown = terminal.shows(r"word end\s+1 row")
    table = shown[shown.rindex("seven\n") :].splitlines()
    assert max(map(len, table)) <= 100
    assert " ".join(table).count("word") == 60


def test_many_statements_are_pasted_at_once(terminal: Terminal) -> None:
    statements = "".join(f"RETURN 'n' + '{number}' AS a;\r" for number in range(5))
    terminal.process.send(f"\x1b[200~{statements}\x1b[201~\r")
    for number in range(5):
        terminal.shows(rf"\bn{number}\b")


def test_commands_may_be_among_what_is_pasted(terminal: Terminal) -> None:
    pasted = ":begin\rCREATE (:Pasted);\rMATCH (n:Pasted)\rRETURN 'there is ' + toString(count(n)) AS a;\r:rollback"
    terminal.process.send(f"\x1b[200~{pasted}\x1b[201~\r")
    terminal.shows("nodes created 1")
    terminal.shows("there is 1")
    terminal.shows("graphkit>")
    terminal.types("MATCH (n:Pasted) RETURN 'there are ' + toString(count(n)) AS a;")
    terminal.shows("there are 0")


def test_tab_completes(terminal: Terminal) -> None:
    terminal.process.send("RETURN toUpp\t")
    terminal.shows("toUpper")
    terminal.types("('done') AS a;")
    terminal.shows("DONE")


def test_what_was_typed_is_there_the_next_time_and_for_nobody_else(
    terminal: Terminal, loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.types("RETURN 'kept' + 'kept' AS a;")
    terminal.shows("keptkept")
    terminal.types("RETURN 'my password' AS a;")
    terminal.shows("1 row")
    terminal.types(":quit")
    assert terminal.ends() == 0
    monkeypatch.setenv("XDG_STATE_HOME", str(terminal.home))
    history = history_file(str(loaded))
    assert "RETURN 'kept' + 'kept' AS a;" in history.read_text(encoding="utf-8")
    assert "password" not in history.read_text(encoding="utf-8")
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
    again = Terminal(loaded, terminal.home)
    again.process.send("\x12kept")
    again.shows("RETURN 'kept' \\+ 'kept' AS a;")
    again.process.send("\r")
    again.process.send("\r")
    again.shows(r"keptkept\s+1 row")
    again.types(":history password")
    again.shows(r"number\s+typed")
    again.types(":quit")
    assert again.ends() == 0


def test_ctrl_c_ends_what_runs_and_the_session_goes_on(terminal: Terminal) -> None:
    terminal.types(BUSY)
    terminal.shows(r"running, \d+ s; Ctrl-C cancels")
    terminal.presses("", "c")
    terminal.shows("cancelled")
    terminal.types("RETURN 'still' + 'here' AS a;")
    terminal.shows("stillhere")


def test_keys_of_vi(loaded: Path, tmp_path: Path) -> None:
    terminal = Terminal(loaded, tmp_path, "--vi")
    terminal.process.send("RETURN 1 AS wrong;\x1bccRETURN 'right' + 'one' AS a;\r")
    terminal.shows("rightone")
    terminal.close()


def test_a_wrong_address_ends_the_console_while_somebody_types(tmp_path: Path) -> None:
    terminal = Terminal(
        "bolt://127.0.0.1:1", tmp_path, NEO4J_PASSWORD="a password, so that none is asked for"
    )
    terminal.process.send("RETURN 1")
    terminal.shows("graphkit: cannot reach bolt://127.0.0.1:1")
    assert terminal.ends() == 3


def test_a_password_that_is_not_known_is_asked_for_before_the_prompt(
    neo4j_settings: Settings, tmp_path: Path
) -> None:
    terminal = Terminal(neo4j_settings.store, tmp_path, greeting="Password of neo4j at .*: ")
    terminal.types(neo4j_settings.password or "")
    terminal.shows("graphkit>")
    terminal.types("RETURN 'let ' + 'in' AS a;")
    terminal.shows("let in")
    terminal.close()


def test_after_a_restart_of_the_embedded_server_it_is_told_what_was_lost(
    terminal: Terminal, loaded: Path
) -> None:
    def restart() -> None:
        address = StoreFolder(loaded).address()
        assert address
        os.kill(address.pid, signal.SIGKILL)

    _tells_what_was_lost(terminal, restart)


@pytest.mark.neo4j
@pytest.mark.skipif(bool(GIVEN["NEO4J_URI"]), reason="the server given is not ours to kill")
def test_after_a_restart_of_neo4j_it_is_told_what_was_lost(tmp_path: Path) -> None:
    try:
        server = Neo4jServer(tmp_path / "neo4j").start()
    except Unavailable as error:
        pytest.skip(str(error))

    def restart() -> None:
        server.kill()
        server.start()

    secrets = {"NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": server.password}
    terminal = Terminal(server.uri, tmp_path, **secrets)
    try:
        _tells_what_was_lost(terminal, restart)
    finally:
        terminal.close()
        server.stop()


def _tells_what_was_lost(terminal: Terminal, restart: Callable[[], None]) -> None:
    terminal.types(":begin")
    terminal.types("CREATE (:Lost);")
    terminal.shows("nodes created 1")
    restart()
    count = "MATCH (n:Lost) RETURN 'there are ' + toString(count(n)) AS a;"
    terminal.types(count)
    terminal.shows(r"the connection was lost, and with it the open\s+transaction")
    terminal.types(count)
    terminal.shows("there are 0")
    terminal.types(BUSY)
    terminal.shows(r"running, \d+ s")
    restart()
    terminal.shows("the connection was lost; the statement runs again")
    terminal.shows(r"running, \d+ s")
    terminal.presses("", "c")
    terminal.shows("cancelled")
