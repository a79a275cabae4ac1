"""The formats of results: those of `graphkit.output`, and two more for people."""

from __future__ import annotations

from typing import TextIO

from graphkit import output
from graphkit.errors import InputError
from graphkit.stores import Result

FORMATS = (*output.FORMATS, "vertical", "markdown")


def check_format(name: str) -> str:
    """The name, or InputError where it is no format."""
    if name not in FORMATS:
        raise InputError(f"no format {name!r}: choose one of {', '.join(FORMATS)}")
    return name


def write(result: Result, *, format: str, file: TextIO) -> None:
    """Write a result in one of FORMATS."""
    if format == "vertical":
        file.writelines(_vertical(result))
    elif format == "markdown":
        file.writelines(_markdown(result))
    else:
        output.write(result, format=format, file=file)


def _vertical(result: Result) -> list[str]:
    width = max(map(len, result.columns), default=0)
    lines = []
    for number, row in enumerate(result.rows, 1):
        lines.append(f"─── row {number} ───\n")
        for name, value in zip(result.columns, row, strict=True):
            lines.append(f"{name.ljust(width)}  {output.cell(value)}\n")
    return lines


def _markdown(result: Result) -> list[str]:
    rows = [[output.cell(value) for value in row] for row in result.rows]
    return [_line(row) for row in ([*result.columns], ["---"] * len(result.columns), *rows)]


def _line(cells: list[str]) -> str:
    safe = (cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>") for cell in cells)
    return f"| {' | '.join(safe)} |\n"
