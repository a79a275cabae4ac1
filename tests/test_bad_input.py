"""Whatever a user gives it: one line that says what to do, the right exit code, all that is good loaded."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import socket
import subprocess
import threading
from pathlib import Path

import pytest
from commands import GRAPHKIT, environment, graphkit
from sample import sample_lines

from graphkit import api
from graphkit.model import Document, Extraction

GOOD = ["abzug", "dementi", "gespraeche", "wetter"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with good statements; a test puts something bad beside them."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "good.jsonl").write_text(sample_lines(), encoding="utf-8")
    return folder


def documents(store: Path) -> list[str]:
    return sorted(row[0] for row in api.query("MATCH (d:Document) RETURN d.id", store=store).rows)


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("a.txt", b"", "is empty: there is nothing to read"),
        ("a.txt", bytes(range(256)), "is not text: save the article as plain text (*.txt)"),
        ("a.txt", b"%PDF-1.7\nx", "is not text: save the article as plain text (*.txt)"),
        (
            "a.txt",
            "Der Präsident sprach.".encode("windows-1252"),
            "is not UTF-8 (byte 7), and its encoding is not certain: save it as UTF-8, or name its encoding, "
            "for example --encoding windows-1252",
        ),
        (
            "a.txt",
            b"ein Satz. " * 1_000_000,
            "is longer than 1,000,000 characters: make a file of each article in it",
        ),
        (
            "a.txt",
            b"date: gestern\n\nEin Satz.",
            "'gestern' is no date: write it as 2016-03-15, 15.03.2016 or 15. M\xc3\xa4rz 2016".encode(
                "latin-1"
            ).decode(),
        ),
        (
            "broken.jsonl",
            b'{"id": "x", "document":',
            "is not a JSON object (column 24): repair the line or take it out",
        ),
        ("good2.jsonl", b'{"id": "x", "text": ""}', 'has an empty "text": there is nothing to read'),
    ],
)
def test_one_bad_file_is_named_and_the_others_are_loaded(
    folder: Path, store: Path, name: str, content: bytes, advice: str
) -> None:
    (folder / name).write_bytes(content)
    done = graphkit("load", folder, "--store", store, folder=folder)
    place = f", line {1}" if name.endswith(".jsonl") else ""
    complaints = [line for line in done.stderr.splitlines() if line.startswith("graphkit:")]
    assert complaints == [f"graphkit: {folder / name}{place}: {advice}"]
    assert done.returncode == 1
    assert done.stdout.startswith(f"4 articles read into {store}; 1 rejected, see above.\n")
    assert documents(store) == GOOD


def test_a_named_encoding_is_used(folder: Path) -> None:
    (folder / "a.txt").write_bytes("Der Präsident".encode("windows-1252"))
    done = graphkit("extract", folder / "a.txt", "--encoding", "utf-9")
    assert (done.returncode, done.stdout) == (1, "")
    assert "is not UTF-8, and 'utf-9' is no encoding: try windows-1252" in done.stderr


def test_a_broken_line_is_told_by_its_number_and_the_others_are_loaded(folder: Path, store: Path) -> None:
    lines = sample_lines().splitlines()
    lines.insert(4, lines[0][:50])
    lines.insert(
        9, json.dumps({**json.loads(lines[0]), "subject": {"id": "x", "name": "X", "kind": "Alien"}})
    )
    (folder / "good.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = graphkit("load", folder, "--store", store, folder=folder)
    complaints = [line for line in done.stderr.splitlines() if line.startswith("graphkit:")]
    assert [line.split("good.jsonl, ")[1][:7] for line in complaints] == ["line 5:", "line 10"]
    assert "unknown kind 'Alien', expected one of Person" in complaints[1]
    assert done.returncode == 1
    assert documents(store) == GOOD


def test_what_no_output_can_hold_is_rejected_and_the_rest_printed(tmp_path: Path) -> None:
    lines = ['{"id": "a", "text": "Ein Satz.", "title": "\\ud800"}', '{"id": "b", "text": "Noch ein Satz."}']
    done = graphkit("extract", "-", stdin="\n".join(lines), folder=tmp_path)
    told = "graphkit: a: has characters in it that are no Unicode: take them out\n"
    assert (done.returncode, done.stderr.splitlines(keepends=True)[0]) == (1, told)
    assert [json.loads(line)["document"] for line in done.stdout.splitlines()] == ["b"]


def test_an_article_beside_bad_ones_is_read(tmp_path: Path, store: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for name, text in (("a", ""), ("b", "Putin hat den Abzug befohlen.")):
        (news / f"{name}.txt").write_text(text, encoding="utf-8")
    done = graphkit("load", news, "--store", store)
    assert done.returncode == 1
    assert done.stdout.startswith(f"1 article read into {store}; 1 rejected, see above.\n")
    assert documents(store) == ["b"]


def test_a_missing_file_does_not_keep_the_others_out(folder: Path, store: Path) -> None:
    done = graphkit("load", folder / "none.txt", folder, "--store", store)
    assert done.returncode == 1
    assert f"graphkit: {folder / 'none.txt'}: no such file or folder\n" in done.stderr
    assert documents(store) == GOOD


@pytest.mark.parametrize("command", [["load"], ["extract"]])
def test_nothing_found_is_exit_code_1_and_leaves_nothing_behind(tmp_path: Path, command: list[str]) -> None:
    done = graphkit(*command, "none.txt", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "graphkit: none.txt: no such file or folder\n"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_stdin_is_told(tmp_path: Path) -> None:
    done = graphkit("load", "-", folder=tmp_path)
    assert (done.returncode, done.stderr) == (1, "graphkit: stdin: is empty: there is nothing to read\n")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_may_not_be_read_is_told(folder: Path, store: Path) -> None:
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "folder.txt").mkdir()
    done = graphkit("load", folder, folder / "loop.txt", "--store", store)
    assert done.returncode == 1
    assert "loop.txt: " in done.stderr
    assert "Traceback" not in done.stderr
    assert documents(store) == GOOD


class TestServers:
    def test_no_server_there(self, folder: Path) -> None:
        done = graphkit("load", folder, "--store", "neo4j://127.0.0.1:1")
        assert (done.returncode, done.stdout) == (3, "")
        (line,) = done.stderr.splitlines()
        assert line.startswith("graphkit: cannot reach neo4j://127.0.0.1:1: ")

    def test_a_name_that_no_host_has(self, folder: Path) -> None:
        done = graphkit("load", folder, "--store", "bolt://graphkit.invalid:7687")
        assert done.returncode == 3
        assert done.stderr.startswith("graphkit: cannot reach bolt://graphkit.invalid:7687")
        assert done.stderr.count("\n") == 1

    def test_a_server_that_speaks_something_else(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=_answer_with_http, args=(listener,), daemon=True).start()
            done = graphkit("load", folder, "--store", f"bolt://127.0.0.1:{listener.getsockname()[1]}")
        assert done.returncode == 3
        assert done.stderr.count("\n") == 1
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize("address", ["http://localhost:7474", "neo4j://", "bolt://localhost:port"])
    def test_an_address_that_is_none(self, folder: Path, address: str) -> None:
        done = graphkit("load", folder, "--store", address)
        assert done.returncode in (1, 3)
        assert done.stderr.startswith("graphkit: ")
        assert done.stderr.count("\n") == 1


class TestFolders:
    def test_a_folder_that_cannot_be_written(self, folder: Path, tmp_path: Path) -> None:
        locked = tmp_path / "locked"
        locked.mkdir(mode=0o555)
        # permissions do not stop root, a kernel file system does
        target = locked / "news.db" if os.geteuid() else Path("/proc/news.db")
        done = graphkit("load", folder, "--store", target)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(f"graphkit: cannot use {target} as a store: ")
        assert done.stderr.count("\n") == 1

    def test_a_file_in_the_place_of_the_store(self, folder: Path) -> None:
        done = graphkit("load", folder, "--store", folder / "good.jsonl")
        assert done.returncode == 1
        assert "is a file, not a store folder" in done.stderr
        assert (folder / "good.jsonl").read_text(encoding="utf-8") == sample_lines()

    def test_a_folder_that_holds_something_else(self, folder: Path) -> None:
        done = graphkit("load", folder, "--store", folder)
        assert done.returncode == 1
        assert f"{folder} is no graphkit store and not empty" in done.stderr
        assert [path.name for path in folder.iterdir()] == ["good.jsonl"]

    def test_a_full_disk_is_one_line_and_what_was_there_stays(self, tmp_path: Path) -> None:
        unshare = shutil.which("unshare")
        small = f"mount -t tmpfs -o size=64m tmpfs {shlex.quote(str(tmp_path))}"
        if (
            unshare is None
            or subprocess.run([unshare, "-rm", "sh", "-c", small], capture_output=True).returncode
        ):
            pytest.skip("needs the right to mount a small file system")
        command, before, more = shlex.join(GRAPHKIT), _lines("a", 1), _lines("b", 300)
        files = tmp_path.parent / f"{tmp_path.name}-files"
        files.mkdir()
        for name, lines in (("a", before), ("b", more)):
            (files / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        script = f"""{small}; cd {shlex.quote(str(tmp_path))}
            {command} load -q {files}/a.jsonl || exit 9
            head -c 60m /dev/zero > ballast 2>/dev/null
            {command} load -q {files}/b.jsonl; echo rc $?
            rm ballast
            {command} query "documents/list" --format csv; {command} stop"""
        done = subprocess.run(
            [unshare, "-rm", "sh", "-c", script],
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        assert "rc 1" in done.stdout, (done.stdout, done.stderr)
        complaint, *_ = done.stderr.splitlines()
        assert complaint.startswith("graphkit: ")
        assert "Traceback" not in done.stderr
        assert "a-0" in done.stdout
        assert "b-" not in done.stdout


def _lines(name: str, count: int) -> str:
    """Statements of `count` documents, each with a sentence of 5,000 characters."""
    statement = api.readers.lines.Statement.from_dict(json.loads(sample_lines().splitlines()[0]))
    rows: list[str] = []
    for number in range(count):
        document = f"{name}-{number}"
        data = {**statement.to_dict(), "document": document, "text": f"{number} " * 1000}
        rows += Extraction(Document(document, ""), (type(statement).from_dict(data),)).to_lines()
    return "\n".join(rows)


def _answer_with_http(listener: socket.socket) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.recv(1024)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
