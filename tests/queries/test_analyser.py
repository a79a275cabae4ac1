"""Neo4j's own analyser finds no fault with any query; it needs node and an installed package."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

import check_cypher  # noqa: E402


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    """Skip without the analyser, unless it is required."""
    if reason := check_cypher.missing():
        if os.environ.get("GRAPHKIT_REQUIRE_ANALYSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


def test_no_query_has_a_fault_and_all_are_formatted() -> None:
    assert check_cypher.analyse() == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("MATCH (n:Entitee)\nRETURN n\n", "q.cypher:1:10: Label Entitee is not present"),
        (
            "MATCH (:Entity)-[r:ODRERED]->()\nRETURN r\n",
            "q.cypher:1:20: Relationship type ODRERED is not present",
        ),
        ("MATCH (n:Entity {id: $di})\nRETURN n\n", "q.cypher:1:22: Parameter $di is not defined"),
        ("MATCH (n:Entity)\nRETURN m\n", "q.cypher:2:8: Variable `m` not defined"),
        ("match (n:Entity) return n\n", "q.cypher: is not formatted"),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, fault: str) -> None:
    files = [{"path": "q.cypher", "text": text, "parameters": ["id"]}]
    command = ["node", str(TOOLS / "cypher" / "check.mjs")]
    given = json.dumps({"schema": check_cypher.schema(), "files": files})
    done = subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith(fault)
