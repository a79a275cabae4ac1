"""Which columns of a row name a relationship: who, what, whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple


class Triple(NamedTuple):
    """Two columns with names, and between them a column with a relation or several, a relation's type, or nothing."""

    start: str
    relation: str
    end: str

    def fits(self, columns: Collection[str]) -> bool:
        """Whether these columns are there."""
        return {self.start, self.end} <= set(columns) and (
            not self.relation or self.relation.isupper() or self.relation in columns
        )

    def relations(self, row: Mapping[str, Any]) -> list[str]:
        """The relation that a row names; several where it adds them up."""
        if not self.relation or self.relation.isupper():
            return [self.relation] if self.relation else []
        value = row[self.relation]
        return list(value) if isinstance(value, list) else [value]


USUAL = (
    Triple("subject", "relation", "object"),
    Triple("subject", "", "object"),
    Triple("source", "", "target"),
)


def usual(columns: Collection[str]) -> Triple | None:
    """The columns that name a relationship where a query does not say which.

    >>> usual(["day", "subject", "relation", "object"])
    Triple(start='subject', relation='relation', end='object')
    """
    return next((triple for triple in USUAL if triple.fits(columns)), None)
