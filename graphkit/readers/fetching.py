"""An address -> its bytes: the one thing in graphkit that uses the network, because a user names an address."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.errors import InputError
from graphkit.version import __version__

TIMEOUT = 30  # seconds, of each wait
LARGEST = 64_000_000
NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered; `etag` and `modified` are what to ask for changes with."""

    data: bytes
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


def fetch(address: str, *, etag: str | None = None, modified: str | None = None) -> Fetched | None:
    """Get an http(s) address; None where it has not changed since `etag` or `modified`. Raises InputError."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    asked = {"If-None-Match": etag, "If-Modified-Since": modified, "User-Agent": f"graphkit/{__version__}"}
    try:
        request = Request(address, headers={key: value for key, value in asked.items() if value})
        with urlopen(request, timeout=TIMEOUT) as answer:
            data = answer.read(LARGEST + 1)
            headers = answer.headers
    except HTTPError as error:
        if error.code == NOT_MODIFIED:
            return None
        raise InputError(f"cannot be fetched: the server answers {error.code} {error.reason}") from error
    except URLError as error:
        raise InputError(f"cannot be fetched: {_told(error.reason)}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise InputError(f"cannot be fetched: {_told(error)}") from error
    if len(data) > LARGEST:
        raise InputError(f"cannot be fetched: it is longer than {LARGEST:,} bytes")
    return Fetched(data, headers.get_content_charset(), headers["ETag"], headers["Last-Modified"])


def _told(error: object) -> str:
    told = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(told).split())
