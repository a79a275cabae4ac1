"""The console, from scripts and as a person at a terminal uses it."""

from __future__ import annotations

import io
import json
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import GRAPHKIT, environment, graphkit
from hypothesis import given
from hypothesis import strategies as st
from sample import sample

from graphkit import api, stores
from graphkit.console import Session, is_complete, split
from graphkit.console.prompt import ends_input
from graphkit.errors import QueryError
from graphkit.stores import Store


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store that holds the sample."""
    store = tmp_path_factory.mktemp("console") / "news.db"
    api.load(sample(), store=store)
    yield store
    stores.stop(store)


class TestSplitting:
    @pytest.mark.parametrize(
        ("text", "statements"),
        [
            ("RETURN 1; RETURN 2", ["RETURN 1", "RETURN 2"]),
            ('RETURN \';\' AS a;\nRETURN "x;\\";";', ["RETURN ';' AS a", 'RETURN "x;\\";"']),
            (
                "MATCH (n:`a;b`) RETURN n // one; two\n; RETURN 2",
                ["MATCH (n:`a;b`) RETURN n // one; two", "RETURN 2"],
            ),
            ("RETURN 1 /* ; */ + 2;", ["RETURN 1 /* ; */ + 2"]),
            ("RETURN 4 / 2;RETURN 1", ["RETURN 4 / 2", "RETURN 1"]),
            (" ;; // nothing;\n /* nor ; this */ ;", []),
            ("RETURN 'open; RETURN 2", ["RETURN 'open; RETURN 2"]),
        ],
    )
    def test_a_semicolon_ends_a_statement_where_it_is_one(self, text: str, statements: list[str]) -> None:
        assert list(split(text)) == statements

    @pytest.mark.parametrize(
        ("text", "complete"),
        [
            ("RETURN 1;", True),
            ("RETURN 1; // done", True),
            ("RETURN 1 // done;", False),
            ("RETURN ';", False),
            ("RETURN 1; RETURN", False),
            ("", False),
        ],
    )
    def test_a_text_is_complete_when_its_last_statement_has_ended(self, text: str, complete: bool) -> None:
        assert is_complete(text) is complete

    pieces = st.sampled_from(
        ["RETURN 1", "';'", '"\\";"', "`;`", "/*;*/", "// ;\n", " ", "\n", "4 / 2", "{a: 1}"]
    )

    @given(st.lists(st.lists(pieces, min_size=1, max_size=4).map(" ".join), max_size=4))
    def test_joined_statements_come_apart_again(self, statements: list[str]) -> None:
        alone = [part for statement in statements for part in split(statement)]
        assert list(split(";".join(statements))) == alone

    @given(st.text(alphabet="a;'\"`/*\\\n ", max_size=20))
    def test_statements_stand_in_the_text_one_after_the_other_and_are_whole(self, text: str) -> None:
        position = 0
        for statement in split(text):
            position = text.index(statement, position) + len(statement)
            assert list(split(statement)) == [statement]

    @pytest.mark.parametrize(
        ("text", "ends"),
        [
            ("", True),
            ("RETURN 1;", True),
            ("RETURN 1", False),
            ("RETURN 1\n", True),
            (":help", True),
            ("(n\n:Person", False),
        ],
    )
    def test_enter_runs_what_is_finished(self, text: str, ends: bool) -> None:
        assert ends_input(text) is ends


class TestScripts:
    def test_a_statement_as_an_option(self, loaded: Path) -> None:
        done = graphkit("console", "--store", loaded, "-c", "MATCH (d:Document) RETURN count(d) AS documents")
        assert done.returncode == 0
        assert done.stdout.split() == ["documents", "─────────", "4"]
        assert done.stderr == "1 row\n"

    def test_statements_from_stdin_in_a_format(self, loaded: Path) -> None:
        script = "RETURN 1 AS a; // one\nMATCH (n:None\n:Other)\nRETURN n;\nRETURN [1, 'x'] AS b"
        done = graphkit("console", "--store", loaded, "--format", "jsonl", stdin=script)
        assert (done.returncode, done.stdout) == (0, '{"a": 1}\n{"b": [1, "x"]}\n')

    def test_the_first_error_ends_a_script(self, loaded: Path) -> None:
        done = graphkit(
            "console", "--store", loaded, "--format", "jsonl", stdin="RETURN 1 AS a; RETRUN 2; RETURN 3 AS c"
        )
        assert (done.returncode, done.stdout) == (1, '{"a": 1}\n')
        assert done.stderr.splitlines()[-1].startswith("graphkit: ")
        assert "Traceback" not in done.stderr

    def test_commands_may_stand_between_statements(self, loaded: Path) -> None:
        script = "RETURN 1 AS a\n:run actors/relations name=Assad limit=1\n:quit\nRETURN 2 AS b"
        done = graphkit("console", "--store", loaded, "--format", "jsonl", stdin=script)
        one, relation = map(json.loads, done.stdout.splitlines())
        assert one == {"a": 1}
        assert (relation["relation"], relation["object"]) == ("MET", "Staffan de Mistura")
        assert done.returncode == 0

    def test_no_server_is_exit_code_3(self) -> None:
        done = graphkit("console", "--store", "bolt://127.0.0.1:1", "-c", "RETURN 1")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)


class TestSession:
    @pytest.fixture
    def session(self, any_store: Store) -> Session:
        return Session(any_store, format="jsonl", out=io.StringIO(), notes=io.StringIO())

    def said(self, session: Session) -> tuple[str, str]:
        out, notes = session.out, session.notes
        assert isinstance(out, io.StringIO)
        assert isinstance(notes, io.StringIO)
        return out.getvalue(), notes.getvalue()

    def test_rows_are_data_and_counts_are_notes(self, session: Session) -> None:
        session.execute("UNWIND [1, 2] AS x RETURN x;")
        assert self.said(session) == ('{"x": 1}\n{"x": 2}\n', "2 rows\n")

    def test_changes_are_told(self, session: Session) -> None:
        session.execute("CREATE (:Entity {id: 'a'})-[:MET]->(:Entity {id: 'b'})")
        assert "nodes created 2, relationships created 1, properties set 2" in self.said(session)[1]

    def test_no_rows_are_told_too(self, session: Session) -> None:
        session.execute("MATCH (n:Document) RETURN n")
        assert self.said(session) == ("", "0 rows\n")

    def test_the_library_is_listed(self, session: Session) -> None:
        session.execute(":queries")
        first = json.loads(self.said(session)[0].splitlines()[0])
        assert first["query"] == "actors/between"

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (":hlep", "no command :hlep: :help, :queries, :run, :quit, :exit"),
            (":run", ":run needs the name of a query"),
            (":run actors/relation", "no query 'actors/relation'; near it: actors/relations"),
            (":run actors/relations", r"actors/relations needs 'name' \(name\)"),
            (":run 'open", "cannot read"),
            ("MATCH (n RETURN n", "RETURN"),
        ],
    )
    def test_what_is_wrong_is_a_query_error(self, session: Session, text: str, message: str) -> None:
        with pytest.raises(QueryError, match=message):
            session.execute(text)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
class TestTerminal:
    """A person's session in a pseudo-terminal; what is shown is compared without colours and cursor moves."""

    @pytest.fixture
    def terminal(self, loaded: Path, tmp_path: Path) -> Iterator[Terminal]:
        terminal = Terminal(loaded, tmp_path)
        yield terminal
        terminal.close()

    def test_a_session_from_the_prompt_to_the_end(self, terminal: Terminal, loaded: Path) -> None:
        assert f"on {loaded}; :help says more" in terminal.greeting
        terminal.types("MATCH (d:Document) RETURN count(d) AS documents;")
        terminal.shows(r"documents\s+─+\s+4\s+1 row")
        terminal.types("MATCH (d:Document)")
        terminal.types("RETURN min(d.id) AS first")
        terminal.types("")
        terminal.shows(r"first\s+─+\s+abzug")
        terminal.types("RETRUN 1;")
        terminal.shows("error: ")
        terminal.types(":run documents/list limit=1")
        terminal.shows("Das Wetter")
        terminal.presses("half a statem", "c")
        terminal.types("RETURN 'still' + 'here' AS a;")
        terminal.shows("stillhere")
        terminal.presses("", "d")
        assert terminal.ends() == 0

    def test_what_was_typed_is_there_the_next_time_and_for_nobody_else(
        self, terminal: Terminal, loaded: Path
    ) -> None:
        terminal.types("RETURN 'kept' + 'kept' AS a;")
        terminal.shows("keptkept")
        terminal.types(":quit")
        assert terminal.ends() == 0
        history = terminal.home / "graphkit" / "history"
        assert "RETURN 'kept' + 'kept' AS a;" in history.read_text(encoding="utf-8")
        assert stat.S_IMODE(history.stat().st_mode) == 0o600
        again = Terminal(loaded, terminal.home)
        again.up_twice_and_enter()
        again.shows("keptkept")
        again.types(":quit")
        assert again.ends() == 0


