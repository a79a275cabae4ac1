"""What every store can do: read, write, and run a unit of work in one managed transaction."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from graphkit.stores.upsert import unique

Parameters = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counters:
    """What the database says it changed; adds up, and is false where nothing was."""

    nodes_created: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_deleted: int = 0
    properties_set: int = 0
    labels_added: int = 0
    labels_removed: int = 0
    constraints_added: int = 0
    constraints_removed: int = 0
    indexes_added: int = 0
    indexes_removed: int = 0

    def __add__(self, other: Counters) -> Counters:
        return Counters(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))

    @classmethod
    def of(cls, source: Any) -> Counters:
        """Counters from an object or mapping with the same names (a driver's summary, py2neo's stats)."""
        values = (
            source
            if isinstance(source, Mapping)
            else {f.name: getattr(source, f.name, 0) for f in fields(cls)}
        )
        return cls(**{f.name: int(values.get(f.name) or 0) for f in fields(cls)})


@dataclass(frozen=True, slots=True)
class Result:
    """A table: column names, rows of values (scalars, lists, maps, the driver's nodes and paths)."""

    columns: list[str]
    rows: list[list[Any]]
    counters: Counters = field(default_factory=Counters)

    def records(self) -> list[dict[str, Any]]:
        """One dict a row.

        >>> Result(["name"], [["Putin"]]).records()
        [{'name': 'Putin'}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Transaction(Protocol):
    """An open transaction; commits when the unit of work returns, rolls back when it raises."""

    def run(self, cypher: str, parameters: Parameters | None = None) -> Result:
        """Run one statement and take all its rows."""
        ...


class Store(ABC):
    """A graph database. A context manager: `with connect("news.db") as store: store.read("RETURN 1")`."""

    kind: str
    url: str
    read_only: bool = False
    # whether an index gives all nodes whose key is between two values; else they are found by each key
    finds_ranges: bool = True

    @abstractmethod
    def read(self, cypher: str, parameters: Parameters | None = None) -> Result:
        """Rows of a statement that cannot write; raises QueryError where it tries to."""

    def stream(self, cypher: str, parameters: Parameters | None = None) -> Iterator[list[Any]]:
        """The rows of a statement that cannot write, one after the other, whatever their number."""
        yield from self.read(cypher, parameters).rows

    @abstractmethod
    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one managed transaction; it may run more than once: let it read before it writes."""

    @abstractmethod
    def run(self, cypher: str, parameters: Parameters | None = None, *, read_only: bool = False) -> Result:
        """One statement as a person typed it, with its counters; not repeated once it may have committed."""

    @abstractmethod
    def apply_schema(self) -> None:
        """Create the constraints and indexes of cypher/schema where they are missing."""

    def ensure_unique(self, keys: Iterable[tuple[str, str]]) -> None:
        """Create the uniqueness constraints of some (label, property), where they are missing."""
        for label, key in keys:
            self.write_all([(unique(label, key), {})])

    @abstractmethod
    def close(self) -> None:
        """Let go of the database; closing twice is fine."""

    def write(self, cypher: str, parameters: Parameters | None = None) -> Counters:
        """Run one writing statement in a managed transaction."""
        return self.run(cypher, parameters).counters

    def write_all(self, statements: Iterable[tuple[str, Parameters]]) -> Counters:
        """Run several statements, all or none; give statements that are safe to run again."""
        batch = list(statements)

        def work(transaction: Transaction) -> Counters:
            return sum((transaction.run(*statement).counters for statement in batch), Counters())

        return self.transact(work)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.url}>"
