"""extract(), load(), query(), retract(): the rooms joined, for people who write Python."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date as Date
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from graphkit import readers
from graphkit.corpus import shards
from graphkit.errors import InputError
from graphkit.model import Document, Extraction, Statement
from graphkit.readers import Foreign, Item, Reject, Remarks
from graphkit.readers.naming import holds_shards

if TYPE_CHECKING:
    from graphkit.corpus.chunks import Runner
    from graphkit.corpus.folder import ShardsReport
    from graphkit.drawing import Picture
    from graphkit.loader import LoadReport
    from graphkit.queries import Answer
    from graphkit.stores import Result, Store

Source = str | Path | Document | Extraction
Sources = Source | Iterable[Source]
Progress = Callable[[Extraction], object]
Workers = int | Literal["auto"] | None
Found = TypeVar("Found", Document | Extraction, Extraction)
DEFAULT_LANGUAGE = "de"
BATCH_SIZE = 5000
SHARD_SIZE = 1000


@dataclass(frozen=True, slots=True)
class Summary:
    """What a load did: articles read, how many of them changed the graph, what they say by type and kind.

    `skipped` articles were in the graph already when an interrupted load was resumed. `remarks` counts articles
    without a date, and those left out because the pipeline does not read their language. `copies` print the report
    of another article, of this load or an earlier one.
    """

    articles: int
    changed: int
    statements: dict[str, int]
    entities: dict[str, int]
    rejects: tuple[Reject, ...] = ()
    skipped: int = 0
    remarks: Remarks = field(default_factory=Remarks)
    copies: int = 0


class Rejects(list[Reject]):
    """What one load refuses: listed, told at once, and at some number too much."""

    def __init__(self, on_reject: Callable[[Reject], object] | None, limit: int | None) -> None:
        super().__init__()
        self._on_reject = on_reject
        self._limit = limit

    def add(self, reject: Reject) -> None:
        """Raises InputError for one too many."""
        self.append(reject)
        if self._on_reject:
            self._on_reject(reject)
        if self._limit is not None and len(self) > self._limit:
            raise InputError(f"stopped at more than {self._limit} rejects; what is in the graph by now stays")


def connect(store: str | Path | None = None, *, read_only: bool = False) -> Store:
    """Open a store: a folder (embedded) or a neo4j:// address; without one, the settings decide.

    With `read_only`, a folder that is no store yet is an error and does not become one.

    >>> with connect("news.db") as store:                                    # doctest: +SKIP
    ...     store.read("MATCH (n) RETURN count(n) AS nodes").records()
    """
    from graphkit.stores import connect as open_store

    return open_store(store, read_only=read_only)


def extract(
    sources: Sources,
    *,
    model: str | None = None,
    open_relations: bool = False,
    knowledge: str | Path | None = None,
    workers: Workers = None,
) -> Iterator[Statement]:
    """Yield the statements of a text, a file, a folder, a Document, or several of these.

    `knowledge` is a YAML file of people, organisations and places of one's own (docs/ontology.md). With `workers`
    so many processes extract ("auto": one a processor); what they find and its order are the same for any number.
    Raises InputError for a source that cannot be read.

    >>> for statement in extract("Putin hat den Abzug befohlen."):           # doctest: +SKIP
    ...     print(statement.subject.name, statement.relation, statement.object.name)
    """
    options: dict[str, Any] = {"model": model, "open_relations": open_relations, "knowledge": knowledge}
    with closing(extractions(sources, workers=workers, **options)) as found:
        for extraction in found:
            yield from extraction.statements


def extractions(
    sources: Sources,
    *,
    model: str | None = None,
    open_relations: bool = False,
    knowledge: str | Path | None = None,
    encoding: str | None = None,
    fields: Mapping[str, str] | None = None,
    date: Date | None = None,
    workers: Workers = None,
    on_reject: Callable[[Reject], object] | None = None,
    remarks: Remarks | None = None,
) -> Generator[Extraction]:
    """Like `extract`, one Extraction a document; what cannot be read is given to `on_reject`, or raised.

    `encoding` is that of what is not UTF-8; `fields` says which columns of tables hold text, title, date, source,
    url, author, language, id; `date` is the day of articles that have none. `remarks` counts what is to be
    said about the whole. Where there is an `on_reject`, articles in other languages are left out and counted there.
    An article that the pipeline fails on is rejected too.
    """
    from graphkit.corpus.chunks import outcomes

    pipeline = _pipeline(model, open_relations, knowledge)
    with _runner(pipeline, workers) as runner:
        settings = _settings(pipeline, runner, encoding, fields, date, remarks)
        yield from _usable(outcomes(_read(sources, settings), runner), on_reject)


def extract_to(
    folder: str | Path,
    sources: Sources,
    *,
    format: str = "jsonl",
    shard_size: int = SHARD_SIZE,
    workers: Workers = None,
    scheduler: str | None = None,
    restart: bool = False,
    model: str | None = None,
    open_relations: bool = False,
    knowledge: str | Path | None = None,
    encoding: str | None = None,
    fields: Mapping[str, str] | None = None,
    date: Date | None = None,
    progress: Progress | None = None,
    on_reject: Callable[[Reject], object] | None = None,
    remarks: Remarks | None = None,
) -> ShardsReport:
    """Extract into a folder of shards of `shard_size` documents, as "jsonl" or "parquet"; `load` reads the folder.

    A run that was interrupted goes on where it stopped when it is given again; with `restart` it begins anew. The
    files are the same for any number of `workers`, and with the workers of a Dask `scheduler` (tcp://host:8786).
    The other options are those of `extractions`. Raises InputError where the folder was made with other settings or
    of another input, ConnectionFailed for a scheduler that does not answer.

    >>> extract_to("shards", "articles/", workers="auto").statements         # doctest: +SKIP
    """
    from graphkit.corpus.folder import Task, fill

    pipeline = _pipeline(model, open_relations, knowledge)
    _refuse_inside(Path(folder), _names(sources))
    with _runner(pipeline, workers, scheduler) as runner:
        settings = _settings(pipeline, runner, encoding, fields, date, remarks)
        task = Task(runner, format, shard_size, settings, on_reject or _refuse, progress)
        return fill(Path(folder), _read(sources, settings), task, restart=restart)


def load(
    sources: Sources,
    *,
    store: str | Path | Store | None = None,
    model: str | None = None,
    open_relations: bool = False,
    knowledge: str | Path | None = None,
    encoding: str | None = None,
    fields: Mapping[str, str] | None = None,
    date: Date | None = None,
    batch_size: int = BATCH_SIZE,
    progress: Progress | None = None,
    on_reject: Callable[[Reject], object] | None = None,
    max_rejects: int | None = None,
    resume: bool = False,
    workers: Workers = None,
    remarks: Remarks | None = None,
) -> Summary:
    """Read articles into the graph, each document whole or not at all; loading one again changes nothing.

    `encoding`, `fields`, `date`, `workers` and `remarks` are those of `extractions`.
    Rulings about who is who (`merge_actors`, `split_actor`) hold for what is loaded too. What cannot be used is
    listed in the summary and given to `on_reject` at once; more than `max_rejects` of it raise InputError.
    `progress` is called for each document read, `batch_size` is about the number of statements in a transaction.
    With `resume`, what a load of the same files did before it was interrupted is not read again.

    >>> load("examples/", store="news.db").articles                          # doctest: +SKIP
    6
    """
    from graphkit import loader
    from graphkit.corpus.chunks import outcomes
    from graphkit.loader.rulings import read_rulings
    from graphkit.resolve import resolved

    rejects = Rejects(on_reject, max_rejects)
    pipeline = _pipeline(model, open_relations, knowledge)
    remarks = remarks or Remarks()
    with _runner(pipeline, workers) as runner:
        settings = _settings(pipeline, runner, encoding, fields, date, remarks)
        items: Iterator[Document | Extraction] = _usable(_read(sources, settings), rejects.add)
        first = next(items, None)
        if first is None:  # an empty store should not appear where nothing was found
            return Summary(0, 0, {}, {}, tuple(rejects), remarks=remarks)
        checkpoint = loader.Checkpoint(_names(sources), resume=resume)
        with opened(store) as opened_store:
            checkpoint.open(opened_store)
            fresh = checkpoint.watch(chain([first], items), _id_of)
            found = _watched(_usable(outcomes(fresh, runner), rejects.add), progress)
            report = loader.load(
                resolved(found, read_rulings(opened_store)),
                opened_store,
                batch_size=batch_size,
                on_reject=lambda refused: rejects.add(
                    Reject(refused.document, refused.reason, refused.lines)
                ),
                checkpoint=checkpoint,
            )
    return _summary(report, rejects, checkpoint.skipped, remarks)


def query(
    name_or_cypher: str,
    *,
    store: str | Path | Store | None = None,
    queries: str | Path | None = None,
    evidence: bool = False,
    **parameters: Any,
) -> Answer[Any]:
    """Run a query of the library, or a piece of Cypher, reading only.

    `queries` is a folder of your own in place of the library; with `evidence` the rows get a column with the
    sentences behind them. Raises QueryError.

    >>> query("actors/relations", store="news.db", name="Assad").to_dicts()  # doctest: +SKIP
    """
    from graphkit.queries import Answer, QueryLibrary
    from graphkit.queries.sources import with_evidence

    with opened(store, read_only=True) as opened_store:
        if any(character.isspace() for character in name_or_cypher.strip()):
            answer = Answer.of(opened_store.read(name_or_cypher, parameters))
        else:
            answer = QueryLibrary(queries)[name_or_cypher].run(opened_store, **parameters)
        return with_evidence(opened_store, answer) if evidence else answer


def draw(
    target: str,
    output: str | Path,
    *,
    store: str | Path | Store | None = None,
    queries: str | Path | None = None,
    **parameters: Any,
) -> Picture:
    """Draw the answer of a query, or an actor's surroundings, into a file that ends in .html, .svg or .png.

    Raises QueryError where there is nothing to draw, InputError for another ending.

    >>> draw("Assad", "assad.html", store="news.db")                         # doctest: +SKIP
    """
    from graphkit.drawing import build_picture, find_query, format_of, render
    from graphkit.queries import QueryLibrary

    format = format_of(output)
    query, preset = find_query(target, QueryLibrary(queries))
    with opened(store, read_only=True) as opened_store:
        picture = build_picture(opened_store, query.run(opened_store, **preset, **parameters))
    Path(output).write_bytes(render(picture, format))
    return picture


def retract(document: str, *, store: str | Path | Store | None = None) -> LoadReport:
    """Take a document and what only it says out of the graph; raises InputError where it is not in there."""
    from graphkit import loader

    with _existing(store) as opened_store:
        return loader.retract(document, opened_store)


def actors(
    *, store: str | Path | Store | None = None, name: str | None = None, everybody: bool = False
) -> Result:
    """Named entities that several documents speak of, and why they are taken for one; most documents first.

    Columns: id, kind, name, documents (count), mentions (as written), why. `name` is a part of the name;
    `everybody` lists those of one document too.
    """
    from graphkit.loader.rulings import shared
    from graphkit.ontology import load_knowledge
    from graphkit.stores import Result

    known = load_knowledge().entities
    with opened(store, read_only=True) as opened_store:
        found = shared(opened_store, name=name, least=1 if everybody else 2)
    rows = [[*row[:5], _why(row[0], row[1], row[5], known)] for row in found.rows]
    return Result([*found.columns[:5], "why"], rows)


def merge_actors(actor: str, target: str, *, store: str | Path | Store | None = None) -> LoadReport:
    """Rule that one actor is another, in what is loaded and what will be; ids as `actors` lists them."""
    from graphkit.loader import rulings

    with _existing(store) as opened_store:
        return rulings.merge(actor, target, opened_store)


def split_actor(
    actor: str, documents: Iterable[str], *, store: str | Path | Store | None = None
) -> LoadReport:
    """Rule that an actor is somebody else in each of these documents."""
    from graphkit.loader import rulings

    with _existing(store) as opened_store:
        return rulings.split(actor, list(documents), opened_store)


def rulings(*, store: str | Path | Store | None = None) -> Result:
    """The rulings that a graph holds. Columns: ruling (its id), actor, document (or None for all), is."""
    from graphkit.loader.rulings import read_rulings
    from graphkit.stores import Result

    with opened(store, read_only=True) as opened_store:
        found = read_rulings(opened_store).by_id
    return Result(
        ["ruling", "actor", "document", "is"],
        [[r.id, r.entity, r.document, r.target] for r in found.values()],
    )


def undo_ruling(ruling: str, *, store: str | Path | Store | None = None) -> LoadReport:
    """Take a ruling of `merge_actors` or `split_actor` back; its id is the actor's, or ACTOR@DOCUMENT."""
    from graphkit.loader import rulings

    with _existing(store) as opened_store:
        return rulings.undo(ruling, opened_store)


def stop(store: str | Path | None = None) -> bool:
    """Stop the server of an embedded store at once; False where none was running."""
    from graphkit import stores
    from graphkit.config import load_settings

    address = load_settings(store).store
    if "://" in address:
        raise InputError(f"{address} is not graphkit's to stop: only the server of an embedded store is")
    return stores.stop(address)


@contextmanager
def opened(store: str | Path | Store | None, *, read_only: bool = False) -> Iterator[Store]:
    """A store from its address, closed afterwards; one that is open already stays open."""
    if store is None or isinstance(store, (str, Path)):
        with connect(store, read_only=read_only) as connected:
            yield connected
    else:
        yield store


@contextmanager
def _existing(store: str | Path | Store | None) -> Iterator[Store]:
    """Like `opened`, to write; refuses a folder that is no store, which connecting would make one."""
    with opened(store, read_only=True):
        pass
    with opened(store) as opened_store:
        yield opened_store


def _why(id: str, kind: str, was: list[str], known: Mapping[str, Any]) -> str:
    """Why documents that name an entity are taken to mean the same one."""
    ruled = f"by ruling also {', '.join(was)}" if was else ""
    if entity := known.get(id):
        number = f" ({entity.wikidata})" if entity.wikidata else ""
        return "; ".join(filter(None, (f"known to graphkit{number}", ruled)))
    return ruled or ("same full name" if kind == "Person" else "same name and kind")


def _watched(found: Iterable[Extraction], progress: Progress | None) -> Iterator[Extraction]:
    for extraction in found:
        if progress:
            progress(extraction)
        yield extraction


def _names(sources: Sources) -> list[str]:
    """What tells one load from another: its paths; objects are told apart by the checkpoint's digest alone."""
    given = sources if isinstance(sources, (list, tuple)) else [sources]
    return [str(source) for source in given if isinstance(source, (str, Path))]


def _id_of(item: Document | Extraction) -> str:
    return item.document.id if isinstance(item, Extraction) else item.id


def _summary(report: LoadReport, rejects: Iterable[Reject], skipped: int, remarks: Remarks) -> Summary:
    return Summary(
        articles=report.documents,
        changed=report.new + report.changed,
        statements=dict(report.relations.most_common()),
        entities=dict(report.entities.most_common()),
        rejects=tuple(rejects),
        skipped=skipped,
        remarks=remarks,
        copies=report.copies,
    )


def _runner(pipeline: dict[str, Any], workers: Workers, scheduler: str | None = None) -> Runner:
    """Who extracts: this process, others, or other machines."""
    from graphkit.corpus.chunks import Here

    if scheduler is not None:
        from graphkit.corpus.cluster import Cluster

        return Cluster(pipeline, scheduler)
    if workers is None:
        return Here(pipeline)
    from graphkit.corpus.pool import Pool, count_of

    return Pool(pipeline, count_of(workers))


def _settings(
    pipeline: dict[str, Any],
    runner: Runner,
    encoding: str | None,
    fields: Mapping[str, str] | None,
    date: Date | None,
    remarks: Remarks | None,
) -> readers.Settings:
    plain = pipeline["model"] is None and pipeline["knowledge"] is None
    # otherwise loaded before the first article is read, so that a bad file is said at once
    language = DEFAULT_LANGUAGE if plain else runner.describe().language or DEFAULT_LANGUAGE
    remarks = remarks or Remarks()
    remarks.language = language
    return readers.Settings(language, encoding, dict(fields or {}), date, remarks)


def _read(sources: Sources, settings: readers.Settings) -> Iterator[Item]:
    single = isinstance(sources, (str, Path, Document, Extraction))
    given: Iterable[Source] = [sources] if single else sources  # type: ignore[list-item, assignment]
    for kind, group in groupby(given, key=_kind_of):
        if kind == "path":
            yield from readers.read(group, settings)  # type: ignore[arg-type]
        elif kind == "shards":
            yield from chain.from_iterable(shards.read_folder(Path(source), settings) for source in group)  # type: ignore[arg-type]
        else:
            yield from (_as_item(source, settings) for source in group)


def _kind_of(source: Source) -> Literal["path", "shards", "article"]:
    if not _is_path(source):
        return "article"
    return "shards" if holds_shards(Path(source)) else "path"  # type: ignore[arg-type]


def _is_path(source: Source) -> bool:
    if not isinstance(source, str):
        return isinstance(source, Path)
    # a text has spaces; so may a path, but then there is something at it
    return not any(character.isspace() for character in source) or _exists(source)


def _exists(source: str) -> bool:
    try:
        return Path(source).exists()
    except (OSError, ValueError):
        return False


def _as_item(source: Source, settings: readers.Settings) -> Item:
    if isinstance(source, (Document, Extraction)):
        return source
    try:
        item: Item = readers.parse_article(str(source).encode(), settings=settings)
    except InputError as error:
        item = readers.reject_of("text", error)
    return readers.noted(item, settings.remarks)


def _usable(items: Iterable[Found | Reject], on_reject: Callable[[Reject], object] | None) -> Iterator[Found]:
    for item in items:
        if not isinstance(item, Reject):
            yield item
        elif on_reject is None:
            _refuse(item)
        elif not isinstance(item, Foreign):  # which the remarks count
            on_reject(item)


def _refuse(reject: Reject) -> None:
    raise InputError(str(reject))


def _refuse_inside(folder: Path, sources: Iterable[str]) -> None:
    """Raises InputError for an output that would be read as input."""
    for source in sources:
        if _exists(source) and folder.resolve().is_relative_to(Path(source).resolve()):
            raise InputError(f"{folder} is in {source}, which is read: name a folder outside of it")


def _pipeline(model: str | None, open_relations: bool, knowledge: str | Path | None) -> dict[str, Any]:
    """The options that choose a language pipeline; two spellings of one file are one pipeline."""
    own = str(Path(knowledge).resolve()) if knowledge else None
    return {"model": model, "open_relations": open_relations, "knowledge": own}
