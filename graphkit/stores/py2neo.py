"""A store on a `py2neo.Graph`, and results as py2neo's nodes and relationships; needs `graphkit[py2neo]`.

py2neo is at its end of life (2021.2.4 is its last version). It is here for code that has it already.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from graphkit.errors import QueryError, StoreError
from graphkit.model import Node, Relationship
from graphkit.stores import schema
from graphkit.stores.base import Counters, Parameters, Result, Store, Transaction
from graphkit.stores.mapping import one_line, refusal, unreachable

T = TypeVar("T")

RETRY_TIME = 30.0
RETRIED = ("Neo.TransientError.", "Neo.ClientError.Schema.ConstraintValidationFailed")
CONSTRAINT_ATTEMPTS = 3


class Py2neoTransaction:
    """py2neo's transaction in the store's words."""

    def __init__(self, transaction: Any) -> None:
        self._transaction = transaction

    def run(self, cypher: str, parameters: Parameters | None = None) -> Result:
        """Run one statement and take all its rows."""
        cursor = self._transaction.run(cypher, dict(parameters or {}))
        columns, rows = list(cursor.keys()), [list(record) for record in cursor]
        return Result(columns, rows, Counters.of(cursor.stats()))


class Py2neoStore(Store):
    """A graph behind a `py2neo.Graph`; closing it leaves the Graph open.

    >>> from py2neo import Graph                                                 # doctest: +SKIP
    >>> Py2neoStore(Graph("bolt://localhost:7687", auth=("neo4j", password))).read("RETURN 1").rows
    [[1]]
    """

    kind = "py2neo"

    def __init__(self, graph: Any, *, read_only: bool = False) -> None:
        self._graph = graph
        self.url = str(graph.service.uri)
        self.read_only = read_only

    def read(self, cypher: str, parameters: Parameters | None = None) -> Result:
        """Rows of a statement that cannot write."""
        with self._mapped():
            return self._in_transaction(lambda tx: tx.run(cypher, parameters), readonly=True)

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction, again where the server asks for it."""
        if self.read_only:
            raise StoreError(f"{self.url} was opened for reading only")
        with self._mapped():
            return self._retried(work)

    def run(self, cypher: str, parameters: Parameters | None = None, *, read_only: bool = False) -> Result:
        """One statement with its counters."""
        if read_only:
            return self.read(cypher, parameters)
        return self.transact(lambda tx: tx.run(cypher, parameters))

    def apply_schema(self) -> None:
        """As in Neo4j: py2neo's own schema helpers speak a syntax that the servers of today refuse."""
        for statement in schema.all_statements():
            self.write_all([(statement, {})])
        self.read("CALL db.awaitIndexes(60)")

    def close(self) -> None:
        """The Graph was not ours to open, so it is not ours to close."""

    def _retried(self, work: Callable[[Transaction], T]) -> T:
        from py2neo.errors import Neo4jError

        deadline, attempt = time.monotonic() + RETRY_TIME, 0
        while True:
            attempt += 1
            try:
                return self._in_transaction(work, readonly=False)
            except Neo4jError as error:
                constraint = str(error.code).startswith(RETRIED[1])
                hopeless = not str(error.code).startswith(RETRIED) or time.monotonic() > deadline
                if hopeless or (constraint and attempt >= CONSTRAINT_ATTEMPTS):
                    raise
            time.sleep(random.uniform(0.05, 0.2) * attempt)

    def _in_transaction(self, work: Callable[[Transaction], T], *, readonly: bool) -> T:
        transaction = self._graph.begin(readonly=readonly)
        try:
            result = work(Py2neoTransaction(transaction))
        except BaseException:
            with suppress(Exception):  # what went wrong before matters more
                self._graph.rollback(transaction)
            raise
        self._graph.commit(transaction)
        return result

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        from py2neo import errors

        try:
            yield
        except errors.Neo4jError as error:
            raise refusal(str(error.code), str(error.message), self.url, str(self._graph.name)) from error
        except (errors.ConnectionUnavailable, errors.ConnectionBroken) as error:
            raise unreachable(self.url, error) from error
        except (UnicodeEncodeError, OverflowError, TypeError, ValueError) as error:
            raise QueryError(f"a parameter cannot be sent to the database: {one_line(error)}") from error


