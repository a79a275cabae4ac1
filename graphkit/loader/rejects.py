"""The file of what did not get in: one JSON object a line, with the reason in it, to be loaded again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from graphkit.errors import InputError

REASON, BROKEN = "rejected", "line"
DEFAULT = "rejects.jsonl"


class RejectsFile:
    """Made when the first row comes, so that a load without rejects leaves none.

    Without a path it is `rejects.jsonl`, or `rejects-2.jsonl` and so on where that is there already: it may
    be what is being loaded.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self._wanted = Path(path) if path else None
        self._file: IO[str] | None = None
        self.path: Path | None = None

    def add(self, lines: Iterable[str], reason: str) -> None:
        """Write rows given as JSON; they are on disk when this returns."""
        for line in lines:
            row = {**_parsed(line), REASON: reason}
            file = self._opened()
            file.write(f"{json.dumps(row, ensure_ascii=False)}\n")
            file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def _opened(self) -> IO[str]:
        if self._file is None:
            self.path = self._wanted or _free()
            try:
                self._file = self.path.open("x", encoding="utf-8", errors="backslashreplace")
            except FileExistsError as error:
                raise InputError(f"{self.path} is there already: name another file with --rejects") from error
        return self._file


def _parsed(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {BROKEN: line}
    return row if isinstance(row, dict) else {BROKEN: line}


def _free() -> Path:
    names = (Path(f"rejects-{number}.jsonl") for number in count(2))
    path = Path(DEFAULT)
    while path.exists():
        path = next(names)
    return path
