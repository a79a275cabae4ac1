"""Opening a store, also in the background: the driver takes longer to load than a prompt to show."""

from __future__ import annotations

from concurrent.futures import Future, wait
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from graphkit.config import load_settings
from graphkit.errors import StoreError
from graphkit.stores.address import address_of

if TYPE_CHECKING:
    from graphkit.stores.bolt import BoltStore

# seconds
WAITED_FOR = 5.0


def open_store(address: str | Path | None, *, read_only: bool) -> BoltStore:
    """A folder or a server; raises StoreError, or ConnectionFailed which is one."""
    from graphkit.stores import connect
    from graphkit.stores.bolt import BoltStore

    store = connect(address, read_only=read_only)
    if not isinstance(store, BoltStore):
        raise StoreError(f"the console speaks Bolt, and {store.url} does not")
    return store


class Opening:
    """The same in a thread that begins with `start`; the outcome is that of `future`."""

    def __init__(self, address: str | Path | None, *, read_only: bool) -> None:
        self.future: Future[BoltStore] = Future()
        self._open = partial(open_store, address, read_only=read_only)
        self._started = False

    def start(self) -> None:
        """Begin, where that was not done yet."""
        if not self._started:
            self._started = True
            Thread(target=self._work, daemon=True).start()

    def end(self) -> None:
        """Wait a while for a thread that is still loading modules, which must not meet the end of Python."""
        if self._started:
            wait([self.future], WAITED_FOR)

    def _work(self) -> None:
        try:
            self.future.set_result(self._open())
        except BaseException as error:
            self.future.set_exception(error)


def may_ask(address: str | Path | None) -> bool:
    """True where a person may have to type a password, for which nothing else can have the terminal."""
    settings = load_settings(address)
    return "://" in settings.store and settings.password is None


def url_of(address: str | Path | None) -> str:
    """What an open store calls itself; raises ConnectionFailed for an address that is none."""
    store = load_settings(address).store
    return address_of(store) if "://" in store else str(Path(store).expanduser().absolute())
