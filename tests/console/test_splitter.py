"""Where statements end, by examples and by properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.console.prompt import ends_input
from graphkit.console.splitter import code_of, is_complete, split

# what would end or escape a quotation
_PLAIN = str.maketrans("", "", "'\\")
_ANYTHING = st.text(alphabet="a;'\"`/*\\\n{}$ ", max_size=8)


def _quoted(mark: str) -> st.SearchStrategy[str]:
    return _ANYTHING.map(
        lambda text: f"{mark}{text.replace(chr(92), chr(92) * 2).replace(mark, chr(92) + mark)}{mark}"
    )


# whatever stands in them, these are no end of a statement
_PARTS = st.one_of(
    st.sampled_from(["4 / 2", "$p", "(a)-[:R*1..2]->(b)", "\n"]),
    _quoted("'"),
    _quoted('"'),
    _ANYTHING.map(lambda text: f"`{text.replace('`', '``')}`"),
    _ANYTHING.map(lambda text: f"/*{text.replace('*/', '')}*/"),
    _ANYTHING.map(lambda text: f"//{text.replace(chr(10), '')}\n"),
)
_NESTED = st.recursive(
    _PARTS, lambda inner: st.lists(inner, max_size=3).map(lambda all: f"{{ {' '.join(all)} }}")
)
_STATEMENTS = st.lists(_NESTED, max_size=4).map(lambda parts: f"RETURN {' '.join(parts)} 1")


class TestSplitting:
    @pytest.mark.parametrize(
        ("text", "statements"),
        [
            ("RETURN 1; RETURN 2", ["RETURN 1", "RETURN 2"]),
            ('RETURN \';\' AS a;\nRETURN "x;\\";";', ["RETURN ';' AS a", 'RETURN "x;\\";"']),
            (
                "MATCH (n:`a;b`) RETURN n // one; two\n; RETURN 2",
                ["MATCH (n:`a;b`) RETURN n // one; two", "RETURN 2"],
            ),
            ("RETURN 1 /* ; */ + 2;", ["RETURN 1 /* ; */ + 2"]),
            ("RETURN 4 / 2;RETURN 1", ["RETURN 4 / 2", "RETURN 1"]),
            (" ;; // nothing;\n /* nor ; this */ ;", []),
            ("RETURN 'open; RETURN 2", ["RETURN 'open; RETURN 2"]),
        ],
    )
    def test_a_semicolon_ends_a_statement_where_it_is_one(self, text: str, statements: list[str]) -> None:
        assert list(split(text)) == statements

    @pytest.mark.parametrize(
        ("text", "complete"),
        [
            ("RETURN 1;", True),
            ("RETURN 1; // done", True),
            ("RETURN 1 // done;", False),
            ("RETURN ';", False),
            ("RETURN 1; RETURN", False),
            ("", False),
        ],
    )
    def test_a_text_is_complete_when_its_last_statement_has_ended(self, text: str, complete: bool) -> None:
        assert is_complete(text) is complete

    @given(st.lists(_STATEMENTS, max_size=4))
    def test_joined_statements_come_apart_again(self, statements: list[str]) -> None:
        assert list(split(";".join(statements))) == [statement.strip() for statement in statements]
        assert is_complete("".join(f"{statement};" for statement in statements)) is bool(statements)

    @given(st.text(alphabet="a;'\"`/*\\\n ", max_size=20))
    def test_statements_stand_in_the_text_one_after_the_other_and_are_whole(self, text: str) -> None:
        position = 0
        for statement in split(text):
            position = text.index(statement, position) + len(statement)
            assert list(split(statement)) == [statement]

    @given(
        st.recursive(st.just("x: 1"), lambda inner: inner.map("a: {{{}}}".format), max_leaves=6),
        st.text(alphabet="{};'\"`"),
    )
    def test_braces_nest_and_quotes_hide_what_is_in_them(self, inside: str, text: str) -> None:
        quoted = text.replace("'", "")
        statement = f"RETURN {{{inside}}} AS m, '{quoted}' AS s"
        assert list(split(f"{statement};{statement}")) == [statement, statement]
        assert is_complete(f"{statement};")
        assert not is_complete(statement)

    @given(st.text(alphabet="aD;'\"`/*\\\n ", max_size=20))
    def test_code_keeps_places_and_shows_nothing_that_is_quoted(self, text: str) -> None:
        assert len(code_of(text)) == len(text)
        assert code_of(f"a '{text.translate(_PLAIN)}' b") == f"a {' ' * (len(text.translate(_PLAIN)) + 2)} b"

    @pytest.mark.parametrize(
        ("text", "ends"),
        [
            ("", True),
            ("RETURN 1;", True),
            ("RETURN 1", False),
            ("RETURN 1\n", True),
            (":help", True),
            ("(n\n:Person", False),
            (":begin\nCREATE (:T);\n:commit", True),
            (":begin\nCREATE (:T)", False),
            ("MATCH (n)\n:help", False),
        ],
    )
    def test_enter_runs_what_is_finished(self, text: str, ends: bool) -> None:
        assert ends_input(text) is ends
