"""`graphkit watch`."""

from __future__ import annotations

import re
import signal
import threading
import time
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.log import log, log_option, refuse
from graphkit.cli.root import complain, reading_options, store_option, tell

if TYPE_CHECKING:
    from graphkit.watch import Learned, Watcher

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
NAMED = 3  # new actors in a line


def _seconds(ctx: click.Context, option: click.Parameter, given: str) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd]?)", given.strip())
    if not match or not float(match[1]):
        raise click.BadParameter(f"{given!r} is no time: write 30s, 5m or 1h")
    return float(match[1]) * UNITS[match[2] or "s"]


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@store_option
@click.option(
    "--every", default="5m", metavar="TIME", callback=_seconds, help="Between two looks.  [default: 5m]"
)
@click.option("--once", is_flag=True, help="Look once and end, for cron.")
@reading_options
@click.option("--quiet", "-q", is_flag=True, help="Say only what went wrong.")
@log_option
@click.pass_context
def watch(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    store: str | None,
    every: float,
    once: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Load what is new in folders and feeds, again and again.

    A SOURCE is a folder, a file, or the address of a feed. What was loaded is marked in the graph: after a restart
    nothing is loaded twice, and nothing is left out. A file that is still being written is left for the next look.
    Ctrl-C and SIGTERM end it, with exit code 0.
    """
    from graphkit.watch import Stopped, Watcher

    stop = _stop_on_signals()
    watcher = Watcher(sources, store=store, on_reject=refuse, stopped=stop.is_set, **options)
    try:
        learned = watcher.look()
        _say(learned, quiet)
        if once:
            ctx.exit(1 if learned.rejected else 0)
        tell([f"watching {', '.join(sources)}; Ctrl-C ends it"], quiet=quiet)
        while not stop.wait(every):
            _look(watcher, quiet)
    except Stopped as error:
        if once:
            raise KeyboardInterrupt from error
    # it has no other end, so this is no failure
    tell(["stopped"], quiet=quiet)


def _stop_on_signals() -> threading.Event:
    """Set when Ctrl-C or SIGTERM asks for the end, so that no transaction breaks off; asked again, it ends at once."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        # who starts a job in the background lets it ignore Ctrl-C
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handle)
    return stop


def _look(watcher: Watcher, quiet: bool) -> None:
    from graphkit.errors import StoreError

    try:
        _say(watcher.look(), quiet)
    except StoreError as error:
        complain(f"{error}; the next look tries again")


def _say(learned: Learned, quiet: bool) -> None:
    tell(learned.remarks.lines(), quiet=quiet)
    if not learned or quiet:
        return
    counts = {"new": learned.new, "changed": learned.changed, "statements": learned.statements}
    if not log("look", **counts, actors=learned.actors):
        click.echo(f"{time.strftime('%Y-%m-%d %H:%M:%S')}  {learned_text(learned)}")


def learned_text(learned: Learned) -> str:
    """What one look brought, in a line.

    >>> from graphkit.watch import Learned
    >>> learned_text(Learned(new=2, changed=1, statements=5, actors=["A", "B", "C", "D"]))
    '2 new articles, 1 changed; 5 new statements; 4 new actors: A, B, C …'
    """
    articles = _counted(learned.new, "new article")
    if learned.changed:
        articles += f", {learned.changed} changed"
    told = [articles, _counted(learned.statements, "new statement")]
    if learned.actors:
        names = ", ".join(learned.actors[:NAMED]) + (" …" if len(learned.actors) > NAMED else "")
        told.append(f"{_counted(len(learned.actors), 'new actor')}: {names}")
    return "; ".join(told)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
