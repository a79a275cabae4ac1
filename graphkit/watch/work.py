"""The work of one look: what is new in what has changed goes into the graph, some documents at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graphkit import api, loader
from graphkit.loader.rulings import read_rulings
from graphkit.model import Document, Extraction
from graphkit.readers import Foreign, Item, Reject, Remarks, Settings, noted
from graphkit.resolve import resolved
from graphkit.stores import Store
from graphkit.watch.marks import Mark, Marks
from graphkit.watch.sources import Changed

CHUNK = 50  # documents that are loaded together, and lost work at most where a watch is killed
_ACTORS = "MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id"
ACTOR_KINDS = ("Person", "Organization")
FOREIGN = "foreign"

Found = Document | Extraction
Thing = TypeVar("Thing")


class Stopped(Exception):
    """Somebody wants the watch to end; what was not loaded yet is loaded by the next one."""


@dataclass(slots=True)
class Learned:
    """What one look brought: counts of articles and statements, the names of new actors, and what is to be said."""

    new: int = 0
    changed: int = 0
    statements: int = 0
    actors: list[str] = field(default_factory=list)
    rejected: int = 0
    remarks: Remarks = field(default_factory=Remarks)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


class Look:
    """The work of one look, some documents at a time."""

    def __init__(
        self,
        store: Store,
        marks: Marks,
        settings: Settings,
        options: dict[str, Any],
        refuse: Callable[..., None],
        stopped: Callable[[], bool],
        learned: Learned,
    ) -> None:
        self._store, self._marks, self._options = store, marks, options
        self._settings, self._refuse, self._learned = settings, refuse, learned
        self._stopped = stopped
        self._waiting: list[Found] = []
        self._read: dict[str, Mark] = {}
        self._claimed: dict[str, str] = {}

    def take(self, found: Iterable[Changed], tried: dict[str, str]) -> None:
        """Read and load all that has changed; what could not be used is `tried` until it changes again."""
        unusable = {change.key: change.seen for change in found if not self._take(change)}
        self._load()
        # only now: what waited beside it is in the graph
        tried.update(unusable)

    def _take(self, change: Changed) -> bool:
        before = self._marks.of(change.key).documents
        documents = dict(before) if change.grows else {}
        complete = True
        for item in self._until_stopped(change.items(self._settings)):
            fresh = self._is_fresh(item, change, before, documents)
            complete = complete and fresh is not None
            if fresh:
                noted(item, self._settings.remarks)
                if not isinstance(item, Reject):
                    self._waiting.append(item)
            if len(self._waiting) >= CHUNK:
                self._read[change.key] = Mark("", {**before, **documents})
                self._load()
        self._read[change.key] = Mark(change.seen if complete or not change.grows else "", documents)
        return complete

    def _is_fresh(
        self, item: Item, change: Changed, before: Mapping[str, str], documents: dict[str, str]
    ) -> bool | None:
        """Whether an item is to be loaded or counted; None for what cannot be used."""
        if isinstance(item, Reject) and not isinstance(item, Foreign):
            self._reject(item, change)
            return None
        id, digest = _identity(item)
        owner = self._marks.owner(id) or self._claimed.setdefault(id, change.key)
        if owner != change.key:
            if not change.grows or isinstance(item, Foreign):
                return False  # feeds of one paper share entries
            taken = f"its id {id!r} is taken by {owner}: give it an id of its own"
            self._reject(Reject(change.name, taken), change)
            return None
        documents[id] = digest
        return before.get(id) != digest

    def _reject(self, reject: Reject, change: Changed) -> None:
        self._learned.rejected += 1
        self._refuse(reject, again=change.grows)

    def _load(self) -> None:
        """Load what waits, and mark it only then: what is killed in between is read again, and found unchanged."""
        if self._waiting:
            found = api.extractions(self._waiting, **self._options)
            extractions = list(self._until_stopped(found))
            names = dict(_actors(extractions))
            known = self._known(names)
            report = loader.load(
                resolved(extractions, read_rulings(self._store)),
                self._store,
                on_reject=lambda refused: self._refuse(Reject(refused.document, refused.reason), again=True),
            )
            learned = self._learned
            learned.new += report.new
            learned.changed += report.changed
            learned.statements += report.statements_added
            learned.rejected += len(report.rejected)
            added = self._known(names) - known
            learned.actors += [name for id, name in names.items() if id in added]
            self._waiting.clear()
        self._marks.write(self._store, self._read)
        self._read.clear()

    def _until_stopped(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """Raise Stopped before the next thing; a transaction is never broken off."""
        for thing in things:
            if self._stopped():
                raise Stopped
            yield thing

    def _known(self, ids: Iterable[str]) -> set[str]:
        return {row[0] for row in self._store.read(_ACTORS, {"ids": list(ids)}).rows}


def _identity(item: Item) -> tuple[str, str]:
    """What an item is called in a mark, and what is different when it is."""
    if isinstance(item, Foreign):
        return f"{FOREIGN}:{item.digest}", item.language
    if isinstance(item, Extraction):
        return item.document.id, _digest(repr(item))
    assert isinstance(item, Document)
    return item.id, _digest(f"{item.text}\x1f{item.metadata()}")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def _actors(extractions: Iterable[Extraction]) -> Iterator[tuple[str, str]]:
    for extraction in extractions:
        for statement in extraction.statements:
            for mention in statement.mentions():
                if mention.kind in ACTOR_KINDS:
                    yield mention.id, mention.name
