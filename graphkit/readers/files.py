"""Paths, folders and stdin -> documents, extractions and rejects, in order."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from graphkit.errors import InputError
from graphkit.model import Document, Extraction
from graphkit.readers.articles import HEADER_KEYS, KNOWN_KEYS, MAX_BYTES, parse_article
from graphkit.readers.lines import BrokenLine, parse_lines

SUFFIXES = (".txt", ".jsonl")
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be used: where it stands, why, with what to do about it, and its lines of JSON."""

    source: str
    reason: str
    lines: tuple[str, ...] = field(default=(), repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


Item = Document | Extraction | Reject


@dataclass(frozen=True, slots=True)
class Settings:
    """How to take what is read: the pipeline's language, and the encoding of what is not UTF-8."""

    language: str
    encoding: str | None


def read(
    sources: Iterable[str | Path],
    *,
    language: str = "de",
    encoding: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Item]:
    """Yield documents, extractions and rejects of files, folders (in sorted order) and `-`, which is stdin.

    A file's document id is its stem, or its path below the folder given without the suffix.
    """
    taken: dict[str, str] = {}
    settings = Settings(language, encoding)
    for where, item in _items(dict.fromkeys(map(str, sources)), settings, stdin):
        if isinstance(item, Reject):
            yield item
            continue
        document_id = item.document.id if isinstance(item, Extraction) else item.id
        if document_id in taken:
            taken_by = f"its id {document_id!r} is taken by {taken[document_id]}"
            yield Reject(where, f"{taken_by}: give it an 'id:' line of its own")
            continue
        taken[document_id] = where
        yield item


def find(source: str | Path) -> list[tuple[Path, str]]:
    """The files behind one path, each with its document id; raises InputError where there is none."""
    path = Path(source)
    try:
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            found = [(p, p.relative_to(path).with_suffix("").as_posix()) for p in files]
        else:
            found = [(path, path.stem)] if path.exists() else []
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not found:
        raise InputError("has no *.txt or *.jsonl in it" if path.is_dir() else "no such file or folder")
    return found


def _items(sources: Iterable[str], settings: Settings, stdin: BinaryIO | None) -> Iterator[tuple[str, Item]]:
    for source in sources:
        if source == STDIN:
            yield from _read_stream(stdin or sys.stdin.buffer, "stdin", None, {}, settings)
            continue
        try:
            files = find(source)
        except InputError as error:
            yield source, Reject(source, str(error))
            continue
        for path, document_id in files:
            yield from _read_file(path, document_id, settings)


def _read_file(path: Path, document_id: str, settings: Settings) -> Iterator[tuple[str, Item]]:
    name = str(path)
    try:
        sidecar = _sidecar(path)
        with path.open("rb") as stream:
            yield from _read_stream(stream, name, document_id, sidecar, settings)
    except OSError as error:
        yield name, Reject(name, f"cannot be read: {error.strerror or error}")
    except InputError as error:
        yield name, Reject(name, str(error))


def _read_stream(
    stream: BinaryIO, name: str, document_id: str | None, sidecar: dict[str, Any], settings: Settings
) -> Iterator[tuple[str, Item]]:
    first = stream.readline(MAX_BYTES + 1)
    looks_like_json = first.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")
    if looks_like_json or (first and name.lower().endswith(".jsonl")):
        for number, parsed in parse_lines(stream, first=first, language=settings.language):
            where = f"{name}, line {number}"
            if isinstance(parsed, BrokenLine):
                yield where, Reject(where, parsed.reason, (parsed.text,))
            else:
                yield where, parsed
        return
    data = first + stream.read(MAX_BYTES + 1)
    yield name, _article(data, name, document_id, sidecar, settings)


def _article(
    data: bytes, name: str, document_id: str | None, sidecar: dict[str, Any], settings: Settings
) -> Document | Reject:
    try:
        return parse_article(
            data,
            default_id=document_id,
            language=settings.language,
            encoding=settings.encoding,
            sidecar=sidecar,
        )
    except InputError as error:
        return Reject(name, str(error))


def _sidecar(path: Path) -> dict[str, Any]:
    beside = path.with_suffix(".yaml")
    if path.suffix.lower() != ".txt" or not beside.is_file():
        return {}
    import yaml

    try:
        data = yaml.safe_load(beside.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise InputError(f"the {beside.name} beside it is not YAML: {reason}") from error
    if not isinstance(data, dict) or any(str(key).lower() not in HEADER_KEYS for key in data):
        raise InputError(f"the {beside.name} beside it may hold only {KNOWN_KEYS}, each as 'key: value'")
    return {HEADER_KEYS[str(key).lower()]: value for key, value in data.items() if value is not None}
