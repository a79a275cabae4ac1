"""`graphkit console`: type Cypher and see the result."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli.root import store_option

FORMATS = ("table", "json", "jsonl", "csv", "vertical", "markdown")
FILE = click.Path(exists=True, dir_okay=False)


@click.command()
@store_option
@click.option("--command", "-c", "commands", multiple=True, metavar="CYPHER", help="Run this, and leave.")
@click.option(
    "--file",
    "-f",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Run a file, and leave.",
)
@click.option(
    "--param",
    "parameters",
    multiple=True,
    callback=lambda *given: _pairs(given[-1]),
    metavar="NAME=VALUE",
    help="Set a parameter.",
)
@click.option(
    "--format", type=click.Choice(FORMATS), default="table", help="Of the output.  [default: table]"
)
@click.option("--read-only", is_flag=True, help="Have the database refuse what writes.")
@click.option("--fail-fast/--go-on", default=True, help="End at the first error, or go on and end with 1.")
@click.option("--vi", is_flag=True, help="Keys as in vi; those of emacs otherwise.")
@click.pass_context
def console(ctx: click.Context, /, store: str | None, **options: Any) -> None:
    """Type Cypher and see the result; statements from -c, -f or stdin for scripts.

    Ends with 0, or 1 for an error in a statement, 2 for wrong usage, 3 for no connection, 130 when interrupted.
    """
    from graphkit.console import Options, run

    ctx.exit(run(Options(**options), store=store))


def _pairs(given: tuple[str, ...]) -> dict[str, Any]:
    from graphkit.console.values import read_pair
    from graphkit.errors import InputError

    try:
        return dict(map(read_pair, given))
    except InputError as error:
        raise click.BadParameter(str(error)) from error
