"""Where the console keeps what was typed: a file for each store, without what may be secret."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from graphkit.console.caution import holds_secret


class CarefulHistory(FileHistory):
    """Keeps what may hold a secret for this session only."""

    def store_string(self, string: str) -> None:
        """Write an entry into the file."""
        if not holds_secret(string):
            super().store_string(string)


def state_folder() -> Path:
    """The folder for a user's state as the platform has it; XDG_STATE_HOME wins."""
    if home := os.environ.get("XDG_STATE_HOME"):
        return Path(home) / "graphkit"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "graphkit"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "graphkit"
    return Path.home() / ".local" / "state" / "graphkit"


def history_file(url: str) -> Path:
    """The file of one store.

    >>> history_file("bolt://localhost:7687").name
    'history-localhost-7687-6764a870'
    """
    name = "-".join(re.findall(r"\w+", url.rpartition("//")[2])[-2:])
    return state_folder() / f"history-{name}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"


def open_history(url: str) -> History:
    """A store's history, readable by this user only; in memory where no file can be had."""
    path = history_file(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except (OSError, RuntimeError):
        return InMemoryHistory()
    return CarefulHistory(str(path))
