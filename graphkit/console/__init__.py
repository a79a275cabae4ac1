"""The Cypher console: `run()` serves a person at a terminal, -c, -f, and statements from stdin."""

from graphkit.console.splitter import is_complete, split
from graphkit.console.start import Options, run

__all__ = ["Options", "is_complete", "run", "split"]
