"""Graphs in and out: rows of any kind into a store, and the whole graph of a store into files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.api import BATCH_SIZE, Rejects, opened
from graphkit.errors import InputError
from graphkit.readers import Reject

if TYPE_CHECKING:
    from graphkit.loader.graphrows import RowsReport
    from graphkit.loader.report import Rejection
    from graphkit.loader.spool import Spool
    from graphkit.stores import Store


def load_rows(
    sources: Iterable[str | Path],
    *,
    mapping: str | Path | None = None,
    store: str | Path | Store | None = None,
    batch_size: int = BATCH_SIZE,
    resume: bool = False,
    on_reject: Callable[[Reject], object] | None = None,
    max_rejects: int | None = None,
    progress: Callable[[RowsReport, int], object] | None = None,
) -> RowsReport:
    """Load nodes and relationships: tables with a mapping, or what `export_graph` wrote as JSON Lines.

    All rows are read and checked before the first is written; what is wrong with one is given to `on_reject`,
    and more than `max_rejects` raise InputError. Loading them again writes nothing. `progress` gets the report so
    far and the number of rows in all. Raises InputError and StoreError.

    >>> load_rows(["people.csv"], mapping="mapping.yaml", store="my.db").nodes     # doctest: +SKIP
    Tally(created=3, changed=0, unchanged=0)
    """
    from graphkit.loader.graphrows import RowLoader
    from graphkit.loader.spool import Spool

    rejects = Rejects(on_reject, max_rejects)

    def refuse(rejection: Rejection) -> None:
        rejects.add(Reject(rejection.document, rejection.reason, rejection.lines))

    names = [str(source) for source in sources]
    with Spool() as spool:
        gather(names, spool, mapping=mapping, on_reject=refuse)
        unread, total = len(rejects), spool.count()
        with opened(store) as opened_store:
            loader = RowLoader(
                spool,
                opened_store,
                batch_size=batch_size,
                on_reject=refuse,
                progress=(lambda report: progress(report, total)) if progress else None,
                sources=names,
            )
            report = loader.load(resume=resume)
    report.rejected += unread
    return report


def gather(
    sources: Iterable[str],
    spool: Spool,
    *,
    mapping: str | Path | None,
    on_reject: Callable[[Rejection], object],
) -> None:
    """Read rows into a spool; raises InputError where there is nothing to be read."""
    from graphkit.loader.gathering import Gatherer
    from graphkit.loader.mapping import MappingFile

    given = MappingFile(mapping) if mapping else None
    Gatherer(spool, mapping=given, on_reject=on_reject).gather(sources)
    if not spool.count():
        raise InputError(f"{', '.join(sources)}: there is no row to load")
