"""A pipeline that is loaded once, and what it finds in some articles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from texts import articles, install_trouble

from graphkit.corpus.chunks import Here, outcomes
from graphkit.model import Extraction

PLAIN: dict[str, Any] = {"model": None, "open_relations": False, "knowledge": None}


@pytest.fixture
def plain() -> dict[str, Any]:
    """The options of the bundled pipeline."""
    return dict(PLAIN)


@pytest.fixture(scope="session")
def found() -> list[Extraction]:
    """What hundred articles say, as one process after the other finds it."""
    return [item for item in outcomes(articles(100), Here(PLAIN)) if isinstance(item, Extraction)]


@pytest.fixture(scope="session")
def trouble(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A pipeline with a faulty component in it, which processes started from here find."""
    folder = tmp_path_factory.mktemp("trouble")
    model = install_trouble(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH")))))
        patch.syspath_prepend(str(folder))
        yield str(model)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """The hundred articles as a file."""
    from texts import article_lines

    path = tmp_path / "news.jsonl"
    path.write_text(article_lines(articles(100)), encoding="utf-8")
    return path
