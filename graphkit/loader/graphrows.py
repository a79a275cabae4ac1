"""Nodes and relationships of any graph into a store: by shape, nodes first, in batches that can be run again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graphkit.errors import GraphkitError, InputError
from graphkit.loader.checkpoint import LoadRecord, changed_input, name_of
from graphkit.loader.documents import BATCH_SIZE
from graphkit.loader.elements import OWN, Element, NodeShape
from graphkit.loader.halving import halved
from graphkit.loader.report import Rejection
from graphkit.loader.spool import Spool
from graphkit.loader.writing import Outcome, Tally, batches, write
from graphkit.stores.base import Counters, Store


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


class RowLoader:
    """Puts the elements of a spool into a store, and keeps account."""

    def __init__(
        self,
        spool: Spool,
        store: Store,
        *,
        batch_size: int = BATCH_SIZE,
        on_reject: Callable[[Rejection], object] | None = None,
        progress: Callable[[RowsReport], object] | None = None,
        sources: Iterable[str] = (),
    ) -> None:
        if batch_size < 1:
            raise InputError(f"the batch size must be 1 or more, not {batch_size}")
        self.report = RowsReport()
        self._spool, self._store, self._batch_size = spool, store, batch_size
        self._on_reject, self._progress = on_reject, progress
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
            self._load_in_order(self._spool.elements(shape, skip=skip), position + skip)
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
        for batch in batches(elements, self._batch_size):
            self._load(batch, position)
            position += len(batch)

    def _load(self, batch: Sequence[Element], position: int) -> None:
        """One batch, whose first element has this number among all of them."""

        def attempt(part: Sequence[tuple[int, Element]]) -> Outcome:
            done = part[-1][0] + 1
            mark = self._record.mark(done, self._digest) if done < self._total else None
            return write([element for _, element in part], self._store, mark=mark)

        def refuse(numbered: tuple[int, Element], error: GraphkitError) -> None:
            self._reject(numbered[1], str(error))

        for outcome in halved(list(enumerate(batch, position)), attempt, refuse):
            self.report.add(batch[0].shape, outcome)
            for element, reason in outcome.loose:
                self._reject(element, reason)
        if self._progress:
            self._progress(self.report)

    def _reject(self, element: Element, reason: str) -> None:
        self.report.rejected += 1
        if self._on_reject:
            self._on_reject(Rejection(element.place or str(element), reason, (element.to_line(),)))
