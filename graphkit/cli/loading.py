"""`graphkit load`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.narration import progress, summary_text
from graphkit.cli.root import complain, reading_options, store_option

if TYPE_CHECKING:
    from graphkit.loader.rejects import RejectsFile
    from graphkit.readers import Reject

Sources = tuple[str, ...]
BATCH_SIZE = 5000


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@store_option
@reading_options
@click.option(
    "--batch-size", type=click.IntRange(1), default=BATCH_SIZE, metavar="N", help="Statements each."
)
@click.option("--resume", is_flag=True, help="Go on where the same load was interrupted.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), metavar="FILE", help="For rows that do not get in."
)
@click.option("--max-rejects", type=click.IntRange(0), metavar="N", help="Stop at more than N rejects.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@click.pass_context
def load(
    ctx: click.Context,
    /,
    sources: Sources,
    store: str | None,
    rejects: Path | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Read articles into the graph.

    A SOURCE is a text file, a folder of *.txt and *.jsonl, a file of statements as `graphkit extract` prints
    them, or - for stdin. Loading an article again changes nothing. What does not get in is told with the reason,
    and its rows are written to a file of rejects.
    """
    from graphkit import api, config
    from graphkit.loader.rejects import RejectsFile

    with RejectsFile(rejects) as file:
        try:
            with progress(sources, quiet=quiet) as tell:
                summary = api.load(
                    sources,
                    store=store,
                    progress=tell,
                    on_reject=lambda reject: _refuse(reject, file),
                    **options,
                )
        finally:
            _tell_how_to_repeat(file, store)
    if not quiet:
        click.echo(summary_text(summary, store=config.load_settings(store).store))
    ctx.exit(1 if summary.rejects else 0)


def _refuse(reject: Reject, file: RejectsFile) -> None:
    complain(reject)
    file.add(reject.lines, str(reject))


def _tell_how_to_repeat(file: RejectsFile, store: str | None) -> None:
    if file.path:
        command = ["graphkit", "load", str(file.path), *(["--store", store] if store else [])]
        click.echo(f"{file.path} holds what was rejected; once mended: {shlex.join(command)}", err=True)
