"""How Neo4j means to answer a query, without running it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphkit.stores.neo4j import Neo4jStore


def operators(store: Neo4jStore, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[str]:
    """The operators of its plan."""
    with store._driver.session() as session:
        plan = session.run(f"EXPLAIN {cypher}", dict(parameters or {})).consume().plan
    return list(_names(plan or {}))


def _names(plan: Mapping[str, Any]) -> Iterator[str]:
    yield str(plan["operatorType"]).split("@")[0]
    for child in plan.get("children", []):
        yield from _names(child)
