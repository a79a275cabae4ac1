"""A real Neo4j for the tests: community server from Maven Central, started once, on a free loopback port.

Needs Java 17 and, for the first download (about 235 MB), Maven. The jars are kept in GRAPHKIT_TEST_CACHE,
~/.cache/graphkit-tests where that is not set.
"""

from __future__ import annotations

import ctypes
import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from filelock import FileLock
from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

# read, and taken away, before any test: tests run without the user's settings
GIVEN = {name: os.environ.pop(name, "") for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD")}
for _name in ("GRAPHKIT_STORE", "NEO4J_DATABASE"):
    os.environ.pop(_name, None)

VERSION = "5.26.30"
JAVA_NEEDED = 17
START_TIMEOUT = 180.0
COPY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>graphkit.tests</groupId><artifactId>neo4j</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version></dependency>
  </dependencies>
</project>
"""
JAVA_OPTIONS = [
    "-Xms64m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Dfile.encoding=UTF-8",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
]
CONFIGURATION = """
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
db.tx_log.rotation.size=32m
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""


class Unavailable(Exception):
    """No Neo4j can be run on this machine; the message says why."""


class Neo4jServer:
    """A server with its own folder; `stop` ends it, `kill` does so without warning."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.password = secrets.token_hex(12)  # neo4j-admin takes what begins with a dash for an option
        self._java = find_java()
        self._jars = jars()
        self.port = free_port()
        self.uri = f"bolt://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._configure()

    def start(self) -> Neo4jServer:
        """Start it and wait until it answers."""
        log = open(self.home / "console.log", "ab")  # noqa: SIM115
        self._process = subprocess.Popen(
            [*self._command(), "org.neo4j.server.CommunityEntryPoint", *self._places()],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        log.close()
        self._wait()
        return self

    @property
    def pid(self) -> int:
        """The process of the running server."""
        assert self._process
        return self._process.pid

    def stop(self) -> None:
        """End it cleanly."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def admin(self) -> Path:
        """The command neo4j-admin of this server, to be run while it is stopped."""
        places = [f"NEO4J_HOME={self.home}", f"NEO4J_CONF={self.home / 'conf'}"]
        command = shlex.join(["env", *places, *self._command(), "org.neo4j.cli.AdminTool"])
        path = self.home / "bin" / "neo4j-admin"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        path.chmod(0o755)
        return path

    def _answers(self) -> bool:
        """The port is open before the database is there."""
        with GraphDatabase.driver(self.uri, auth=("neo4j", self.password)) as driver:
            try:
                driver.execute_query("RETURN 1", database_="neo4j")
            except (DriverError, Neo4jError):
                return False
            return True

    def _end(self, how: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(60)

    def _configure(self) -> None:
        (self.home / "conf").mkdir(parents=True)
        (self.home / "conf" / "neo4j.conf").write_text(CONFIGURATION.format(port=self.port))
        set_password = [str(self.admin()), "dbms", "set-initial-password", self.password]
        subprocess.run(set_password, check=True, capture_output=True)

    def _command(self) -> list[str]:
        return [self._java, *JAVA_OPTIONS, "-cp", f"{self._jars}/*"]

    def _places(self) -> list[str]:
        return [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]

    def _wait(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            if self._process and self._process.poll() is not None:
                break
            if _speaks_bolt(self.port) and self._answers():
                return
            time.sleep(0.1)
        self.kill()
        raise RuntimeError(f"Neo4j did not start: {(self.home / 'console.log').read_text()[-2000:]}")


def find_java() -> str:
    """A Java of the needed version or newer."""
    homes = [os.environ.get("JAVA_HOME", ""), *map(str, Path("/usr/lib/jvm").glob("*"))]
    candidates = [shutil.which("java"), *(f"{home}/bin/java" for home in homes if home)]
    for candidate in filter(None, candidates):
        if Path(candidate).exists() and _java_version(candidate) >= JAVA_NEEDED:
            return candidate
    raise Unavailable(f"a test server needs Java {JAVA_NEEDED} or newer; or set NEO4J_URI to an empty Neo4j")


def jars() -> Path:
    """The folder with the server's jars, fetched with Maven on first use."""
    cache = Path(os.environ.get("GRAPHKIT_TEST_CACHE") or Path.home() / ".cache" / "graphkit-tests")
    folder = cache / f"neo4j-{VERSION}"
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "neo4j.lock"):
        if not folder.is_dir():
            _fetch_jars(folder)
    return folder


def _fetch_jars(folder: Path) -> None:
    if not shutil.which("mvn"):
        raise Unavailable(
            "a test server's jars are fetched with Maven (mvn); or set NEO4J_URI to an empty Neo4j"
        )
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        (Path(scratch) / "pom.xml").write_text(POM)
        options = ["-q", "-B", "-DincludeScope=runtime", f"-DoutputDirectory={scratch}/jars"]
        done = subprocess.run(["mvn", *options, COPY_PLUGIN], cwd=scratch, capture_output=True, text=True)
        if done.returncode:
            raise Unavailable(
                f"Maven could not fetch Neo4j {VERSION}: {done.stdout[-500:]}{done.stderr[-500:]}"
            )
        os.replace(f"{scratch}/jars", folder)


def free_port() -> int:
    """A loopback port nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _java_version(java: str) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    match = re.search(r'version "(\d+)', told)
    return int(match[1]) if match else 0


def _speaks_bolt(port: int) -> bool:
    """Shake hands, which costs less than a driver."""
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as connection:
            connection.settimeout(10)
            connection.sendall(bytes.fromhex("6060B01700040405000001040000000400000003"))
            return len(connection.recv(4)) == 4
    except OSError:
        return False


def _die_with_parent() -> None:
    """Linux: a test run that is killed leaves no server behind."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
