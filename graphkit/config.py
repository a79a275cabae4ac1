"""Where settings come from: flags, then the environment, then `.env` in the working folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from graphkit.errors import InputError

DEFAULT_STORE = "./graphkit.db"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a store needs to be opened; the password never shows in a repr."""

    store: str
    username: str
    password: str | None = field(repr=False)
    database: str


def load_settings(store: str | os.PathLike[str] | None = None, *, folder: Path | None = None) -> Settings:
    """Settings for one connection; `store` is the flag and wins over GRAPHKIT_STORE and NEO4J_URI.

    A user and a password in an address win over NEO4J_USERNAME and NEO4J_PASSWORD, and are taken out of it.

    >>> load_settings("news.db").store
    'news.db'
    """
    values = environment(folder=folder)
    chosen = os.fspath(store) if store is not None else ""
    address, username, password = _without_credentials(
        chosen or values.get("GRAPHKIT_STORE") or values.get("NEO4J_URI") or DEFAULT_STORE
    )
    return Settings(
        store=address,
        username=username or values.get("NEO4J_USERNAME") or "neo4j",
        password=password or values.get("NEO4J_PASSWORD") or None,
        database=values.get("NEO4J_DATABASE") or "neo4j",
    )


def environment(*, folder: Path | None = None) -> Mapping[str, str]:
    """The environment laid over `.env` of `folder` (the working folder by default)."""
    return {**_dotenv((folder or Path.cwd()) / ".env"), **os.environ}


def cypher_folder() -> Path:
    """The folder with the query library: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    shipped = package / "cypher"
    return shipped if shipped.is_dir() else package.parent / "cypher"


def _without_credentials(store: str) -> tuple[str, str | None, str | None]:
    scheme, separator, rest = store.partition("://")
    credentials, at, host = rest.rpartition("@")
    if not separator or not at:
        return store, None, None
    username, _, password = credentials.partition(":")
    return f"{scheme}://{host}", unquote(username) or None, unquote(password) or None


def _dotenv(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}; fix or remove the file") from error
    return dict(pair for line in text.splitlines() if (pair := _assignment(line)))


def _assignment(line: str) -> tuple[str, str] | None:
    """`NAME=value` of one line, with an optional `export`, quotes and a comment behind a space."""
    name, sign, value = line.strip().removeprefix("export ").partition("=")
    name, value = name.strip(), value.strip()
    if not sign or not name or name.startswith("#"):
        return None
    if value[:1] in ("'", '"'):
        return name, value[1:].partition(value[0])[0]
    return name, value.partition(" #")[0].strip()
