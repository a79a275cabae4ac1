"""The address of a server, before any driver is needed."""

from __future__ import annotations

from urllib.parse import urlsplit

from graphkit.errors import ConnectionFailed

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def address_of(url: str) -> str:
    """The address with its port; raises ConnectionFailed where it is none.

    >>> address_of("neo4j://localhost")
    'neo4j://localhost:7687'
    """
    scheme = url.partition("://")[0]
    if scheme not in SCHEMES:
        raise ConnectionFailed(f"{scheme}:// is no store: give a folder, or one of {', '.join(SCHEMES)}")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host:
        raise ConnectionFailed(f"{scheme}:// needs a host and a port, such as {scheme}://localhost:7687")
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port or 7687}"
