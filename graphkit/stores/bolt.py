"""The one Bolt client: Neo4j and the embedded store differ in how they are opened, and in little else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any, TypeVar

from neo4j import READ_ACCESS, Driver, GraphDatabase, ManagedTransaction, Session
from neo4j import Transaction as DriverTransaction
from neo4j.exceptions import ConstraintError, IncompleteCommit

from graphkit.errors import StoreError
from graphkit.stores import schema
from graphkit.stores.base import Parameters, Result, Store, Transaction
from graphkit.stores.explicit import MARK, ExplicitTransaction, ImplicitTransaction, taken
from graphkit.stores.mapping import LOST, mapped_errors
from graphkit.stores.values import sendable

T = TypeVar("T")

CONNECTION_TIMEOUT = 10.0
# A key that another process created meanwhile is there when the unit of work looks again.
CONSTRAINT_ATTEMPTS = 3


def open_driver(url: str, user: str, password: str | None) -> Driver:
    """A driver with graphkit's settings; connects on first use."""
    # what it logs about its retries is no business of the screen; an application can still listen
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    return GraphDatabase.driver(
        url,
        auth=(user, password) if password is not None else None,
        connection_timeout=CONNECTION_TIMEOUT,
        notifications_min_severity="OFF",
        warn_notification_severity="OFF",
        user_agent="graphkit",
    )


class BoltTransaction:
    """A driver's transaction in the store's words."""

    def __init__(self, transaction: DriverTransaction | ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, cypher: str, parameters: Parameters | None = None) -> Result:
        """Run one statement and take all its rows."""
        return taken(self._transaction.run(cypher, sendable(dict(parameters or {}))))[0]


class BoltStore(Store):
    """A store behind the official driver; subclasses open it and may bring a dead server back."""

    def __init__(self, driver: Driver, *, url: str, database: str, read_only: bool = False) -> None:
        self._driver = driver
        self.url = url
        self.database = database
        self.read_only = read_only

    def read(self, cypher: str, parameters: Parameters | None = None) -> Result:
        """Rows of a statement that cannot write: the server refuses writes in read access mode."""
        with self._mapped():
            return self._surviving(lambda: self._read_once(cypher, parameters))

    def stream(self, cypher: str, parameters: Parameters | None = None) -> Iterator[list[Any]]:
        """Rows as they come, in a transaction that is rolled back; a connection that is lost ends them."""
        if self._lost():
            self._revive()
        with self._mapped(), self._reading() as session, session.begin_transaction() as transaction:
            for record in transaction.run(cypher, sendable(dict(parameters or {}))):
                yield list(record.values())

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one managed transaction; a commit whose answer was lost is run again too."""
        self._refuse_if_read_only()
        with self._mapped():
            return self._surviving(lambda: self._managed(work), repeat_unknown=True)

    def run(self, cypher: str, parameters: Parameters | None = None, *, read_only: bool = False) -> Result:
        """One statement with its counters, in a managed transaction."""
        if read_only:
            return self.read(cypher, parameters)
        self._refuse_if_read_only()
        with self._mapped():
            return self._surviving(lambda: self._managed(lambda tx: tx.run(cypher, parameters)))

    def begin(self, *, read_only: bool = False) -> ExplicitTransaction:
        """A transaction that stays open until it is committed or rolled back; it does not survive its server."""
        if not read_only:
            self._refuse_if_read_only()
        with self._mapped():
            if self._lost():
                self._revive()
            session = self._reading() if read_only else self._driver.session(database=self.database)
            held = nullcontext() if read_only else self._writing()
            return ExplicitTransaction(session, self._mapped, held, self._terminate)

    def implicit(self, *, read_only: bool = False) -> ImplicitTransaction:
        """For one statement that commits by itself; it does not survive its server."""
        if not read_only:
            self._refuse_if_read_only()
        session = self._reading() if read_only else self._driver.session(database=self.database)
        return ImplicitTransaction(session, self._mapped, self._terminate)

    def apply_schema(self) -> None:
        """Create constraints, then indexes, and wait until they serve."""
        there = {name for kind in ("CONSTRAINTS", "INDEXES") for name in self._names_of(kind)}
        for statement in schema.all_statements():
            if schema.name_of(statement) not in there:
                self.write_all([(statement, {})])
        self.read("CALL db.awaitIndexes(60)")

    def _names_of(self, kind: str) -> list[str]:
        return [str(name) for (name,) in self.read(f"SHOW {kind} YIELD name").rows]

    def close(self) -> None:
        """Close the driver's connections."""
        self._driver.close()

    def _reading(self) -> Session:
        return self._driver.session(database=self.database, default_access_mode=READ_ACCESS)

    def _read_once(self, cypher: str, parameters: Parameters | None) -> Result:
        with self._driver.session(database=self.database) as session:
            return session.execute_read(lambda tx: BoltTransaction(tx).run(cypher, parameters))

    def _write_once(self, work: Callable[[Transaction], T]) -> T:
        with self._driver.session(database=self.database) as session:
            return session.execute_write(lambda tx: work(BoltTransaction(tx)))

    def _managed(self, work: Callable[[Transaction], T]) -> T:
        """A write, tried again where another process has just created the same key."""
        for _ in range(1, CONSTRAINT_ATTEMPTS):
            with suppress(ConstraintError):
                return self._write_once(work)
        return self._write_once(work)

    def _surviving(self, attempt: Callable[[], T], *, repeat_unknown: bool = False) -> T:
        """Run `attempt`, and once more where the server died and came back."""
        if self._lost():
            self._revive()
        try:
            return attempt()
        except LOST as error:
            unknown = isinstance(error, IncompleteCommit)
            if (unknown and not repeat_unknown) or not (self._revive() or unknown):
                raise
        return attempt()

    def _mapped(self) -> AbstractContextManager[None]:
        return mapped_errors(self.url, self.database)

    def _writing(self) -> AbstractContextManager[None]:
        """What a writer holds while it writes."""
        return nullcontext()

    def _terminate(self, transaction: str) -> None:
        """Have the server end a transaction of ours, whatever it is doing."""
        listed = self.read(
            f"SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData.{MARK} = '{transaction}'"
        )
        for id, *_ in listed.rows:
            self.read("TERMINATE TRANSACTIONS $id", {"id": id})

    def _lost(self) -> bool:
        """True where the server is known to be dead."""
        return False

    def _revive(self) -> bool:
        """Bring a dead server back; False where that is not ours to do."""
        return False

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise StoreError(f"{self.url} was opened for reading only")
