"""The names that a graph knows: read in the background, used to complete, to describe and to find slips."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Any

from graphkit.console.diagnosis import nearest
from graphkit.console.splitter import code_of
from graphkit.console.words import FUNCTIONS, KEYWORDS
from graphkit.errors import GraphkitError
from graphkit.stores import Store

if TYPE_CHECKING:
    from graphkit.stores.bolt import BoltStore

# nodes of a label that are looked at for their properties
SAMPLE = 100
_LABEL = re.compile(r"\(\s*\w*\s*:\s*(\w+)")
_TYPE = re.compile(r"\[\s*\w*\s*:\s*(\w+)")


@dataclass(slots=True)
class Vocabulary:
    """Empty until `read`; each part is filled as a whole, so that another thread can look at any time."""

    labels: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    properties: dict[str, list[str]] = field(default_factory=dict)
    functions: list[str] = field(default_factory=lambda: list(FUNCTIONS))
    procedures: list[str] = field(default_factory=list)

    def read_in_background(self, opened: Future[BoltStore]) -> None:
        """Read all from a store once it is open, without keeping anybody waiting."""
        Thread(target=self._read_quietly, args=(opened,), daemon=True).start()

    def read(self, store: Store) -> None:
        """Read all from a store."""
        self.labels = _column(store, "CALL db.labels()")
        self.types = _column(store, "CALL db.relationshipTypes()")
        with suppress(GraphkitError):  # the embedded store lists neither
            self.functions = sorted({*FUNCTIONS, *_column(store, "SHOW FUNCTIONS YIELD name RETURN name")})
            self.procedures = _column(store, "SHOW PROCEDURES YIELD name RETURN name")
        for label in self.labels:
            self.properties[label] = properties_of(store, label)

    def names(self) -> Iterator[str]:
        """All names, keywords first."""
        yield from KEYWORDS
        for names in (
            self.functions,
            self.procedures,
            self.labels,
            self.types,
            *list(self.properties.values()),
        ):
            yield from names

    def unknown_in(self, statement: str) -> Iterator[str]:
        """Remarks on labels and types that the graph does not have."""
        code = code_of(statement)
        for what, pattern, known in (("label", _LABEL, self.labels), ("type", _TYPE, self.types)):
            for name in pattern.findall(code):
                if known and name not in known:
                    near = nearest(name, known)
                    yield f"no {what} {name} in this graph{f'; near it: {near}' if near else ''}"

    def _read_quietly(self, opened: Future[BoltStore]) -> None:
        # the console may have closed the store meanwhile, and whoever types will hear of a lost server anyway
        with suppress(Exception):
            self.read(opened.result())


def properties_of(store: Store, label: str) -> list[str]:
    """The properties that some nodes of a label have."""
    cypher = f"MATCH (n:{quoted(label)}) WITH n LIMIT {SAMPLE} UNWIND keys(n) AS key RETURN DISTINCT key"
    return sorted(_column(store, cypher))


def quoted(name: str) -> str:
    """A name as Cypher reads it, whatever is in it.

    >>> quoted("my label"), quoted("Person")
    ('`my label`', 'Person')
    """
    return name if name.isidentifier() else f"`{name.replace('`', '``')}`"


def _column(store: Store, cypher: str, **values: Any) -> list[str]:
    return [row[0] for row in store.read(cypher, values).rows]
