"""What is in a folder of shards beside them: its lock, its rejects, and what an interrupted run has left."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from graphkit.corpus.manifest import Manifest
from graphkit.corpus.shards import FORMATS, UNFINISHED
from graphkit.errors import InputError
from graphkit.readers import Reject
from graphkit.readers.naming import MANIFEST

REJECTS, LOCK = "rejects.jsonl", ".lock"
SOURCE, REASON = "source", "rejected"


def append_rejects(folder: Path, rejects: Iterable[Reject]) -> None:
    """Write what could not be used behind what is there; it is on disk when this returns."""
    rows = [_row(reject) for reject in rejects]
    if not rows:
        return
    with (folder / REJECTS).open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        file.flush()
        os.fsync(file.fileno())


def _row(reject: Reject) -> dict[str, Any]:
    """A line of the rejects: the article or the broken line with the reason, so that it can be mended and loaded."""
    told = {SOURCE: reject.source, REASON: reject.reason}
    if not reject.lines:
        return told
    line = "\n".join(reject.lines)
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    return {**row, REASON: reject.reason} if isinstance(row, dict) else {**told, "line": line}


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make the folder, and keep others from it; raises InputError where another run is at work."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK, timeout=0):
            yield
    except Timeout as error:
        raise InputError(f"another extraction is at work in {folder}: wait for it, or stop it") from error


def _ours(folder: Path) -> list[Path]:
    shards = [path for format in FORMATS for path in folder.glob(f"shard-*.{format}")]
    return [*shards, *folder.glob(f"shard-*{UNFINISHED}"), *folder.glob(REJECTS)]


def clear(folder: Path) -> None:
    """Take away all shards."""
    # the manifest first: what has no manifest is nobody's
    (folder / MANIFEST).unlink(missing_ok=True)
    for path in _ours(folder):
        path.unlink()


def refuse_strangers(folder: Path, manifest: Manifest) -> None:
    """Raises InputError for a folder that holds something else."""
    known = {folder / LOCK, folder / MANIFEST, *_ours(folder)}
    if not manifest.settings and (strangers := sorted(set(folder.iterdir()) - known)):
        raise InputError(f"{folder} holds {strangers[0].name}, which is no shard: name a new folder")


def tidy(folder: Path, manifest: Manifest) -> None:
    """Take away what a run has left that was interrupted."""
    whole = {folder / shard.shard for shard in manifest.shards}
    for path in _ours(folder):
        if path.name != REJECTS and path not in whole:
            path.unlink()
    rejects = folder / REJECTS
    if rejects.exists():
        with rejects.open("rb") as file:
            size = sum(map(len, islice(file, manifest.rejects())))
        os.truncate(rejects, size)
        if not size:
            rejects.unlink()
