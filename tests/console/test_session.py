"""What a session answers to statements and commands, on both stores."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from sample import sample

from graphkit import api
from graphkit.console.connection import Connection
from graphkit.console.registry import COMMANDS
from graphkit.console.session import Session
from graphkit.errors import GraphkitError, InputError, NotAllowed, QueryError
from graphkit.stores.embedded import EmbeddedStore

Said = Callable[[], tuple[str, str]]
COUNT = "MATCH (n) RETURN count(n) AS n"


def test_rows_are_data_and_counts_are_notes(session: Session, said: Said) -> None:
    session.execute("UNWIND [1, 2] AS x RETURN x;")
    assert said() == ('{"x": 1}\n{"x": 2}\n', "2 rows\n")


def test_changes_are_told(session: Session, said: Said) -> None:
    session.execute("CREATE (:Entity {id: 'a'})-[:MET]->(:Entity {id: 'b'})")
    assert "nodes created 2, relationships created 1, properties set 2" in said()[1]


def test_no_rows_are_told_too(session: Session, said: Said) -> None:
    session.execute("MATCH (n:Document) RETURN n")
    assert said() == ("", "0 rows\n")


def test_an_unknown_label_is_named_with_the_near_one(session: Session, said: Said) -> None:
    session.execute("CREATE (:Person {id: 'a'})")
    session.vocabulary.read(session.connection.store)
    session.execute("MATCH (n:Persn) RETURN n")
    assert said()[1].endswith("0 rows\nno label Persn in this graph; near it: Person\n")


def test_the_library_is_listed(session: Session, said: Said) -> None:
    session.execute(":queries shortest chain")
    assert json.loads(said()[0])["query"] == "paths/between"


def test_every_command_has_help_of_its_own(session: Session, said: Said) -> None:
    wanted = "help queries run param params source use schema describe explain profile begin commit rollback"
    wanted += " read-only timing format export draw evidence history quit"
    session.execute(":help")
    listed = said()[1]
    for name in wanted.split():
        assert f"  :{name} " in listed
        session.execute(f":help {name}")
        assert COMMANDS[f":{name}"].summary in said()[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (":hlep", "no command :hlep; near it: :help"),
        (":run", ":run needs the name of a query"),
        (":run actors/relation", "no query 'actors/relation'; near it: actors/relations"),
        (":run actors/relations", r"actors/relations needs 'name' \(name\)"),
        (":run 'open", "cannot read"),
        (":param x", "write NAME=VALUE"),
        (":format xml", "no format 'xml': choose one of"),
        (":export a.doc", "there is no result yet"),
        (":describe Nobody", "no label, no type and no query is called 'Nobody'"),
        (":commit", "no transaction is open"),
        (":source none.cypher", "cannot read none.cypher"),
    ],
)
def test_what_is_wrong_is_told(session: Session, text: str, message: str) -> None:
    with pytest.raises(GraphkitError, match=message):
        session.execute(text)


@pytest.mark.parametrize(
    ("statement", "lines"),
    [
        ("MATCH (n)\nRETRUN n", ["; near it: RETURN", "  RETRUN n", "  ^"]),
        ("RETURN coutn(1)", ["; near it: count", "  RETURN coutn(1)", "         ^"]),
        ("MATCH (n)\nRETURN m", ["", "  RETURN m", "         ^"]),
    ],
)
def test_an_error_shows_the_place_and_the_near_name(
    session: Session, statement: str, lines: list[str]
) -> None:
    with pytest.raises(QueryError) as caught:
        session.execute(statement)
    first, *rest = str(caught.value).splitlines()
    assert first.endswith(lines[0])
    assert rest == lines[1:]


def test_a_long_line_is_shown_around_the_place_of_the_error(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    with pytest.raises(QueryError) as caught:
        session.execute(f"RETURN {'1 + ' * 20}coutn(1){' + 1' * 20}")
    line, caret = str(caught.value).splitlines()[1:]
    assert max(len(line), len(caret)) <= 40
    assert (line[2], line[-1]) == ("…", "…")
    assert line[caret.index("^") :].startswith("coutn")


def test_parameters_are_typed_by_how_they_look(session: Session, said: Said) -> None:
    session.execute(":param n=3")
    session.execute(":param names ['a', \"b\"]")
    session.execute(":param day=2016-03-15")
    session.execute("RETURN $n + 1 AS n, $names AS names, $day AS day")
    assert json.loads(said()[0]) == {"n": 4, "names": "['a', \"b\"]", "day": "2016-03-15"}
    session.execute(":params clear")
    session.execute(":params")
    assert said()[0] == ""


class TestTransactions:
    def test_a_rollback_undoes_and_a_commit_keeps(self, session: Session, said: Said) -> None:
        for ending, left in ((":rollback", 0), (":commit", 1)):
            session.execute(":begin")
            session.execute("CREATE (:Thing {id: 'x'})")
            session.execute(ending)
            said()
            session.execute(COUNT)
            assert json.loads(said()[0]) == {"n": left}

    def test_an_error_ends_the_transaction_and_says_so(self, session: Session, said: Said) -> None:
        session.execute(":begin")
        session.execute("CREATE (:Thing {id: 'x'})")
        with pytest.raises(QueryError):
            session.execute("RETRUN 1")
        assert "the open transaction is rolled back" in said()[1]
        session.execute(COUNT)
        assert json.loads(said()[0]) == {"n": 0}

    @pytest.mark.parametrize("begin", [(), (":begin",)])
    @pytest.mark.parametrize("write", ["CREATE (:Thing {id: 'x'})", "MATCH (n) DETACH DELETE n"])
    def test_read_only_is_kept_by_the_database(
        self, session: Session, said: Said, begin: tuple[str, ...], write: str
    ) -> None:
        session.execute("CREATE (:Thing {id: 'a'})")
        for line in (":read-only on", *begin):
            session.execute(line)
        with pytest.raises(QueryError) as caught:
            session.execute(write)
        assert isinstance(caught.value.__context__, NotAllowed)
        if session.connection.in_transaction:
            session.execute(":commit")
        said()
        session.execute(COUNT)
        assert json.loads(said()[0]) == {"n": 1}

    def test_a_statement_that_commits_by_itself_runs_alone(self, session: Session, said: Said) -> None:
        batches = "UNWIND range(1, 5) AS i CALL { WITH i CREATE (:Thing {i: i}) } IN TRANSACTIONS OF 2 ROWS"
        session.execute(batches)
        assert said()[1].startswith("nodes created 5")
        if session.connection.store.kind == "neo4j":
            session.execute(":begin")
            with pytest.raises(
                QueryError, match="IN TRANSACTIONS commits by itself, and a transaction is open"
            ):
                session.execute(batches)
            session.execute(":rollback")
            with pytest.raises(QueryError):
                session.execute(f"{batches} WITH i WHERE i = 5 RETURN i / 0")
            assert "what the statement had committed by then stays in the graph" in said()[1]
        session.execute(":read-only on")
        with pytest.raises(QueryError, match="not allowed here"):
            session.execute(batches)
        said()
        session.execute(COUNT)
        assert json.loads(said()[0])["n"] == (10 if session.connection.store.kind == "neo4j" else 5)

    def test_ctrl_c_ends_the_statement_on_the_server(self, session: Session, said: Said) -> None:
        session.execute("RETURN 1 AS before")
        threading.Timer(2.0, signal.raise_signal, [signal.SIGINT]).start()
        handler = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            with pytest.raises(KeyboardInterrupt):
                session.execute(
                    "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x, y WHERE x * y = 17 "
                    "RETURN count(*) AS busy"
                )
        finally:
            signal.signal(signal.SIGINT, handler)
        store = session.connection.store
        if store.kind == "neo4j":
            running = store.read("SHOW TRANSACTIONS YIELD currentQuery").rows
            assert not [query for (query,) in running if "busy" in query]
        else:
            assert store._lost()  # its server has ended
        said()
        session.execute("RETURN 2 AS after")
        assert said()[0] == '{"after": 2}\n'


class TestResults:
    @pytest.fixture
    def asked(self, session: Session) -> Session:
        """The session after a query with relationships."""
        api.load(sample(), store=session.connection.store)
        session.execute("MATCH (a:Person)-[r:ORDERED]->(b) RETURN a, r, b")
        return session

    def test_evidence_shows_the_sentences(self, asked: Session, said: Said) -> None:
        said()
        asked.execute(":evidence")
        sentences = [json.loads(line)["sentence"] for line in said()[0].splitlines()]
        assert sentences == [
            "Putin befahl am Montag den Abzug.",
            "Der Abzug war von Putin angeordnet worden.",
        ]

    @pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "parquet", "html"])
    def test_the_last_result_is_exported(self, asked: Session, tmp_path: Path, ending: str) -> None:
        asked.execute(f":export {tmp_path}/out.{ending}")
        written = (tmp_path / f"out.{ending}").read_bytes()
        assert b"Wladimir Putin" in written

    def test_parquet_holds_what_differs_from_row_to_row(self, session: Session, tmp_path: Path) -> None:
        from pyarrow import parquet

        session.execute("CREATE (:A {n: 1})-[:R]->(:B {n: 'x'})")
        session.execute(
            "MATCH p = (a)-[r]->(b) UNWIND [a, b, null] AS node RETURN node, r, p, 1 AS one ORDER BY node"
        )
        session.execute(f":export {tmp_path}/out.parquet")
        table = parquet.read_table(tmp_path / "out.parquet").to_pydict()
        nodes = sorted(json.loads(text)["labels"][0] for text in table["node"] if text)
        assert (nodes, table["node"].count(None), table["one"]) == (["A", "B"], 1, [1, 1, 1])
        assert [json.loads(text)["type"] for text in table["r"]] == ["R"] * 3

    def test_relationships_of_any_graph_are_drawn(self, session: Session, tmp_path: Path) -> None:
        session.execute("CREATE (:City {name: 'Wien'})-[:ROAD]->(:City {title: 'Graz'})-[:ROAD]->(:Village)")
        session.execute("MATCH (a)-[r]->(b) RETURN a, r, b")
        session.execute(f":export {tmp_path}/out.html")
        session.execute(f":draw {tmp_path}/out.svg")
        for name in ("out.html", "out.svg"):
            drawn = (tmp_path / name).read_text(encoding="utf-8")
            assert [word in drawn for word in ("Wien", "Graz", "Village", "ROAD")] == [True] * 4
        session.execute("MATCH ()-[r]->() RETURN r")
        with pytest.raises(GraphkitError, match="RETURN its nodes too"):
            session.execute(f":draw {tmp_path}/out.svg")

    def test_an_export_that_fails_leaves_what_was_there(self, session: Session, tmp_path: Path) -> None:
        (tmp_path / "out.parquet").write_bytes(b"before")
        session.execute("UNWIND [1, 'x'] AS a RETURN a")
        with pytest.raises(InputError, match="several types"):
            session.execute(f":export {tmp_path}/out.parquet")
        assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out.parquet", b"before")]

    def test_it_is_drawn(self, asked: Session, tmp_path: Path) -> None:
        asked.execute(f":draw {tmp_path}/out.svg")
        assert "ORDERED" in (tmp_path / "out.svg").read_text(encoding="utf-8")

    def test_schema_and_description(self, asked: Session, said: Said) -> None:
        said()
        asked.execute(":schema")
        rows = {tuple(json.loads(line).values()) for line in said()[0].splitlines()}
        assert {("label", "Document", 4), ("type", "ORDERED", 1)} <= rows
        asked.execute(":describe Document")
        names = [json.loads(line)["name"] for line in said()[0].splitlines()]
        assert {"id", "title", "published"} <= set(names)

    def test_a_plan_is_a_tree_with_rows(self, asked: Session, said: Said) -> None:
        said()
        asked.execute(":profile MATCH (d:Document) RETURN d.title")
        drawn = said()[0]
        if asked.connection.store.kind == "neo4j":
            assert "└── Projection (4 rows, " in drawn
            assert "NodeByLabelScan (4 rows, 5 db hits)  d:Document" in drawn
        else:
            assert ", 4 rows)" in drawn
            assert "no database hits" in drawn

    def test_formats(self, session: Session, said: Said) -> None:
        expected = {
            "vertical": "─── row 1 ───\na  1\nb  x|y\n",
            "markdown": "| a | b |\n| --- | --- |\n| 1 | x\\|y |\n",
            "csv": "a,b\n1,x|y\n",
        }
        for name, text in expected.items():
            session.execute(f":format {name}")
            session.execute("RETURN 1 AS a, 'x|y' AS b")
            assert said() == (text, "1 row\n")


def test_statements_that_take_away_ask_first(session: Session, said: Said) -> None:
    asked: list[str] = []

    def refuse(question: str) -> bool:
        asked.append(question)
        return False

    session.confirm = refuse
    session.execute("CREATE (:Thing {id: 'x'})")
    session.execute("MATCH (n) DETACH DELETE n")
    session.execute("MATCH (n) WHERE n.id = 'y' DETACH DELETE n")
    assert len(asked) == 1
    said()
    session.execute(COUNT)
    assert json.loads(said()[0]) == {"n": 1}


def test_a_wait_for_another_writer_is_told(embedded_store: EmbeddedStore) -> None:
    told: list[str] = []
    writer = FileLock(embedded_store.folder.write_lock.lock_file, thread_local=False)

    def tell(text: str) -> None:
        told.append(text)
        writer.release()

    writer.acquire()
    Connection(embedded_store, tell=tell).run("RETURN 1", {})
    assert [text.partition(",")[0] for text in told] == ["waiting for the store"]
