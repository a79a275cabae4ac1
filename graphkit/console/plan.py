"""A query plan as a tree, with rows and database hits where it was profiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.tree import Tree

_LONGEST = 70


def draw_plan(plan: dict[str, Any]) -> str:
    """Lines for a person; Neo4j gives operators, the embedded store a text of its own."""
    if plan["operatorType"].startswith("ArcadeDB"):
        text = str(plan["args"]["string-representation"]).rstrip()
        return f"{text}\n(the embedded store counts rows and time of each step, and no database hits)"
    from rich.console import Console

    console = Console(width=10_000, highlight=False, markup=False, color_system=None)
    with console.capture() as captured:
        console.print(_tree(plan))
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def _tree(plan: dict[str, Any], parent: Tree | None = None) -> Tree:
    from rich.tree import Tree

    tree = parent.add(_operator(plan)) if parent else Tree(_operator(plan))
    for child in plan.get("children", ()):
        _tree(child, tree)
    return tree


def _operator(plan: dict[str, Any]) -> str:
    name = plan["operatorType"].partition("@")[0]
    details = " ".join(str(plan["args"].get("Details", "")).split())
    cut = details if len(details) <= _LONGEST else f"{details[:_LONGEST]}…"
    if "dbHits" in plan:
        counts = f"{plan['rows']} rows, {plan['dbHits']} db hits"
    else:
        counts = f"about {plan['args'].get('EstimatedRows', 0):.0f} rows"
    return f"{name} ({counts})" + (f"  {cut}" if cut else "")
