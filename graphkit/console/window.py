"""The size of the window, and what is made to fit it."""

from __future__ import annotations

import shutil
import textwrap

# where there is no window nothing has to fit it
NONE = (10_000, 10_000)


def size() -> tuple[int, int]:
    """Columns and lines."""
    return shutil.get_terminal_size(NONE)


def fitted(text: str) -> str:
    """The text with its long lines broken between words; lines that begin with a blank stay, they are quoted."""
    width, _ = size()
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        if len(line) > width and not line.startswith(" ")
        else line
        for line in text.split("\n")
    )


def around(line: str, column: int, width: int) -> tuple[str, int]:
    """What of a line fits a width, with the column in it, and where the column stands then.

    >>> around("MATCH (n) RETRUN n", 10, 12)
    ('…(n) RETRUN…', 5)
    """
    if len(line) <= width:
        return line, column
    start = max(0, min(column - width // 2, len(line) - width))
    cut = line[start : start + width]
    before, after = "…" if start else cut[0], "…" if start + width < len(line) else cut[-1]
    return f"{before}{cut[1:-1]}{after}", column - start
