"""`graphkit actors`: who is taken for one across documents, and why; a person may rule otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli.root import complain, format_option, store_option

if TYPE_CHECKING:
    from graphkit.loader import LoadReport


@click.group(invoke_without_command=True)
@store_option
@click.option("--name", metavar="TEXT", help="Only those with this in their name.")
@click.option("--everybody", is_flag=True, help="Those of a single document too.")
@format_option("table")
@click.pass_context
def actors(ctx: click.Context, store: str | None, name: str | None, everybody: bool, format_: str) -> None:
    """List who is one across documents, and why; rule otherwise.

    Two documents speak of one actor where its name is known to graphkit, or where both give the same full name. A
    ruling says otherwise; it holds for what is loaded and for what will be, and can be undone.
    """
    ctx.obj = store
    if ctx.invoked_subcommand is None:
        from graphkit import api, output

        result = api.actors(store=store, name=name, everybody=everybody)
        output.write(result, format=format_)
        if not result.rows:
            complain("no rows")


@actors.command()
@click.argument("actor")
@click.argument("target")
@click.pass_obj
def merge(store: str | None, actor: str, target: str) -> None:
    """Rule that ACTOR is TARGET (ids as `graphkit actors` lists them)."""
    from graphkit import api

    _tell(f"{actor} is {target} now", actor, api.merge_actors(actor, target, store=store))


@actors.command()
@click.argument("actor")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@click.pass_obj
def split(store: str | None, actor: str, documents: tuple[str, ...]) -> None:
    """Rule that ACTOR is somebody else in each DOCUMENT."""
    from graphkit import api

    rulings = " and ".join(f"{actor}@{document}" for document in documents)
    _tell(f"{rulings} now stands for itself", rulings, api.split_actor(actor, documents, store=store))


@actors.command()
@click.argument("ruling")
@click.pass_obj
def undo(store: str | None, ruling: str) -> None:
    """Take a ruling back: that on ACTOR, or on ACTOR@DOCUMENT."""
    from graphkit import api

    _tell(f"the ruling on {ruling} is taken back", None, api.undo_ruling(ruling, store=store))


@actors.command()
@format_option("table")
@click.pass_obj
def rulings(store: str | None, format_: str) -> None:
    """List the rulings."""
    from graphkit import api, output

    output.write(api.rulings(store=store), format=format_)


def _tell(what: str, undo_with: str | None, report: LoadReport) -> None:
    undo_hint = f"; `graphkit actors undo {undo_with}` takes it back" if undo_with else ""
    changed = f"{report.statements_added} statements in {report.changed} documents restated"
    click.echo(f"{what}: {changed}{undo_hint}")
