"""The console from the command line: a command, files, stdin, or a person at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphkit.console import commands, exploring  # noqa: F401  (they register what they define)
from graphkit.console.connection import Connection
from graphkit.console.opening import may_ask
from graphkit.console.script import run_script
from graphkit.console.session import Quit, Session
from graphkit.errors import QueryError


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says."""

    commands: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)
    format: str = "table"
    read_only: bool = False
    fail_fast: bool = True
    vi: bool = False


def run(options: Options, *, store: str | Path | None = None) -> int:
    """Run what the options give, else stdin, else talk; 0, or 1 where a statement of a script failed."""
    texts = [*options.commands, *map(commands.read_script, options.files)]
    talks = not texts and sys.stdin.isatty()
    connect = Connection.soon if talks and not may_ask(store) else Connection.to
    connection = connect(store, read_only=options.read_only, tell=_tell)
    session = Session(connection, options.format, fail_fast=options.fail_fast, parameters=options.parameters)
    try:
        if talks:
            from graphkit.console.prompt import converse

            session.fail_fast = True
            converse(session, vi=options.vi)
            return 0
        _run_all(session, texts or [sys.stdin.read()])
    except Quit:
        pass
    except QueryError as error:  # its lines show the place, which one line could not
        session.note(str(error))
        return error.exit_code
    finally:
        session.connection.close()
    return 1 if session.failures else 0


def _run_all(session: Session, texts: Iterable[str]) -> None:
    for text in texts:
        run_script(session, text)


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
