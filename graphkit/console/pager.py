"""Long results through the user's pager, in interactive use."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def paged(out: TextIO, rows: int, interactive: bool) -> Iterator[TextIO]:
    """A file to write to: `out`, or PAGER where the rows are more than the window has lines."""
    pager = _pager()
    if not (interactive and out.isatty() and pager and rows > shutil.get_terminal_size().lines):
        yield out
        return
    text = _Text()
    yield text
    # -S and not wrapping: the table fits the window already
    environment = {"LESS": "-FRSX", **os.environ}
    subprocess.run(pager, input=text.getvalue().encode(), env=environment, check=False)


class _Text(io.StringIO):
    """Says that it is a terminal, so that a table fits the window."""

    def isatty(self) -> bool:
        """Its reader is one."""
        return True


def _pager() -> list[str]:
    given = shlex.split(os.environ.get("PAGER", "less"))
    return given if given and shutil.which(given[0]) else []
