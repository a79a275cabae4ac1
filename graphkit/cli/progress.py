"""How far long work has come: a bar on a terminal, lines elsewhere, JSON lines for programs.

with progress(sources, remarks, quiet=quiet) as told:
    api.load(sources, remarks=remarks, progress=told.document, on_reject=told.counting(refuse))
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.log import is_json, log

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from graphkit.model import Extraction
    from graphkit.readers import Reject, Remarks

LINES_FROM_START, LINE_EVERY = 10, 100
SECONDS_BETWEEN_EVENTS = 1.0


class Progress:
    """Counts what is done, and says nothing; what follows says it.

    `total` is the number of bytes that there are to be read, or None where nobody knows.
    """

    def __init__(self, remarks: Remarks, total: int | None = None) -> None:
        self.documents, self.statements, self.words, self.rejects = 0, 0, 0, 0
        self._places, self._total = remarks.places, total
        self._begin = time.monotonic()
        # the first document waits for the pipeline, and a resumed run begins far in: neither tells the speed
        self._first: tuple[float, int] | None = None

    def document(self, extraction: Extraction) -> None:
        """A document is done."""
        self.documents += 1
        self.statements += len(extraction.statements)
        self.words += len(extraction.document.text.split())
        self._places.finish(extraction.document.id)
        self._first = self._first or (time.monotonic(), self._places.done)
        self.show(extraction)

    def counting(self, on_reject: Callable[[Reject], object]) -> Callable[[Reject], None]:
        """The same, and what is rejected is counted."""

        def count(reject: Reject) -> None:
            self.rejects += 1
            on_reject(reject)

        return count

    def show(self, extraction: Extraction) -> None:
        """Say how far it is."""

    def state(self) -> dict[str, Any]:
        """What an event says: counts, seconds since the beginning and, where known, until the end."""
        seconds = time.monotonic() - self._begin
        left = self.left()
        return {
            "documents": self.documents,
            "statements": self.statements,
            "words": self.words,
            "words_per_second": round(self.words / seconds) if seconds else 0,
            "rejects": self.rejects,
            "seconds": round(seconds, 1),
            "seconds_left": None if left is None else round(left),
        }

    def left(self) -> float | None:
        """Seconds until the end, as far as the bytes read tell."""
        if self._total is None or self._first is None:
            return None
        then, before = self._first
        done = self._places.done - before
        return (time.monotonic() - then) / done * max(self._total - self._places.done, 0) if done else None


class Lines(Progress):
    """A line for each of the first documents, then for many at a time."""

    def show(self, extraction: Extraction) -> None:
        """See Progress."""
        if self.documents <= LINES_FROM_START:
            told = f"{extraction.document.id}, {len(extraction.statements)} statements"
            click.echo(f"{self.documents}: {told}", err=True)
        elif self.documents % LINE_EVERY == 0:
            click.echo(state_text(self.state()), err=True)


class Events(Progress):
    """A line of JSON about once a second, and one at the end."""

    _last = 0.0

    def show(self, extraction: Extraction) -> None:
        """See Progress."""
        if time.monotonic() - self._last >= SECONDS_BETWEEN_EVENTS:
            self._last = time.monotonic()
            log("progress", **self.state())


class OnBar(Progress):
    """A bar of the bytes done, with what a line says."""

    def __init__(self, remarks: Remarks, total: int | None, bar: Bar) -> None:
        super().__init__(remarks, total)
        self._bar = bar
        self._task: TaskID = bar.add_task("getting ready", total=total)

    def show(self, extraction: Extraction) -> None:
        """See Progress."""
        self._bar.update(self._task, completed=self._places.done, description=state_text(self.state()))


@contextmanager
def progress(
    sources: Iterable[str], remarks: Remarks, *, quiet: bool, lines: bool = True
) -> Iterator[Progress]:
    """What tells the progress of a command; without `lines` nothing is told where there is no terminal."""
    if is_json():
        told: Progress = Events(remarks, _total(sources)) if not quiet else Progress(remarks)
        yield told
        log("end", **told.state())
    elif quiet or not (lines or sys.stderr.isatty()):
        yield Progress(remarks)
    elif sys.stderr.isatty():
        with _bar() as bar:
            yield OnBar(remarks, _total(sources), bar)
    else:
        yield Lines(remarks, _total(sources))


def state_text(state: dict[str, Any]) -> str:
    """A state as a person reads it.

    >>> counts = {"documents": 1200, "words_per_second": 5210, "rejects": 1, "seconds_left": 130}
    >>> state_text(counts)
    '1,200 articles, 5,210 words/s, 1 rejected, 0:02:10 left'
    """
    told = [f"{state['documents']:,} articles", f"{state['words_per_second']:,} words/s"]
    if state["rejects"]:
        told.append(f"{state['rejects']:,} rejected")
    if (left := state["seconds_left"]) is not None:
        told.append(f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left")
    return ", ".join(told)


def _total(sources: Iterable[str]) -> int | None:
    from graphkit.readers import size

    return size(sources)


@contextmanager
def _bar() -> Iterator[Bar]:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bar

    told = TextColumn("{task.description}", markup=False)
    with Bar(SpinnerColumn(), BarColumn(), told, console=Console(stderr=True), transient=True) as bar:
        yield bar
