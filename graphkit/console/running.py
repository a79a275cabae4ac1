"""A statement that takes long: it shows that it runs, and Ctrl-C cancels it on the server."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread, Timer
from typing import Protocol, TypeVar

T = TypeVar("T")
# seconds; before that nobody wonders whether anything happens
QUIET = 0.7
LOOK = 0.1
# from the first column: the terminal may have written ^C behind what we wrote
CLEAR_LINE = "\r\x1b[K"


class Cancellable(Protocol):
    """What a server can be told to stop."""

    def cancel(self) -> None:
        """Have the server stop it."""


class _Worker(Thread):
    """Does the work beside the thread that hears Ctrl-C."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self.value: object = None
        self.error: BaseException | None = None
        # Thread.join says that a thread has ended when Ctrl-C interrupts it on Python 3.11
        self.done = Event()

    def run(self) -> None:
        """Keep what the work gives or raises."""
        try:
            self.value = self._work()
        except BaseException as error:
            self.error = error
        finally:
            self.done.set()


def run_cancellable(transaction: Cancellable, work: Callable[[], T]) -> T:
    """What `work` gives on this transaction; KeyboardInterrupt once the server has let go of it."""
    worker = _Worker(work)
    worker.start()
    try:
        _wait(worker)
    except KeyboardInterrupt:
        try:
            transaction.cancel()
        finally:
            # until it has heard of the end the connection is its own
            worker.done.wait()
        raise
    if worker.error:
        raise worker.error
    return worker.value  # type: ignore[return-value]


@contextmanager
def told_after(seconds: float, tell: Callable[[], None]) -> Iterator[None]:
    """Tell somebody where what is done inside takes longer."""
    timer = Timer(seconds, tell)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _wait(worker: _Worker) -> None:
    begun, shown = time.monotonic(), False
    try:
        while not worker.done.wait(LOOK):
            seconds = time.monotonic() - begun
            if seconds > QUIET and sys.stderr.isatty():
                shown = True
                _show(f"\rrunning, {seconds:.0f} s; Ctrl-C cancels ")
    except KeyboardInterrupt:
        shown = sys.stderr.isatty()
        raise
    finally:
        if shown:
            _show(CLEAR_LINE)


def _show(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)
