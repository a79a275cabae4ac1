"""Leases: who may hold one, and when the server may go."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from graphkit.stores import lease as lease_module
from graphkit.stores.lease import Lease, LeaseDesk, LeaseRefused, ask_to_stop


class Desk:
    """A desk that serves in a thread, as the server does in its main one."""

    def __init__(self, idle: float) -> None:
        self.desk = LeaseDesk("the token", idle)
        self.port = self.desk.port
        self._thread = Thread(target=self.desk.serve, daemon=True)
        self._thread.start()

    def over(self, seconds: float) -> bool:
        """True once it has stopped serving; waits at most so long."""
        self._thread.join(seconds)
        return not self._thread.is_alive()


@pytest.fixture
def desk() -> Iterator[Desk]:
    opened = Desk(idle=60)
    yield opened
    if not opened.over(0):
        ask_to_stop(opened.port, "the token")
        opened.over(10)
    opened.desk.close()


def test_a_lease_lasts_until_the_server_goes(desk: Desk) -> None:
    held = Lease.take(desk.port, "the token")
    assert not held.lost()
    ask_to_stop(desk.port, "the token")
    assert desk.over(10)
    desk.desk.close()
    assert held.lost()


def test_a_released_lease_is_lost(desk: Desk) -> None:
    held = Lease.take(desk.port, "the token")
    held.release()
    assert held.lost()


def test_who_does_not_know_the_token_gets_no_lease_and_cannot_stop_it(desk: Desk) -> None:
    with pytest.raises(LeaseRefused, match="stranger"):
        Lease.take(desk.port, "another token")
    with pytest.raises(LeaseRefused, match="stranger"):
        ask_to_stop(desk.port, "another token")
    with socket.create_connection(("127.0.0.1", desk.port)) as connection:
        connection.recv(200)
        connection.sendall(b"stop another token\n")
        assert connection.recv(200) == b""
    assert not desk.over(0.2)


def test_nonsense_does_not_disturb_it(desk: Desk) -> None:
    for words in (b"\xff\xfe\n", b"\n", b"lease\n", b"x" * 1000):
        with socket.create_connection(("127.0.0.1", desk.port)) as connection:
            connection.sendall(words)
    Lease.take(desk.port, "the token").release()


def test_nobody_at_the_port_is_a_refusal() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(LeaseRefused, match="nobody answers"):
        Lease.take(port, "the token")


def test_it_goes_when_the_last_lease_is_released() -> None:
    desk = Desk(idle=0.1)
    one, two = (Lease.take(desk.port, "the token") for _ in range(2))
    one.release()
    assert not desk.over(0.5)
    two.release()
    assert desk.over(10)
    desk.desk.close()


def test_it_goes_when_nobody_ever_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease_module, "FIRST_WAIT", 0.1)
    desk = Desk(idle=0)
    assert desk.over(10)
    desk.desk.close()