def to_rows(result: Result) -> list[list[Any]]:
    """The rows of any store's result with py2neo's Node, Relationship and Path in place of the driver's.

    A node that comes twice is one py2neo node.
    """
    converter = _Converter()
    return [[converter.value(value) for value in row] for row in result.rows]


def to_subgraph(result: Result) -> Any:
    """All nodes and relationships in a result as one py2neo Subgraph; `graph.merge(subgraph)` stores them."""
    from py2neo import Subgraph

    found = [part for row in to_rows(result) for value in row for part in _graph_parts(value)]
    return Subgraph(
        [node for part in found for node in part.nodes],
        [relationship for part in found for relationship in part.relationships],
    )


def subgraph_of(nodes: Iterable[Node], relationships: Iterable[Relationship]) -> Any:
    """graphkit's own nodes and relationships (from `graph.build` or `loader.export`) as a py2neo Subgraph."""
    from py2neo import Relationship as Py2neoRelationship
    from py2neo import Subgraph

    made = {
        (node.labels[0], node.id): _node(node.labels, {**node.properties, "id": node.id}) for node in nodes
    }
    joined = [Py2neoRelationship(made[r.start], r.type, made[r.end], **r.properties) for r in relationships]
    return Subgraph(made.values(), joined)


def _node(labels: Iterable[str], properties: dict[str, Any]) -> Any:
    from py2neo import Node as Py2neoNode

    ordered = sorted(labels, key=lambda label: (label != "Entity", label))
    node = Py2neoNode(*ordered, **properties)
    if ordered and "id" in properties:  # what graph.merge() finds it by
        node.__primarylabel__, node.__primarykey__ = ordered[0], "id"
    return node


def _graph_parts(value: Any) -> Iterator[Any]:
    """The py2neo nodes, relationships and paths in a value, also inside lists and maps."""
    from py2neo import Subgraph

    if isinstance(value, Subgraph):  # asked first: a py2neo Node is a dict too
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _graph_parts(part)


class _Converter:
    """Driver values to py2neo's; remembers nodes, since py2neo tells two unsaved ones apart by identity."""

    def __init__(self) -> None:
        self._nodes: dict[str, Any] = {}

    def value(self, value: Any) -> Any:
        from neo4j.graph import Node as DriverNode
        from neo4j.graph import Path as DriverPath
        from neo4j.graph import Relationship as DriverRelationship

        if isinstance(value, DriverNode):
            return self._node(value)
        if isinstance(value, DriverRelationship):
            return self._relationship(value)
        if isinstance(value, DriverPath):
            return self._path(value)
        if isinstance(value, list):
            return [self.value(part) for part in value]
        if type(value) is dict:  # and not a Node that py2neo itself has read
            return {key: self.value(part) for key, part in value.items()}
        return value.to_native() if type(value).__module__ == "neo4j.time" else value

    def _node(self, node: Any) -> Any:
        if node.element_id not in self._nodes:
            self._nodes[node.element_id] = _node(node.labels, self.value(dict(node.items())))
        return self._nodes[node.element_id]

    def _relationship(self, relationship: Any) -> Any:
        from py2neo import Relationship as Py2neoRelationship

        ends = (self._node(relationship.start_node), self._node(relationship.end_node))
        return Py2neoRelationship(
            ends[0], relationship.type, ends[1], **self.value(dict(relationship.items()))
        )

    def _path(self, path: Any) -> Any:
        from py2neo import Path as Py2neoPath

        if not path.relationships:
            return Py2neoPath(self._node(path.start_node))
        return Py2neoPath(*map(self._relationship, path.relationships))
