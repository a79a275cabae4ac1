"""The embedded server: ArcadeDB in a process of its own, Bolt on loopback, gone when nobody needs it.

Run as `python -m graphkit.stores.server FOLDER`; stores/launch.py does that. Nothing else imports the engine.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
from typing import Any

from filelock import Timeout

from graphkit.stores.folder import READER, WRITER, Address, StoreFolder
from graphkit.stores.lease import LOOPBACK, LeaseDesk

DEFAULT_IDLE = 120.0
WAIT_FOR_PREDECESSOR = 60.0

# Given as JVM properties: the engine ignores database settings in a server's own configuration.
ENGINE_PROPERTIES = {
    "txWalFlush": "1",
    "opencypher.loadCsv.allowFileUrls": "false",
}
# The quick compiler only: the server is up in two thirds of the time and a first load costs it half the work;
# the thorough one pays after some hundred thousand rows, and there the client is the slower part anyway.
JVM_OPTIONS = ["-XX:TieredStopAtLevel=1"]
READER_RIGHTS = """{"resultSetLimit": -1, "readTimeout": -1, "access": [],
                    "types": {"*": {"access": ["readRecord"]}}}"""


def main(arguments: list[str] | None = None) -> int:
    """Serve one folder until nobody holds a lease any more."""
    os.umask(0o077)
    folder = StoreFolder((arguments or sys.argv[1:])[0])
    try:
        with folder.running_lock.acquire(timeout=WAIT_FOR_PREDECESSOR):
            serve(folder, idle=idle_seconds())
    except Timeout:
        print(f"another server still holds {folder.path}", flush=True)
        return 1
    return 0


def idle_seconds() -> float:
    """GRAPHKIT_SERVER_IDLE in seconds, two minutes where it is unset or no number."""
    try:
        return max(0.0, float(os.environ.get("GRAPHKIT_SERVER_IDLE", DEFAULT_IDLE)))
    except ValueError:
        return DEFAULT_IDLE


def serve(folder: StoreFolder, *, idle: float) -> None:
    """Start the engine, publish its address, wait, stop it cleanly."""
    bolt, http = free_ports(2)
    engine = start_engine(folder, bolt=bolt, http=http)
    desk = LeaseDesk(secrets.token_urlsafe(24), idle)
    try:
        signal.signal(signal.SIGTERM, _leave)
        folder.publish(Address(os.getpid(), bolt, http, desk.port, desk.token))
        desk.serve()
    except KeyboardInterrupt:
        pass
    finally:
        folder.withdraw()
        desk.close()
        engine.stop()


def _leave(signum: int, frame: Any) -> None:
    raise KeyboardInterrupt


def start_engine(folder: StoreFolder, *, bolt: int, http: int) -> Any:
    """The running engine with a database `neo4j`, a writing and a reading user."""
    from arcadedb_embedded import ArcadeDBServer

    passwords = folder.passwords() or _fresh_passwords(folder)
    folder.data.mkdir(exist_ok=True)
    os.chdir(folder.data)
    options = [f"-Darcadedb.{name}={value}" for name, value in ENGINE_PROPERTIES.items()]
    engine = ArcadeDBServer(
        str(folder.data),
        passwords[WRITER],
        config=_server_settings(bolt, http),
        jvm_kwargs={"heap_size": "512m", "jvm_args": JVM_OPTIONS + options},
    )
    engine.start()
    _add_reader(engine, passwords[READER])
    return engine


def _server_settings(bolt: int, http: int) -> dict[str, Any]:
    return {
        "mode": "development",  # the other modes hide the reason of an error
        "host": LOOPBACK,
        "http_port": str(http),
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_port": bolt,
        "bolt_defaultDatabase": "neo4j",
        "server_defaultDatabases": f"neo4j[{WRITER}]",
        "bolt_maxMessageSize": 256 << 20,  # a batch of 20 MB hangs at the default of 16
        "bolt_packstream_maxValueLength": 64 << 20,
    }


def _fresh_passwords(folder: StoreFolder) -> dict[str, str]:
    # the engine takes a root password only while it knows no users
    (folder.data / "config" / "server-users.jsonl").unlink(missing_ok=True)
    return folder.make_passwords()


def _add_reader(engine: Any, password: str) -> None:
    """A user who can read and nothing else: a read access mode does not stop this engine from writing."""
    import jpype

    security = engine._java_server.getSecurity()
    if security.existsUser(READER):
        return
    json = jpype.JClass("com.arcadedb.serializer.json.JSONObject")
    security.saveGroup("*", READER, json(READER_RIGHTS))
    user = json().put("name", READER).put("password", security.encodePassword(password))
    user.put("databases", json(f'{{"*": ["{READER}"]}}'))
    security.createUser(user)


def free_ports(count: int) -> list[int]:
    """Loopback ports that nobody uses now."""
    sockets = [socket.create_server((LOOPBACK, 0)) for _ in range(count)]
    try:
        return [int(s.getsockname()[1]) for s in sockets]
    finally:
        for s in sockets:
            s.close()


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # a client that is still connected would keep the engine's threads, and so us, alive
