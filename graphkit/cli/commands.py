"""The commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.actors import actors
from graphkit.cli.console import console
from graphkit.cli.draw import draw
from graphkit.cli.exchange import export, verify
from graphkit.cli.loading import load
from graphkit.cli.query import query
from graphkit.cli.root import Root, complain, format_option, reading_options, store_option, tell
from graphkit.version import __version__

if TYPE_CHECKING:
    from graphkit.model import Statement
    from graphkit.readers import Reject

Sources = tuple[str, ...]
STATEMENT_COLUMNS = (
    "document",
    "sentence",
    "subject",
    "relation",
    "object",
    "polarity",
    "modality",
    "said_by",
    "time",
)


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="graphkit", message="%(prog)s %(version)s")
def main() -> None:
    """Read news articles into a graph of who did what to whom, and ask it questions."""


main.add_command(load)
main.add_command(export)
main.add_command(verify)
main.add_command(query)
main.add_command(draw)
main.add_command(actors)
main.add_command(console)


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@reading_options
@format_option("jsonl")
@click.pass_context
def extract(ctx: click.Context, /, sources: Sources, format_: str, **options: Any) -> None:
    """Print the statements of articles, without a graph.

    As JSON Lines, one statement a line: `graphkit extract a.txt | graphkit load -` loads them.
    """
    from graphkit import api
    from graphkit.readers import Remarks

    rejects: list[Reject] = []

    def list_reject(reject: Reject) -> None:
        rejects.append(reject)
        complain(reject)

    remarks = Remarks()
    found = api.extractions(sources, on_reject=list_reject, remarks=remarks, **options)
    if format_ == "jsonl":
        for extraction in found:
            for line in extraction.to_lines():
                click.echo(line)
    else:
        _write_statements([s for extraction in found for s in extraction.statements], format_)
    tell(remarks.lines())
    ctx.exit(1 if rejects else 0)


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


def _write_statements(statements: list[Statement], format_: str) -> None:
    from graphkit import output
    from graphkit.stores import Result

    rows = [_row(statement) for statement in statements]
    output.write(Result(list(STATEMENT_COLUMNS), rows), format=format_)


def _row(statement: Statement) -> list[Any]:
    said_by = statement.said_by.name if statement.said_by else None
    time = statement.time.text if statement.time else None
    told = (statement.subject.name, statement.relation, statement.object.name)
    how = (statement.polarity, statement.modality, said_by, time)
    return [statement.document, statement.sentence, *told, *how]
