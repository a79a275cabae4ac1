"""dyads/ of the query library. Made by tools/make_stubs.py from the headers of cypher/: do not edit."""

import builtins
from datetime import date
from typing import Any, NamedTuple

from neo4j.graph import Node, Path, Relationship

from graphkit.queries.answer import Answer
from graphkit.stores import Store

class ByMonthRow(NamedTuple):
    month: str | None
    source: str | None
    target: str | None
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int

def by_month(
    store: Store,
    *,
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Answer[ByMonthRow]:
    """Who does how much to whom in each month, by class of the PLOVER scheme: a matrix for regression.

    Args:
        kind: only actors of this kind, for example Country
        since: not before this day
        until: not after this day

    Rows:
        month (string): as 2016-03
        source (string): id of the actor
        target (string): id of the other
        verbal_cooperation (integer): agreement, talks, support, concession
        material_cooperation (integer): retreat
        verbal_conflict (integer): demands, accusation, rejection, threat
        material_conflict (integer): sanctions, mobilisation, coercion, assault
    """

class CountriesRow(NamedTuple):
    source: str | None
    target: str | None
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int

def countries(
    store: Store,
) -> Answer[CountriesRow]:
    """What countries do to each other, the acts of those who hold office in them counted as theirs.

    Rows:
        source (string): name of the country
        target (string): name of the other
        verbal_cooperation (integer): agreement, talks, support, concession
        material_cooperation (integer): retreat
        verbal_conflict (integer): demands, accusation, rejection, threat
        material_conflict (integer): sanctions, mobilisation, coercion, assault
    """