class Terminal:
    """graphkit's console in a pseudo-terminal of 100 columns."""

    ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07")

    def __init__(self, store: Path, home: Path) -> None:
        import pexpect

        self.home = home
        env = environment(XDG_STATE_HOME=str(home), TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1")
        command, *arguments = [*GRAPHKIT, "console", "--store", str(store)]
        self.process = pexpect.spawn(
            command, arguments, env=env, encoding="utf-8", timeout=60, dimensions=(40, 100), echo=False
        )
        self.seen = ""
        self.greeting = self.shows("graphkit>")

    def types(self, line: str) -> None:
        self.process.send(f"{line}\r")

    def presses(self, line: str, control: str) -> None:
        self.process.send(line)
        self.process.sendcontrol(control)

    def up_twice_and_enter(self) -> None:
        # the last entry is :quit
        self.process.send("\x1b[A\x1b[A\r")

    def shows(self, pattern: str) -> str:
        """Wait until the pattern stands in what was shown since the last one, which is returned."""
        import pexpect

        expected = re.compile(pattern)
        while not (match := expected.search(self.seen)):
            try:
                self.seen += self.ESCAPES.sub("", self.process.read_nonblocking(4096, timeout=30)).replace(
                    "\r", ""
                )
            except (pexpect.TIMEOUT, pexpect.EOF) as error:
                raise AssertionError(f"{pattern!r} never came:\n{self.seen}") from error
        shown, self.seen = self.seen[: match.end()], self.seen[match.end() :]
        return shown

    def ends(self) -> int | None:
        import pexpect

        self.process.expect(pexpect.EOF)
        self.process.wait()
        return self.process.exitstatus

    def close(self) -> None:
        self.process.close(force=True)
