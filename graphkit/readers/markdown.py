"""Markdown -> a Document: front matter or a header, and the text without its marks."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.readers.articles import build_document, split_header
from graphkit.readers.columns import article_fields
from graphkit.readers.encodings import MAX_BYTES, decode
from graphkit.readers.items import Settings, Source
from graphkit.readers.markup import paragraphs, text_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)


def read_markdown(source: Source, settings: Settings) -> Document:
    """Read an article in Markdown; a first heading is its title where nothing else says one."""
    text = decode(source.stream.read(MAX_BYTES + 1), settings).strip()
    if not text:
        raise InputError("is empty: there is nothing to read")
    known, body = _front_matter(text)
    found = paragraphs(_renderer().render(body))
    if found and found[0][0] == "h1" and known.get("title") in (None, found[0][1]):
        known = {**known, "title": found.pop(0)[1]}
    if not found:
        raise InputError("has no text below its header: there is nothing to read")
    return build_document({**source.known, **known}, text_of(found), default_id=source.id, settings=settings)


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        header, body = split_header(text)
        return dict(header), body
    import yaml

    try:
        data = yaml.safe_load(match[1] or "") or {}
    except (yaml.YAMLError, ValueError) as error:
        raise InputError(f"its front matter is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(data, dict):
        raise InputError("its front matter is no list of 'key: value': repair it or take it out")
    return article_fields(data), text[match.end() :]


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
