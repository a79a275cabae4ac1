"""How long every query of the library takes on a made-up graph, on both stores, and from where each starts.

    python benchmarks/queries.py --neo4j bolt://localhost:7687     # an empty one: it is filled, and left so

Prints a table, worst first; ends with 1 where a query looks at a whole label and its header gives no reason.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from neo4j import GraphDatabase

from graphkit import connect, loader, stores
from graphkit.model import Document, Extraction, Kind, Mention, Statement, TimeSpan
from graphkit.ontology import load_relations
from graphkit.queries import Query, QueryLibrary
from graphkit.stores import Store

PER_DOCUMENT = 10
RUNS = 1
FIRST_DAY = date(2015, 1, 1)
DAYS = 3650
SCANS = (
    "AllNodesScan",
    "NodeByLabelScan",
    "UnionNodeByLabelsScan",
    "IntersectionNodeByLabelsScan",
    "SubtractionNodeByLabelsScan",
)
# the most frequent of each kind: the worst that a user can ask for
ASKED: dict[str, Any] = {
    "name": "person:0",
    "other": "person:1",
    "subject": "person:0",
    "place": "place:0",
    "of": "country:0",
    "document": "news-7",
    "words": "+Satz +17",
    "since": date(2020, 1, 1),
    "until": date(2020, 1, 31),
    "day": date(2020, 1, 1),
}
SIZES: dict[Kind, int] = {"Person": 4000, "Organization": 1500, "Group": 1000, "Country": 180, "Place": 1200}


def articles(statements: int, seed: int = 7) -> Iterator[Extraction]:
    """Documents with ten statements each; few actors are in many of them, most in few, as in the news."""
    dice = random.Random(seed)
    relations = sorted(load_relations().types)
    for number in range(statements // PER_DOCUMENT):
        id = f"news-{number}"
        day = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
        document = Document(id, "", f"Artikel {number}", f"Zeitung {number % 20}", None, day, "de")
        yield Extraction(
            document, tuple(_statement(dice, document, n, relations) for n in range(PER_DOCUMENT))
        )


def _statement(dice: random.Random, document: Document, number: int, relations: list[str]) -> Statement:
    relation = dice.choice(relations)
    subject = _actor(dice, dice.choice(("Person", "Person", "Organization", "Country", "Group")))
    if relation in ("DEPLOYED_AT", "WITHDREW_FROM", "LOCATED_IN", "VISITED"):
        object = _actor(dice, "Place")
    elif relation == "HOLDS_OFFICE":
        subject, object = _actor(dice, "Person"), _actor(dice, "Country")
    elif dice.random() < 0.3:
        object = Mention(
            f"thing:{document.id}/{number}", f"Vorgang {dice.randrange(900)}", "Thing", "den Vorgang"
        )
    else:
        object = _actor(dice, dice.choice(("Person", "Organization", "Country")))
    modality = dice.choices(("asserted", "reported", "planned", "hypothetical"), (70, 15, 10, 5))[0]
    return Statement(
        document=document.id,
        sentence=number + 1,
        start=number * 100,
        end=number * 100 + 80,
        text=f"Satz {dice.randrange(5000)} von {subject.name} und {object.name}.",
        subject=subject,
        relation=relation,
        object=object,
        trigger="tat",
        predicate="tun",
        polarity="negative" if dice.random() < 0.06 else "positive",
        modality=modality,  # type: ignore[arg-type]
        said_by=_actor(dice, "Person") if modality == "reported" else None,
        place=_actor(dice, "Place") if dice.random() < 0.1 else None,
        time=TimeSpan("am Montag", document.published, document.published) if dice.random() < 0.3 else None,
        title="Präsident" if relation == "HOLDS_OFFICE" else None,
        rule="made up",
        extractor="made up",
    )


def _actor(dice: random.Random, kind: Any) -> Mention:
    # the cube makes the first of a kind frequent and the last rare
    number = int(dice.random() ** 3 * SIZES[kind])
    return Mention(f"{kind.lower()}:{number}", f"{kind} {number}", kind, f"{kind[:4]} {number}")


def values(query: Query) -> dict[str, Any]:
    """What a query is asked here: all that it needs, and a period where it takes one."""
    wanted = (p.name for p in query.parameters if p.required or p.name in ("since", "until"))
    return {name: ASKED[name] for name in wanted}


def timed(query: Query, store: Store) -> tuple[float, int]:
    """Milliseconds of the middle one of RUNS after a first, and the number of rows."""
    rows = len(query.run(store, **values(query)).rows)
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        query.run(store, **values(query))
        taken.append((time.perf_counter() - start) * 1000)
    print(f"{store.kind}, {query.name}: {statistics.median(taken):,.0f} ms", file=sys.stderr, flush=True)
    return statistics.median(taken), rows


def starts(query: Query, driver: Any) -> list[str]:
    """The operators at which Neo4j's plan begins, by PROFILE."""
    given = query.bind(values(query))
    with driver.session(database="neo4j") as session:
        result = session.run(f"PROFILE {query.text}", given)
        list(result)
        return sorted(set(_leaves(result.consume().profile or {})))


