"""JSON Lines: statements as `graphkit extract --format jsonl` prints them, or articles with a "text"."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from graphkit.errors import InputError
from graphkit.model import Document, Extraction, Statement
from graphkit.readers.columns import article_fields
from graphkit.readers.dates import parse_date
from graphkit.readers.encodings import MAX_BYTES
from graphkit.readers.items import Item, Settings, Source
from graphkit.readers.tables import row_document, row_reject

OPEN_RELATION = "RELATED"
# a line that has one of these and lacks another is a statement with a mistake in it, and no article
STATEMENT_KEYS = frozenset(("subject", "relation", "trigger", "predicate"))


@dataclass
class Gathered:
    """The statements of one document, whose lines may stand apart in the file."""

    document: Document
    line: int
    statements: dict[str, Statement] = field(default_factory=dict)

    def extraction(self) -> Extraction:
        """All of them, in text order."""
        return Extraction(self.document, tuple(sorted(self.statements.values(), key=lambda s: s.start)))


def read_lines(source: Source, settings: Settings) -> Iterator[tuple[str, Item]]:
    """Yield (place, item): articles and rejects as they come, the statements of each document at the end."""
    gathered: dict[str, Gathered] = {}
    number = 0
    for number, line in enumerate(_lines(source.stream), 1):
        where = f"{source.name}, line {number}"
        if not line.strip():
            continue
        try:
            data = _parse(line)
            if STATEMENT_KEYS & data.keys():
                _check_relation(statement := Statement.from_dict(data))
                _gather(data, number, gathered).statements[statement.id] = statement
            elif _is_silent(data):
                _gather(data, number, gathered)
            else:
                yield where, _article(data, source, number, settings)
        except InputError as error:
            yield where, row_reject(where, error, line.decode("utf-8", "replace").strip())
    if not number:
        raise InputError("is empty: there is nothing to read")
    for entry in gathered.values():
        yield f"{source.name}, line {entry.line}", entry.extraction()


def _is_silent(data: Mapping[str, Any]) -> bool:
    """True for the line of a document without statements."""
    return isinstance(data.get("article"), dict) and "document" in data


def _gather(data: Mapping[str, Any], number: int, gathered: dict[str, Gathered]) -> Gathered:
    document = _source_of(data)
    return gathered.setdefault(document.id, Gathered(document, number))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    line = stream.readline(MAX_BYTES + 1)
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


def _article(data: Mapping[str, Any], source: Source, number: int, settings: Settings) -> Document:
    fields = article_fields(data, settings.fields)
    if settings.fields.get("text", "text") not in data and "text" not in fields:
        there = ", ".join(data) or "nothing"
        raise InputError(
            f"is neither a statement nor an article with a text (it has {there}): name its text with --text-field"
        )
    return row_document(fields, source, number, settings)


def _check_relation(statement: Statement) -> None:
    from graphkit.ontology import load_relations

    known = load_relations().types
    if statement.relation != OPEN_RELATION and statement.relation not in known:
        names = ", ".join((*known, OPEN_RELATION))
        raise InputError(f"has an unknown relation {statement.relation!r}: graphkit knows {names}")


def _source_of(data: Mapping[str, Any]) -> Document:
    article = data.get("article") or {}
    if not isinstance(article, dict):
        raise InputError(
            'has an "article" that is not an object of title, source, author, url, published, language'
        )
    names = ("title", "source", "author", "url", "language", "fingerprint", "agency")
    known = {key: str(article[key]) for key in names if article.get(key)}
    published = parse_date(article["published"]) if article.get("published") else None
    return Document(str(data["document"]), "", published=published, **known)
