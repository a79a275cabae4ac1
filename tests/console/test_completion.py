"""What completion offers, from the text before the cursor."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from pygments import lex
from pygments.token import Error, Keyword, Name, Number, Operator, String

from graphkit.console import commands, exploring  # noqa: F401  (they register the commands)
from graphkit.console.completion import CypherCompleter
from graphkit.console.connection import Connection
from graphkit.console.lexer import GraphkitCypherLexer
from graphkit.console.session import Session
from graphkit.queries import QueryLibrary


@pytest.fixture(scope="module")
def completer(loaded: Path) -> CypherCompleter:
    connection = Connection.to(loaded)
    session = Session(connection, out=io.StringIO(), notes=io.StringIO(), parameters={"name": 1, "other": 2})
    session.vocabulary.read(connection.store)
    session.vocabulary.procedures = ["db.labels", "db.index.fulltext.queryNodes"]
    return CypherCompleter(session)


def offered(completer: CypherCompleter, text: str) -> list[str]:
    return [one.text for one in completer.get_completions(Document(text), CompleteEvent())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MAT", ["MATCH"]),
        ("mat", ["match"]),
        ("MATCH (p:Pers", ["Person"]),
        ("MATCH (p:Person|Pl", ["Place"]),
        ("MATCH (p:Person)-[:ORD", ["ORDERED"]),
        ("MATCH (p:Person)-[r:ORDERED|ME", ["MET"]),
        ("MATCH (d:Document) WHERE d.pub", ["published"]),
        ("MATCH (d:Document {ti", ["title"]),
        ("MATCH (d:Document {id: 'a', ti", ["title"]),
        ("MATCH (person:Person) RETURN pers", ["person"]),
        ("MATCH (n) WITH n AS something RETURN some", ["something"]),
        ("RETURN toInt", ["toInteger", "toIntegerOrNull"]),
        ("RETURN $na", ["name"]),
        ("CALL db.la", ["db.labels"]),
        ('MATCH (p:Person {name: "Wladi', ["Wladimir Putin"]),
        ("MATCH (p) WHERE p.name = 'Staffan ", ["Staffan de Mistura"]),
        (":des", [":describe"]),
        (":run actors/tim", ["actors/timeline"]),
        (":format ver", ["vertical"]),
        (":describe Pers", ["Person"]),
        (":profile MATCH (p:Pers", ["Person"]),
        ("RETURN 1; MATCH (p:Pers", ["Person"]),
        ("RETURN 'MAT", []),
        ("RETURN 1 ", []),
    ],
)
def test_only_what_can_stand_there(completer: CypherCompleter, text: str, expected: list[str]) -> None:
    assert offered(completer, text) == expected


def test_properties_are_those_of_the_label(completer: CypherCompleter) -> None:
    offers = offered(completer, "MATCH (p:Person) WHERE p.")
    assert {"id", "name", "aliases"} <= set(offers)
    assert "published" not in offers


def test_the_parameters_of_a_query(completer: CypherCompleter) -> None:
    parameters = QueryLibrary()["actors/relations"].parameters
    assert offered(completer, ":run actors/relations ") == [f"{one.name}=" for one in parameters]


class TestHighlighting:
    @pytest.mark.parametrize(
        ("text", "token", "kind"),
        [
            ("RETURN $name", "$name", Name.Variable.Global),
            ("WHERE a.name =~ 'x'", "=~", Operator),
            ("MATCH (a)-[*1..3]->(b)", "..", Operator),
            ("MATCH (a)--(b)", "--", Operator),
            ("RETURN COUNT { (a)-->() }", "-->", Operator),
            ("FINISH", "FINISH", Keyword),
            ("MATCH (a:Order)", "Order", Name.Class),
            ("RETURN toUpper('x')", "toUpper", Name.Function),
            ("RETURN 'open", "'open", String),
            (":run actors/find", ":run", Keyword.Namespace),
        ],
    )
    def test_each_part_has_its_kind(self, text: str, token: str, kind: object) -> None:
        assert (kind, token) in [(kind, text.strip()) for kind, text in lex(text, GraphkitCypherLexer())]

    @pytest.mark.parametrize(
        "text",
        [
            "RETURN $p, $`odd name`, $0",
            "MATCH (a)--(b)<--(c)-->(d) WHERE a.name =~ '(?i)x.*'",
            "MATCH (a)<-[:A|B*1..3]-(b)-[r:!A&(B|C)]-(c:%)",
            "CALL (x) { RETURN 1 AS y } IN 3 CONCURRENT TRANSACTIONS OF 10 ROWS",
            "WHERE EXISTS { (a)-->() } AND COUNT { MATCH (a) } > 1 AND COLLECT { MATCH (a) RETURN a.x } <> []",
            "MATCH p = SHORTEST 2 ((a)-[]->(b)){1,3} (c)-[:R]->+(d) RETURN p",
            "RETURN 1 // what; 'not'",
            "/* a\n 'b */ RETURN 1 /* open",
            "RETURN 0x1F, 0o17, 0xDEAD_BEEF, 1_000, 1.5e-3, .5, 1e10",
            r"""RETURN 'It\'s', "say \"", 'ü\u00e4'""",
            "MATCH (`a b`:`C``D`) SET `a b`.`x y` = 1, `a b` += {k: -1}",
            "RETURN [x IN l[0..2] WHERE x % 2 = 0 | x ^ 2] AS l, n {.name, .*, x: 1}, a <> b, a || b",
            "MATCH (größe:Straße {naïve: true}) WHERE größe IS :: STRING NOT NULL RETURN größe.länge",
            'RETURN "open',
            "RETURN `open",
        ],
    )
    def test_modern_cypher_has_no_error(self, text: str) -> None:
        tokens = list(lex(text, GraphkitCypherLexer()))
        assert [part for kind, part in tokens if kind is Error] == []

    @pytest.mark.parametrize("text", ["0x1F", "0o17", "0xDEAD_BEEF", "1_000", "1.5e-3", ".5"])
    def test_a_number_is_one(self, text: str) -> None:
        assert (Number, text) in list(lex(f"RETURN {text}", GraphkitCypherLexer()))

    @pytest.mark.parametrize("name", QueryLibrary().names())
    def test_no_query_of_the_library_has_an_error(self, name: str) -> None:
        tokens = list(lex(QueryLibrary()[name].text, GraphkitCypherLexer()))
        assert [text for kind, text in tokens if kind is Error] == []
