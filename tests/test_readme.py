"""What the README shows is what happens: its commands and its Python run, and print what stands there."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit import stores

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    """A folder as a new user has it: the examples and nothing else."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", place / "examples")
    yield place
    stores.stop(place / "graphkit.db")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def run(command: str, folder: Path) -> str:
    environment = {**os.environ, "COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    python = f'"{sys.executable}" -m graphkit'
    command = re.sub(r"\bgraphkit (?=\w)", lambda _: f"{python} ", command)
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return done.stdout


def test_every_command_of_the_readme_prints_what_the_readme_shows(folder: Path) -> None:
    commands = [
        part for block in blocks("console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part
    ]
    assert len(commands) >= 4
    for part in commands:
        command, _, expected = part.partition("\n")
        printed = run(command, folder)
        assert doctest.OutputChecker().check_output(expected.strip(), printed.strip(), OPTIONS), (
            f"{command}\n{printed}"
        )


def test_the_python_of_the_readme_runs_and_prints_what_the_readme_shows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (text,) = blocks("python")
    test = doctest.DocTestParser().get_doctest(text, {}, "README.md", "README.md", 0)
    report: list[str] = []
    result = doctest.DocTestRunner(optionflags=OPTIONS).run(test, out=report.append)
    assert result.attempted >= 4
    assert not result.failed, "".join(report)
