"""The embedded store's own life: starting, joining, dying, stopping, and folders it cannot use."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from graphs import article, many, mention, statement

from graphkit import graph, loader, stores
from graphkit.errors import QueryError, StoreError
from graphkit.model import Extraction
from graphkit.stores import Transaction
from graphkit.stores.embedded import EmbeddedStore
from graphkit.stores.folder import StoreFolder
from graphkit.stores.launch import require_engine

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where a store of this test's own may come to be."""
    path = tmp_path / "own.db"
    yield path
    stores.stop(path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store whose server the tests of this file kill and join."""
    path = tmp_path_factory.mktemp("shared") / "graph.db"
    yield path
    stores.stop(path)


@pytest.fixture
def store(shared: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(shared) as opened:
        opened.write("MATCH (n) DETACH DELETE n")
        yield opened


def server_of(store: EmbeddedStore) -> int:
    address = StoreFolder(store.url).address()
    assert address
    return address.pid


def kill(pid: int) -> None:
    """As a power cut would: no chance to tidy up; return when it is gone."""
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not alive(pid))


def alive(pid: int) -> bool:
    """False once the last thread has gone; the first may be a zombie before the others let go of their ports."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z" or len(os.listdir(f"/proc/{pid}/task")) > 1
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def python(code: str, **environment: str) -> subprocess.Popen[str]:
    """Another graphkit process."""
    path = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, **path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


# joining


def test_a_second_process_joins_the_running_server(store: EmbeddedStore) -> None:
    store.write("CREATE (:Document {id: 'a'})")
    code = f"""
from graphkit.stores import connect
with connect({store.url!r}) as store:
    print(store.read("MATCH (d:Document) RETURN d.id").rows, store._address.pid)
"""
    assert finish(python(code)) == f"[['a']] {server_of(store)}\n"


def test_processes_that_start_at_once_agree_on_one_server(folder: Path) -> None:
    code = f"""
from graphkit.stores import connect
with connect({str(folder)!r}) as store:
    store.apply_schema()
    store.write("MERGE (d:Document {{id: 'a'}})")
    print(store._address.pid)
"""
    pids = {finish(process) for process in [python(code) for _ in range(3)]}
    assert len(pids) == 1
    with EmbeddedStore(folder) as store:
        assert store.read("MATCH (d:Document) RETURN count(d)").rows == [[1]]


def test_two_processes_that_load_the_same_actors_lose_nothing(store: EmbeddedStore) -> None:
    store.apply_schema()
    code = f"""
import os
from graphs import many
from graphkit import loader
from graphkit.stores import connect
with connect({store.url!r}) as store:
    loader.load(many(8, statements=6, entities=4)[int(os.environ["HALF"])::2], store, batch_size=7)
"""
    for process in [python(code, HALF=str(half)) for half in (0, 1)]:
        finish(process)
    assert loader.export(store) == graph.build(many(8, statements=6, entities=4))


def test_nothing_of_the_server_is_seen_on_the_screen(folder: Path) -> None:
    code = f"from graphkit.stores import connect; connect({str(folder)!r}).close()"
    process = python(code)
    assert process.communicate(timeout=120) == ("", "")
    assert "ArcadeDB" in (folder / "server.log").read_text()


def test_only_the_owner_can_read_what_the_server_keeps(store: EmbeddedStore) -> None:
    private = [
        path for path in Path(store.url).rglob("*") if path.name in ("secret", "server.json", "server.log")
    ]
    assert len(private) == 3
    assert {path.stat().st_mode & 0o077 for path in private} == {0}
    secret = json.loads((Path(store.url) / "secret").read_text())
    assert not any(password in repr(store) + store.url for password in secret.values())


def test_it_listens_on_loopback_only(store: EmbeddedStore) -> None:
    address = StoreFolder(store.url).address()
    assert address
    listening = {f"{port:04X}" for port in (address.bolt, address.http, address.lease)}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            host, _, port = line.split()[1].rpartition(":")
            if line.split()[3] == "0A" and port in listening:
                found.add((port, host))
    loopback = {"0100007F", "0000000000000000FFFF00000100007F"}
    assert {port for port, _ in found} == listening
    assert {host for _, host in found} <= loopback


def test_local_files_cannot_be_read_through_it(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="not allowed"):
        store.write("LOAD CSV FROM 'file:///etc/hostname' AS line CREATE (:Line {text: line[0]})")


# dying


def test_what_was_committed_survives_a_killed_server(store: EmbeddedStore) -> None:
    loader.load(many(2, statements=5, entities=4), store)
    kill(server_of(store))
    assert loader.export(store) == graph.build(many(2, statements=5, entities=4))


def test_a_load_goes_on_when_the_server_is_killed_between_transactions(store: EmbeddedStore) -> None:
    found = many(4, statements=5, entities=4)

    def kill_after_two(report: loader.LoadReport) -> None:
        if report.documents == 2:
            kill(server_of(store))

    report = loader.load(found, store, batch_size=5, progress=kill_after_two)
    assert report.new == 4
    assert loader.export(store) == graph.build(found)


def test_a_load_goes_on_when_the_server_is_killed_inside_a_transaction(store: EmbeddedStore) -> None:
    found, runs = many(2, statements=5, entities=4), []
    loader.load(found[:1], store)

    def work(transaction: Transaction) -> int:
        runs.append(transaction.run("CREATE (:Document {id: 'new'})"))
        if len(runs) == 1:
            kill(server_of(store))
        return transaction.run("MATCH (d:Document) RETURN count(d)").rows[0][0]  # type: ignore[no-any-return]

    assert store.transact(work) == 2
    assert len(runs) == 2
    store.write("MATCH (d:Document {id: 'new'}) DELETE d")
    assert loader.export(store) == graph.build(found[:1])


def test_a_killed_loader_is_finished_by_the_same_command(store: EmbeddedStore) -> None:
    code = f"""
import os, signal
from graphs import many
from graphkit import loader
from graphkit.stores import connect
def die(report):
    if report.documents == 2:
        os.kill(os.getpid(), signal.SIGKILL)
loader.load(many(4, statements=5, entities=4), connect({store.url!r}), batch_size=5, progress=die)
"""
    process = python(code)
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    found = many(4, statements=5, entities=4)
    assert loader.export(store) == graph.build(found[:2])
    assert loader.load(found, store, batch_size=5).new == 2
    assert loader.export(store) == graph.build(found)


def test_a_port_taken_over_by_a_stranger_is_not_mistaken_for_the_server(store: EmbeddedStore) -> None:
    address = StoreFolder(store.url).address()
    assert address
    kill(address.pid)
    with socket.create_server(("127.0.0.1", address.lease)) as stranger:
        stranger.settimeout(30)
        code = f"from graphkit.stores import connect; print(connect({store.url!r}).read('RETURN 1').rows)"
        process = python(code)
        connection, _ = stranger.accept()
        connection.sendall(b"hello, who are you\n")
        heard = connection.recv(200)
        connection.close()
        assert finish(process) == "[[1]]\n"
    assert address.token.encode() not in heard


# stopping


def test_stop_ends_the_server_cleanly_while_a_client_is_connected(store: EmbeddedStore) -> None:
    store.write("CREATE (:Document {id: 'a'})")
    pid = server_of(store)
    assert stores.stop(store.url) is True
    wait_until(lambda: not alive(pid))
    assert not (Path(store.url) / "server.json").exists()
    assert stores.stop(store.url) is False
    assert store.read("MATCH (d:Document) RETURN d.id").rows == [["a"]]


def test_the_server_goes_when_its_last_client_has_gone_even_killed(folder: Path) -> None:
    code = f"""
import os, signal
from graphkit.stores import connect
store = connect({str(folder)!r})
print(store._address.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    process = python(code, GRAPHKIT_SERVER_IDLE="1")
    pid = int(process.communicate(timeout=120)[0])
    wait_until(lambda: not alive(pid))
    wait_until(lambda: not (folder / "server.json").exists())


def test_the_server_stays_while_a_client_holds_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_SERVER_IDLE", "0")
    with EmbeddedStore(folder) as store:
        pid = server_of(store)
        time.sleep(1.5)
        assert alive(pid)
    wait_until(lambda: not alive(pid))


# folders it cannot use


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match=r"no graphkit store and not empty.*--store"):
        EmbeddedStore(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "news.db").write_text("mine")
    with pytest.raises(StoreError, match="is a file"):
        EmbeddedStore(tmp_path / "news.db")
    with pytest.raises(StoreError, match="cannot use"):
        EmbeddedStore(tmp_path / "news.db" / "below")


def test_a_store_of_a_later_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "graphkit.json").write_text('{"store": "graphkit", "format": 2}')
    with pytest.raises(StoreError, match=r"format 2.*upgrade graphkit"):
        EmbeddedStore(tmp_path)


def test_reading_does_not_make_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no graph in .* yet"):
        stores.connect(tmp_path / "new.db", read_only=True)
    assert not (tmp_path / "new.db").exists()


def test_a_store_opened_for_reading_refuses_to_write(store: EmbeddedStore) -> None:
    with stores.connect(store.url, read_only=True) as reader:
        assert reader.read("RETURN 1").rows == [[1]]
        with pytest.raises(StoreError, match="for reading only"):
            reader.write("CREATE (:Document {id: 'a'})")
        with pytest.raises(StoreError, match="for reading only"):
            loader.load(many(1, statements=1, entities=2), reader)


def test_a_folder_without_write_permission_says_so() -> None:
    code = """
import os, sys
from filelock import FileLock, Timeout
from graphkit.errors import StoreError
from graphkit.stores.folder import StoreFolder
if os.getuid() == 0:  # root may write anywhere, so be somebody else
    os.setgid(65534); os.setuid(65534)
for name in ("new", "new/below", "store"):
    try:
        StoreFolder(os.environ["LOCKED"] + "/" + name).prepare()
    except StoreError as error:
        print(error)
"""
    # not in pytest's own folder, which nobody else may enter
    with tempfile.TemporaryDirectory() as locked:
        (Path(locked) / "store").mkdir()
        (Path(locked) / "store" / "graphkit.json").write_text('{"store": "graphkit", "format": 1}')
        (Path(locked) / "store").chmod(0o555)
        Path(locked).chmod(0o555)
        lines = finish(python(code, LOCKED=locked)).splitlines()
        Path(locked).chmod(0o755)
        (Path(locked) / "store").chmod(0o755)
    assert len(lines) == 3
    assert all("cannot use" in line and "ermission denied" in line and "--store" in line for line in lines)


def fill(store: EmbeddedStore) -> tuple[StoreError, list[Extraction]]:
    """Load long texts until it fails; the error, and what was loaded before."""
    loaded: list[Extraction] = []
    for number in range(200):
        id, text = f"a{number}", "Ein langer Satz. " * 20_000
        told = statement(id, 1, mention("p:1"), "MET", mention("p:2"), text=text)
        try:
            loader.load([article(id, told)], store)
        except StoreError as error:
            return error, loaded
        loaded.append(article(id, told))
    raise AssertionError("the disk is bigger than this test")


def test_a_full_disk_says_so_and_keeps_what_was_committed(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only a user who may mount can make a small disk")
    try:
        with EmbeddedStore(disk / "own.db") as store:
            error, loaded = fill(store)
            assert re.fullmatch(r"the disk of .* is full \(\d+ MB left\): make room .*", str(error))
            assert loaded
            assert loader.export(store) == graph.build(loaded)
        stores.stop(disk / "own.db")
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_limit_on_the_size_of_files_loses_nothing_either(folder: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (24 << 20, before[1]))
    try:
        with EmbeddedStore(folder) as store:
            error, loaded = fill(store)
            assert loaded
            assert "\n" not in str(error)
            assert loader.export(store) == graph.build(loaded)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_machine_without_the_engine_is_pointed_to_neo4j(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb_embedded", None)
    with pytest.raises(StoreError, match=r"does not run on .*neo4j://"):
        require_engine()
    with pytest.raises(StoreError, match=r"does not run on .*neo4j://"):
        EmbeddedStore(tmp_path / "new.db")


def test_an_engine_that_cannot_start_says_why(folder: Path) -> None:
    StoreFolder(folder).prepare()
    (folder / "data").write_text("in the way")
    with pytest.raises(StoreError, match=r"did not start: .*Not a directory.*server\.log"):
        EmbeddedStore(folder)
