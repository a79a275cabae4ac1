"""`graphkit extract`: statements on stdout, or in a folder of shards."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.log import is_json, log_option, refuse
from graphkit.cli.progress import Progress, progress
from graphkit.cli.root import FORMATS, reading_options, tell, workers_option

if TYPE_CHECKING:
    from graphkit.corpus.folder import ShardsReport
    from graphkit.model import Statement

Sources = tuple[str, ...]
COLUMNS = ("document", "sentence", "subject", "relation", "object", "polarity", "modality", "said_by", "time")
SHARD_SIZE = 1000
SHARD_FORMATS = ("jsonl", "parquet")
_IN_A_FOLDER = {"shard_size": "--shard-size", "scheduler": "--scheduler", "restart": "--restart"}


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@reading_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(dict.fromkeys((*FORMATS, *SHARD_FORMATS)))),
    default="jsonl",
    help="Of the output; of shards, jsonl or parquet.  [default: jsonl]",
)
@workers_option
@click.option("--output", "-o", metavar="FOLDER", help="For shards with a manifest; what is done stays done.")
@click.option("--shard-size", type=click.IntRange(1), metavar="N", help="Documents in each.  [default: 1000]")
@click.option("--restart", is_flag=True, help="Begin the folder anew.")
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster that extracts: tcp://host:8786.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@log_option
@click.pass_context
def extract(
    ctx: click.Context, /, sources: Sources, format_: str, output: str | None, quiet: bool, **options: Any
) -> None:
    """Print the statements of articles, without a graph, or write them into a folder.

    As JSON Lines, one statement a line: `graphkit extract a.txt | graphkit load -` loads them. A folder of shards
    (-o) goes on where it stopped when the same command is given again, and `graphkit load FOLDER` loads it.
    """
    from graphkit.readers import Remarks

    in_folder = {name: options.pop(name) for name in _IN_A_FOLDER}
    _check(format_, output, in_folder, options)
    remarks = Remarks()
    # stdout is for the statements: who sends it elsewhere watches a terminal, if there is one
    lines, hidden = output is not None, output is None and sys.stdout.isatty() and not is_json()
    with progress(sources, remarks, quiet=quiet or hidden, lines=lines) as told:
        options |= {"remarks": remarks, "on_reject": told.counting(refuse)}
        if output is None:
            _print(sources, format_, told, options)
        else:
            report = _fill(output, sources, format_, told, {**options, **in_folder})
    tell(remarks.lines(), quiet=quiet)
    rejects = told.rejects if output is None else report.rejects
    if output is not None and not quiet and not is_json():
        click.echo(shards_text(report, output))
    ctx.exit(1 if rejects else 0)


def shards_text(report: ShardsReport, folder: str) -> str:
    """The summary as a person reads it.

    >>> from graphkit.corpus.folder import ShardsReport
    >>> shards_text(ShardsReport(3, 2, 2500, 9000, 1), "shards")
    '2,500 articles, 9,000 statements in 3 shards in shards, 2 of them there before; 1 rejected: shards/rejects.jsonl'
    """
    from graphkit.corpus.housekeeping import REJECTS

    if not report.shards:
        return "Nothing read" + (f"; {report.rejects:,} rejected, see above" if report.rejects else "")
    shards = f"{report.shards:,} shard{'' if report.shards == 1 else 's'}"
    kept = f", {report.kept:,} of them there before" if report.kept else ""
    refused = f"; {report.rejects:,} rejected: {folder}/{REJECTS}" if report.rejects else ""
    counts = f"{report.documents:,} articles, {report.statements:,} statements"
    return f"{counts} in {shards} in {folder}{kept}{refused}"


def _check(format_: str, output: str | None, in_folder: dict[str, Any], options: dict[str, Any]) -> None:
    if output is None:
        for name, option in _IN_A_FOLDER.items():
            if in_folder[name]:
                raise click.UsageError(f"{option} is for shards: name a folder with -o")
        if format_ not in FORMATS:
            raise click.UsageError(f"--format {format_} is for shards: name a folder with -o")
    elif format_ not in SHARD_FORMATS:
        raise click.UsageError(f"shards are {' or '.join(SHARD_FORMATS)}, not {format_}")
    if in_folder["scheduler"] and options["workers"] is not None:
        raise click.UsageError("--workers are of this machine: with --scheduler, start workers there")


def _fill(
    output: str, sources: Sources, format_: str, told: Progress, options: dict[str, Any]
) -> ShardsReport:
    from graphkit import api

    options["shard_size"] = options["shard_size"] or SHARD_SIZE
    return api.extract_to(output, sources, format=format_, progress=told.document, **options)


def _print(sources: Sources, format_: str, told: Progress, options: dict[str, Any]) -> None:
    from graphkit import api
    from graphkit.corpus.chunks import NO_UNICODE
    from graphkit.readers import Reject

    statements: list[Statement] = []
    with closing(api.extractions(sources, **options)) as found:
        for extraction in found:
            lines = "".join(f"{line}\n" for line in extraction.to_lines())
            try:
                data = lines.encode()
            except UnicodeEncodeError:
                options["on_reject"](Reject(extraction.document.id, NO_UNICODE))
                continue
            if format_ == "jsonl":
                click.echo(data, nl=False)
            else:
                statements += extraction.statements
            told.document(extraction)
    if format_ != "jsonl":
        _print_table(statements, format_)


def _print_table(statements: list[Statement], format_: str) -> None:
    from graphkit import output
    from graphkit.stores import Result

    rows = [_row(statement) for statement in statements]
    output.write(Result(list(COLUMNS), rows), format=format_)


def _row(statement: Statement) -> list[Any]:
    said_by = statement.said_by.name if statement.said_by else None
    time = statement.time.text if statement.time else None
    told = (statement.subject.name, statement.relation, statement.object.name)
    how = (statement.polarity, statement.modality, said_by, time)
    return [statement.document, statement.sentence, *told, *how]
