"""The shipped queries: each is well formed, and answers the same on every store."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from answers import AFFAIRS, REPRINTS, SAMPLE, Rows
from sample import affairs, reprints, sample

from graphkit import loader, output
from graphkit.errors import QueryError
from graphkit.model import Extraction
from graphkit.ontology import load_relations
from graphkit.queries import Query, QueryLibrary
from graphkit.stores import Store

LIBRARY = QueryLibrary()
Table = dict[str, list[tuple[dict[str, Any], Rows]]]
# PLOVER manual: the four classes of its events, as far as our relations have them
CLASSES = {
    "verbal_cooperation": {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    "material_cooperation": {"RETREAT"},
    "verbal_conflict": {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    "material_conflict": {"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


def readable(value: Any) -> Any:
    """A value as answers.py writes it: a node is its name, a path names and relations in turn."""
    shown = output.plain(value)
    if not isinstance(shown, dict):
        return shown
    if "nodes" not in shown:
        return shown.get("type") or shown["properties"]["name"]
    names = [node["properties"]["name"] for node in shown["nodes"]]
    types = [relationship["type"] for relationship in shown["relationships"]]
    return [part for pair in zip(names, [*types, None], strict=True) for part in pair if part]


def test_every_query_is_expected_some_row() -> None:
    answered = {
        name
        for table in (SAMPLE, AFFAIRS, REPRINTS)
        for name, cases in table.items()
        for _, rows in cases
        if rows
    }
    assert sorted(answered) == LIBRARY.names()
    assert len(LIBRARY) >= 42


@pytest.mark.parametrize(
    ("graph", "expected"),
    [(sample, SAMPLE), (affairs, AFFAIRS), (reprints, REPRINTS)],
    ids=["sample", "affairs", "reprints"],
)
def test_every_query_answers_on_every_store(
    any_store: Store, subtests: pytest.Subtests, graph: Callable[[], list[Extraction]], expected: Table
) -> None:
    loader.load(graph(), any_store)
    for name, cases in expected.items():
        for parameters, rows in cases:
            with subtests.test(name, parameters=parameters):
                answer = LIBRARY[name].run(any_store, **parameters)
                assert [[readable(value) for value in row] for row in answer.rows] == rows
                assert answer.columns == [column.name for column in LIBRARY[name].columns]


def test_every_query_answers_an_empty_graph_with_nothing(any_store: Store, subtests: pytest.Subtests) -> None:
    any_store.apply_schema()
    for name, ((parameters, _), *_) in {**REPRINTS, **AFFAIRS, **SAMPLE}.items():
        query = LIBRARY[name]
        # there is nobody to be asked about
        given = {
            p.name: parameters[p.name]
            for p in query.parameters
            if p.name in parameters and p.type != "entity"
        }
        missing = {p.name: "nobody" for p in query.parameters if p.required and p.type == "entity"}
        with subtests.test(name):
            assert any_store.read(query.text, query.bind({**given, **missing})).rows == []


def test_columns_have_the_types_that_the_header_says(any_store: Store) -> None:
    loader.load([*sample(), *affairs(), *reprints()], any_store)
    for name, ((parameters, _), *_) in {**REPRINTS, **AFFAIRS, **SAMPLE}.items():
        answer = LIBRARY[name].run(any_store, **parameters)
        for column, values in zip(LIBRARY[name].columns, zip(*answer.rows, strict=True), strict=False):
            kinds = {kind_of(value) for value in values if value is not None}
            assert kinds <= {column.type}, f"{name}, {column.name}"


def kind_of(value: Any) -> str:
    """The type of a column that has such values."""
    names = {str: "string", bool: "boolean", int: "integer", float: "float", list: "list", dict: "map"}
    return names.get(type(value)) or {"Date": "date", "Node": "node", "Path": "path"}.get(
        type(value).__name__, "relationship"
    )


@pytest.mark.parametrize("query", LIBRARY, ids=lambda query: query.name)
def test_a_query_says_what_it_answers_and_shows_an_example(query: Query) -> None:
    assert query.description.endswith(".")
    assert len(query.description) <= 100
    assert query.columns
    assert query.example.startswith(f"graphkit query {query.name}")
    assert all(parameter.meaning for parameter in query.parameters)


@pytest.mark.parametrize("name", ["paths/between", "paths/sentences"])
def test_a_path_may_use_every_relation_of_the_ontology(name: str) -> None:
    listed = re.search(r"\[:([\w|\s]+)\*\.\.6\]", LIBRARY[name].text)
    assert listed
    assert set(re.split(r"\W+", listed[1].strip())) == {*load_relations().types, "RELATED"}


def test_statements_have_the_event_codes_of_the_ontology() -> None:
    codes = dict(
        re.findall(r"(\w+): '(\w+)'", LIBRARY["graph/statements-by-plover"].text.partition("MATCH")[0])
    )
    assert codes == events()


@pytest.mark.parametrize("name", ["dyads/by-month", "dyads/countries"])
def test_matrices_have_the_four_classes_of_the_coding_scheme(name: str) -> None:
    lists = re.findall(r"IN \[([^]]+)\]\s+THEN \d", LIBRARY[name].text)
    assert [set(re.findall(r"\w+", listed)) for listed in lists] == [
        relations(*CLASSES[name]) for name in CLASSES
    ]


def test_friends_and_foes_are_told_apart_by_the_same_classes() -> None:
    lists = re.findall(r"IN \[([^]]+)\]", LIBRARY["actors/friends-and-foes"].text)
    cooperation, conflict = (set(re.findall(r"\w+", listed)) for listed in lists)
    assert cooperation == relations(*CLASSES["verbal_cooperation"], *CLASSES["material_cooperation"])
    assert conflict == relations(*CLASSES["verbal_conflict"], *CLASSES["material_conflict"])


def events() -> dict[str, str]:
    """The PLOVER event of each relation that has one."""
    types = load_relations().types
    return {name: relation.plover["event"] for name, relation in types.items() if relation.plover}


def relations(*codes: str) -> set[str]:
    """The relations that have one of these event codes."""
    return {name for name, code in events().items() if code in codes}


@pytest.mark.parametrize("text", ["RETRUN 1 AS one", "RETURN one", "RETURN foo(1)"])
def test_a_fault_that_the_database_finds_is_told_with_its_place(
    any_store: Store, tmp_path: Any, text: str
) -> None:
    (tmp_path / "wrong.cypher").write_text(
        f"// What is wrong.\n// @returns one: integer\nMATCH (n)\n{text}\n"
    )
    column = 1 if "RETRUN" in text else 8
    with pytest.raises(QueryError, match=rf"wrong\.cypher:4:{column}: "):
        QueryLibrary(tmp_path)["wrong"].run(any_store)


def test_a_query_that_writes_is_refused(any_store: Store, tmp_path: Any) -> None:
    (tmp_path / "bad.cypher").write_text(
        "// What writes.\n// @returns n: node\nCREATE (n:Entity {id: 'x'})\nRETURN n\n"
    )
    with pytest.raises(QueryError):
        QueryLibrary(tmp_path)["bad"].run(any_store)
    assert any_store.read("MATCH (n) RETURN count(n)").rows == [[0]]
