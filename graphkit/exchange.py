"""Graphs in and out: rows of any kind into a store, and the whole graph of a store into files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.api import BATCH_SIZE, Rejects, opened
from graphkit.errors import InputError, StoreError
from graphkit.readers import Reject

if TYPE_CHECKING:
    from graphkit.loader.census import Census, Difference
    from graphkit.loader.graphrows import RowsReport
    from graphkit.loader.planning import DocumentsPlan
    from graphkit.loader.report import Rejection
    from graphkit.loader.spool import Spool
    from graphkit.stores import Store


@dataclass(frozen=True, slots=True)
class Verification:
    """How much a store holds of what was compared, and where it is not what was expected."""

    nodes: int
    relationships: int
    differences: list[Difference]


def load_rows(
    sources: Iterable[str | Path],
    *,
    mapping: str | Path | None = None,
    store: str | Path | Store | None = None,
    batch_size: int = BATCH_SIZE,
    writers: int = 1,
    resume: bool = False,
    on_reject: Callable[[Reject], object] | None = None,
    max_rejects: int | None = None,
    progress: Callable[[RowsReport, int], object] | None = None,
) -> RowsReport:
    """Load nodes and relationships: tables with a mapping, or what `export_graph` wrote as JSON Lines.

    All rows are read and checked before the first is written; what is wrong with one is given to `on_reject`,
    and more than `max_rejects` raise InputError. Loading them again writes nothing. Several `writers` load
    relationships in rounds in which no two of them touch the same node. `progress` gets the report so
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
                writers=writers,
                on_reject=refuse,
                progress=(lambda report: progress(report, total)) if progress else None,
                sources=names,
            )
            report = loader.load(resume=resume)
    report.rejected += unread
    return report


def plan_rows(
    sources: Iterable[str | Path],
    *,
    mapping: str | Path | None = None,
    store: str | Path | Store | None = None,
    batch_size: int = BATCH_SIZE,
    on_reject: Callable[[Reject], object] | None = None,
) -> RowsReport:
    """What `load_rows` would create, change, leave and reject; writes nothing, and makes no store."""
    from graphkit.loader import planning
    from graphkit.loader.spool import Spool

    rejects = Rejects(on_reject, None)

    def refuse(rejection: Rejection) -> None:
        rejects.add(Reject(rejection.document, rejection.reason, rejection.lines))

    with Spool() as spool, _if_there(store) as opened_store:
        gather([str(source) for source in sources], spool, mapping=mapping, on_reject=refuse)
        report, loose = planning.plan_rows(spool, opened_store, batch_size=batch_size)
    for rejection in loose:
        refuse(rejection)
    report.rejected = len(rejects)
    return report


def plan_articles(
    sources: Iterable[str | Path],
    *,
    store: str | Path | Store | None = None,
    on_reject: Callable[[Reject], object] | None = None,
    **options: Any,
) -> tuple[DocumentsPlan, list[Reject]]:
    """What `load` would do with articles, and what it would reject; `options` are those of `extractions`."""
    from graphkit.api import extractions
    from graphkit.loader import planning
    from graphkit.loader.rulings import read_rulings
    from graphkit.resolve import Rulings, resolved

    rejects = Rejects(on_reject, None)
    with _if_there(store) as opened_store:
        told = extractions([*sources], on_reject=rejects.add, **options)
        rulings = read_rulings(opened_store) if opened_store else Rulings(())
        plan, refused = planning.plan_documents(resolved(told, rulings), opened_store)
    for rejection in refused:
        rejects.add(Reject(rejection.document, rejection.reason, rejection.lines))
    return plan, rejects


@contextmanager
def _if_there(store: str | Path | Store | None) -> Iterator[Store | None]:
    """A store to read from; None for a folder that is no store yet."""
    from graphkit.config import load_settings
    from graphkit.stores.folder import StoreFolder

    if store is None or isinstance(store, (str, Path)):
        address = load_settings(store).store
        if "://" not in address and not StoreFolder(address).is_store():
            yield None
            return
    with opened(store, read_only=True) as opened_store:
        yield opened_store


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


def export_graph(
    output: str | Path = "-", *, format: str = "jsonl", store: str | Path | Store | None = None
) -> str:
    """Write the whole graph of a store: jsonl, cypher and graphml into a file, neo4j-admin and parquet into a folder.

    `-` is stdout. Every format has an order that is always the same. Returns what to do with it next, or nothing.
    Raises InputError for an output that cannot be used, StoreError for what the format has no form for.

    >>> export_graph("my.jsonl", store="my.db")                                  # doctest: +SKIP
    """
    from graphkit.loader.formats import write
    from graphkit.loader.reading import GraphReader
    from graphkit.loader.spool import Spool

    with Spool() as spool:
        with opened(store, read_only=True) as opened_store:
            for element in GraphReader(opened_store).elements():
                if not spool.add(element):
                    raise StoreError(
                        f"{element} is there more than once, and nothing tells one from the other"
                    )
        return write(spool, format, output)


def verify(
    sources: Iterable[str | Path] = (),
    *,
    mapping: str | Path | None = None,
    against: str | Path | Store | None = None,
    store: str | Path | Store | None = None,
    model: str | None = None,
) -> Verification:
    """Compare a store with its input, or with another store, by counts and checksums.

    With `sources` the labels, types and properties of the input are compared: articles with everything graphkit
    made of articles, rows with the nodes that have their keys. Without, all of `store` with all of `against`.

    >>> verify(["people.csv"], mapping="mapping.yaml", store="my.db").differences  # doctest: +SKIP
    []
    """
    from graphkit.loader.census import Census
    from graphkit.loader.gathering import is_graph
    from graphkit.loader.reading import GraphReader

    names = [str(source) for source in sources]
    if bool(names) == bool(against is not None):
        raise InputError("name what was loaded, or another store to compare with")
    with opened(store, read_only=True) as opened_store:
        if against is not None:
            with opened(against, read_only=True) as other:
                expected = Census(GraphReader(other).elements())
            return _verification(expected, Census(GraphReader(opened_store).elements()), extra=True)
        if mapping or any(map(is_graph, names)):
            return _verify_rows(names, mapping, opened_store)
        return _verify_articles(names, model, opened_store)


def _verify_rows(sources: list[str], mapping: str | Path | None, store: Store) -> Verification:
    from graphkit.loader.census import Census
    from graphkit.loader.reading import GraphReader
    from graphkit.loader.spool import Spool

    with Spool() as spool:
        gather(sources, spool, mapping=mapping, on_reject=lambda rejection: None)
        expected = Census(spool.everything())
        found = Census(GraphReader(store, keys=spool.keys()).elements())
    return _verification(expected, found, extra=False)


def _verify_articles(sources: list[str], model: str | None, store: Store) -> Verification:
    from graphkit import graph
    from graphkit.api import extractions
    from graphkit.loader.census import Census
    from graphkit.loader.elements import OWN, elements_of
    from graphkit.loader.reading import GraphReader
    from graphkit.loader.rulings import read_rulings
    from graphkit.resolve import resolved

    rejects: list[Reject] = []  # a load leaves out the same ones
    told = extractions(sources, model=model, on_reject=rejects.append)
    nodes, relationships = graph.build(resolved(told, read_rulings(store)))
    if rejects and not nodes:
        raise InputError(f"there is nothing to compare with: {rejects[0]}")
    expected = Census(elements_of(nodes, relationships))
    return _verification(expected, Census(GraphReader(store, keys=OWN).elements()), extra=True)


def _verification(expected: Census, found: Census, *, extra: bool) -> Verification:
    return Verification(found.nodes, found.relationships, expected.differences(found, extra=extra))
