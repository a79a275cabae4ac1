"""One pipeline for all extraction tests: the bundled one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from graphkit.extraction import extract_documents
from graphkit.model import Document, Statement

Read = Callable[[str], list[Statement]]


@pytest.fixture(scope="session")
def read() -> Read:
    """The statements of a text published on Tuesday, 15 March 2016."""

    def read_text(text: str) -> list[Statement]:
        (extraction,) = extract_documents([Document("text", text, published=date(2016, 3, 15))])
        return list(extraction.statements)

    return read_text
