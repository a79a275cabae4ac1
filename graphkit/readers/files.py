"""Paths, folders, addresses and stdin -> documents, extractions and rejects, in order."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from graphkit.errors import InputError
from graphkit.model import Extraction
from graphkit.readers.articles import HEADER_KEYS, KNOWN_KEYS
from graphkit.readers.fetching import Fetched, fetch
from graphkit.readers.items import Item, Reject, Settings, Source, noted
from graphkit.readers.naming import MANIFEST, holds_one, holds_shards, is_address, is_readable, stem_of
from graphkit.readers.taken import Taken

STDIN = "-"

Items = Iterator[tuple[str, Item]]


def read(
    sources: Iterable[str | Path], settings: Settings | None = None, *, stdin: BinaryIO | None = None
) -> Iterator[Item]:
    """Yield documents, extractions and rejects of files, folders (in sorted order), addresses and `-`, stdin.

    A file's document id is its stem, or its path below the folder given without the suffix. What is to be
    said about the whole is counted in the remarks of the settings.
    """
    settings = settings or Settings()
    items = (found for source in dict.fromkeys(map(str, sources)) for found in _read(source, settings, stdin))
    for item in distinct(items):
        yield noted(item, settings.remarks)


def read_fetched(address: str, fetched: Fetched, settings: Settings) -> Items:
    """Yield (place, item) of what an address answered."""
    known = {"url": address, "charset": fetched.charset}
    yield from _read_stream(io.BytesIO(fetched.data), settings, name=address, id=address, known=known)


def read_file(path: Path, document_id: str, settings: Settings) -> Items:
    """Yield (place, item) of one file."""
    name = str(path)
    try:
        known = _sidecar(path)
        with path.open("rb") as stream:
            about = {"name": name, "id": document_id, "suffix": path.suffix.lower(), "known": known}
            found = _read_stream(stream, settings, **about, is_file=path.is_file())
            yield from _placed(found, stream, path, settings)
    except OSError as error:
        yield name, Reject(name, f"cannot be read: {error.strerror or error}")
    except InputError as error:
        yield name, Reject(name, str(error))


def find(source: str | Path) -> list[tuple[Path, str]]:
    """The files behind one path, each with its document id; raises InputError where there is none.

    Shards in a folder are not among its articles: they were made of articles, and are read where they are named.
    """
    path = Path(source)
    try:
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if is_readable(p.name) and p.is_file())
            shards = {p.parent for p in files if p.name == MANIFEST and holds_shards(p.parent)}
            found = [
                (p, stem_of(p.relative_to(path)).as_posix()) for p in files if shards.isdisjoint(p.parents)
            ]
        else:
            found = [(path, stem_of(path).name)] if path.exists() else []
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not found:
        nothing = "has nothing in it that graphkit reads (docs/articles.md lists what it does)"
        if path.is_dir() and shards:
            nothing = f"has only shards in it: name {', '.join(map(str, sorted(shards)))}"
        raise InputError(nothing if path.is_dir() else "no such file or folder")
    return found


def size(sources: Iterable[str]) -> int | None:
    """How many bytes there are to be read; None where nobody knows."""
    total = 0
    for source in sources:
        if source == STDIN or is_address(source):
            return None
        try:
            total += sum(path.stat().st_size for path, _ in find(source))
        except (InputError, OSError):
            continue
    return total


def distinct(items: Items) -> Iterator[Item]:
    """Yield each item, or a reject where the id of a document is taken by one before it."""
    with Taken() as taken:
        for where, item in items:
            if not isinstance(item, Reject):
                id = item.document.id if isinstance(item, Extraction) else item.id
                if by := taken.take(id, where):
                    reason = f"its id {id!r} is taken by {by}: give it an 'id:' line of its own"
                    yield Reject(where, reason)
                    continue
            yield item


def _read(source: str, settings: Settings, stdin: BinaryIO | None) -> Items:
    if source == STDIN:
        yield from _read_stream(stdin or sys.stdin.buffer, settings, name="stdin")
        return
    try:
        if is_address(source):
            fetched = fetch(source)
            if fetched:
                yield from read_fetched(source, fetched, settings)
            return
        files = find(source)
    except InputError as error:
        yield source, Reject(source, str(error))
        return
    for path, document_id in files:
        yield from read_file(path, document_id, settings)


def _placed(items: Items, stream: BinaryIO, path: Path, settings: Settings) -> Items:
    """The same items; how much of the file is read is noted, where it is a file and no pipe."""
    places, is_file = settings.remarks.places, path.is_file()
    before = places.read
    for found in items:
        places.read = before + (stream.tell() if is_file else 0)
        yield found
    places.read = before + (path.stat().st_size if is_file else 0)


def _read_stream(stream: BinaryIO, settings: Settings, **about: Any) -> Items:
    # archives, tables and markup: what only asks a graph has no need of them
    from graphkit.readers.formats import read_source
    from graphkit.readers.spooling import peeked

    head, whole = peeked(stream)
    yield from read_source(Source(whole, head=head, **about), settings)


def _sidecar(path: Path) -> dict[str, Any]:
    beside = path.with_suffix(".yaml")
    if not holds_one(path.name) or not beside.is_file():
        return {}
    import yaml

    try:
        data = yaml.safe_load(beside.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise InputError(f"the {beside.name} beside it is not YAML: {reason}") from error
    if not isinstance(data, dict) or any(str(key).lower() not in HEADER_KEYS for key in data):
        raise InputError(f"the {beside.name} beside it may hold only {KNOWN_KEYS}, each as 'key: value'")
    return {HEADER_KEYS[str(key).lower()]: value for key, value in data.items() if value is not None}
