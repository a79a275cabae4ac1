"""Where settings come from, and which of them wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.config import cypher_folder, load_settings
from graphkit.errors import InputError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_any_setting_the_store_lies_in_the_working_folder(folder: Path) -> None:
    found = load_settings()
    assert (found.store, found.username, found.password, found.database) == (
        "./graphkit.db",
        "neo4j",
        None,
        "neo4j",
    )


def test_a_flag_wins_over_the_environment_and_that_over_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text("GRAPHKIT_STORE=from-file\nNEO4J_DATABASE=news\n")
    assert load_settings().store == "from-file"
    monkeypatch.setenv("GRAPHKIT_STORE", "from-environment")
    assert load_settings().store == "from-environment"
    assert load_settings("from-flag").store == "from-flag"
    assert load_settings().database == "news"


def test_a_store_of_our_own_name_wins_over_neo4js(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "neo4j://host")
    assert load_settings().store == "neo4j://host"
    monkeypatch.setenv("GRAPHKIT_STORE", "news.db")
    assert load_settings().store == "news.db"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("NEO4J_PASSWORD=simple", "simple"),
        ("export NEO4J_PASSWORD = spaced out  # comment", "spaced out"),
        ("NEO4J_PASSWORD='quoted # not a comment'", "quoted # not a comment"),
        ('NEO4J_PASSWORD="a=b"', "a=b"),
        ("NEO4J_PASSWORD=with#hash", "with#hash"),
        ("# NEO4J_PASSWORD=commented", None),
        ("NEO4J_PASSWORD=", None),
        ("NEO4J_PASSWORD", None),
    ],
)
def test_lines_of_a_dotenv_file(folder: Path, line: str, value: str | None) -> None:
    (folder / ".env").write_text(f"\n{line}\n\n")
    assert load_settings().password == value


def test_a_dotenv_file_that_is_not_text_is_named(folder: Path) -> None:
    (folder / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"cannot read .*\.env"):
        load_settings()


def test_credentials_leave_the_address_and_no_repr_shows_the_password(folder: Path) -> None:
    found = load_settings("neo4j://me:p%40ss@host:7687")
    assert (found.store, found.username, found.password) == ("neo4j://host:7687", "me", "p@ss")
    assert "p@ss" not in repr(found)


def test_the_query_library_is_where_the_schema_is() -> None:
    assert (cypher_folder() / "schema" / "constraints.cypher").is_file()
