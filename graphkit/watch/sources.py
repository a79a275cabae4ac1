"""What is looked at: folders and files by their sizes and times, addresses by what the server says has changed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import InputError
from graphkit.readers import Item, Settings
from graphkit.readers.fetching import fetch
from graphkit.readers.files import distinct, find, read_fetched, read_file
from graphkit.readers.naming import is_address
from graphkit.watch.marks import Marks

SETTLE = 2  # seconds in which a file that is still being written shows that it is


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that does not look as it did when it was read: what it is called, how it looks, what is in it.

    `grows` is true for what keeps its documents, as files do; a feed drops old entries.
    """

    key: str
    name: str
    seen: str
    items: Callable[[Settings], Iterator[Item]]
    grows: bool


def check(sources: Iterable[str]) -> None:
    """Raise InputError for what cannot be watched."""
    for source in sources:
        if not is_address(source) and not Path(source).exists():
            raise InputError(
                f"{source}: no such file or folder, and no http address: there is nothing to watch"
            )


def changed(
    source: str, marks: Marks, tried: dict[str, str], *, settle: Callable[[float], object] = time.sleep
) -> list[Changed]:
    """What of a source looks different from its mark and from what was `tried`, files in sorted order.

    A file that goes on changing is left for the next time. Raises InputError where the source cannot be read.
    """
    if is_address(source):
        return _changed_address(source, marks)
    found = [c for c in _files(source) if c.seen not in (marks.of(c.key).seen, tried.get(c.key))]
    if found:
        settle(SETTLE)
    return [c for c in found if _look(Path(c.name)) == c.seen]


def _files(source: str) -> Iterator[Changed]:
    path = Path(source)
    try:
        files = find(path)
    except InputError:
        if path.is_dir():  # nothing in it yet
            return
        raise
    for file, document_id in files:
        if seen := _look(file):
            yield Changed(str(file.absolute()), str(file), seen, _reader(file, document_id), grows=True)


def _reader(path: Path, document_id: str) -> Callable[[Settings], Iterator[Item]]:
    return lambda settings: distinct(read_file(path, document_id, settings))


def _look(path: Path) -> str | None:
    """What changes when a file does, its rights included; None where it is gone."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}"


def _changed_address(address: str, marks: Marks) -> list[Changed]:
    seen = marks.of(address).seen
    etag, modified = json.loads(seen) if seen else (None, None)
    fetched = fetch(address, etag=etag, modified=modified)
    if fetched is None:
        return []
    looks = json.dumps([fetched.etag, fetched.modified])
    return [
        Changed(
            address,
            address,
            looks,
            lambda settings: distinct(read_fetched(address, fetched, settings)),
            False,
        )
    ]
