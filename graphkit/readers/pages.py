"""An HTML page -> a Document: the article in it, without menus, adverts and comments."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.readers.articles import build_document
from graphkit.readers.encodings import MAX_CHARACTERS, encoding_of, plain, too_long
from graphkit.readers.items import Settings, Source
from graphkit.readers.markup import paragraphs, text_of

if TYPE_CHECKING:
    from configparser import ConfigParser

# a page is much longer than the article in it
MAX_PAGE = 16_000_000
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
# Dates are looked for where pages say them. The last day must not be today's, or one page would give
# another article tomorrow.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
_HTML = re.compile("<html", re.IGNORECASE)
_SENTENCE = re.compile(r"\w[.!?…][\"'“”‘’»«)\]]*(\s|$)")
NO_ARTICLE = "is a page without an article: there is nothing to read"


def read_page(source: Source, settings: Settings) -> Document:
    """Read an HTML page; raises InputError where there is no article in it."""
    data = source.stream.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        raise too_long()
    if not data.strip():
        raise InputError("is empty: there is nothing to read")
    known = dict(source.known)
    declared = known.pop("charset", None) or declared_encoding(data)
    markup = plain(data.decode(encoding_of(data, settings, declared=declared), "replace"))
    fields, text = article_of(markup)
    # an address that the page gives itself is of the article, one that it was fetched from may be a redirection's
    return build_document({**known, **fields}, text, default_id=source.id, settings=settings)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page or a feed says it is in."""
    match = _XML_DECLARED.match(data.lstrip()[:300]) or _DECLARED.search(data[:4096])
    return match[1].decode() if match else None


def article_of(markup: str) -> tuple[dict[str, Any], str]:
    """What a page says of its article, and the article's text; raises InputError where there is none."""
    try:
        from lxml import etree
        from trafilatura import bare_extraction
    except ImportError as error:
        raise InputError("HTML needs trafilatura: pip install 'graphkit[html]'") from error
    try:
        found: Any = bare_extraction(
            # it takes no part of a page for one
            markup if _HTML.search(markup) else f"<html><body>{markup}</body></html>",
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=dict(_DATES),
            config=_config(),
        )
    except Exception as error:  # pages are broken in more ways than a parser foresees
        raise InputError(f"cannot be read as HTML: {' '.join(str(error).split())}") from error
    # where it finds nothing like an article, it gives the menu or the whole page
    if found is None or found.body is None or found.body.tag != "body":
        raise InputError(NO_ARTICLE)
    parts = paragraphs(etree.tostring(found.body, encoding="unicode"))
    if parts and parts[0] == ("head", found.title):
        del parts[0]
    text = text_of(parts)
    if not _SENTENCE.search(text):
        raise InputError(NO_ARTICLE)
    if len(text) > MAX_CHARACTERS:
        raise too_long()
    source = found.sitename or found.hostname
    known = {
        "title": found.title,
        "author": found.author,
        "date": found.date,
        "source": source,
        "url": found.url,
    }
    return {key: value for key, value in known.items() if value}, text


@cache
def _config() -> ConfigParser:
    from trafilatura.settings import DEFAULT_CONFIG

    # what it logs of a page is not for the user, who gets a reject
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    config = deepcopy(DEFAULT_CONFIG)
    # news in brief are articles too
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "20"
    return config
