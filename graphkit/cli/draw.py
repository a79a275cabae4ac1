"""`graphkit draw`: a picture of an answer, or of an actor's surroundings."""

from __future__ import annotations

import click

from graphkit.cli.query import library, queries_option, query_options, tell_names
from graphkit.cli.root import store_option


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("target", metavar="QUERY|ACTOR")
@click.option(
    "--output", "-o", required=True, type=click.Path(dir_okay=False), help="A file: .html, .svg or .png."
)
@store_option
@queries_option
@click.pass_context
def draw(ctx: click.Context, target: str, output: str, store: str | None, queries: str | None) -> None:
    """Draw the answer of a query, or whom an actor has to do with.

    Options of the query follow: `graphkit draw actors/relations --name Assad -o assad.html`; those of graph/ego
    follow an actor. An .html is one file to look around in, with the sentences behind each relationship.
    """
    from graphkit import api
    from graphkit.drawing import find_query

    query, preset = find_query(target, library(ctx))
    options = [option for option in query_options(query) if option.name not in preset]
    command = click.Command(f"{ctx.info_name} {target}", params=options)
    with command.make_context(command.name, ctx.args, parent=ctx) as asked:
        values = asked.params
    picture = api.draw(target, output, store=store, queries=queries, **values)
    tell_names(picture.found, {**values, **preset})
    click.echo(f"{output}: {len(picture.nodes)} nodes, {len(picture.edges)} relationships", err=True)
