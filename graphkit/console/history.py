"""Where the console keeps what was typed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory


def state_folder() -> Path:
    """The folder for a user's state as the platform has it; XDG_STATE_HOME wins."""
    if home := os.environ.get("XDG_STATE_HOME"):
        return Path(home) / "graphkit"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "graphkit"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "graphkit"
    return Path.home() / ".local" / "state" / "graphkit"


def open_history() -> History:
    """The user's history file, readable by that user only; in memory where no file can be had."""
    path = state_folder() / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except (OSError, RuntimeError):
        return InMemoryHistory()
    return FileHistory(str(path))
