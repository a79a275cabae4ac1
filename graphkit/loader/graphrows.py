"""Nodes and relationships of any graph into a store: by shape, nodes first, in batches that can be run again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import repeat
from threading import Lock

from graphkit.batches import ahead, batches
from graphkit.errors import DataRefused, GraphkitError, InputError, QueryError
from graphkit.loader.checkpoint import LoadRecord, changed_input, name_of
from graphkit.loader.documents import BATCH_SIZE
from graphkit.loader.elements import OWN, Element, NodeShape, RelationshipShape, Shape
from graphkit.loader.halving import halved
from graphkit.loader.report import Rejection
from graphkit.loader.rounds import rounds
from graphkit.loader.spool import Spool
from graphkit.loader.writing import Look, Outcome, Tally, look, write
from graphkit.stores.base import Counters, Store

# batches for each writer that are divided into rounds at a time
WINDOW = 4
# batches that the store is asked about at a time: one answer is compared while the next is made
AHEAD = 3


@dataclass(slots=True)
class RowsReport:
    """What a load of graph rows did; `retries` counts transactions that had to be run again."""

    nodes: Tally = field(default_factory=Tally)
    relationships: Tally = field(default_factory=Tally)
    rejected: int = 0
    skipped: int = 0
    retries: int = 0
    counters: Counters = field(default_factory=Counters)
    seconds: float = 0.0

    def add(self, shape: object, outcome: Outcome) -> None:
        """Count what one batch did."""
        if isinstance(shape, NodeShape):
            self.nodes = self.nodes.plus(outcome.tally)
        else:
            self.relationships = self.relationships.plus(outcome.tally)
        self.counters += outcome.counters
        self.retries += max(0, outcome.attempts - 1)

    @property
    def done(self) -> int:
        """Elements that have been dealt with."""
        return sum(self.nodes) + sum(self.relationships) + self.rejected + self.skipped


@dataclass(slots=True)
class Written:
    """What some batches did, and what did not get in, with the reason."""

    outcomes: list[tuple[Shape, Outcome]] = field(default_factory=list)
    refused: list[tuple[Element, str]] = field(default_factory=list)

    def extend(self, other: Written) -> None:
        """Add another one."""
        self.outcomes += other.outcomes
        self.refused += other.refused


class RowLoader:
    """Puts the elements of a spool into a store, and keeps account."""

    def __init__(
        self,
        spool: Spool,
        store: Store,
        *,
        batch_size: int = BATCH_SIZE,
        writers: int = 1,
        on_reject: Callable[[Rejection], object] | None = None,
        progress: Callable[[RowsReport], object] | None = None,
        sources: Iterable[str] = (),
    ) -> None:
        if batch_size < 1 or writers < 1:
            raise InputError(f"batch size and writers must be 1 or more, not {batch_size} and {writers}")
        self.report = RowsReport()
        self._spool, self._store = spool, store
        self._batch_size, self._writers = batch_size, writers
        self._on_reject, self._progress = on_reject, progress
        self._commits = Lock() if writers > 1 else None
        self._record = LoadRecord(name_of(sources))
        self._digest = spool.digest()
        self._total = spool.count()

    def load(self, *, resume: bool = False) -> RowsReport:
        """Load everything; with `resume` what an interrupted load of the same rows did is skipped.

        Raises InputError where the rows are others than then, and StoreError.
        """
        started = time.monotonic()
        self._prepare()
        self._skip(self._record.read(self._store), resume=resume)
        position = 0
        for shape in self._spool.shapes():
            count = self._spool.count(shape)
            skip = min(count, max(0, self.report.skipped - position))
            parallel = self._writers > 1 and isinstance(shape, RelationshipShape)
            load = self._load_in_rounds if parallel else self._load_in_order
            load(self._spool.elements(shape, skip=skip), position + skip)
            position += count
        self._record.clear(self._store)
        self.report.seconds = time.monotonic() - started
        return self.report

    def _prepare(self) -> None:
        keys = self._spool.keys()
        if not keys.isdisjoint(OWN):
            self._store.apply_schema()
        self._store.ensure_unique(sorted(keys.difference(OWN)))

    def _skip(self, recorded: tuple[int, str], *, resume: bool) -> None:
        done, digest = recorded
        if resume and done:
            if digest != self._digest:
                raise changed_input()
            self.report.skipped = done

    def _load_in_order(self, elements: Iterator[Element], position: int) -> None:
        """The store is asked about the next batches while one is written."""
        with closing(ahead(self._look, batches(elements, self._batch_size), AHEAD)) as upcoming:
            for batch, seen in upcoming:
                self._account(self._write(list(enumerate(batch, position + 1)), seen))
                position += len(batch)

    def _look(self, batch: list[Element]) -> Look | None:
        """None where one of the elements cannot even be asked about; which one is found by halving."""
        with suppress(QueryError, DataRefused):
            return look(batch, self._store)
        return None

    def _load_in_rounds(self, elements: Iterator[Element], position: int) -> None:
        """A window at a time; its last batch is written when all others are, and marks it done."""
        with ThreadPoolExecutor(self._writers) as pool:
            for window in batches(elements, self._batch_size * self._writers * WINDOW):
                position += len(window)
                *others, last = self._tasks(window)
                for tasks in others:
                    for written in pool.map(self._write_all, tasks):
                        self._account(written)
                numbers = [*repeat(0, len(last[0]) - 1), position]
                self._account(self._write(list(zip(numbers, last[0], strict=True))))

    def _tasks(self, window: list[Element]) -> list[list[list[Element]]]:
        """Rounds, with the last batch of the last one as a round of its own."""
        found = list(rounds(window, self._writers))
        last = found[-1][-1]
        found[-1][-1], final = last[: -self._batch_size], last[-self._batch_size :]
        return [*found, [final]]

    def _write_all(self, task: list[Element]) -> Written:
        written = Written()
        for batch in batches(task, self._batch_size):
            written.extend(self._write([(0, element) for element in batch]))
        return written

    def _write(self, batch: Sequence[tuple[int, Element]], seen: Look | None = None) -> Written:
        """One batch; an element's number, where it has one, says how many are done when it is.

        `seen` is what a look at the store found of the whole batch, where there has been one.
        """
        written = Written()

        def attempt(part: Sequence[tuple[int, Element]]) -> Outcome:
            done = part[-1][0]
            mark = self._record.mark(done, self._digest) if 0 < done < self._total else None
            whole = seen if len(part) == len(batch) else None
            known = whole or look([element for _, element in part], self._store)
            return write(known, self._store, mark=mark, commits=self._commits)

        def refuse(numbered: tuple[int, Element], error: GraphkitError) -> None:
            written.refused.append((numbered[1], str(error)))

        for outcome in halved(batch, attempt, refuse):
            written.outcomes.append((batch[0][1].shape, outcome))
            written.refused += outcome.loose
        return written

    def _account(self, written: Written) -> None:
        for shape, outcome in written.outcomes:
            self.report.add(shape, outcome)
        for element, reason in written.refused:
            self._reject(element, reason)
        if self._progress:
            self._progress(self.report)

    def _reject(self, element: Element, reason: str) -> None:
        self.report.rejected += 1
        if self._on_reject:
            self._on_reject(Rejection(element.place or str(element), reason, (element.to_line(),)))
