"""Statements and commands that nobody types: -c, -f, stdin, :source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.console.registry import COMMANDS
from graphkit.console.splitter import is_complete, is_open
from graphkit.errors import ConnectionFailed, GraphkitError

if TYPE_CHECKING:
    from graphkit.console.session import Session


def run_script(session: Session, text: str) -> None:
    """Statements, with commands on lines of their own between them; raises at the first error.

    A command that takes a statement goes on to its semicolon.
    """
    from graphkit.console.session import is_command

    pending = ""
    for line in text.splitlines(keepends=True):
        if is_command(line) and not is_open(pending):
            _run(session, pending)
            pending = line
        else:
            pending += line
        if is_command(pending) and (is_complete(pending) or not COMMANDS.takes_statement(pending)):
            _run(session, pending)
            pending = ""
    _run(session, pending)


def _run(session: Session, text: str) -> None:
    from graphkit.console.session import is_command

    if not is_command(text):
        session.execute(text)
        return
    try:
        session.execute(text)
    except ConnectionFailed:
        raise
    except GraphkitError as error:
        session.fail(error)
