"""How long the console's completion takes on a graph with many labels, and how long it takes to start.

python benchmarks/console.py --labels 1000 --store news.db

The start is that of a process in a pseudo-terminal, beside that of Python itself: until its prompt is shown, and
until a statement that is typed then has its answer, for which the driver is loaded and the store connected. The
server of an embedded store runs already.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

import pexpect
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
STARTS = 10


def main() -> None:
    """Print milliseconds: the slowest of some runs for each beginning, the median of some starts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=1000)
    parser.add_argument("--store", help="a folder or an address; without one nothing is started")
    given = parser.parse_args()
    completer = CypherCompleter(_session(given.labels))
    for text in TYPED:
        print(f"{_slowest(completer, text):7.1f} ms  {text}")
    if given.store:
        _print_starts([sys.executable, "-m", "graphkit", "console", "--store", given.store])


def _print_starts(command: list[str]) -> None:
    _started(command)  # the first one starts the store's server
    runs = [(_python(), *_started(command)) for _ in range(STARTS)]
    python, *rest = (statistics.median(times) for times in zip(*runs, strict=True))
    print(f"{python:7.0f} ms  python -c pass")
    for what, milliseconds in zip(("prompt", "first answer"), rest, strict=True):
        print(f"{milliseconds:7.0f} ms  {what}, {milliseconds / python:.1f} times as long")


def _python() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return (time.perf_counter() - begun) * 1000


def _started(command: list[str]) -> tuple[float, float]:
    """Until the prompt is shown, and until a statement is answered."""
    begun = time.perf_counter()
    console = pexpect.spawn(command[0], command[1:], timeout=120)
    console.delaybeforesend = None
    console.expect_exact("graphkit>")
    shown = time.perf_counter()
    console.send("RETURN 'an ' + 'answer' AS a;\r")
    console.expect_exact("an answer")
    answered = time.perf_counter()
    console.close(force=True)
    return (shown - begun) * 1000, (answered - begun) * 1000


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
