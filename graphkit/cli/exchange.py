"""`graphkit export` and `graphkit verify`: whole graphs out of a store, and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli.root import complain, store_option

if TYPE_CHECKING:
    from graphkit.loader.census import Difference

FORMATS = ("jsonl", "neo4j-admin", "parquet", "graphml", "cypher")
MOST = 50


@click.command()
@store_option
@click.option("--format", "format_", type=click.Choice(FORMATS), default="jsonl", help="[default: jsonl]")
@click.option("--output", "-o", default="-", metavar="PATH", help="A file, a new folder, or - for stdout.")
def export(store: str | None, format_: str, output: str) -> None:
    """Write the whole graph out.

    jsonl has one node or relationship a line, in an order that is always the same, and `graphkit load` reads it;
    so it does parquet, with the mapping beside it. neo4j-admin is a folder of CSV for `neo4j-admin database
    import full`, with the command to run. graphml and cypher are for other programs.
    """
    from graphkit import exchange

    advice = exchange.export_graph(output, format=format_, store=store)
    if advice:
        click.echo(advice, err=True)


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@store_option
@click.option("--against", metavar="PATH|URI", help="Another store, in place of a SOURCE.")
@click.option("--mapping", type=click.Path(), metavar="FILE", help="What the columns of tables are (YAML).")
@click.option("--model", metavar="NAME", help="Another spaCy pipeline, as for load.")
@click.pass_context
def verify(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    store: str | None,
    against: str | None,
    mapping: str | None,
    model: str | None,
) -> None:
    """Compare the graph with what was loaded, or with another store.

    Counts and checksums by label, type and property. Exit code 1 where they differ.
    """
    from graphkit import exchange

    result = exchange.verify(sources, mapping=mapping, against=against, store=store, model=model)
    for difference in result.differences[:MOST]:
        complain(_told(difference))
    if len(result.differences) > MOST:
        complain(f"and {len(result.differences) - MOST} more")
    if not result.differences:
        click.echo(f"equal: {result.nodes} nodes and {result.relationships} relationships")
    ctx.exit(1 if result.differences else 0)


def _told(difference: Difference) -> str:
    entry, expected, found = difference
    what = f"{entry.kind} {entry.name}" + (f", {entry.property}" if entry.property else "")
    if expected.count != found.count:
        return f"{what}: {expected.count} expected, {found.count} found"
    return f"{what}: {found.count} as expected, but not the same ones"
