"""Entities across documents: what a person ruled about who is who, applied to what the texts say.

graphkit itself takes two documents to speak of one entity only on strong evidence: an entry of the knowledge
files, or the same full name and kind. A ruling says otherwise, and is kept in the graph beside the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from graphkit.errors import InputError
from graphkit.model import Extraction, Kind, Mention, Statement


@dataclass(frozen=True, slots=True)
class Ruling:
    """`entity` is `target` (with this name and kind), in one document or, without it, in all."""

    entity: str
    target: str
    name: str
    kind: Kind
    document: str | None = None

    @property
    def id(self) -> str:
        """One ruling for an entity in a document, and one for all other documents."""
        return f"{self.entity}@{self.document}" if self.document else self.entity


class Rulings:
    """Rulings by entity and document.

    >>> ruling = Ruling("person:h-mueller", "person:hans-mueller", "Hans Müller", "Person")
    >>> Rulings([ruling]).target(Mention("person:h-mueller", "H. Müller", "Person", "Müller"), "a").id
    'person:hans-mueller'
    """

    def __init__(self, rulings: Iterable[Ruling] = ()) -> None:
        """Index them; raises InputError where they lead in a circle."""
        self.by_id = {ruling.id: ruling for ruling in rulings}
        self._by_key = {(ruling.entity, ruling.document): ruling for ruling in self.by_id.values()}
        for ruling in self.by_id.values():
            self._follow(ruling.entity, ruling.document)

    def target(self, mention: Mention, document: str) -> Mention:
        """The mention with the entity that it is by the rulings; it remembers what it was."""
        found = mention.unruled()
        ruling = self._follow(found.id, document) if self.by_id else None
        if ruling is None:
            return found
        was = (found.id, found.name, found.kind)
        return replace(found, id=ruling.target, name=ruling.name, kind=ruling.kind, was=was)

    def apply(self, extraction: Extraction) -> Extraction:
        """The extraction with each of its mentions looked up; any earlier ruling on them is forgotten."""
        document = extraction.document.id
        statements = tuple(self._apply(statement, document) for statement in extraction.statements)
        return replace(extraction, statements=statements)

    def _apply(self, statement: Statement, document: str) -> Statement:
        named: dict[str, Any] = {}
        for role in ("subject", "object", "said_by", "place"):
            mention = getattr(statement, role)
            if mention and (found := self.target(mention, document)) != mention:
                named[role] = found
        return replace(statement, **named) if named else statement

    def _follow(self, entity: str, document: str | None) -> Ruling | None:
        """The last ruling on the way from an entity."""
        found, passed = None, {entity}
        while ruling := self._by_key.get((entity, document)) or self._by_key.get((entity, None)):
            found, entity = ruling, ruling.target
            if entity in passed:
                raise InputError(f"the rulings lead from {entity} back to {entity}: undo one of them first")
            passed.add(entity)
        return found


def resolved(extractions: Iterable[Extraction], rulings: Rulings) -> Iterator[Extraction]:
    """Each extraction with the rulings applied."""
    return (rulings.apply(extraction) for extraction in extractions)
