"""The Cypher console: `run()` serves a person at a terminal, -c, and statements from stdin."""

from graphkit.console.session import Session, run
from graphkit.console.splitter import is_complete, split

__all__ = ["Session", "is_complete", "run", "split"]
