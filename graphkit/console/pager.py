"""Long results through the user's pager, in interactive use."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from graphkit.console import window

# the count of rows and the prompt follow
BELOW = 2


@contextmanager
def paged(out: TextIO, interactive: bool) -> Iterator[TextIO]:
    """A file to write to: `out`, or PAGER where what was written has more lines than the window."""
    if not (interactive and out.isatty()):
        yield out
        return
    text = _Text()
    yield text
    written, pager = text.getvalue(), _pager()
    if pager and written.count("\n") > window.size()[1] - BELOW:
        _page(written, pager)
    else:
        out.write(written)


def _page(text: str, pager: list[str]) -> None:
    # -S and not wrapping: the table fits the window already
    environment = {"LESS": "-FRSX", **os.environ}
    # Ctrl-C is the pager's: a handler, unlike SIG_IGN, is not handed down to it
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        subprocess.run(pager, input=text.encode(), env=environment, check=False)
    finally:
        signal.signal(signal.SIGINT, before)


class _Text(io.StringIO):
    """Says that it is a terminal, so that a table fits the window."""

    def isatty(self) -> bool:
        """Its reader is one."""
        return True


def _pager() -> list[str]:
    given = shlex.split(os.environ.get("PAGER", "less"))
    return given if given and shutil.which(given[0]) else []
