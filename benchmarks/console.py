"""How long the console's completion takes on a graph with many labels, and how long until it can show a prompt.

python benchmarks/console.py --labels 1000
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from graphkit.console import commands, exploring  # noqa: F401  (they register the commands)
from graphkit.console.completion import CypherCompleter
from graphkit.console.session import Session
from graphkit.console.vocabulary import Vocabulary

TYPED = (
    "MATCH (n:Label9",
    "MATCH (n:Label9) WHERE n.",
    "MATCH (n) WHERE n.prop",
    "MATCH (n:Label9)-[:TYPE_9",
    "MATCH (n:Label9)-[r]->(other) WITH n AS one RETURN ",
    "RETURN toU",
)
RUNS = 20
STARTED = {
    "Python with the driver, which any connection needs": "neo4j",
    "the same with all modules of the prompt": "graphkit.console.prompt",
}


def main() -> None:
    """Print a table of milliseconds: the slowest of some runs for each beginning."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=1000)
    completer = CypherCompleter(_session(parser.parse_args().labels))
    for text in TYPED:
        print(f"{_slowest(completer, text):7.1f} ms  {text}")
    for what, modules in STARTED.items():
        print(f"{_started(modules):7.1f} ms  {what}")


def _started(modules: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {modules}"], check=True)
    return (time.perf_counter() - begun) * 1000


def _session(labels: int) -> Session:
    names = [f"Label{number}" for number in range(labels)]
    vocabulary = Vocabulary(names, [f"TYPE_{number}" for number in range(labels)])
    vocabulary.properties = {name: [f"property_{name}_{number}" for number in range(10)] for name in names}
    # completion of what is measured here asks no database
    return Session(None, vocabulary=vocabulary)  # type: ignore[arg-type]


def _slowest(completer: CypherCompleter, text: str) -> float:
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        list(completer.get_completions(Document(text), CompleteEvent()))
        times.append((time.perf_counter() - begun) * 1000)
    return max(times)


if __name__ == "__main__":
    main()
