"""One session: statements and commands in, results out."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TextIO

from graphkit import api, output
from graphkit.console.splitter import split
from graphkit.errors import QueryError
from graphkit.queries import QueryLibrary
from graphkit.stores import Counters, Result, Store

HELP = """\
A statement ends with ; or an empty line. Ctrl-C drops what is typed, Ctrl-D leaves.
  :queries                 list the query library
  :run NAME key=value ...  run one of its queries, for example :run actors/relations name=Assad
  :help                    this
  :quit                    leave"""
END = ":end"
_COMMAND = re.compile(r"\s*:[a-z][a-z-]*(\s|;|$)")


class Quit(Exception):
    """The person wants to leave."""


class Session:
    """Runs what is typed on a store; results go to `out`, all else to `notes`."""

    def __init__(
        self, store: Store, *, format: str = "table", out: TextIO | None = None, notes: TextIO | None = None
    ) -> None:
        self.store = store
        self.format = format
        self.out = out or sys.stdout
        self.notes = notes or sys.stderr
        self._commands: dict[str, Callable[[list[str]], None]] = {
            ":help": lambda words: self.note(HELP),
            ":queries": self._list_queries,
            ":run": self._run_query,
            ":quit": self._quit,
            ":exit": self._quit,
        }

    def execute(self, text: str) -> None:
        """Run a command, or statements one by one; raises QueryError at the first that fails."""
        if is_command(text):
            self._command(text.strip().rstrip(";"))
            return
        for statement in split(text):
            self.show(self.store.run(statement))

    def show(self, result: Result) -> None:
        """Print a result's rows, and say what it changed."""
        if result.columns:
            output.write(result, format=self.format, file=self.out)
        if result.columns or not result.counters:
            self.note(f"{len(result.rows)} row{'' if len(result.rows) == 1 else 's'}")
        if result.counters:
            self.note(changes(result.counters))
        self.out.flush()

    def note(self, text: str) -> None:
        """Tell the person something that is no data."""
        print(text, file=self.notes, flush=True)

    def _command(self, text: str) -> None:
        try:
            name, *words = shlex.split(text)
        except ValueError as error:
            raise QueryError(f"cannot read {text!r}: {error}") from error
        if name not in self._commands:
            raise QueryError(f"no command {name}: {', '.join(self._commands)}")
        self._commands[name](words)

    def _list_queries(self, words: list[str]) -> None:
        rows = [[query.name, query.description] for query in QueryLibrary()]
        output.write(Result(["query", "question"], rows), format=self.format, file=self.out)

    def _run_query(self, words: list[str]) -> None:
        if not words:
            raise QueryError(":run needs the name of a query; :queries lists them")
        name, *pairs = words
        values = dict(pair.partition("=")[::2] for pair in pairs)
        self.show(QueryLibrary()[name].run(self.store, **values))

    def _quit(self, words: list[str]) -> None:
        raise Quit


def run(*, store: str | Path | None = None, command: str | None = None, format: str = "table") -> None:
    """Serve `command`, else statements from stdin, else a person at the terminal.

    Raises QueryError at the first statement of a script that fails.
    """
    with api.connect(store) as connected:
        session = Session(connected, format=format)
        try:
            if command is not None:
                session.execute(command)
            elif sys.stdin.isatty():
                from graphkit.console.prompt import converse

                converse(session)
            else:
                _run_script(session, sys.stdin.read())
        except Quit:
            return


def _run_script(session: Session, text: str) -> None:
    """Statements, with commands on lines of their own between them."""
    pending: list[str] = []
    for line in [*text.splitlines(keepends=True), END]:
        if is_command(line):
            session.execute("".join(pending))
            pending = []
            if line != END:
                session.execute(line)
        else:
            pending.append(line)


def is_command(text: str) -> bool:
    """True for `:help` and its like, and not for a line of a statement such as `:Person)`."""
    return _COMMAND.match(text) is not None


def changes(counters: Counters) -> str:
    """What a statement changed, in words.

    >>> changes(Counters(nodes_created=2, properties_set=1))
    'nodes created 2, properties set 1'
    """
    changed = ((field.name, getattr(counters, field.name)) for field in fields(counters))
    return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in changed if count)
