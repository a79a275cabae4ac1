"""Commands about the graph and about results: queries, schema, plans, evidence, files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphkit.console.commands import pairs
from graphkit.console.exporting import draw, export
from graphkit.console.plan import draw_plan
from graphkit.console.registry import COMMANDS
from graphkit.console.session import Session, row_count
from graphkit.console.vocabulary import properties_of, quoted
from graphkit.errors import InputError, QueryError
from graphkit.queries import Answer
from graphkit.queries.sources import evidence
from graphkit.stores import Result


@COMMANDS.add(":queries", "[WORDS]")
def list_queries(session: Session, rest: str) -> None:
    """List the query library, or what has to do with some words."""
    found = session.library.search(rest) if rest else session.library
    session.data(Result(["query", "question"], [[query.name, query.description] for query in found]))


@COMMANDS.add(":run", "NAME [key=value ...]")
def run_query(session: Session, rest: str) -> None:
    """Run a query of the library.

    For example :run actors/relations name=Assad. Names are found by alias and spelling.
    """
    name, values = pairs(rest)
    if not name:
        raise QueryError(":run needs the name of a query; :queries lists them")
    session.show(session.library[name].run(session.connection.store, **values))


@COMMANDS.add(":describe", "LABEL|TYPE|QUERY")
def describe(session: Session, rest: str) -> None:
    """Say what a label, a relationship type or a query is made of.

    A label has properties and relationships, a query parameters and columns.
    """
    if rest in session.library:
        query = session.library[rest]
        rows = [[p.name, p.type, p.meaning] for p in query.parameters]
        rows += [[f"→ {column.name}", column.type, column.meaning] for column in query.columns]
        session.note(query.description)
        session.data(Result(["name", "type", "meaning"], rows))
        return
    store = session.connection.store
    found = properties_of(store, rest) if rest else []
    around = store.read(_AROUND.format(label=quoted(rest), node="(n)")).rows if found else []
    if not found:
        around = store.read(_ENDS.format(type=quoted(rest))).rows if rest else []
    if not found and not around:
        raise InputError(f"no label, no type and no query is called {rest!r}; :schema and :queries list them")
    session.data(Result(["what", "name"], [*(["property", name] for name in found), *around]))


_AROUND = """
MATCH (n:{label})-[r]->(m) WITH r, m LIMIT 10000
WITH DISTINCT type(r) AS type, labels(m) AS labels
RETURN 'relationship' AS what, '-[:' + type + ']->(:' + labels[0] + ')' AS name ORDER BY name
"""
_ENDS = """
MATCH (n)-[r:{type}]->(m) WITH n, m LIMIT 10000
WITH DISTINCT labels(n)[0] AS start, labels(m)[0] AS end
RETURN 'between' AS what, '(:' + start + ')-->(:' + end + ')' AS name ORDER BY name
"""


@COMMANDS.add(":schema")
def schema(session: Session, rest: str) -> None:
    """List labels and relationship types with their counts, and indexes."""
    store = session.connection.store
    rows: list[list[Any]] = []
    for (label,) in sorted(store.read("CALL db.labels()").rows):
        counted = store.read(f"MATCH (n:{quoted(label)}) RETURN count(n)").rows
        rows.append(["label", label, counted[0][0]])
    for (kind,) in sorted(store.read("CALL db.relationshipTypes()").rows):
        counted = store.read(f"MATCH ()-[r:{quoted(kind)}]->() RETURN count(r)").rows
        rows.append(["type", kind, counted[0][0]])
    indexes = store.read("SHOW INDEXES YIELD name, labelsOrTypes, properties").records()
    for one in indexes:
        if one["properties"]:
            rows.append(["index", f"{':'.join(one['labelsOrTypes'])}({', '.join(one['properties'])})", None])
    session.data(Result(["what", "name", "count"], rows))


@COMMANDS.add(":explain", "STATEMENT")
def explain(session: Session, rest: str) -> None:
    """Draw the plan of a statement without running it."""
    _draw_plan(session, "EXPLAIN", rest)


@COMMANDS.add(":profile", "STATEMENT")
def profile(session: Session, rest: str) -> None:
    """Run a statement and draw its plan with rows and database hits.

    A statement that writes does write. The embedded store says rows and time of each step, and no hits.
    """
    _draw_plan(session, "PROFILE", rest)


def _draw_plan(session: Session, word: str, statement: str) -> None:
    if not statement:
        raise InputError(f":{word.lower()} needs a statement")
    _, plan = session.connection.run(f"{word} {statement}", session.parameters)
    if plan is None:
        raise QueryError("the store gave no plan for this statement")
    with session.written() as file:
        file.write(f"{draw_plan(plan)}\n")


@COMMANDS.add(":evidence")
def show_evidence(session: Session, rest: str) -> None:
    """Show the sentences behind the relationships of the last result.

    A result has evidence where its rows hold relationships or paths, name subject, relation and object, or a
    column `statement` holds ids of statements.
    """
    answer = _last(session)
    cited = [
        [row, one.sentence, one.polarity, one.modality, one.document, one.published]
        for row, found in enumerate(evidence(session.connection.store, answer), 1)
        for one in found
    ]
    session.data(Result(["row", "sentence", "polarity", "modality", "document", "published"], cited))


@COMMANDS.add(":export", "FILE")
def export_result(session: Session, rest: str) -> None:
    """Write the last result into a file: .csv, .json, .jsonl, .parquet, or .html for a picture."""
    answer = _last(session)
    export(answer, _path(rest), session.connection.store)
    session.note(f"{rest}: {row_count(answer.rows)}")


@COMMANDS.add(":draw", "FILE")
def draw_result(session: Session, rest: str) -> None:
    """Draw the relationships of the last result into an .html, .svg or .png file."""
    draw(_last(session), _path(rest), session.connection.store)
    session.note(f"{rest}: drawn")


@COMMANDS.add(":history", "[WORDS]")
def show_history(session: Session, rest: str) -> None:
    """List what was typed on this store, or what of it holds some words; Ctrl-R searches as you type."""
    from graphkit.console.history import open_history

    typed = reversed(list(open_history(session.connection.url).load_history_strings()))
    kept = [text for text in typed if rest.casefold() in text.casefold()]
    session.data(Result(["number", "typed"], [[number, text] for number, text in enumerate(kept, 1)]))


def _last(session: Session) -> Answer[Any]:
    if session.last is None:
        raise InputError("there is no result yet: run something first")
    return session.last


def _path(text: str) -> Path:
    if not text:
        raise InputError("give the name of a file")
    return Path(text).expanduser()
