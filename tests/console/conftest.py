"""A store that holds the sample, and a session on each store."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sample import sample

from graphkit import api, stores
from graphkit.console import commands, exploring  # noqa: F401  (they register the commands)
from graphkit.console.connection import Connection
from graphkit.console.session import Session
from graphkit.stores.bolt import BoltStore


@pytest.fixture(scope="package")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store that holds the sample."""
    store = tmp_path_factory.mktemp("console") / "news.db"
    api.load(sample(), store=store)
    yield store
    stores.stop(store)


@pytest.fixture
def session(any_store: BoltStore) -> Session:
    """A session on each store in turn, with an empty graph; what it says is kept."""
    notes = io.StringIO()
    connection = Connection(any_store, tell=lambda text: print(text, file=notes))
    return Session(connection, "jsonl", out=io.StringIO(), notes=notes)


@pytest.fixture
def said(session: Session) -> Callable[[], tuple[str, str]]:
    """What the session has written and noted since the last look."""

    def look() -> tuple[str, str]:
        texts = []
        for stream in (session.out, session.notes):
            assert isinstance(stream, io.StringIO)
            texts.append(stream.getvalue())
            stream.seek(0)
            stream.truncate()
        return texts[0], texts[1]

    return look
