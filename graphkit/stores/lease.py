"""Leases on an embedded server: it lives while somebody holds one, and a while longer.

A lease is an open TCP connection, so the kernel gives it back when a client is killed. The server greets with
a digest of its token; a stranger that has taken over the port of a dead server cannot.
"""

from __future__ import annotations

import hashlib
import hmac
import selectors
import socket
import time
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"
TIMEOUT = 5.0
FIRST_WAIT = 30.0


class LeaseRefused(OSError):
    """Nobody, or somebody else, answers at the lease port, or the server is on its way out."""


class Lease:
    """Keeps the server alive until `release`, or until this process ends."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    @classmethod
    def take(cls, port: int, token: str) -> Lease:
        """Take a lease; raises LeaseRefused."""
        return cls(_ask(port, token, "lease"))

    def lost(self, *, wait: float = 0.0) -> bool:
        """True once the server is gone (or the lease was released); looks for up to `wait` seconds."""
        try:
            self._connection.settimeout(wait)
            return self._connection.recv(1) == b""
        except (BlockingIOError, TimeoutError):
            return False
        except OSError:
            return True

    def release(self) -> None:
        """Give the lease back."""
        self._connection.close()


def ask_to_stop(port: int, token: str) -> None:
    """Ask the server to stop now; raises LeaseRefused."""
    _ask(port, token, "stop").close()


def _ask(port: int, token: str, word: str) -> socket.socket:
    try:
        connection = socket.create_connection((LOOPBACK, port), TIMEOUT)
    except OSError as error:
        raise LeaseRefused(f"nobody answers at port {port}") from error
    try:
        if not hmac.compare_digest(_line(connection), _proof(token)):
            raise LeaseRefused(f"a stranger answers at port {port}")
        connection.sendall(f"{word} {token}\n".encode())
        if _line(connection) != "granted":
            raise LeaseRefused(f"the server at port {port} is stopping")
    except (OSError, UnicodeDecodeError) as error:
        connection.close()
        raise error if isinstance(error, LeaseRefused) else LeaseRefused(str(error)) from error
    return connection


def _line(connection: socket.socket) -> str:
    data = b""
    while not data.endswith(b"\n") and len(data) < 200:
        part = connection.recv(1)
        if not part:
            break
        data += part
    return data.decode("ascii").strip()


def _proof(token: str) -> str:
    return hashlib.sha256(f"graphkit lease {token}".encode()).hexdigest()


@dataclass
class LeaseDesk:
    """The server's side: counts leases and says when it is time to go."""

    token: str
    idle: float
    _listener: socket.socket = field(init=False)
    _selector: selectors.BaseSelector = field(init=False, default_factory=selectors.DefaultSelector)
    _held: set[socket.socket] = field(init=False, default_factory=set)
    _stopping: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self._listener = socket.create_server((LOOPBACK, 0))
        self._listener.setblocking(False)
        self._selector.register(self._listener, selectors.EVENT_READ)

    @property
    def port(self) -> int:
        """Where clients ask."""
        return int(self._listener.getsockname()[1])

    def serve(self) -> None:
        """Return once nobody has held a lease for `idle` seconds, or somebody asked to stop."""
        # whoever had the server started needs a moment to come in
        until = time.monotonic() + max(self.idle, FIRST_WAIT)
        while not self._stopping:
            wait = None if self._held else max(0.0, until - time.monotonic())
            events = self._selector.select(wait)
            if not events and not self._held:
                return
            held = bool(self._held)
            for key, _ in events:
                self._handle(key.fileobj)  # type: ignore[arg-type]
            if held and not self._held:
                until = time.monotonic() + self.idle

    def close(self) -> None:
        """Close the door; leases that are held end with it."""
        for key in list((self._selector.get_map() or {}).values()):
            key.fileobj.close()  # type: ignore[union-attr]
        self._selector.close()

    def _handle(self, connection: socket.socket) -> None:
        if connection is self._listener:
            self._greet()
        elif not self._heard(connection):
            self._held.discard(connection)
            self._selector.unregister(connection)
            connection.close()

    def _greet(self) -> None:
        connection, _ = self._listener.accept()
        connection.settimeout(TIMEOUT)
        try:
            connection.sendall(f"{_proof(self.token)}\n".encode())
        except OSError:
            connection.close()
            return
        self._selector.register(connection, selectors.EVENT_READ)

    def _heard(self, connection: socket.socket) -> bool:
        """Read what a client asks for; False where the connection is over."""
        try:
            word, _, token = connection.recv(200).decode("ascii").strip().partition(" ")
            if not hmac.compare_digest(token, self.token):
                return False
            connection.sendall(b"granted\n")
        except (OSError, ValueError):
            return False
        self._stopping = self._stopping or word == "stop"
        self._held.add(connection)
        return True
