"""graphkit as a user runs it: a process with a folder, an exit code, and two streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

GRAPHKIT = [sys.executable, "-m", "graphkit"]
# nothing that the machine's user has set may reach a test
SETTINGS = ("GRAPHKIT_STORE", "NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE", "COLUMNS")


def environment(**more: str) -> dict[str, str]:
    """This process's environment without graphkit's settings, plus `more`; any folder finds graphkit."""
    root = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    kept = {key: value for key, value in os.environ.items() if key not in SETTINGS}
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1", **more}


def graphkit(
    *arguments: object,
    folder: Path | None = None,
    stdin: str | None = None,
    env: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*GRAPHKIT, *map(str, arguments)],
        cwd=folder,
        env=env or environment(),
        input=stdin if stdin is not None else "",
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
