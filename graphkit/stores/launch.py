"""Starting, joining and stopping the server of a store folder."""

from __future__ import annotations

import importlib.util
import os
import platform
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import Timeout

from graphkit.errors import StoreError
from graphkit.stores.folder import Address, StoreFolder, full_disk, unusable
from graphkit.stores.lease import Lease, LeaseRefused, ask_to_stop

START_TIMEOUT = 90.0
STOP_TIMEOUT = 60.0
WINDOWS_DETACHED = 0x00000208  # DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP

_children: list[subprocess.Popen[bytes]] = []  # kept, so that a server that ends is reaped


def join(folder: StoreFolder) -> tuple[Address, Lease]:
    """A lease on the folder's server, which is started if none runs; raises StoreError."""
    folder.prepare()
    with suppress(LeaseRefused):
        return _take_lease(folder)
    require_engine()
    with _start_lock(folder):
        with suppress(LeaseRefused):
            return _take_lease(folder)
        child = _launch(folder)
        return _wait_for(folder, child)


def stop(path: str | os.PathLike[str]) -> bool:
    """Stop the server of a store folder cleanly; False where none was running."""
    folder = StoreFolder(path)
    address = folder.address()
    if address is None:
        return False
    try:
        ask_to_stop(address.lease, address.token)
        with folder.running_lock.acquire(timeout=STOP_TIMEOUT):
            return True
    except LeaseRefused:
        return False
    except Timeout as error:
        raise StoreError(
            f"the server of {folder.path} (process {address.pid}) does not stop; see {folder.log}"
        ) from error


def require_engine() -> None:
    """Raise StoreError where the engine's wheel is not installed."""
    try:
        found = importlib.util.find_spec("arcadedb_embedded") is not None
    except ValueError:
        found = False
    if not found:
        raise StoreError(
            f"the embedded store does not run on {platform.system()} {platform.machine()}: no package "
            "arcadedb-embedded is made for it; use a Neo4j server instead, with --store neo4j://HOST:7687"
        )


def _take_lease(folder: StoreFolder) -> tuple[Address, Lease]:
    address = folder.address()
    if address is None:
        raise LeaseRefused("no server has been here")
    return address, Lease.take(address.lease, address.token)


@contextmanager
def _start_lock(folder: StoreFolder) -> Iterator[None]:
    try:
        with folder.start_lock.acquire(timeout=START_TIMEOUT):
            yield
    except Timeout as error:
        raise StoreError(
            f"another process has been starting the server of {folder.path} for too long"
        ) from error


def _launch(folder: StoreFolder) -> subprocess.Popen[bytes]:
    """Start the server, detached: it outlives us, and no Ctrl-C of ours reaches it."""
    with suppress(FileNotFoundError):
        os.replace(folder.log, folder.log.with_suffix(".log.old"))
    try:
        with open(folder.log, "wb", opener=_private) as log:
            child = subprocess.Popen(
                [sys.executable, "-P", "-m", "graphkit.stores.server", str(folder.path)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder.path,
                env=_child_environment(),
                start_new_session=True,
                creationflags=WINDOWS_DETACHED if os.name == "nt" else 0,
            )
    except OSError as error:
        raise unusable(folder.path, error) from error
    _children[:] = [other for other in _children if other.poll() is None]
    _children.append(child)
    return child


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _child_environment() -> dict[str, str]:
    """Ours, plus the way to this very graphkit where it is not an installed one."""
    root = str(Path(__file__).resolve().parents[2])
    installed = root in (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
    path = os.pathsep.join(filter(None, ("" if installed else root, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path} if path else dict(os.environ)


def _wait_for(folder: StoreFolder, child: subprocess.Popen[bytes]) -> tuple[Address, Lease]:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        with suppress(LeaseRefused):
            return _take_lease(folder)
        if child.poll() is not None:
            why = f"the embedded database did not start: {_reason(folder)}; more in {folder.log}"
            raise full_disk(folder.path) or StoreError(why)
        time.sleep(0.05)
    child.kill()
    raise StoreError(f"the embedded database did not start within {START_TIMEOUT:.0f} s; see {folder.log}")


def _reason(folder: StoreFolder) -> str:
    """The last line of the log that tells something."""
    lines = folder.log.read_text(encoding="utf-8", errors="replace").splitlines()
    telling = [
        line.strip() for line in lines if line.strip() and not line.lstrip().startswith(("at ", "..."))
    ]
    return telling[-1][:300] if telling else "it said nothing"
