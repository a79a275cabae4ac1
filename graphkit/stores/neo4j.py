"""A Neo4j server: where it is, who we are, and whether it lets us in."""

from __future__ import annotations

from neo4j import READ_ACCESS, Driver

from graphkit.config import Settings
from graphkit.errors import LoginRefused
from graphkit.stores.address import address_of
from graphkit.stores.bolt import BoltStore, open_driver
from graphkit.stores.credentials import from_keyring, prompted
from graphkit.stores.mapping import mapped_errors


class Neo4jStore(BoltStore):
    """A graph in a Neo4j server, version 5 or later."""

    kind = "neo4j"


def connect_neo4j(settings: Settings, *, read_only: bool = False) -> Neo4jStore:
    """Open a server and see that it answers; raises ConnectionFailed with what to check.

    Without a password in the settings the keyring is asked, and a person where the server wants one.
    """
    url, password = address_of(settings.store), settings.password
    if password is None:
        password = from_keyring(settings.username, url)
    try:
        driver = _opened(settings, url, password)
    except LoginRefused:
        password = prompted(settings.username, url) if password is None else None
        if password is None:
            raise
        driver = _opened(settings, url, password)
    return Neo4jStore(driver, url=url, database=settings.database, read_only=read_only)


def _opened(settings: Settings, url: str, password: str | None) -> Driver:
    with mapped_errors(url, settings.database):
        driver = open_driver(url, settings.username, password)
        try:
            driver.verify_connectivity()
            with driver.session(database=settings.database, default_access_mode=READ_ACCESS) as session:
                session.run("RETURN 1").consume()
        except BaseException:
            driver.close()
            raise
    return driver
