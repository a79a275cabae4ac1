"""How fast: extraction beside the bare language pipeline, and loading. `python benchmarks/speed.py [--neo4j URI]`.

Extraction and the bare pipeline take turns on the same texts in one process, so compare the ratio, not the seconds.
Loading is timed on a new embedded store and, with --neo4j (user and password from the environment), on an empty Neo4j.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable
from datetime import date
from pathlib import Path

from spacy.language import Language

from graphkit import loader, stores
from graphkit.api import extractions
from graphkit.extraction import load_pipeline
from graphkit.model import Extraction
from graphkit.stores import Store

HERE = Path(__file__).parent
ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process, which a busy machine disturbs less than the clock."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def consume(nlp: Language, texts: list[str]) -> None:
    """Read texts and let go of each Doc, as `graphkit extract` does."""
    deque(nlp.pipe(texts), maxlen=0)


def extraction_table(model: str | None) -> None:
    """Articles and words a second, with and without graphkit's component."""
    begin = time.perf_counter()
    nlp = load_pipeline(model)
    print(f"pipeline loaded in {time.perf_counter() - begin:.1f} s (with the ontology)")
    texts = [p.read_text(encoding="utf8") for p in sorted((HERE / "quality/articles").glob("*.txt"))] * 2
    words = sum(len(nlp.make_doc(text)) for text in texts)
    list(nlp.pipe(texts[:5]))
    bare, full = [], []
    for _ in range(ROUNDS):
        with nlp.select_pipes(disable=["graphkit"]):
            bare.append(seconds(lambda: consume(nlp, texts)))
        full.append(seconds(lambda: consume(nlp, texts)))
    ratio = statistics.median(f / b for f, b in zip(full, bare, strict=True))
    for name, times in (("bare pipeline", bare), ("with graphkit", full)):
        best = min(times)
        print(f"{name}: {len(texts) / best:.1f} articles, {words / best:.0f} words a CPU second")
    print(f"ratio of the times: {ratio:.2f}")


def loading(store: Store, found: list[Extraction]) -> None:
    """First and second load of the same statements."""
    for name in ("first load", "second load"):
        begin = time.perf_counter()
        report = loader.load(found, store)
        rows = f"{report.statements_added} statements added"
        print(f"  {name}: {time.perf_counter() - begin:.2f} s, {rows}")


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", help="another language pipeline")
    parser.add_argument("--neo4j", metavar="URI", help="an empty Neo4j to load into as well")
    options = parser.parse_args()
    print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    extraction_table(options.model)
    found = list(extractions(str(HERE.parent / "examples"), model=options.model))
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        with stores.connect(Path(folder) / "graph.db") as store:
            print(f"embedded store: new and ready in {time.perf_counter() - begin:.1f} s")
            loading(store, found)
        stores.stop(Path(folder) / "graph.db")
    if options.neo4j:
        with stores.connect(options.neo4j) as store:
            print("Neo4j")
            loading(store, found)


if __name__ == "__main__":
    main()
