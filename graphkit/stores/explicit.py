"""Transactions in a person's hands: one stays open until it ends, the other is a statement's own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from typing import Any

from neo4j import Query, Session
from neo4j import Result as DriverResult
from neo4j.exceptions import DriverError, Neo4jError

from graphkit.stores.base import Counters, Parameters, Result
from graphkit.stores.values import sendable

Plan = dict[str, Any]
# under which a server lists a transaction of ours
MARK = "graphkit"


class ExplicitTransaction:
    """Runs statements until it ends; what `commit` has not confirmed is not in the graph."""

    def __init__(
        self,
        session: Session,
        mapped: Callable[[], AbstractContextManager[None]],
        writing: AbstractContextManager[None],
        terminate: Callable[[str], None],
    ) -> None:
        self._mapped = mapped
        self._terminate = terminate
        self._id = secrets.token_hex(8)
        with ExitStack() as held:
            held.enter_context(writing)
            held.enter_context(session)
            self._transaction = session.begin_transaction(metadata={MARK: self._id})
            self._held = held.pop_all()

    def run(self, cypher: str, parameters: Parameters | None = None) -> Result:
        """Run one statement and take all its rows; QueryError ends the transaction on the server."""
        return self.profile(cypher, parameters)[0]

    def profile(self, cypher: str, parameters: Parameters | None = None) -> tuple[Result, Plan | None]:
        """As `run`, with the plan where the statement begins with PROFILE or EXPLAIN."""
        with self._mapped():
            result = self._transaction.run(cypher, sendable(dict(parameters or {})))
            return taken(result)

    def commit(self) -> None:
        """Keep what was done."""
        try:
            with self._mapped():
                self._transaction.commit()
        finally:
            self.rollback()

    def rollback(self) -> None:
        """Undo what was done; after `commit`, or when the server is gone, only let go of the connection."""
        with suppress(DriverError, Neo4jError), self._held:
            self._transaction.close()

    def cancel(self) -> None:
        """Have the server stop what runs now, from another thread than the one that waits for it."""
        self._terminate(self._id)

    @property
    def closed(self) -> bool:
        """True once it has ended, on whatever side."""
        return self._transaction.closed()


class ImplicitTransaction:
    """Runs one statement that begins and commits transactions itself, such as CALL { … } IN TRANSACTIONS."""

    def __init__(
        self,
        session: Session,
        mapped: Callable[[], AbstractContextManager[None]],
        terminate: Callable[[str], None],
    ) -> None:
        self._session = session
        self._mapped = mapped
        self._terminate = terminate
        self._id = secrets.token_hex(8)

    def profile(self, cypher: str, parameters: Parameters | None = None) -> tuple[Result, Plan | None]:
        """Run the statement; what it has committed before an error stays."""
        query = Query(cypher, metadata={MARK: self._id})
        with self._mapped(), self._session:
            return taken(self._session.run(query, sendable(dict(parameters or {}))))

    def cancel(self) -> None:
        """As in ExplicitTransaction."""
        self._terminate(self._id)


def taken(result: DriverResult) -> tuple[Result, Plan | None]:
    """All rows of a driver's result with the counters, and the plan where there is one."""
    columns = list(result.keys())
    rows = [list(record.values()) for record in result]
    summary = result.consume()
    return Result(columns, rows, Counters.of(summary.counters)), summary.profile or summary.plan
