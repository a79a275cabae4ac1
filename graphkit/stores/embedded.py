"""The embedded store: starts or joins the server of a folder, then is the same Bolt store."""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import platform
import random
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from filelock import Timeout
from neo4j.exceptions import TransientError

from graphkit.errors import QueryError, StoreError
from graphkit.stores import schema
from graphkit.stores.base import Parameters, Result, Transaction
from graphkit.stores.bolt import BoltStore, BoltTransaction, open_driver
from graphkit.stores.folder import READER, WRITER, Address, StoreFolder, unusable
from graphkit.stores.lease import LOOPBACK, Lease, LeaseRefused, ask_to_stop
from graphkit.stores.mapping import LOST, mapped_errors

T = TypeVar("T")

START_TIMEOUT = 90.0
STOP_TIMEOUT = 60.0
RETRY_TIME = 30.0
DATABASE = "neo4j"
LISTS = frozenset({"aliases"})

_children: list[subprocess.Popen[bytes]] = []  # kept, so that a server that ends is reaped


class EmbeddedStore(BoltStore):
    """A graph in a folder, served by a local process that ends a while after its last client."""

    kind = "embedded"

    def __init__(self, path: str | os.PathLike[str], *, read_only: bool = False) -> None:
        self.folder = StoreFolder(path)
        if read_only and not self.folder.is_store():
            raise StoreError(f"there is no graph in {self.folder.path} yet: load something, or name another with --store")
        self._address, self._lease = join(self.folder)
        self._open_drivers()
        super().__init__(self._driver, url=str(self.folder.path), database=DATABASE, read_only=read_only)
        self._wait_until_ready()

    def _open_drivers(self) -> None:
        passwords, url = self.folder.passwords(), f"bolt://{LOOPBACK}:{self._address.bolt}"
        self._driver = open_driver(url, WRITER, passwords[WRITER])
        self._reader = open_driver(url, READER, passwords[READER])

    def _wait_until_ready(self) -> None:
        """The port may open before the database does."""
        deadline = time.monotonic() + START_TIMEOUT
        while True:
            try:
                with mapped_errors(self.url, self.database), self._driver.session(database=DATABASE) as session:
                    session.run("RETURN 1").consume()
                return
            except StoreError:
                if time.monotonic() > deadline or self._lost():
                    self.close()
                    raise
                time.sleep(0.1)

    def close(self) -> None:
        """Close the connections and give the lease back."""
        self._driver.close()
        self._reader.close()
        self._lease.release()

    def apply_schema(self) -> None:
        """Create constraints and indexes; the full-text ones in the engine's own language."""
        for name in ("constraints", "indexes"):
            for statement in schema.statements(name):
                self.run(statement)
        there = {row[0] for row in self.read("SHOW INDEXES YIELD name").rows}
        for index in schema.fulltext_indexes():
            if index.name not in there:
                self._create_fulltext(index)

    def _create_fulltext(self, index: schema.FullTextIndex) -> None:
        for name in index.properties:
            self._sql(f"CREATE PROPERTY {index.label}.{name} IF NOT EXISTS {'LIST OF STRING' if name in LISTS else 'STRING'}")
        columns = ", ".join(f"{name} BY ITEM" if name in LISTS else name for name in index.properties)
        self._sql(f"CREATE INDEX {index.name} IF NOT EXISTS ON {index.label} ({columns}) FULL_TEXT")

    def _sql(self, command: str) -> None:
        credentials = f"{WRITER}:{self.folder.passwords()[WRITER]}".encode()
        request = urllib.request.Request(
            f"http://{LOOPBACK}:{self._address.http}/api/v1/command/{DATABASE}",
            data=json.dumps({"language": "sql", "command": command}).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Basic {base64.b64encode(credentials).decode()}",
            },
        )
        # no proxy from the environment for a loopback address
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            opener.open(request, timeout=60).close()
        except urllib.error.HTTPError as error:
            raise StoreError(f"{self.url} refused {command!r}: {error.read(300).decode(errors='replace')}") from error
        except OSError as error:
            raise StoreError(f"{self.url} did not answer to {command!r}: {error}") from error

    def _read_once(self, cypher: str, parameters: Parameters | None) -> Result:
        """As a user without any right to write, in a transaction that is rolled back."""
        with self._reader.session(database=self.database) as session:
            transaction = session.begin_transaction()
            try:
                result = BoltTransaction(transaction).run(cypher, parameters)
            finally:
                with suppress(*LOST):
                    transaction.close()
        if result.counters:
            raise QueryError("not allowed here: the statement writes, and this is a read")
        return result

    def _write_once(self, work: Callable[[Transaction], T]) -> T:
        """As the driver's managed transaction, but a dead server is started anew at once, not waited for."""
        deadline, pause = time.monotonic() + RETRY_TIME, 0.02
        while True:
            try:
                return self._explicit(work)
            except TransientError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(pause * (0.5 + random.random()))
                pause = min(2 * pause, 2.0)

    def _explicit(self, work: Callable[[Transaction], T]) -> T:
        with self._driver.session(database=self.database) as session:
            transaction = session.begin_transaction()
            try:
                result = work(BoltTransaction(transaction))
                transaction.commit()
                return result
            finally:
                with suppress(*LOST):
                    transaction.close()

    def _lost(self) -> bool:
        return self._lease.lost()

    def _revive(self) -> bool:
        """Join or start the folder's server anew if ours has died."""
        if not self._lost():
            return False
        self.close()
        self._address, self._lease = join(self.folder)
        self._open_drivers()
        self._wait_until_ready()
        return True


