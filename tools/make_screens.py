"""Make the pictures of docs/console.md: the console in a pseudo-terminal on the example graph, its screens as SVG."""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pyte
from rich import _export_format, terminal_theme
from rich.console import Console
from rich.style import Style
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "console")]

from terminal import Terminal  # noqa: E402

from graphkit import api, stores  # noqa: E402

TARGET = ROOT / "docs" / "screens"
COLUMNS = 110
# without the fonts that rich would have a browser fetch from elsewhere
FORM = re.sub(r"@font-face \{\{.*?\}\}\n", "", _export_format.CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def completion(terminal: Terminal) -> None:
    """A name that the graph knows, after the properties of a label."""
    terminal.types("MATCH (p:Person)-[met:MET]-(other)")
    terminal.types("WHERE p.name STARTS WITH 'Angela'")
    terminal.types("RETURN other.name AS met, met.first AS first, met.documents AS documents;")
    terminal.shows(r"\d rows?\s+graphkit>")
    terminal.process.send("MATCH (p:Person {name: 'A\t")
    terminal.shows("Angela Merkel")


def evidence(terminal: Terminal) -> None:
    """A query of the library, and the sentences behind what it says."""
    terminal.types(":run actors/relations name=Merkel limit=3")
    terminal.shows(r"\d rows?\s+graphkit>")
    terminal.types(":evidence")
    terminal.shows("asserted")
    terminal.shows("graphkit>")


def error(terminal: Terminal) -> None:
    """The place of an error, a label that is not there, a transaction, and a question before harm is done."""
    terminal.types("MATCH (p:Person)")
    terminal.types("RETURN p.name, coutn(p);")
    terminal.shows(r"\^\s+graphkit>")
    terminal.types("MATCH (p:Persn) RETURN p.name;")
    terminal.shows("near it: Person")
    terminal.shows("graphkit>")
    terminal.types(":begin")
    terminal.shows(r"graphkit\*>")
    terminal.types("MATCH (p:Person) DETACH DELETE p;")
    terminal.shows(r"\[y/N\] ")
    terminal.types("n")
    terminal.shows(r"not run\s+graphkit\*>")


SCENES: dict[str, tuple[int, Callable[[Terminal], None]]] = {
    "completion": (17, completion),
    "evidence": (20, evidence),
    "error": (16, error),
}


def main() -> None:
    """Load the examples into a store of their own, and take a picture of each scene."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "graphkit.db"
        api.load(ROOT / "examples", store=store)
        try:
            for name, (lines, play) in SCENES.items():
                terminal = Terminal(
                    store, Path(place) / name, columns=COLUMNS, lines=lines, TERM="xterm-256color"
                )
                # the greeting names a folder that nobody else has
                terminal.presses("", "l")
                terminal.looks_like("graphkit>")
                play(terminal)
                terminal.settles()
                (TARGET / f"{name}.svg").write_text(picture(terminal.rendered, name), encoding="utf-8")
                terminal.close()
        finally:
            stores.stop(store)


def picture(screen: pyte.Screen, name: str) -> str:
    """A screen with its colours as SVG."""
    console = Console(record=True, width=screen.columns, file=io.StringIO(), highlight=False)
    for row in range(screen.lines):
        line = Text(no_wrap=True)
        cells = [(screen.buffer[row][x].data, _style(screen, row, x)) for x in range(screen.columns)]
        for style, run in groupby(cells, key=itemgetter(1)):
            line.append("".join(data for data, _ in run), style)
        console.print(line)
    theme = terminal_theme.MONOKAI
    svg = console.export_svg(title="graphkit console", theme=theme, code_format=FORM, unique_id=name)
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines())


def _style(screen: pyte.Screen, row: int, column: int) -> Style:
    char = screen.buffer[row][column]
    at_cursor = (row, column) == (screen.cursor.y, screen.cursor.x)
    return Style(
        color=_colour(char.fg),
        bgcolor=_colour(char.bg),
        bold=char.bold,
        italic=char.italics,
        underline=char.underscore,
        reverse=char.reverse != at_cursor,
    )


def _colour(name: str) -> str | None:
    if name == "default":
        return None
    if re.fullmatch("[0-9a-f]{6}", name):
        return f"#{name}"
    return name.replace("brown", "yellow").replace("bright", "bright_")


if __name__ == "__main__":
    main()
