"""One query: its question, what it takes and returns, and how it is run on a store."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphkit.errors import QueryError
from graphkit.queries.answer import Answer
from graphkit.queries.parameters import Column, Parameter, near
from graphkit.queries.spelling import find_entity
from graphkit.queries.triples import Triple

if TYPE_CHECKING:
    from graphkit.queries.spelling import Entity
    from graphkit.stores import Store

NEO4J_PLACE = re.compile(r"\(line (\d+), column (\d+)")
# the embedded store counts lines below the header, and columns from 0
EMBEDDED_PLACE = re.compile(r"at line (\d+)(?::|, column )(\d+)")
_QUOTED_NAME = re.compile(r"['`](\w+)['`]")


@dataclass(frozen=True, slots=True)
class Query:
    """One file of the library, with the Cypher as the file has it; `scan` says why it reads a whole label."""

    name: str
    description: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    example: str = ""
    details: str = ""
    scan: str = ""
    where: str = ""
    triple: Triple | None = None

    def bind(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters with defaults filled in; raises QueryError for a missing, unknown or wrong one."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise QueryError(f"{self.name} has no parameter {name!r}{near(name, known)}")
        return {name: self._value(parameter, values) for name, parameter in known.items()}

    def run(self, store: Store, **parameters: Any) -> Answer[Any]:
        """Run it on a store, reading only; names of entities are found by alias and spelling.

        Raises QueryError where a name is nobody's or can mean several.
        """
        values = self.bind(parameters)
        found = self._entities(store, values)
        values |= {name: entity.id for name, entity in found.items()}
        try:
            result = store.read(self.text, values)
        except QueryError as error:
            raise QueryError(f"{self._place(error)}: {error}") from error
        return Answer.of(result, columns=self.columns, row_name=self.name, found=found, triple=self.triple)

    def _value(self, parameter: Parameter, values: Mapping[str, Any]) -> Any:
        try:
            value = parameter.convert(values.get(parameter.name, parameter.default))
        except QueryError as error:
            raise QueryError(f"{self.name}, {parameter.name}: {error}") from error
        if parameter.required and value is None:
            raise QueryError(f"{self.name} needs {parameter.name!r} ({parameter.label}): {parameter.meaning}")
        return value

    def _entities(self, store: Store, values: Mapping[str, Any]) -> dict[str, Entity]:
        given = {p.name: values[p.name] for p in self.parameters if p.type == "entity"}
        return {name: find_entity(store, text) for name, text in given.items() if text is not None}

    def _place(self, error: QueryError) -> str:
        """Where in the file the database found the fault: file, line and column."""
        from graphkit.queries.header import position

        # the driver's own message is whole
        message = str(getattr(error.__cause__, "message", None) or error)
        where = self.where or self.name
        if match := NEO4J_PLACE.search(message):
            return f"{where}:{match[1]}:{match[2]}"
        lines = self.text.splitlines()
        body = next((n for n, line in enumerate(lines) if not line.startswith("//")), 0)
        if match := EMBEDDED_PLACE.search(message):
            return f"{where}:{body + int(match[1])}:{int(match[2]) + 1}"
        start = sum(len(line) + 1 for line in lines[:body])
        names = (
            re.compile(rf"\b{name}\b").search(self.text, start) for name in _QUOTED_NAME.findall(message)
        )
        place = next((match.start() for match in names if match), start)
        return f"{where}:{position(self.text, place)}"
