"""`graphkit load`."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import date as Date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.log import is_json, log_option, refuse
from graphkit.cli.narration import documents_plan_text, rows_progress, rows_text, summary_text
from graphkit.cli.progress import progress
from graphkit.cli.root import reading_options, store_option, tell, workers_option

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
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What the columns of tables are (YAML).",
)
@click.option(
    "--writers", type=click.IntRange(1), default=1, metavar="N", help="Of relationships at a time, for rows."
)
@click.option("--resume", is_flag=True, help="Go on where the same load was interrupted.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), metavar="FILE", help="For rows that do not get in."
)
@click.option("--max-rejects", type=click.IntRange(0), metavar="N", help="Stop at more than N rejects.")
@click.option("--dry-run", is_flag=True, help="Tell what would be created, changed and left; write nothing.")
@workers_option
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@log_option
@click.pass_context
def load(
    ctx: click.Context,
    /,
    sources: Sources,
    store: str | None,
    mapping: Path | None,
    rejects: Path | None,
    dry_run: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Read articles into the graph, or nodes and relationships of your own.

    A SOURCE is a file of articles (text, Markdown, HTML, RSS, JSON Lines, CSV, Parquet, WARC, zip), a folder of
    these, the address of a feed or a page, statements as `graphkit extract` prints them, or - for stdin; with
    --mapping, tables of nodes: *.csv, *.tsv, *.jsonl, *.parquet; or a graph that `graphkit export` wrote. Loading
    the same again changes nothing. What does not get in is told with the reason, and its rows are written to a
    file of rejects.
    """
    from graphkit.loader.gathering import is_graph
    from graphkit.loader.rejects import RejectsFile

    is_rows = mapping or any(map(is_graph, sources))
    run = _WAYS[bool(is_rows), dry_run]
    with RejectsFile(rejects) as file:
        try:
            options |= {"store": store, "on_reject": refuse if dry_run else partial(_refuse, file)}
            told, rejected = run(sources, quiet, mapping=mapping, **options)
        finally:
            _tell_how_to_repeat(file, store, mapping)
    if not quiet and not is_json():
        click.echo(told)
    ctx.exit(1 if rejected else 0)


def _plan_articles(
    sources: Sources,
    quiet: bool,
    *,
    mapping: Path | None,
    batch_size: int,
    resume: bool,
    max_rejects: int,
    writers: int,
    **options: Any,
) -> tuple[str, bool]:
    from graphkit import config, exchange
    from graphkit.readers import Remarks

    plan, rejected = exchange.plan_articles(sources, remarks=(remarks := Remarks()), **options)
    tell(remarks.lines(), quiet=quiet)
    return documents_plan_text(plan, store=config.load_settings(options["store"]).store), bool(rejected)


def _plan_rows(
    sources: Sources,
    quiet: bool,
    *,
    mapping: Path | None,
    batch_size: int,
    store: str | None,
    on_reject: Any,
    **_: Any,
) -> tuple[str, bool]:
    from graphkit import config, exchange

    report = exchange.plan_rows(
        sources, mapping=mapping, store=store, batch_size=batch_size, on_reject=on_reject
    )
    return rows_text(report, store=config.load_settings(store).store, would="would be "), bool(
        report.rejected
    )


def _load_articles(
    sources: Sources, quiet: bool, *, mapping: Path | None, writers: int, **options: Any
) -> tuple[str, bool]:
    from graphkit import api, config
    from graphkit.readers import Remarks

    if writers > 1:
        raise click.UsageError("--writers is for the relationships of rows, not for articles")
    remarks = Remarks()
    with progress(sources, remarks, quiet=quiet) as told:
        options["on_reject"] = told.counting(options["on_reject"])
        summary = api.load(sources, progress=told.document, remarks=remarks, **options)
    tell(remarks.lines(), quiet=quiet)
    store = config.load_settings(options["store"]).store
    return summary_text(summary, store=store), bool(summary.rejects)


def _load_rows(
    sources: Sources,
    quiet: bool,
    *,
    model: str | None,
    open_relations: bool,
    knowledge: str | None,
    encoding: str | None,
    fields: dict[str, str],
    date: Date | None,
    workers: int | str | None,
    **options: Any,
) -> tuple[str, bool]:
    from graphkit import config, exchange

    if model or open_relations or knowledge or encoding or fields or date or workers is not None:
        names = "--model, --open, --knowledge, --encoding, --field, --date and --workers"
        raise click.UsageError(f"{names} are for articles, not for rows")
    with rows_progress(quiet=quiet) as advance:
        report = exchange.load_rows(sources, progress=advance, **options)
    store = config.load_settings(options["store"]).store
    return rows_text(report, store=store), bool(report.rejected)


def _refuse(file: RejectsFile, reject: Reject) -> None:
    refuse(reject)
    file.add(reject.lines, str(reject))


def _tell_how_to_repeat(file: RejectsFile, store: str | None, mapping: Path | None) -> None:
    if file.path:
        options = [("--mapping", str(mapping) if mapping else None), ("--store", store)]
        given = [word for option, value in options if value for word in (option, value)]
        command = shlex.join(["graphkit", "load", str(file.path), *given])
        tell([f"{file.path} holds what was rejected; once mended: {command}"])


_WAYS: dict[tuple[bool, bool], Callable[..., tuple[str, bool]]] = {
    (False, False): _load_articles,
    (False, True): _plan_articles,
    (True, False): _load_rows,
    (True, True): _plan_rows,
}
