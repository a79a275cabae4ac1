"""What a query answers: a table, typed rows, and the way into pandas, Polars and networkx."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from graphkit.errors import GraphkitError, QueryError
from graphkit.queries.triples import Triple, usual
from graphkit.stores.base import Result

if TYPE_CHECKING:
    import networkx
    import pandas
    import polars

    from graphkit.queries.parameters import Column
    from graphkit.queries.spelling import Entity

Row = TypeVar("Row", bound=tuple[Any, ...], covariant=True)


@dataclass(frozen=True, slots=True)
class Answer(Result, Generic[Row]):
    """A result whose rows are named tuples when it is iterated; `found` says whom the names given were."""

    types: Mapping[str, str] = field(default_factory=dict)
    row_name: str = "row"
    found: Mapping[str, Entity] = field(default_factory=dict)
    triple: Triple | None = None

    @classmethod
    def of(
        cls,
        result: Result,
        *,
        columns: Sequence[Column] = (),
        row_name: str = "row",
        found: Mapping[str, Entity] | None = None,
        triple: Triple | None = None,
    ) -> Answer[Any]:
        """An answer from a store's result; the columns are those that the query's header declares."""
        # the embedded store names no columns where there are no rows
        names = result.columns or [column.name for column in columns]
        types = {column.name: column.type for column in columns}
        return Answer(
            names, result.rows, result.counters, types, row_name, found or {}, triple or usual(names)
        )

    def __iter__(self) -> Iterator[Row]:
        return (self[index] for index in range(len(self.rows)))

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> Row:
        row: Row = _row_type(self.row_name, tuple(self.columns))(*map(native, self.rows[index]))
        return row

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a row, with Python's own dates."""
        return [dict(zip(self.columns, map(native, row), strict=True)) for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame; needs the extra graphkit[pandas]."""
        frame: pandas.DataFrame = _needed("pandas").DataFrame(self.to_dicts(), columns=self.columns)
        for name in self._columns_of("date"):
            frame[name] = frame[name].astype("datetime64[s]")
        return frame

    def to_polars(self) -> polars.DataFrame:
        """A Polars DataFrame; needs the extra graphkit[polars]."""
        library = _needed("polars")
        known = {
            "string": library.String,
            "integer": library.Int64,
            "float": library.Float64,
            "boolean": library.Boolean,
            "date": library.Date,
        }
        graph = dict.fromkeys(("map", "node", "relationship", "path"), library.Object)
        schema = {name: {**known, **graph}.get(self.types.get(name, "")) for name in self.columns}
        rows = [list(map(native, row)) for row in self.rows]
        frame: polars.DataFrame = library.DataFrame(rows, schema=schema, orient="row")
        return frame

    def to_networkx(self) -> networkx.MultiDiGraph[Any]:
        """A networkx MultiDiGraph of its relationships; needs the extra graphkit[networkx].

        Edges are the relationships and paths in it, or else its rows, from the column that names who to that which
        names whom, with the other columns as attributes. Raises QueryError where it has none of these.
        """
        graph: networkx.MultiDiGraph[Any] = _needed("networkx").MultiDiGraph()
        found = [r for row in self.rows for value in row for r in relationships_in(value)]
        if not found and self.triple is None and not self._columns_of("relationship", "path"):
            raise QueryError(f"{self.row_name} has no relationships: no subject and object, no path")
        for relationship in found:
            _add_relationship(graph, relationship)
        if not found and self.triple:
            self._add_rows(graph, self.triple)
        return graph

    def _add_rows(self, graph: Any, triple: Triple) -> None:
        for row in self.to_dicts():
            relations: list[str | None] = [*triple.relations(row)] or [None]
            start, end = row.pop(triple.start), row.pop(triple.end)
            for relation in relations if start and end else ():
                graph.add_edge(start, end, key=relation, **{**row, "relation": relation})

    def _columns_of(self, *kinds: str) -> list[str]:
        return [name for name in self.columns if self.types.get(name) in kinds]


def native(value: Any) -> Any:
    """A driver's value with Python's own dates, also inside lists and maps."""
    if hasattr(value, "to_native"):
        return value.to_native()
    if isinstance(value, list):
        return [native(item) for item in value]
    if isinstance(value, dict):
        return {key: native(item) for key, item in value.items()}
    return value


def relationships_in(value: Any) -> list[Any]:
    """The relationships that a value of a result is or holds."""
    if hasattr(value, "relationships"):
        return list(value.relationships)
    if hasattr(value, "type") and hasattr(value, "nodes"):
        return [value]
    return [found for item in value for found in relationships_in(item)] if isinstance(value, list) else []


def _add_relationship(graph: Any, relationship: Any) -> None:
    keys = []
    for node in relationship.nodes:
        attributes = {name: native(value) for name, value in node.items()}
        keys.append(attributes.get("id") or node.element_id)
        graph.add_node(keys[-1], **attributes)
    attributes = {name: native(value) for name, value in relationship.items()}
    graph.add_edge(*keys, key=relationship.type, relation=relationship.type, **attributes)


@cache
def _row_type(name: str, columns: tuple[str, ...]) -> Any:
    words = "".join(word.capitalize() for word in name.replace("/", "-").split("-"))
    return namedtuple(words, columns, rename=True)


def _needed(package: str) -> Any:
    try:
        return import_module(package)
    except ImportError as error:
        raise GraphkitError(
            f"{package} is not installed: pip install 'graphkit[{package}]' brings it"
        ) from error
