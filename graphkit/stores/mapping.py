"""The driver's errors as graphkit's: one place, one line each, with what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import exceptions as driver

from graphkit.errors import (
    ConnectionFailed,
    DataRefused,
    GraphkitError,
    LoginRefused,
    NotAllowed,
    QueryError,
    StoreError,
)

# What a lost connection looks like; the driver retries it by itself inside a managed transaction.
LOST = (driver.ServiceUnavailable, driver.SessionExpired)


@contextmanager
def mapped_errors(url: str, database: str) -> Iterator[None]:
    """Turn whatever the driver raises inside into a GraphkitError; `url` must hold no password."""
    try:
        yield
    except (driver.DriverError, driver.Neo4jError) as error:
        raise mapped(error, url, database) from error
    except (UnicodeEncodeError, OverflowError, TypeError, ValueError) as error:
        raise QueryError(f"a parameter cannot be sent to the database: {one_line(error)}") from error


def mapped(error: Exception, url: str, database: str) -> GraphkitError:
    """The GraphkitError for an error of the driver."""
    if isinstance(error, driver.Neo4jError):
        return refusal(error.code or "", error.message or str(error), url, database)
    if isinstance(error, driver.IncompleteCommit):
        return StoreError(
            f"{url} went away during a commit: see whether the change is there, then run it again"
        )
    if isinstance(error, LOST):
        return unreachable(url, error)
    if isinstance(error, driver.ConfigurationError):
        return ConnectionFailed(f"cannot connect to {url}: {one_line(error)}")
    return StoreError(f"{url}: {one_line(error)}")


def unreachable(url: str, error: object) -> ConnectionFailed:
    """Nobody answers there."""
    return ConnectionFailed(
        f"cannot reach {url}: is it running, are host and port right? ({one_line(error)})"
    )


def refusal(code: str, message: str, url: str, database: str) -> GraphkitError:
    """What a server's error code means, whatever client brought it."""
    message = one_line(message)
    if "AccessMode" in code or code.endswith("Security.Forbidden"):
        return NotAllowed(f"not allowed here: {message}")
    if ".Security." in code:
        what = f"{url} refuses the log-in: check NEO4J_USERNAME and NEO4J_PASSWORD"
        return LoginRefused(f"{what} ({message})")
    if "Database.DatabaseNotFound" in code:
        return ConnectionFailed(f"{url} has no database {database!r}: check NEO4J_DATABASE")
    if ".Statement." in code or ".Procedure." in code:
        return QueryError(message)
    if "OutOfMemoryError" in code or ".ClientError.Schema." in code:
        return DataRefused(f"{url} refused: {message}")
    if ".TransientError." in code:
        return StoreError(f"{url} was too busy, also when asked again: {message}; run the command again")
    return StoreError(f"{url} refused: {message}")


def one_line(error: object) -> str:
    """A message without line breaks, at most 500 characters.

    >>> one_line("Invalid input\\n   'RETRUN'")
    "Invalid input 'RETRUN'"
    """
    text = " ".join(str(error).split())
    return text if len(text) <= 500 else f"{text[:497]}..."
