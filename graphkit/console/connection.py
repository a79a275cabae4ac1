"""Statements on a store: each in a transaction of its own, or in the one that a person has begun."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from graphkit import api
from graphkit.console.running import run_cancellable
from graphkit.errors import ConnectionFailed, GraphkitError, InputError, NotAllowed, StoreError
from graphkit.stores import Result
from graphkit.stores.bolt import BoltStore
from graphkit.stores.explicit import ExplicitTransaction, Plan

Values = Mapping[str, Any]
Outcome = tuple[Result, Plan | None]


class Connection:
    """An open store with at most one transaction of a person's own; `tell` says what happened to it."""

    def __init__(
        self, store: BoltStore, *, read_only: bool = False, tell: Callable[[str], None] = print
    ) -> None:
        self.store = store
        self.read_only = read_only
        self.tell = tell
        self._open: ExplicitTransaction | None = None

    @classmethod
    def to(
        cls, address: str | Path | None, *, read_only: bool = False, tell: Callable[[str], None] = print
    ) -> Connection:
        """Connect to a folder or a server; with `read_only` a folder that is no store does not become one."""
        store = api.connect(address, read_only=read_only)
        if not isinstance(store, BoltStore):
            raise StoreError(f"the console speaks Bolt, and {store.url} does not")
        return cls(store, read_only=read_only, tell=tell)

    @property
    def in_transaction(self) -> bool:
        """True between `begin` and its end."""
        return self._open is not None

    def run(self, cypher: str, values: Values) -> Outcome:
        """Run one statement; Ctrl-C cancels it on the server. Raises NotAllowed for a write in read-only mode."""
        outcome = self._within(self._open, cypher, values) if self._open else self._surviving(cypher, values)
        # the engine of the embedded store lets some writes through to the rollback
        if self.read_only and outcome[0].counters:
            raise NotAllowed("not allowed here: the statement writes, and the console is read-only")
        return outcome

    def _surviving(self, cypher: str, values: Values) -> Outcome:
        try:
            return self._alone(cypher, values)
        except ConnectionFailed:
            self._reconnect()
            self.tell("the connection was lost; the statement runs again on a new one")
        return self._alone(cypher, values)

    def read(self, cypher: str, values: Values | None = None) -> Result:
        """Rows of a statement that cannot write, outside of any open transaction."""
        return self.store.read(cypher, values)

    def begin(self) -> None:
        """Begin a transaction."""
        if self._open:
            raise InputError("a transaction is open already: :commit or :rollback ends it")
        self._open = self.store.begin(read_only=self.read_only)

    def commit(self) -> None:
        """Keep what the open transaction did."""
        transaction = self._taken()
        if self.read_only:
            transaction.rollback()
        else:
            transaction.commit()

    def rollback(self) -> None:
        """Undo what the open transaction did."""
        self._taken().rollback()

    def close(self) -> None:
        """Roll back what is open, and let go of the store."""
        if self._open:
            self.rollback()
        self.store.close()

    def _taken(self) -> ExplicitTransaction:
        if self._open is None:
            raise InputError("no transaction is open: :begin opens one")
        transaction, self._open = self._open, None
        return transaction

    def _within(self, transaction: ExplicitTransaction, cypher: str, values: Values) -> Outcome:
        try:
            return run_cancellable(transaction, lambda: transaction.profile(cypher, values))
        except ConnectionFailed as error:
            self.rollback()
            self._reconnect()
            raise StoreError(
                "the connection was lost, and with it the open transaction: nothing of it is in the graph; "
                "begin again"
            ) from error
        except (GraphkitError, KeyboardInterrupt):
            # the server has rolled it back
            self.rollback()
            self.tell("the open transaction is rolled back")
            raise

    def _alone(self, cypher: str, values: Values) -> Outcome:
        transaction = self.store.begin(read_only=self.read_only)
        try:
            outcome = run_cancellable(transaction, lambda: transaction.profile(cypher, values))
            if not self.read_only:
                transaction.commit()
            return outcome
        finally:
            transaction.rollback()

    def _reconnect(self) -> None:
        """See that the server answers again; raises ConnectionFailed."""
        self.store.read("RETURN 1")
