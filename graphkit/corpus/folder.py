"""Extraction into a folder of shards, which goes on where it stopped when it is given again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from graphkit.corpus.chunks import NO_UNICODE, Outcome, Runner, joined
from graphkit.corpus.housekeeping import append_rejects, clear, locked, refuse_strangers, tidy
from graphkit.corpus.manifest import ANEW, End, Manifest
from graphkit.corpus.parts import Part, parts
from graphkit.corpus.shards import ShardWriter, check, check_format
from graphkit.errors import InputError
from graphkit.model import Document, Extraction
from graphkit.readers import Foreign, Item, Reject, Settings
from graphkit.readers.naming import MANIFEST

SHARD = "shard-{:05d}.{}"


@dataclass(frozen=True, slots=True)
class ShardsReport:
    """What is in a folder of shards now; `kept` of the shards were there when the run began."""

    shards: int
    kept: int
    documents: int
    statements: int
    rejects: int


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with the items: by whom, into how large shards of which format, and whom to tell.

    `reading` is what the items were read with.
    """

    runner: Runner
    format: str
    shard_size: int
    reading: Settings
    on_reject: Callable[[Reject], object]
    progress: Callable[[Extraction], object] | None = None

    def settings(self) -> dict[str, Any]:
        """What a folder of shards has to agree with to be continued."""
        day = self.reading.date
        return {
            **asdict(self.runner.describe()),
            "encoding": self.reading.encoding,
            "fields": dict(self.reading.fields),
            "date": day.isoformat() if day else None,
            "format": self.format,
            "shard_size": self.shard_size,
        }


def fill(folder: Path, items: Iterable[Item], task: Task, *, restart: bool = False) -> ShardsReport:
    """Extract items into a folder of shards; what an interrupted run has finished stays as it is.

    A folder is not made where nothing is found. Raises InputError for a folder that holds something else or is
    in use, and for other settings or another input than those that it was begun with.
    """
    check_format(task.format)
    if task.shard_size < 1:
        raise InputError(f"a shard holds 1 document or more, not {task.shard_size}")
    rest = iter(items)
    head = list(_until_first(rest))
    if not (folder / MANIFEST).exists() and all(isinstance(item, Reject) for item in head):
        _tell(head, task.on_reject)
        return ShardsReport(0, 0, 0, 0, sum(_counts(item) for item in head))
    with locked(folder):
        if restart:
            clear(folder)
        manifest = Manifest(folder)
        refuse_strangers(folder, manifest)
        manifest.begin(task.settings())
        tidy(folder, manifest)
        kept = len(manifest.shards)
        end = _fill(folder, chain(head, rest), task, manifest)
        return ShardsReport(len(manifest.shards), kept, end.documents, end.statements, end.rejects)


def _fill(folder: Path, items: Iterable[Item], task: Task, manifest: Manifest) -> End:
    done, pending = Done(folder, manifest), deque[Part]()

    def fresh() -> Iterator[list[Document]]:
        for part in parts(items, shard_size=task.shard_size, chunk=task.runner.chunk):
            if done.has(part):
                done.compare(part)
            else:
                pending.append(part)
                yield part.documents()

    growing = Growing(folder, task, manifest)
    try:
        for found in task.runner.map(fresh()):
            growing.take(part := pending.popleft(), joined(part.items, found))
    finally:
        growing.abandon()
    return manifest.end or manifest.finish("", 0)


class Done:
    """What was finished before this run, beside the same places of the input."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Raises InputError for a shard that is damaged."""
        for shard in manifest.shards:
            try:
                check(folder / shard.shard, shard)
            except InputError as error:
                raise InputError(f"{folder / shard.shard}: {error}") from error
        self._folder, self._shards, self._end = folder, list(manifest.shards), manifest.end

    def has(self, part: Part) -> bool:
        """True where there is nothing to be done for it."""
        return part.shard < len(self._shards) or self._end is not None

    def compare(self, part: Part) -> None:
        """Raises InputError where a shard was made of something else."""
        if part.digest is None:
            return
        if part.shard < len(self._shards):
            same = part.digest == self._shards[part.shard].input
        else:
            same = not part.read and self._end is not None and part.digest == self._end.input
        if not same:
            raise InputError(f"the input is not the one that {self._folder} was made of: {ANEW}")


class Growing:
    """The shard that is being written; its rejects follow it, then its line in the manifest."""

    def __init__(self, folder: Path, task: Task, manifest: Manifest) -> None:
        self._folder, self._task, self._manifest = folder, task, manifest
        self._shard: ShardWriter | None = None
        self._rejects: list[Reject] = []

    def take(self, part: Part, found: Iterable[Outcome]) -> None:
        """Write what a part has become, and finish its shard after the last one."""
        if self._shard is None and part.read:
            name = SHARD.format(part.shard, self._task.format)
            self._shard = ShardWriter(self._folder / name, self._task.format)
        for outcome in found:
            if isinstance(outcome, Reject):
                self._refuse(outcome)
            else:
                self._add(outcome)
        if part.digest is not None:
            self._finish(part.digest)

    def abandon(self) -> None:
        """Leave no part of a shard behind."""
        if self._shard:
            self._shard.abandon()

    def _add(self, extraction: Extraction) -> None:
        assert self._shard
        try:
            self._shard.add(extraction)
        except UnicodeEncodeError:
            self._refuse(Reject(extraction.document.id, NO_UNICODE))
            return
        if self._task.progress:
            self._task.progress(extraction)

    def _refuse(self, reject: Reject) -> None:
        if _counts(reject):
            self._rejects.append(reject)
            self._task.on_reject(reject)

    def _finish(self, digest: str) -> None:
        count = len(self._rejects)
        shard = self._shard.finish(digest, count) if self._shard else None
        append_rejects(self._folder, self._rejects)
        if shard:
            self._manifest.add(shard)
        else:
            self._manifest.finish(digest, count)
        self._shard, self._rejects = None, []


def _until_first(items: Iterator[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        if not isinstance(item, Reject):
            return


def _counts(item: Item) -> bool:
    """True for a reject that is an error; what is in another language is counted elsewhere."""
    return isinstance(item, Reject) and not isinstance(item, Foreign)


def _tell(items: Iterable[Item], on_reject: Callable[[Reject], object]) -> None:
    for item in items:
        if isinstance(item, Reject) and _counts(item):
            on_reject(item)
