"""The example articles whole: what is read off each today, to be looked at whenever it changes.

`python tests/extraction/test_golden.py` writes the files anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.api import extractions
from graphkit.model import Extraction, Statement

ROOT = Path(__file__).parent.parent.parent
GOLDEN = Path(__file__).parent / "golden"
ARTICLES = sorted(path.stem for path in (ROOT / "examples").glob("*.txt"))


def line(s: Statement) -> str:
    title = f" ({s.title})" if s.title else ""
    by = f", says {s.said_by.name}" if s.said_by else ""
    place = f", at {s.place.name}" if s.place else ""
    time = f", {s.time.text} = {s.time.start}..{s.time.end}" if s.time else ""
    ends = f"{s.subject.name} [{s.subject.kind}] {s.relation}{title} {s.object.name} [{s.object.kind}]"
    return f"{s.sentence}: {ends}: {s.polarity} {s.modality}{by}{place}{time}"


def text(extraction: Extraction) -> str:
    return "".join(f"{line(s)}\n" for s in extraction.statements)


@pytest.fixture(scope="module")
def found() -> dict[str, Extraction]:
    return {e.document.id: e for e in extractions(str(ROOT / "examples"))}


@pytest.mark.parametrize("article", ARTICLES)
def test_an_example_article_gives_what_its_golden_file_says(
    article: str, found: dict[str, Extraction]
) -> None:
    assert text(found[article]) == (GOLDEN / f"{article}.txt").read_text(encoding="utf8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for extraction in extractions(str(ROOT / "examples")):
        (GOLDEN / f"{extraction.document.id}.txt").write_text(text(extraction), encoding="utf8")