def _leaves(plan: dict[str, Any]) -> Iterator[str]:
    """Operators that bring rows in: those with nothing below them, and calls of full-text indexes."""
    name = plan["operatorType"].partition("@")[0]
    children = plan.get("children", [])
    if name == "ProcedureCall" or (not children and name not in ("Argument", "EmptyRow", "Unwind")):
        yield name
    for child in children:
        yield from _leaves(child)


def fill(store: Store, statements: int) -> None:
    """Load the made-up articles, unless they are there."""
    if not store.read("MATCH (d:Document) RETURN count(d)").rows[0][0]:
        start = time.perf_counter()
        loader.load(articles(statements), store)
        print(
            f"{store.kind}: {statements:,} statements in {time.perf_counter() - start:.0f} s", file=sys.stderr
        )


def table(
    library: QueryLibrary, timings: dict[str, dict[str, tuple[float, int]]], plans: dict[str, list[str]]
) -> str:
    """All queries as Markdown, worst first."""
    kinds = list(timings)
    ordered = sorted(library, key=lambda query: -max(timings[kind][query.name][0] for kind in kinds))
    lines = [f"| query | {' | '.join(f'{kind}, ms' for kind in kinds)} | rows | Neo4j starts from |"]
    lines += ["|---" * (len(kinds) + 3) + "|"]
    for query in ordered:
        measured = [timings[kind][query.name] for kind in kinds]
        times = " | ".join(f"{taken:,.0f}" for taken, _ in measured)
        lines.append(
            f"| {query.name} | {times} | {measured[0][1]} | {', '.join(plans.get(query.name, []))} |"
        )
    return "\n".join(lines)


def main() -> int:
    """Fill both stores, time and profile all queries, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument(
        "--neo4j", default=os.environ.get("NEO4J_URI"), help="with NEO4J_USERNAME, NEO4J_PASSWORD"
    )
    parser.add_argument("--folder", help="of the embedded store, to use it again")
    options = parser.parse_args()
    library = QueryLibrary()
    folder = options.folder or f"{tempfile.mkdtemp()}/graph.db"
    timings: dict[str, dict[str, tuple[float, int]]] = {}
    for address in filter(None, (folder, options.neo4j)):
        with connect(address) as store:
            fill(store, options.statements)
            timings[store.kind] = {query.name: timed(query, store) for query in library}
    stores.stop(folder)
    plans: dict[str, list[str]] = {}
    if options.neo4j:
        user = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
        with GraphDatabase.driver(options.neo4j, auth=user, notifications_min_severity="OFF") as driver:
            plans = {query.name: starts(query, driver) for query in library}
    print(table(library, timings, plans))
    scanning = [q.name for q in library if not q.scan and set(SCANS) & set(plans.get(q.name, ()))]
    needless = [q.name for q in library if q.scan and plans and not set(SCANS) & set(plans[q.name])]
    for name in scanning:
        print(f"{name} looks at a whole label, and its header gives no @scan reason", file=sys.stderr)
    for name in needless:
        print(f"{name} says @scan and starts from an index", file=sys.stderr)
    return 1 if scanning else 0


if __name__ == "__main__":
    sys.exit(main())
