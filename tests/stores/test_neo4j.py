"""Reaching a Neo4j server, or being told why not, without a password on the screen."""

from __future__ import annotations

import logging
import socket
import sys
import warnings
from pathlib import Path
from threading import Thread

import keyring
import pytest
from commands import GRAPHKIT, environment
from graphs import many
from keyring.backend import KeyringBackend
from neo4j_server import GIVEN, Neo4jServer, Unavailable, free_port

from graphkit import graph, loader
from graphkit.config import Settings, load_settings
from graphkit.errors import ConnectionFailed, GraphkitError, StoreError
from graphkit.stores import connect
from graphkit.stores.address import address_of
from graphkit.stores.neo4j import Neo4jStore, connect_neo4j

SECRET = "not-the-password"


class Memory(KeyringBackend):  # type: ignore[misc]
    """A keyring that forgets everything when the tests end."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self._kept[service, username]


def settings(
    url: str, *, user: str = "neo4j", password: str | None = SECRET, database: str = "neo4j"
) -> Settings:
    return Settings(url, user, password, database)


def refusal(given: Settings) -> str:
    """The one line that a user sees; never with the password."""
    with pytest.raises(ConnectionFailed) as error:
        connect_neo4j(given)
    message = str(error.value)
    assert "\n" not in message
    assert SECRET not in message + repr(given)
    return message


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc"])
def test_no_server_says_what_to_check(scheme: str) -> None:
    url = f"{scheme}://127.0.0.1:{free_port()}"
    assert refusal(settings(url)).startswith(f"cannot reach {url}: is it running, are host and port right?")


def test_something_else_at_the_port_is_no_database() -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        Thread(target=lambda: stranger.accept()[0].close(), daemon=True).start()
        assert "cannot reach bolt://" in refusal(settings(f"bolt://127.0.0.1:{stranger.getsockname()[1]}"))


def test_a_host_that_does_not_exist_is_not_reached() -> None:
    assert "cannot reach bolt://no-such-host.invalid:7687" in refusal(settings("bolt://no-such-host.invalid"))


@pytest.mark.parametrize("url", ["http://localhost:7474", "https://x", "file:///tmp/x", "neo4j+x://x"])
def test_an_address_of_another_kind_is_refused_with_those_that_work(url: str) -> None:
    assert "give a folder, or one of neo4j, neo4j+s" in refusal(settings(url))


@pytest.mark.parametrize("url", ["bolt://", "bolt://:7687", "bolt://host:port", "neo4j://host:99999"])
def test_half_an_address_is_refused_with_an_example(url: str) -> None:
    assert "needs a host and a port, such as" in refusal(settings(url))


@pytest.mark.neo4j
class TestServer:
    """Against the real one."""

    def test_a_wrong_password_says_which_settings_to_check(self, neo4j_settings: Settings) -> None:
        message = refusal(settings(neo4j_settings.store))
        assert "refuses the log-in: check NEO4J_USERNAME and NEO4J_PASSWORD" in message

    def test_a_missing_password_does_too(self, neo4j_settings: Settings) -> None:
        assert "check NEO4J_USERNAME and NEO4J_PASSWORD" in refusal(
            settings(neo4j_settings.store, password=None)
        )

    def test_the_keyring_knows_it(self, neo4j_settings: Settings) -> None:
        before = keyring.get_keyring()
        keyring.set_keyring(Memory())
        try:
            url = address_of(neo4j_settings.store)
            keyring.set_password("graphkit", f"neo4j@{url}", neo4j_settings.password)
            with connect_neo4j(settings(neo4j_settings.store, password=None)) as store:
                assert store.read("RETURN 1").rows == [[1]]
        finally:
            keyring.set_keyring(before)

    @pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a terminal of Unix")
    def test_a_person_is_asked_for_it_and_does_not_see_it(self, neo4j_settings: Settings) -> None:
        import pexpect

        command = [*GRAPHKIT, "console", "-c", "RETURN 40 + 2 AS n", "--store", neo4j_settings.store]
        with pexpect.spawn(
            command[0], command[1:], env=environment(), encoding="utf-8", timeout=120
        ) as child:
            child.expect(f"Password of neo4j at {neo4j_settings.store}: ")
            child.sendline(neo4j_settings.password)
            child.expect(pexpect.EOF)
            assert "42" in child.before
            assert neo4j_settings.password not in child.before

    def test_no_log_and_no_message_has_the_password(
        self, neo4j_settings: Settings, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        right = neo4j_settings.password
        assert right
        with connect_neo4j(settings(neo4j_settings.store, password=right)) as store:
            store.read("RETURN 1")
            with pytest.raises(GraphkitError) as error:
                store.read("RETRUN 1")
        refused = refusal(settings(neo4j_settings.store))
        assert "LOGON" in caplog.text or "HELLO" in caplog.text
        for secret in (right, SECRET):
            assert secret not in caplog.text + str(error.value) + refused + repr(store)

    def test_an_empty_graph_causes_no_notifications(
        self, neo4j_settings: Settings, neo4j_store: Neo4jStore, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG, logger="neo4j.notifications")
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            assert neo4j_store.read("MATCH (n:NeverSeen) RETURN n.never_seen").rows == []
        assert (caplog.records, warned) == ([], [])

    def test_an_unknown_database_is_named(self, neo4j_settings: Settings) -> None:
        given = settings(neo4j_settings.store, password=neo4j_settings.password, database="nosuch")
        assert "no database 'nosuch': check NEO4J_DATABASE" in refusal(given)

    def test_user_and_password_may_stand_in_the_address_and_are_not_shown(
        self, neo4j_settings: Settings
    ) -> None:
        host = neo4j_settings.store.partition("://")[2]
        assert neo4j_settings.password
        with connect(f"bolt://neo4j:{neo4j_settings.password}@{host}") as store:
            assert store.read("RETURN 1").rows == [[1]]
            assert neo4j_settings.password not in repr(store) + store.url
        refusal(load_settings(f"bolt://neo4j:{SECRET}@{host}"))

    @pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
    def test_both_schemes_read_and_write(
        self, neo4j_settings: Settings, neo4j_store: Neo4jStore, scheme: str
    ) -> None:
        host, found = neo4j_settings.store.partition("://")[2], many(1, statements=2, entities=2)
        with connect_neo4j(settings(f"{scheme}://{host}", password=neo4j_settings.password)) as store:
            loader.load(found, store)
            assert loader.export(store) == graph.build(found)

    def test_the_environment_says_where_and_who(
        self, neo4j_settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("NEO4J_URI", neo4j_settings.store)
        monkeypatch.setenv("NEO4J_USERNAME", neo4j_settings.username)
        monkeypatch.setenv("NEO4J_PASSWORD", neo4j_settings.password or "")
        with connect() as store:
            assert store.kind == "neo4j"
            assert store.read("RETURN 1").rows == [[1]]

    def test_a_store_opened_for_reading_refuses_to_write(self, neo4j_settings: Settings) -> None:
        with (
            connect_neo4j(neo4j_settings, read_only=True) as store,
            pytest.raises(StoreError, match="for reading"),
        ):
            store.write("CREATE (:Document {id: 'a'})")

    def test_both_stores_hold_the_same_graph(
        self, neo4j_store: Neo4jStore, embedded_store: Neo4jStore
    ) -> None:
        found = many(3, statements=10, entities=6)
        for store in (neo4j_store, embedded_store):
            loader.load(found, store)
        assert loader.export(neo4j_store) == loader.export(embedded_store) == graph.build(found)


@pytest.mark.neo4j
@pytest.mark.skipif(bool(GIVEN["NEO4J_URI"]), reason="the server given is not ours to kill")
def test_a_load_that_a_killed_server_cut_short_is_finished_by_the_same_command(tmp_path: Path) -> None:
    try:
        server = Neo4jServer(tmp_path / "home").start()
    except Unavailable as error:
        pytest.skip(str(error))
    given, found = settings(server.uri, password=server.password), many(4, statements=5, entities=4)

    def kill(report: loader.LoadReport) -> None:
        if report.documents == 2:
            server.kill()
            store.close()

    try:
        with connect_neo4j(given) as store, pytest.raises(StoreError):
            loader.load(found, store, batch_size=5, progress=kill)
        server.start()
        with connect_neo4j(given) as store:
            assert loader.export(store) == graph.build(found[:2])
            assert loader.load(found, store, batch_size=5).unchanged == 2
            assert loader.export(store) == graph.build(found)
    finally:
        server.stop()
