"""Folders, files and feeds beside a graph, and one look at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date as Date
from pathlib import Path
from typing import Any

from graphkit import api
from graphkit.errors import InputError
from graphkit.readers import Reject, Remarks, Settings
from graphkit.stores import Store
from graphkit.watch.marks import Marks
from graphkit.watch.sources import Changed, changed, check
from graphkit.watch.work import Learned, Look


class Watcher:
    """Folders, files and feeds (`sources`) beside a graph. What was loaded from them is marked in the graph.

    `encoding`, `fields`, `date` and `options`, which choose a pipeline, are those of `extractions`; `on_reject` is
    told of each thing that cannot be used, once; `stopped` is asked now and then whether to end. Raises InputError
    for a source that is not there.
    """

    def __init__(
        self,
        sources: Iterable[str | Path],
        *,
        store: str | Path | Store | None = None,
        encoding: str | None = None,
        fields: Mapping[str, str] | None = None,
        date: Date | None = None,
        on_reject: Callable[[Reject], object] = lambda reject: None,
        stopped: Callable[[], bool] = lambda: False,
        **options: Any,
    ) -> None:
        self._sources = list(dict.fromkeys(map(str, sources)))
        check(self._sources)
        self._store, self._options = store, options
        self._settings = Settings(_language(**options), encoding, dict(fields or {}), date)
        self._on_reject, self._stopped = on_reject, stopped
        self._marks: Marks | None = None
        self._tried: dict[str, str] = {}
        self._told: set[str] = set()
        self._failing: dict[str, str] = {}

    def look(self) -> Learned:
        """Load what is new. What is not loaded because of a StoreError or Stopped is loaded by the next look."""
        learned = Learned(remarks=Remarks(self._settings.language))
        if self._marks is None:
            with api.opened(self._store) as store:
                self._marks = _marks_of(store)
        found = [change for source in self._sources for change in self._changed(source, self._marks, learned)]
        if found:
            with api.opened(self._store) as store:
                settings = replace(self._settings, remarks=learned.remarks)
                look = Look(store, self._marks, settings, self._options, self._refuse, self._stopped, learned)
                look.take(found, self._tried)
        return learned

    def _changed(self, source: str, marks: Marks, learned: Learned) -> list[Changed]:
        try:
            found = changed(source, marks, self._tried)
        except InputError as error:
            if self._failing.get(source) != str(error):
                self._failing[source] = str(error)
                self._on_reject(Reject(source, str(error)))
            learned.rejected += 1
            return []
        if self._failing.pop(source, None):
            self._on_reject(Reject(source, "is there again"))
        return found

    def _refuse(self, reject: Reject, *, again: bool) -> None:
        """Tell of a reject; what stands in a feed is not told `again` whenever the feed changes."""
        if again or str(reject) not in self._told:
            self._told.add(str(reject))
            self._on_reject(reject)


def _language(
    model: str | None = None, open_relations: bool = False, knowledge: str | Path | None = None
) -> str:
    if model is None and knowledge is None:
        return api.DEFAULT_LANGUAGE
    # loaded before anything is read, so that a bad file is said at once
    from graphkit.extraction import load_pipeline

    own = str(Path(knowledge).resolve()) if knowledge else None
    return load_pipeline(model, open_relations=open_relations, knowledge=own).lang or api.DEFAULT_LANGUAGE


def _marks_of(store: Store) -> Marks:
    marks = Marks()
    marks.read(store)
    return marks
