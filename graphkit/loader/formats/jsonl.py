"""JSON Lines: one node or relationship a line, in an order that is always the same."""

from __future__ import annotations

from typing import IO

from graphkit.loader.spool import Spool


def write(spool: Spool, stream: IO[str]) -> None:
    """Write every element; `graphkit load` reads it."""
    for element in spool.everything():
        stream.write(f"{element.to_line()}\n")
