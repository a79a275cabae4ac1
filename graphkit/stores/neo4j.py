"""A Neo4j server: where it is, who we are, and whether it lets us in."""

from __future__ import annotations

from urllib.parse import SplitResult, unquote, urlsplit

from neo4j import READ_ACCESS

from graphkit.config import Settings
from graphkit.errors import ConnectionFailed
from graphkit.stores.bolt import BoltStore, open_driver
from graphkit.stores.mapping import mapped_errors

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


class Neo4jStore(BoltStore):
    """A graph in a Neo4j server, version 5 or later."""

    kind = "neo4j"


def connect_neo4j(settings: Settings, *, read_only: bool = False) -> Neo4jStore:
    """Open a server and see that it answers; raises ConnectionFailed with what to check."""
    url, username, password = _credentials(settings)
    with mapped_errors(url, settings.database):
        driver = open_driver(url, username, password)
        try:
            driver.verify_connectivity()
            with driver.session(database=settings.database, default_access_mode=READ_ACCESS) as session:
                session.run("RETURN 1").consume()
        except BaseException:
            driver.close()
            raise
    return Neo4jStore(driver, url=url, database=settings.database, read_only=read_only)


def _credentials(settings: Settings) -> tuple[str, str, str | None]:
    """URL without user and password, and the two; those in the URL win."""
    parts = _split(settings.store)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    bare = f"{parts.scheme}://{host}:{parts.port or 7687}"
    username = unquote(parts.username) if parts.username else settings.username
    password = unquote(parts.password) if parts.password else settings.password
    return bare, username, password


def _split(url: str) -> SplitResult:
    scheme = url.partition("://")[0]
    if scheme not in SCHEMES:
        raise ConnectionFailed(f"{scheme}:// is no store: give a folder, or one of {', '.join(SCHEMES)}")
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConnectionFailed(
            f"the {scheme}:// address needs a host and a port, such as {scheme}://localhost:7687"
        )
    return parts
