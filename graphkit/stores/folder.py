"""The folder of an embedded store: what lies in it, and whether it is ours."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock

from graphkit.errors import StoreError

FORMAT = 1
ALMOST_FULL = 16 << 20
WRITER, READER = "root", "reader"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server of a folder listens, and the token that proves that it is that server."""

    pid: int
    bolt: int
    http: int
    lease: int
    token: str = field(repr=False)


class StoreFolder:
    """Paths and small files of one embedded store."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).expanduser().absolute()
        self.marker = self.path / "graphkit.json"
        self.data = self.path / "data"
        self.log = self.path / "server.log"
        self._secret = self.path / "secret"
        self._address = self.path / "server.json"
        self.start_lock = FileLock(self.path / "start.lock")
        self.running_lock = FileLock(self.path / "running.lock")
        self.write_lock = FileLock(self.path / "write.lock")

    def prepare(self) -> None:
        """Make the folder, or check that it is a store of this format; raises StoreError."""
        try:
            self._prepare()
        except FileExistsError as error:
            raise StoreError(
                f"{self.path} is a file, not a store folder; name another with --store"
            ) from error
        except OSError as error:
            raise unusable(self.path, error) from error

    def _prepare(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        if not self.marker.exists():
            self._refuse_strangers()
            with self.start_lock:
                self._write(self.marker, {"store": "graphkit", "format": FORMAT})
        made = self._read(self.marker).get("format", FORMAT)
        if made != FORMAT:
            raise StoreError(
                f"{self.path} has store format {made}, this graphkit reads {FORMAT}: upgrade graphkit"
            )
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise unusable(self.path, PermissionError(13, "permission denied"))

    def _refuse_strangers(self) -> None:
        ours = {"start.lock", f"{self.marker.name}.new"}
        if set(os.listdir(self.path)) - ours and not self.marker.exists():
            raise StoreError(
                f"{self.path} is no graphkit store and not empty: name an empty or new folder with --store"
            )

    def is_store(self) -> bool:
        """True where a store was made here before."""
        return self.marker.exists()

    def address(self) -> Address | None:
        """Where the last server of this folder listened; it may have died since."""
        try:
            return Address(**self._read(self._address))
        except TypeError:
            return None

    def publish(self, address: Address) -> None:
        """Let others find the server."""
        self._write(self._address, asdict(address))

    def withdraw(self) -> None:
        """The server is going away."""
        self._address.unlink(missing_ok=True)

    def passwords(self) -> dict[str, str]:
        """Passwords of the writing and the reading user; empty where there are none yet."""
        return {str(name): str(value) for name, value in self._read(self._secret).items()}

    def make_passwords(self) -> dict[str, str]:
        """New random passwords, kept in a file that only the owner can read."""
        made = {name: secrets.token_urlsafe(24) for name in (WRITER, READER)}
        self._write(self._secret, made)
        return made

    def _read(self, path: Path) -> dict[str, Any]:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return data if isinstance(data, dict) else {}

    def _write(self, path: Path, data: dict[str, Any]) -> None:
        """Whole or not at all, and readable by the owner only."""
        fresh = path.with_name(f"{path.name}.new")
        fresh.unlink(missing_ok=True)
        with open(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            json.dump(data, file)
        os.replace(fresh, path)


def unusable(path: Path, error: OSError) -> StoreError:
    """The one line for a folder that cannot be used."""
    reason = error.strerror or str(error)
    return StoreError(
        f"cannot use {path} as a store: {reason}; make room or rights there, or name another with --store"
    )


def full_disk(path: Path) -> StoreError | None:
    """The one line for a full disk, where that may be why something failed."""
    free = shutil.disk_usage(path).free
    if free >= ALMOST_FULL:
        return None
    return StoreError(
        f"the disk of {path} is full ({free >> 20} MB left): make room and run the command again; "
        "the graph is as it was before the last step"
    )
