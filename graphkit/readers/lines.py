"""JSON Lines: statements as `graphkit extract --format jsonl` prints them, or articles with a "text"."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from graphkit.errors import InputError
from graphkit.model import Document, Extraction, Statement
from graphkit.readers.articles import MAX_BYTES, build_document
from graphkit.readers.dates import parse_date

OPEN_RELATION = "RELATED"


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line that cannot be used, and why."""

    reason: str
    text: str


@dataclass
class Gathered:
    """The statements of one document, whose lines may stand apart in the file."""

    document: Document
    line: int
    statements: dict[str, Statement] = field(default_factory=dict)

    def extraction(self) -> Extraction:
        """All of them, in text order."""
        return Extraction(self.document, tuple(sorted(self.statements.values(), key=lambda s: s.start)))


def parse_lines(
    stream: BinaryIO, *, first: bytes = b"", language: str = "de"
) -> Iterator[tuple[int, Document | Extraction | BrokenLine]]:
    """Yield (line number, item): articles and broken lines as they come, extractions at the end."""
    gathered: dict[str, Gathered] = {}
    for number, line in enumerate(_lines(first, stream), 1):
        if not line.strip():
            continue
        try:
            data = _parse(line)
            if "text" in data and "subject" not in data and "relation" not in data:
                yield number, _article(data, language)
                continue
            _check_relation(statement := Statement.from_dict(data))
            document = _source_of(data, statement)
            of_document = gathered.setdefault(document.id, Gathered(document, number))
            of_document.statements[statement.id] = statement
        except InputError as error:
            yield number, BrokenLine(str(error), line.decode("utf-8", "replace").strip())
    for entry in gathered.values():
        yield entry.line, entry.extraction()


def _lines(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    line = first or stream.readline(MAX_BYTES + 1)
    while line:
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES + 1)
        line = stream.readline(MAX_BYTES + 1)


def _parse(line: bytes) -> Mapping[str, Any]:
    if len(line) > MAX_BYTES:
        raise InputError("is too long for one article or statement: take the line out")
    try:
        data = json.loads(line.removeprefix(codecs.BOM_UTF8).decode().strip())
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8: save the file as UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        place = f" (column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"is not a JSON object{place}: repair the line or take it out") from error
    if not isinstance(data, dict):
        raise InputError("is not a JSON object: each line holds one statement or one article")
    return data


def _article(data: Mapping[str, Any], language: str) -> Document:
    text = data["text"]
    if not isinstance(text, str) or not text.strip():
        raise InputError('has an empty "text": there is nothing to read')
    if not data.get("id"):
        raise InputError('is an article without an "id": give it one')
    return build_document(data, text, default_id="", language=language)


def _check_relation(statement: Statement) -> None:
    from graphkit.ontology import load_relations

    known = load_relations().types
    if statement.relation != OPEN_RELATION and statement.relation not in known:
        names = ", ".join((*known, OPEN_RELATION))
        raise InputError(f"has an unknown relation {statement.relation!r}: graphkit knows {names}")


def _source_of(data: Mapping[str, Any], statement: Statement) -> Document:
    article = data.get("article") or {}
    if not isinstance(article, dict):
        raise InputError('has an "article" that is not an object of title, source, url, published, language')
    title, source, url, language = (
        str(article[key]) if article.get(key) else None for key in ("title", "source", "url", "language")
    )
    published = parse_date(article["published"]) if article.get("published") else None
    return Document(statement.document, "", title, source, url, published, language)
