"""One session: statements and commands in, results out."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Any, TextIO

from graphkit.console import formats, window
from graphkit.console.caution import is_destructive
from graphkit.console.connection import Connection
from graphkit.console.diagnosis import diagnose
from graphkit.console.pager import paged
from graphkit.console.registry import COMMANDS
from graphkit.console.splitter import split
from graphkit.console.vocabulary import Vocabulary
from graphkit.errors import ConnectionFailed, GraphkitError, QueryError
from graphkit.queries import Answer, QueryLibrary
from graphkit.stores import Counters, Result

_COMMAND = re.compile(r"\s*:[a-z][a-z-]*(\s|;|$)")


class Quit(Exception):
    """The person wants to leave."""


@dataclass(slots=True)
class Session:
    """Runs what is typed on a connection; results go to `out`, all else to `notes`."""

    connection: Connection
    format: str = "table"
    out: TextIO = field(default_factory=lambda: sys.stdout)
    notes: TextIO = field(default_factory=lambda: sys.stderr)
    timing: bool = False
    fail_fast: bool = True
    parameters: dict[str, Any] = field(default_factory=dict)
    library: QueryLibrary = field(default_factory=QueryLibrary)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    last: Answer[Any] | None = None
    # asks a person before something is lost; nobody is there to be asked in a script
    confirm: Callable[[str], bool] | None = None
    failures: int = 0

    def execute(self, text: str) -> None:
        """Run a command, or statements one by one; raises GraphkitError at the first that fails."""
        if is_command(text):
            COMMANDS.run(self, text.strip().rstrip(";"))
            return
        for statement in split(text):
            self._attempt(statement)

    def _attempt(self, statement: str) -> None:
        try:
            self._run(statement)
        except ConnectionFailed:
            raise
        except GraphkitError as error:
            known = [*self.vocabulary.names(), *self.parameters]
            self.fail(QueryError(diagnose(error, statement, known)))

    def fail(self, error: GraphkitError) -> None:
        """Raise it, or tell it and go on where the script wants that."""
        self.failures += 1
        if self.fail_fast:
            raise error
        self.note(str(error))

    def _run(self, statement: str) -> None:
        if not self._allowed(statement):
            self.note("not run")
            return
        begun = time.monotonic()
        result, _ = self.connection.run(statement, self.parameters)
        self.show(Answer.of(result, row_name="the last result"), seconds=time.monotonic() - begun)
        if not result.rows and not result.counters:
            for remark in self.vocabulary.unknown_in(statement):
                self.note(remark)

    def _allowed(self, statement: str) -> bool:
        if self.confirm is None or self.connection.read_only or not is_destructive(statement):
            return True
        return self.confirm("This takes something away, and no WHERE says from where. Run it?")

    def show(self, answer: Answer[Any], *, seconds: float | None = None) -> None:
        """Print a result's rows, and say how many there are and what it changed."""
        self.last = answer
        if answer.columns:
            self.data(answer)
        told = []
        if answer.columns or not answer.counters:
            told.append(row_count(answer.rows))
        if answer.counters:
            told.append(changes(answer.counters))
        if self.timing and seconds is not None:
            told.append(f"{seconds * 1000:.0f} ms")
        self.note(", ".join(told))

    def data(self, result: Result) -> None:
        """Print rows in the session's format."""
        with self.written() as file:
            formats.write(result, format=self.format, file=file)

    @contextmanager
    def written(self) -> Iterator[TextIO]:
        """A file for data; what is longer than a person's window goes through a pager."""
        with paged(self.out, self.confirm is not None) as file:
            yield file
        self.out.flush()

    def note(self, text: str) -> None:
        """Tell the person something that is no data."""
        print(window.fitted(text) if self.notes.isatty() else text, file=self.notes, flush=True)


def is_command(text: str) -> bool:
    """True for `:help` and its like, and not for a line of a statement such as `:Person)`."""
    return _COMMAND.match(text) is not None


def row_count(rows: Sized) -> str:
    """How many rows there are.

    >>> row_count([1])
    '1 row'
    """
    return f"{len(rows)} row{'' if len(rows) == 1 else 's'}"


def changes(counters: Counters) -> str:
    """What a statement changed, in words.

    >>> changes(Counters(nodes_created=2, properties_set=1))
    'nodes created 2, properties set 1'
    """
    changed = ((field.name, getattr(counters, field.name)) for field in fields(counters))
    return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in changed if count)
