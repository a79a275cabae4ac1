"""What a load tells: documents, statements, what was rejected, the database's own counters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields

from graphkit.stores.base import Counters


@dataclass(frozen=True, slots=True)
class Rejection:
    """A document that was not loaded, why, and its statements as lines of JSON."""

    document: str
    reason: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load or a retraction did; reports of parts add up.

    `new`, `changed`, `unchanged`, `removed` count documents, `copies` those that print the report of another.
    `relations` and `entities` (by kind) count what the loaded documents say, whether it was there before or not.
    `counters` is what the database wrote.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    copies: int = 0
    statements_added: int = 0
    statements_updated: int = 0
    statements_removed: int = 0
    statements_unchanged: int = 0
    relations: Counter[str] = field(default_factory=Counter)
    entities: Counter[str] = field(default_factory=Counter)
    counters: Counters = field(default_factory=Counters)
    rejected: tuple[Rejection, ...] = ()
    seconds: float = 0.0

    @property
    def documents(self) -> int:
        """Documents of this load that are in the graph now."""
        return self.new + self.changed + self.unchanged

    @property
    def relationships(self) -> int:
        """Relationships more (or, below zero, less) than before, links of statements included."""
        return self.counters.relationships_created - self.counters.relationships_deleted

    def __add__(self, other: LoadReport) -> LoadReport:
        return LoadReport(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))
