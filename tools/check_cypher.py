"""Check every query with Neo4j's own analyser, or with `--write` format them.

Needs node, and once `npm ci --prefix tools/cypher`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from graphkit.graph import LINKS
from graphkit.model import KINDS
from graphkit.ontology import load_relations
from graphkit.queries import QueryLibrary

FOLDER = Path(__file__).parent / "cypher"
PROPERTIES = """
id name aliases title source author agency url published language report fingerprint relation predicate trigger
polarity modality text sentence start end time_text time_start time_end time_precision rule extractor statements
documents reports first last mention kind
"""


def missing() -> str | None:
    """What keeps the analyser from running here, if anything."""
    if not shutil.which("node"):
        return "the analyser needs node"
    if not (FOLDER / "node_modules").is_dir():
        return "the analyser is not installed: npm ci --prefix tools/cypher"
    return None


def schema() -> dict[str, list[str]]:
    """The labels, types and properties that a graph of ours can have."""
    types = [*LINKS, "IN_DOCUMENT", *load_relations().types, "RELATED"]
    labels = ["Entity", "Document", "Statement", *KINDS]
    return {"labels": labels, "relationshipTypes": types, "propertyKeys": PROPERTIES.split()}


def analyse(*, write: bool = False) -> str:
    """What the analyser says of the library: a line a fault, or with `write` the formatted texts as JSON."""
    library = QueryLibrary()
    files: list[dict[str, Any]] = [
        {"path": f"{query.name}.cypher", "text": query.text, "parameters": [p.name for p in query.parameters]}
        for query in library
    ]
    command = ["node", str(FOLDER / "check.mjs"), *(["--write"] if write else [])]
    given = json.dumps({"schema": schema(), "files": files})
    return subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=True).stdout


def main() -> int:
    """Print the faults, or write the formatted files; 1 where there are faults."""
    if reason := missing():
        print(reason, file=sys.stderr)
        return 1
    if "--write" in sys.argv:
        for file in json.loads(analyse(write=True)):
            (QueryLibrary().folder / file["path"]).write_text(file["text"], encoding="utf-8")
        return 0
    faults = analyse()
    print(faults, end="")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
