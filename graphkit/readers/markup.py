"""Markup -> plain text: paragraphs with blank lines between them, so that no sentence runs into the next."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# besides HTML's, `item`, `quote` and `list` are what trafilatura makes
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 head header hr html item li list main nav ol p quote row section summary table td th tr ul
    """.split()
)
_BREAKS = frozenset(("br", "lb"))
_UNREAD = frozenset(("script", "style", "pre", "template", "noscript", "svg", "iframe", "button"))
_BLANK_LINE = re.compile(r"\n\s*\n")

Paragraph = tuple[str, str]


def paragraphs(markup: str) -> list[Paragraph]:
    """The paragraphs of some markup in their order, each with the element it stands in.

    >>> paragraphs("<h1>Abzug</h1><p>Er <b>ordnet</b> ihn an.<br><br>Heute.")
    [('h1', 'Abzug'), ('p', 'Er ordnet ihn an.'), ('p', 'Heute.')]
    """
    parser = _Parser()
    parser.feed(markup)
    parser.close()
    parser.end_paragraph()
    return parser.found


def text_of(found: list[Paragraph]) -> str:
    """Paragraphs as one text."""
    return "\n\n".join(text for _, text in found)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Paragraph] = []
        self._words: list[str] = []
        self._block = "p"
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _UNREAD:
            self._unread.append(tag)
        elif tag in _BREAKS:
            self._words.append("\n")
        elif tag in _BLOCKS:
            self.end_paragraph()
            self._block = tag

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag not in _UNREAD:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unread:
            while self._unread.pop() != tag:
                pass
        elif tag in _BLOCKS:
            self.end_paragraph()
            self._block = "p"

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._words.append(re.sub(r"\s+", " ", data))

    def end_paragraph(self) -> None:
        """Take what was read as one paragraph; two line breaks in a row make several."""
        for part in _BLANK_LINE.split("".join(self._words)):
            if text := " ".join(part.split()):
                self.found.append((self._block, text))
        self._words.clear()
