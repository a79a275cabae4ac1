"""What all commands share: how errors end them, and the options they have in common."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NoReturn, TypeVar

import click

from graphkit.cli.log import log
from graphkit.corpus import ONE_THREAD
from graphkit.errors import GraphkitError

INTERRUPTED = 130
FORMATS = ("table", "json", "jsonl", "csv")

Command = TypeVar("Command", bound=Callable[..., Any])


class OutputClosed(Exception):
    """Nobody reads our output any more."""


class Root(click.Group):
    """The one place where an error becomes a line on stderr and an exit code."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run and exit: 0 done, 1 failed or rejected, 2 usage, 3 no connection, 130 interrupted."""
        for name in ONE_THREAD:  # before numpy is loaded, which reads them once
            os.environ.setdefault(name, "1")
        settings = {"standalone_mode": False, "complete_var": "_GRAPHKIT_COMPLETE"}
        sys.exit(self._exit_code(*args, **{**extra, **settings}))

    def _exit_code(self, *args: Any, **extra: Any) -> int:
        try:
            code = super().main(*args, **extra)
            sys.stdout.flush()
            return code if isinstance(code, int) else 0
        except GraphkitError as error:
            return complain(str(error), error.exit_code)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "graphkit"
            return complain(f"{error.format_message()} (see `{command} --help`)", error.exit_code)
        except click.ClickException as error:
            return complain(error.format_message(), error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            return complain("interrupted", INTERRUPTED)
        except OSError as error:
            return _after_os_error(error)
        except OutputClosed:
            _abandon_stdout()
            return 0

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click would end with 1 where whoever reads our output has seen enough."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise OutputClosed from error
        except KeyboardInterrupt as error:
            if sys.stderr.isatty():  # which shows ^C
                click.echo(err=True)
            raise click.Abort from error


def complain(message: object, code: int = 1) -> int:
    """Say on stderr, in one line, what went wrong; returns the exit code."""
    told = " ".join(str(message).split())
    if not log("error", message=told):
        click.echo(f"graphkit: {told}", err=True)
    return code


def tell(lines: Iterable[str], *, quiet: bool = False) -> None:
    """Say on stderr what is no error."""
    for line in lines if not quiet else ():
        if not log("remark", message=line):
            click.echo(line, err=True)


def _after_os_error(error: OSError) -> int:
    _abandon_stdout()
    if isinstance(error, BrokenPipeError):
        return 0
    place = f" ({error.filename})" if error.filename else ""
    return complain(f"cannot read or write{place}: {error.strerror or error}")


def _abandon_stdout() -> None:
    """Let go of an output that cannot be written: what is buffered would fail again when Python exits."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def store_option(command: Command) -> Command:
    """--store, as every command has it."""
    default = "[default: GRAPHKIT_STORE, else NEO4J_URI, else ./graphkit.db]"
    text = f"Folder of an embedded graph, or neo4j://host:7687.  {default}"
    return click.option("--store", metavar="PATH|URI", help=text)(command)


def format_option(default: str) -> Callable[[Command], Command]:
    """--format, with the default of the command."""
    choice = click.Choice(FORMATS)
    text = f"Of the output.  [default: {default}]"
    return click.option("--format", "format_", type=choice, default=default, help=text)


def reading_options(command: Command) -> Command:
    """What load and extract share: how articles are read."""
    options = (
        click.option("--model", metavar="NAME", help="Another spaCy pipeline, installed or a folder."),
        click.option("--open", "open_relations", is_flag=True, help="Keep other verbs too, as RELATED."),
        click.option("--knowledge", metavar="FILE", help="Your own people, organisations and places (YAML)."),
        click.option("--encoding", metavar="NAME", help="Of files not in UTF-8, e.g. windows-1252."),
        click.option(
            "--field",
            "fields",
            multiple=True,
            metavar="NAME=COLUMN",
            callback=_fields,
            help="Which column of a table holds the text (title, date …) of articles.",
        ),
        click.option(
            "--text-field",
            metavar="COLUMN",
            expose_value=False,
            callback=_text_field,
            help="The same as --field text=COLUMN.",
        ),
        click.option(
            "--date", metavar="DAY", callback=_day, help="Of articles that have none, as 2016-03-15."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def workers_option(command: Command) -> Command:
    """--workers, for what extracts."""
    text = "Processes that extract; auto or 0: one a processor.  [default: none but this one]"
    return click.option("--workers", type=Workers(), metavar="N", help=text)(command)


class Workers(click.ParamType[Any]):
    """A number of workers, or auto."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value, or a usage error."""
        if value == "auto" or isinstance(value, int):
            return value
        return (
            int(value) if value.isdecimal() else self.fail(f"{value!r} is no number and not auto", param, ctx)
        )


def _fields(ctx: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    fields: dict[str, str] = ctx.params.setdefault("fields", {})
    if given:
        from graphkit.readers.columns import FIELDS

        for pair in given:
            name, equals, column = pair.partition("=")
            if not equals or name not in FIELDS:
                names = ", ".join(FIELDS)
                raise click.BadParameter(f"{pair!r} is not NAME=COLUMN, where NAME is one of {names}")
            fields[name] = column
    return fields


def _text_field(ctx: click.Context, option: click.Parameter, given: str | None) -> None:
    if given:
        ctx.params.setdefault("fields", {})["text"] = given


def _day(ctx: click.Context, option: click.Parameter, given: str | None) -> date | None:
    if given is None:
        return None
    from graphkit.readers import parse_date

    return parse_date(given)
