"""The console without a person: -c, -f, stdin, exit codes; stdout is data only."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest
from commands import GRAPHKIT, environment, graphkit


def console(
    store: Path | str, *arguments: object, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    return graphkit("console", "--store", store, *arguments, stdin=stdin)


def test_a_statement_as_an_option(loaded: Path) -> None:
    done = console(loaded, "-c", "MATCH (d:Document) RETURN count(d) AS documents")
    assert done.returncode == 0
    assert done.stdout.split() == ["documents", "─────────", "4"]
    assert done.stderr == "1 row\n"


def test_statements_from_stdin_in_a_format(loaded: Path) -> None:
    script = "RETURN 1 AS a; // one\nMATCH (n:None\n:Other)\nRETURN n;\nRETURN [1, 'x'] AS b"
    done = console(loaded, "--format", "jsonl", stdin=script)
    assert (done.returncode, done.stdout) == (0, '{"a": 1}\n{"b": [1, "x"]}\n')


def test_files_run_one_after_the_other_with_parameters(loaded: Path, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_text(f"RETURN $n AS {name}", encoding="utf-8")
    done = console(loaded, "-f", tmp_path / "a", "-f", tmp_path / "b", "--param", "n=3", "--format", "jsonl")
    assert (done.returncode, done.stdout) == (0, '{"a": 3}\n{"b": 3}\n')


SCRIPT = "RETURN 1 AS a; RETRUN 2; RETURN 3 AS c"


@pytest.mark.parametrize(
    ("options", "written"), [(["--fail-fast"], '{"a": 1}\n'), (["--go-on"], '{"a": 1}\n{"c": 3}\n')]
)
def test_an_error_ends_a_script_or_not(loaded: Path, options: list[str], written: str) -> None:
    done = console(loaded, "--format", "jsonl", *options, stdin=SCRIPT)
    assert (done.returncode, done.stdout) == (1, written)
    assert "error: " in done.stderr
    assert "  RETRUN 2\n  ^\n" in done.stderr
    assert "Traceback" not in done.stderr


def test_commands_may_stand_between_statements(loaded: Path) -> None:
    script = "RETURN 'a\n:quit' AS a\n:run actors/relations name=Assad limit=1\n:quit\nRETURN 2 AS b"
    done = console(loaded, "--format", "jsonl", stdin=script)
    one, relation = map(json.loads, done.stdout.splitlines())
    assert one == {"a": "a\n:quit"}
    assert (relation["relation"], relation["object"]) == ("MET", "Staffan de Mistura")
    assert done.returncode == 0


def test_a_plan_is_of_a_statement_on_several_lines_and_a_label_is_no_command(loaded: Path) -> None:
    script = ":explain MATCH (d\n:document)\nRETURN d;\nMATCH (d\n:nobody {id: 1})\nRETURN d;\n:params\n"
    script += "RETURN 'end' AS a"
    done = console(loaded, "--format", "jsonl", stdin=script)
    assert (done.returncode, done.stderr) == (0, "0 rows\n1 row\n")
    assert done.stdout.endswith('{"a": "end"}\n')


def test_read_only_refuses_to_write(loaded: Path) -> None:
    done = console(loaded, "--read-only", "-c", "CREATE (:Thing {id: 'x'})")
    assert (done.returncode, done.stdout) == (1, "")
    assert "not allowed here" in done.stderr
    assert (
        console(loaded, "--format", "csv", "-c", "MATCH (n:Thing {id: 'x'}) RETURN count(n)").stdout[-2:]
        == "0\n"
    )


def test_no_server_is_exit_code_3() -> None:
    done = console("bolt://127.0.0.1:1", "-c", "RETURN 1")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)


@pytest.mark.parametrize("wrong", [["--param", "x"], ["-f", "none.cypher"], ["--format", "xml"], ["--what"]])
def test_wrong_usage_is_exit_code_2(loaded: Path, wrong: list[str]) -> None:
    done = console(loaded, *wrong)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_interrupted_is_exit_code_130(loaded: Path) -> None:
    process = subprocess.Popen(
        [*GRAPHKIT, "console", "--store", str(loaded)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("RETURN 'started' AS a;\n" + BUSY)
    process.stdin.close()
    assert process.stdout.readline().strip() == "a"
    process.send_signal(signal.SIGINT)
    assert process.wait(120) == 130


BUSY = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x, y WHERE x * y = 17 RETURN count(*) AS c"
