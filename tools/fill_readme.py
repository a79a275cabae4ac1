"""Run every command that the README shows, and put what it prints under it; the Python in it is left to its writer."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import test_readme  # noqa: E402

from graphkit import stores  # noqa: E402


def fill(text: str, folder: Path) -> str:
    """The text with the answers of today."""

    def answered(block: re.Match[str]) -> str:
        commands = re.findall(r"^\$ (.*)$", block[1], re.MULTILINE)
        parts = [f"$ {command}\n{_printed(command, folder)}" for command in commands]
        return f"```console\n{''.join(parts)}```\n"

    return re.sub(r"^```console\n(.*?)^```\n", answered, text, flags=re.DOTALL | re.MULTILINE)


def _printed(command: str, folder: Path) -> str:
    lines = test_readme.run(command, folder).rstrip().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def main() -> None:
    """Fill the README in a folder as a new user has it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(ROOT / "examples", folder / "examples")
        try:
            text = fill(test_readme.README, folder)
        finally:
            stores.stop(folder / "graphkit.db")
    (ROOT / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
