"""What load tells a person when it is done, and while it writes rows."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from graphkit.api import Summary
    from graphkit.loader.graphrows import RowsReport
    from graphkit.loader.planning import DocumentsPlan

WIDTH = 88
NO_BREAK = "\N{NO-BREAK SPACE}"


def summary_text(summary: Summary, *, store: str) -> str:
    """The summary as a person reads it.

    >>> from graphkit.api import Summary
    >>> print(summary_text(Summary(1, 0, {"MET": 2}, {"Person": 3}), store="news.db"))
    1 article read, nothing changed in news.db: it was all there.
    2 statements: MET 2
    3 entities: Person 3
    """
    rejected = f"; {len(summary.rejects)} rejected, see above" if summary.rejects else ""
    if not summary.articles and not summary.skipped:
        return f"Nothing read{rejected}."
    is_are = "is a copy" if summary.copies == 1 else "are copies"
    copied = [f"{summary.copies} of the articles {is_are} of others."] if summary.copies > 0 else []
    parts = (*copied, _counted("statement", summary.statements), _counted("entity", summary.entities))
    return "\n".join((f"{_outcome(summary, store)}{rejected}.", *parts))


def documents_plan_text(plan: DocumentsPlan, *, store: str) -> str:
    """What a load of articles would do, as a person reads it."""
    told, nodes, links = plan.report, plan.nodes, plan.relationships
    return "\n".join(
        (
            f"{told.documents} articles read, nothing written to {store}.",
            f"articles: {told.new} would be new, {told.changed} changed, {told.unchanged} unchanged",
            f"statements: {told.statements_added} would be added, {told.statements_updated} changed, "
            f"{told.statements_removed} removed, {told.statements_unchanged} unchanged",
            f"nodes: {nodes.created} would be created, {nodes.changed} changed, {plan.nodes_deleted} deleted",
            f"relationships: {links.created} would be created, {links.changed} changed, "
            f"{plan.relationships_deleted} deleted",
        )
    )


def rows_text(report: RowsReport, *, store: str, would: str = "") -> str:
    """What a load of rows did, or `would` do, as a person reads it."""
    rejected = f"; {report.rejected} rejected, see above" if report.rejected else ""
    skipped = f", {report.skipped} skipped: they were in before the interruption" if report.skipped else ""
    read = sum(report.nodes) + sum(report.relationships)
    where = f", nothing written to {store}" if would else f" into {store}"
    told = [f"{read} row{'' if read == 1 else 's'} read{where}{skipped}{rejected}."]
    for what, tally in (("nodes", report.nodes), ("relationships", report.relationships)):
        told.append(
            f"{what}: {tally.created} {would}created, {tally.changed} changed, {tally.unchanged} unchanged"
        )
    return "\n".join(told)


@contextmanager
def rows_progress(*, quiet: bool) -> Iterator[Callable[[RowsReport, int], None] | None]:
    """A bar with rate and time left on a terminal, else nothing."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    with _rated_bar("rows") as (bar, task):
        yield lambda report, total: _update(
            bar, task, report.done, skipped=report.skipped, total=total, description="writing"
        )


def _outcome(summary: Summary, store: str) -> str:
    read = f"{summary.articles} article{'' if summary.articles == 1 else 's'} read"
    if summary.skipped:
        return f"{read} into {store}, {summary.skipped} skipped: they were in before the interruption"
    if not summary.changed:
        return f"{read}, nothing changed in {store}: it was all there"
    there = summary.articles - summary.changed
    unchanged = f", {there} of them there before and unchanged" if there else ""
    return f"{read} into {store}{unchanged}"


def _counted(what: str, counts: Mapping[str, int]) -> str:
    total = sum(counts.values())
    plural = {"entity": "entities"}.get(what, f"{what}s")
    # a line does not break between a name and its count
    listed = ", ".join(f"{name}{NO_BREAK}{count}" for name, count in counts.items()) or "none"
    line = f"{total} {what if total == 1 else plural}: {listed}"
    filled = textwrap.fill(line, WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    return filled.replace(NO_BREAK, " ")


@contextmanager
def _rated_bar(unit: str) -> Iterator[tuple[Bar, TaskID]]:
    """A bar on stderr with counts, rate and time left."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    head = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
    )
    rate = TextColumn(f"{{task.fields[rate]:,.1f}} {unit}/s")
    with Bar(*head, rate, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        yield bar, bar.add_task("", total=None, rate=0.0)


def _update(bar: Bar, task: TaskID, done: int, *, skipped: int = 0, **more: Any) -> None:
    elapsed = bar.tasks[task].elapsed or 0
    bar.update(task, completed=done, rate=(done - skipped) / elapsed if elapsed else 0.0, **more)
