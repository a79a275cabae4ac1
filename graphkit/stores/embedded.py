"""The embedded store: starts or joins the server of a folder, then is the same Bolt store."""

from __future__ import annotations

import base64
import json
import os
import random
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TypeVar

from filelock import Timeout
from neo4j import Session
from neo4j.exceptions import TransientError

from graphkit.errors import NotAllowed, StoreError
from graphkit.stores import schema
from graphkit.stores.base import Parameters, Result, Transaction
from graphkit.stores.bolt import BoltStore, BoltTransaction, open_driver
from graphkit.stores.folder import READER, WRITER, StoreFolder, full_disk
from graphkit.stores.launch import START_TIMEOUT, join
from graphkit.stores.lease import LOOPBACK
from graphkit.stores.mapping import LOST, mapped_errors

T = TypeVar("T")

RETRY_TIME = 30.0
WRITE_TIMEOUT = 600.0
GOING_TIME = 2.0
DATABASE = "neo4j"
# a clean stop would wait for the very statement
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
LISTS = frozenset({"aliases"})


class EmbeddedStore(BoltStore):
    """A graph in a folder, served by a local process that ends a while after its last client."""

    kind = "embedded"
    finds_ranges = False  # the engine would read every node of the label

    def __init__(self, path: str | os.PathLike[str], *, read_only: bool = False) -> None:
        self.folder = StoreFolder(path)
        if read_only and not self.folder.is_store():
            raise StoreError(
                f"there is no graph in {self.folder.path} yet: load something, or name another with --store"
            )
        self._reviving = Lock()
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
                with (
                    mapped_errors(self.url, self.database),
                    self._driver.session(database=DATABASE) as session,
                ):
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
        with self._writing():  # the engine's IF NOT EXISTS is no help against a second process
            for name in ("constraints", "indexes"):
                for statement in schema.statements(name):
                    self.write_all([(statement, {})])
            there = {row[0] for row in self.read("SHOW INDEXES YIELD name").rows}
            for index in schema.fulltext_indexes():
                if index.name not in there:
                    self._create_fulltext(index)

    def ensure_unique(self, keys: Iterable[tuple[str, str]]) -> None:
        """As everywhere, with other processes kept out."""
        with self._writing():
            super().ensure_unique(keys)

    def _create_fulltext(self, index: schema.FullTextIndex) -> None:
        for name in index.properties:
            kind = "LIST OF STRING" if name in LISTS else "STRING"
            self._sql(f"CREATE PROPERTY {index.label}.{name} IF NOT EXISTS {kind}")
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
            raise StoreError(
                f"{self.url} refused {command!r}: {error.read(300).decode(errors='replace')}"
            ) from error
        except OSError as error:
            raise StoreError(f"{self.url} did not answer to {command!r}: {error}") from error

    def _reading(self) -> Session:
        return self._reader.session(database=self.database)

    def _read_once(self, cypher: str, parameters: Parameters | None) -> Result:
        """As a user without any right to write, in a transaction that is rolled back."""
        with self._reading() as session:
            transaction = session.begin_transaction()
            try:
                result = BoltTransaction(transaction).run(cypher, parameters)
            finally:
                with suppress(*LOST):
                    transaction.close()
        if result.counters:
            raise NotAllowed("not allowed here: the statement writes, and this is a read")
        return result

    def _write_once(self, work: Callable[[Transaction], T]) -> T:
        """As the driver's managed transaction, but a dead server is started anew at once, not waited for."""
        deadline, pause = time.monotonic() + RETRY_TIME, 0.02
        while True:
            try:
                with self._writing():
                    return self._explicit(work)
            except TransientError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(pause * (0.5 + random.random()))
                pause = min(2 * pause, 2.0)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One writer at a time, in whatever process: the engine would let one overlook what another has read."""
        try:
            with self.folder.write_lock.acquire(timeout=WRITE_TIMEOUT, poll_interval=0.02):
                yield
        except Timeout as error:
            raise StoreError(
                f"another process has been writing to {self.url} for too long; try again"
            ) from error

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

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            with mapped_errors(self.url, self.database):
                yield
        except StoreError as error:
            # the engine only says that the commit failed
            raise full_disk(self.folder.path) or error from error

    def _terminate(self, transaction: str) -> None:
        """End the server: the engine goes on with a statement whose client has left, and cannot be told to stop.

        What is committed is in its log; whoever uses the folder starts the server anew.
        """
        if not self._lost():
            with suppress(ProcessLookupError):
                os.kill(self._address.pid, KILL)

    def _lost(self) -> bool:
        return self._lease.lost()

    def _revive(self) -> bool:
        """Join or start the folder's server anew if ours has died."""
        with self._reviving:
            # a killed server's sockets do not all close in the same moment
            if self._lease.lost(wait=GOING_TIME):
                self.close()
                self._address, self._lease = join(self.folder)
                self._open_drivers()
                self._wait_until_ready()
        return True
