"""The commands."""

from __future__ import annotations

import click

from graphkit.cli.actors import actors
from graphkit.cli.console import console
from graphkit.cli.draw import draw
from graphkit.cli.exchange import export, verify
from graphkit.cli.extract import extract
from graphkit.cli.loading import load
from graphkit.cli.query import query
from graphkit.cli.root import Root, store_option
from graphkit.cli.watch import watch
from graphkit.version import __version__


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="graphkit", message="%(prog)s %(version)s")
def main() -> None:
    """Read news articles into a graph of who did what to whom, and ask it questions."""


main.add_command(load)
main.add_command(extract)
main.add_command(export)
main.add_command(verify)
main.add_command(query)
main.add_command(draw)
main.add_command(actors)
main.add_command(console)
main.add_command(watch)


@main.command()
@click.argument("document")
@store_option
def retract(document: str, store: str | None) -> None:
    """Take a document, and what only it says, out of the graph again."""
    from graphkit import api

    report = api.retract(document, store=store)
    click.echo(f"{document} is out of the graph, with {report.statements_removed} statements")


@main.command()
@store_option
def stop(store: str | None) -> None:
    """Stop the server of an embedded graph now; it stops by itself some time after its last use."""
    from graphkit import api

    stopped = api.stop(store)
    click.echo("stopped" if stopped else "no server was running", err=True)
