"""Statements on a store: each in a transaction of its own, or in the one that a person has begun."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.console.caution import commits_itself
from graphkit.console.opening import Opening, open_store, url_of
from graphkit.console.running import QUIET, run_cancellable, told_after
from graphkit.errors import ConnectionFailed, GraphkitError, InputError, NotAllowed, StoreError
from graphkit.stores import Result

if TYPE_CHECKING:
    from graphkit.stores.bolt import BoltStore
    from graphkit.stores.explicit import ExplicitTransaction, Plan

Values = Mapping[str, Any]
Outcome = tuple[Result, "Plan | None"]
WAITING = "waiting for the store, to which another process may be writing; Ctrl-C gives up"


class Connection:
    """A store with at most one transaction of a person's own; `tell` says what happened to it."""

    def __init__(
        self,
        store: BoltStore | Opening,
        *,
        url: str | None = None,
        read_only: bool = False,
        tell: Callable[[str], None] = print,
    ) -> None:
        self._opening = store if isinstance(store, Opening) else None
        self.opened: Future[BoltStore] = store.future if isinstance(store, Opening) else Future()
        if not isinstance(store, Opening):
            self.opened.set_result(store)
        self.url = url or self.store.url
        self.read_only = read_only
        self.tell = tell
        self._open: ExplicitTransaction | None = None

    @classmethod
    def to(
        cls, address: str | Path | None, *, read_only: bool = False, tell: Callable[[str], None] = print
    ) -> Connection:
        """Connect to a folder or a server; with `read_only` a folder that is no store does not become one."""
        return cls(open_store(address, read_only=read_only), read_only=read_only, tell=tell)

    @classmethod
    def soon(
        cls, address: str | Path | None, *, read_only: bool = False, tell: Callable[[str], None] = print
    ) -> Connection:
        """As `to`, but later: from `start` on, or when the store is needed, which then may raise what `to` does."""
        opening = Opening(address, read_only=read_only)
        return cls(opening, url=url_of(address), read_only=read_only, tell=tell)

    def start(self) -> None:
        """Begin to open the store in the background, where that was not done yet."""
        if self._opening:
            self._opening.start()

    @property
    def store(self) -> BoltStore:
        """The open store."""
        self.start()
        return self.opened.result()

    @property
    def failure(self) -> BaseException | None:
        """Why the store could not be opened; None where it is open, and until it is known."""
        return self.opened.exception() if self.opened.done() else None

    @property
    def in_transaction(self) -> bool:
        """True between `begin` and its end."""
        return self._open is not None

    def run(self, cypher: str, values: Values) -> Outcome:
        """Run one statement; Ctrl-C cancels it on the server. Raises NotAllowed for a write in read-only mode."""
        if self.store.kind == "neo4j" and commits_itself(cypher):
            outcome = self._implicitly(cypher, values)
        elif self._open:
            outcome = self._within(self._open, cypher, values)
        else:
            outcome = self._surviving(cypher, values)
        # the engine of the embedded store lets some writes through to the rollback
        if self.read_only and outcome[0].counters:
            raise NotAllowed("not allowed here: the statement writes, and the console is read-only")
        return outcome

    def begin(self) -> None:
        """Begin a transaction."""
        if self._open:
            raise InputError("a transaction is open already: :commit or :rollback ends it")
        self._open = self._begun()

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
        if self._opening:
            self._opening.end()
        if self.opened.done() and not self.failure:
            self.store.close()

    def _taken(self) -> ExplicitTransaction:
        if self._open is None:
            raise InputError("no transaction is open: :begin opens one")
        transaction, self._open = self._open, None
        return transaction

    def _begun(self) -> ExplicitTransaction:
        with told_after(QUIET, lambda: self.tell(WAITING)):
            return self.store.begin(read_only=self.read_only)

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

    def _surviving(self, cypher: str, values: Values) -> Outcome:
        try:
            return self._alone(cypher, values)
        except ConnectionFailed:
            self.tell("the connection was lost; the statement runs again once the server answers")
            self._reconnect()
        return self._alone(cypher, values)

    def _alone(self, cypher: str, values: Values) -> Outcome:
        transaction = self._begun()
        try:
            outcome = run_cancellable(transaction, lambda: transaction.profile(cypher, values))
            if not self.read_only:
                transaction.commit()
            return outcome
        finally:
            transaction.rollback()

    def _implicitly(self, cypher: str, values: Values) -> Outcome:
        if self._open:
            raise InputError(
                "IN TRANSACTIONS commits by itself, and a transaction is open: :commit or :rollback ends it"
            )
        self._reconnect()
        transaction = self.store.implicit(read_only=self.read_only)
        try:
            return run_cancellable(transaction, lambda: transaction.profile(cypher, values))
        except ConnectionFailed as error:
            raise StoreError(
                "the connection was lost; what the statement had committed by then is in the graph: look before "
                "you run it again"
            ) from error
        except (GraphkitError, KeyboardInterrupt):
            self.tell("what the statement had committed by then stays in the graph")
            raise

    def _reconnect(self) -> None:
        """See that the server answers again; raises ConnectionFailed."""
        self.store.read("RETURN 1")
