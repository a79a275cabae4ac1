"""What is told on stderr, as lines for a person or, with --log-format json, as JSON lines for a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graphkit.readers import Reject

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("text", "json")
# an error is told where no command is any more, so the format is not one of a command's parameters
_format: ContextVar[str] = ContextVar("log format", default="text")


def log_option(command: Command) -> Command:
    """--log-format, for commands whose work is long."""
    return click.option(
        "--log-format",
        type=click.Choice(FORMATS),
        default="text",
        expose_value=False,
        is_eager=True,  # what is wrong with the other options is told in it too
        callback=lambda ctx, option, value: _format.set(value),
        help="Of what is told on stderr: text, or JSON lines.  [default: text]",
    )(command)


def is_json() -> bool:
    """True where a program reads."""
    return _format.get() == "json"


def log(event: str, **fields: Any) -> bool:
    """Write an event as a line of JSON; False, and nothing written, where a person reads."""
    if is_json():
        click.echo(json.dumps({"event": event, **fields}, ensure_ascii=False), err=True)
    return is_json()


def refuse(reject: Reject) -> None:
    """Say that something could not be used, and why."""
    if not log("reject", source=reject.source, reason=reject.reason):
        click.echo(f"graphkit: {' '.join(str(reject).split())}", err=True)