def join(folder: StoreFolder) -> tuple[Address, Lease]:
    """A lease on the folder's server, which is started if none runs; raises StoreError."""
    folder.prepare()
    with suppress(LeaseRefused):
        return _take_lease(folder)
    require_engine()
    with _start_lock(folder):
        with suppress(LeaseRefused):
            return _take_lease(folder)
        child = _launch(folder)
        return _wait_for(folder, child)


def stop(path: str | os.PathLike[str]) -> bool:
    """Stop the server of a store folder cleanly; False where none was running."""
    folder = StoreFolder(path)
    address = folder.address()
    if address is None:
        return False
    try:
        ask_to_stop(address.lease, address.token)
        with folder.running_lock.acquire(timeout=STOP_TIMEOUT):
            return True
    except LeaseRefused:
        return False
    except Timeout as error:
        raise StoreError(f"the server of {folder.path} (process {address.pid}) does not stop; see {folder.log}") from error


def require_engine() -> None:
    """Raise StoreError where the engine's wheel is not installed."""
    try:
        found = importlib.util.find_spec("arcadedb_embedded") is not None
    except ValueError:
        found = False
    if not found:
        raise StoreError(
            f"the embedded store does not run on this machine ({platform.system()} {platform.machine()}): there is no "
            "arcadedb-embedded package for it; use a Neo4j server instead, with --store neo4j://HOST:7687"
        )


def _take_lease(folder: StoreFolder) -> tuple[Address, Lease]:
    address = folder.address()
    if address is None:
        raise LeaseRefused("no server has been here")
    return address, Lease.take(address.lease, address.token)


@contextmanager
def _start_lock(folder: StoreFolder) -> Iterator[None]:
    try:
        with folder.start_lock.acquire(timeout=START_TIMEOUT):
            yield
    except Timeout as error:
        raise StoreError(f"another process has been starting the server of {folder.path} for too long") from error


def _launch(folder: StoreFolder) -> subprocess.Popen[bytes]:
    """Start the server, detached: it outlives us, and no Ctrl-C of ours reaches it."""
    with suppress(FileNotFoundError):
        os.replace(folder.log, folder.log.with_suffix(".log.old"))
    detached = {"start_new_session": True} if os.name == "posix" else {"creationflags": 0x00000208}
    try:
        with open(folder.log, "wb") as log:
            child = subprocess.Popen(
                [sys.executable, "-P", "-m", "graphkit.stores.server", str(folder.path)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder.path,
                env=_child_environment(),
                **detached,  # type: ignore[call-overload]
            )
    except OSError as error:
        raise unusable(folder.path, error) from error
    _children[:] = [other for other in _children if other.poll() is None]
    _children.append(child)
    return child


def _child_environment() -> dict[str, str]:
    """Ours, plus the way to this very graphkit where it is not an installed one."""
    root = str(Path(__file__).resolve().parents[2])
    installed = root in (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
    path = os.pathsep.join(filter(None, ("" if installed else root, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path} if path else dict(os.environ)


def _wait_for(folder: StoreFolder, child: subprocess.Popen[bytes]) -> tuple[Address, Lease]:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        with suppress(LeaseRefused):
            return _take_lease(folder)
        if child.poll() is not None:
            raise StoreError(f"the embedded database did not start: {_reason(folder)}; more in {folder.log}")
        time.sleep(0.05)
    child.kill()
    raise StoreError(f"the embedded database did not start within {START_TIMEOUT:.0f} s; see {folder.log}")


def _reason(folder: StoreFolder) -> str:
    """The last line of the log that tells something."""
    lines = folder.log.read_text(encoding="utf-8", errors="replace").splitlines()
    telling = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith(("at ", "..."))]
    return telling[-1][:300] if telling else "it said nothing"
