"""Write docs/queries.md: every query with its question, its parameters and an answer that the tests expect of it."""

from __future__ import annotations

import shlex
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from answers import AFFAIRS, REPRINTS, SAMPLE  # noqa: E402

from graphkit import output  # noqa: E402
from graphkit.queries import Query, QueryLibrary  # noqa: E402
from graphkit.queries.functions import attribute  # noqa: E402

TARGET = ROOT / "docs" / "queries.md"
TIMINGS = ROOT / "benchmarks" / "queries.md"
ROWS = 4
LONGEST = 60
HEAD = """\
# The queries

Made by `just library` from the headers of [cypher/](../cypher) and the answers that `tests/` expects: do not edit.
The answers are about small graphs made by hand ([tests/sample.py](../tests/sample.py)); at most {rows} rows of each
are shown. [cypher/README.md](../cypher/README.md) says how queries are run, written and checked.

"""


def page(library: QueryLibrary) -> str:
    """The whole page."""
    queries = list(library)
    contents = [f"- [{query.name}](#{_anchor(query.name)}): {query.description}" for query in queries]
    folders = groupby(queries, key=lambda query: query.name.partition("/")[0])
    parts = [f"## {folder}/\n\n" + "\n".join(map(section, found)) for folder, found in folders]
    timings = TIMINGS.read_text(encoding="utf-8") if TIMINGS.is_file() else ""
    return HEAD.format(rows=ROWS) + "\n".join(contents) + "\n\n" + "\n".join(parts) + "\n" + timings


def section(query: Query) -> str:
    """One query: question, parameters, columns, and a call with its answer."""
    parameters, rows = _case(query)
    lines = [f"### {query.name}", "", query.description, *([query.details] if query.details else []), ""]
    for p in query.parameters:
        kind = (
            p.label
            if p.required
            else f"{p.label}, {'optional' if p.default is None else f'default {p.default}'}"
        )
        lines.append(f"- `{p.name}` ({kind}): {p.meaning}")
    lines += [""] if query.parameters else []
    keywords = "".join(f", {name}={value!r}" for name, value in parameters.items())
    lines += [f"    {_command(query, parameters)}"]
    lines += [f"    queries.{query.name.partition('/')[0]}.{attribute(query.name)}(store{keywords})", ""]
    lines += _table([column.name for column in query.columns], rows)
    meanings = [f"`{column.name}`: {column.meaning}" for column in query.columns if column.meaning]
    lines += ["", "; ".join(meanings) + "."] if meanings else []
    return "\n".join(lines) + "\n"


def _case(query: Query) -> tuple[dict[str, Any], list[list[Any]]]:
    """The first call for which the tests expect rows."""
    cases = [*SAMPLE.get(query.name, ()), *AFFAIRS.get(query.name, ()), *REPRINTS.get(query.name, ())]
    return next((parameters, rows) for parameters, rows in cases if rows)


def _command(query: Query, parameters: dict[str, Any]) -> str:
    given = {name: output.cell(value) for name, value in parameters.items()}
    options = (f"--{name.replace('_', '-')} {shlex.quote(value)}" for name, value in given.items())
    return " ".join(("graphkit query", query.name, *options))


def _table(columns: list[str], rows: list[list[Any]]) -> list[str]:
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    lines += [f"| {' | '.join(map(_cell, row))} |" for row in rows[:ROWS]]
    return [*lines, *([f"| … | {' | '.join([''] * (len(columns) - 1))} |"] if len(rows) > ROWS else [])]


def _cell(value: Any) -> str:
    text = output.cell(value)
    return (text if len(text) <= LONGEST else text[: LONGEST - 1] + "…").replace("|", "\\|")


def _anchor(name: str) -> str:
    return name.replace("/", "")


def main() -> int:
    """Write the page; with --check only compare it."""
    wanted = page(QueryLibrary())
    if "--check" in sys.argv:
        current = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted
        print("" if current else "docs/queries.md is not current: python tools/make_query_docs.py", end="")
        return 0 if current else 1
    TARGET.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
