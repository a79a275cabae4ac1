"""What may stand at the cursor: decided from the text before it, filled from what the graph knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from graphkit.console.formats import FORMATS
from graphkit.console.registry import COMMANDS
from graphkit.console.session import is_command
from graphkit.console.splitter import code_of, split
from graphkit.console.vocabulary import quoted
from graphkit.console.words import KEYWORDS
from graphkit.errors import GraphkitError
from graphkit.queries.spelling import names_starting

if TYPE_CHECKING:
    from graphkit.console.session import Session

MOST_NAMES = 20
_NAME = r"[^\W\d]\w*"
_START = re.compile(r"[\w.]*$")
_ENTITY = re.compile(r"""\bname\s*(?::|=|STARTS\s+WITH)\s*["']([^"'\\]*)$""", re.IGNORECASE)
_PARAMETER = re.compile(r"\$\w*$")
_LABEL = re.compile(rf"\(\s*(?:{_NAME})?\s*(?::\s*!?(?:{_NAME}\s*[|&:]\s*!?)*)\w*$")
_TYPE = re.compile(rf"\[\s*(?:{_NAME})?\s*:\s*(?:{_NAME}\s*\|\s*)*\w*$")
_TEST = re.compile(rf"(?:\b(?:WHERE|AND|OR|NOT|SET|REMOVE)\s+|,\s*){_NAME}:\w*$", re.IGNORECASE)
_PROPERTY = re.compile(rf"({_NAME})\.\w*$")
_INSIDE = re.compile(rf":\s*({_NAME})\s*\{{(?:[^{{}}]*,)?\s*\w*$")
_PROCEDURE = re.compile(r"\bCALL\s+[\w.]*$", re.IGNORECASE)
_NODE = re.compile(rf"[(\[]\s*({_NAME})\s*(?::\s*({_NAME}))?")
_ALIAS = re.compile(rf"\b(?:AS|UNWIND|IN|FOREACH\s*\()\s+({_NAME})", re.IGNORECASE)


class CypherCompleter(Completer):
    """Completes for one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterator[Completion]:
        """What prompt_toolkit asks for."""
        text = document.text_before_cursor
        start, candidates = self._candidates(text)
        folded = start.casefold()
        seen = dict.fromkeys(name for name in candidates if name.casefold().startswith(folded))
        if start or not _offers_everything(text):
            yield from (Completion(name, -len(start)) for name in seen if name != start)

    def _candidates(self, text: str) -> tuple[str, Iterable[str]]:
        """The beginning of the word at the cursor, and all that may stand there."""
        if is_command(text) or re.fullmatch(r"\s*:[\w-]*", text):
            return self._in_command(text.lstrip())
        statement = (list(split(text)) or [""])[-1] if not text.rstrip().endswith(";") else ""
        statement += text[len(text.rstrip()) :]
        if match := _ENTITY.search(statement):
            return match[1], self._entities(match[1])
        code = code_of(statement)
        start = _START.search(code)[0]  # type: ignore[index]
        if _PROCEDURE.search(code):
            return start, self._session.vocabulary.procedures
        return start.rpartition(".")[2], self._in_statement(code)

    def _in_statement(self, code: str) -> Iterable[str]:
        known = self._session.vocabulary
        if _PARAMETER.search(code):
            return self._session.parameters
        if _TYPE.search(code):
            return map(quoted, known.types)
        if _LABEL.search(code) or _TEST.search(code):
            return map(quoted, known.labels)
        if match := _PROPERTY.search(code):
            return map(quoted, self._properties(dict(_NODE.findall(code)).get(match[1], "")))
        if match := _INSIDE.search(code):
            return map(quoted, self._properties(match[1]))
        return [*variables_in(code), *_words(code), *known.functions]

    def _properties(self, label: str) -> Iterable[str]:
        """Those of a label; all where it is not known."""
        properties = self._session.vocabulary.properties
        return properties.get(label) or chain.from_iterable(list(properties.values()))

    def _entities(self, start: str) -> list[str]:
        with suppress(GraphkitError):  # while somebody types there is no place for a message
            return names_starting(self._session.connection.store, start, MOST_NAMES)
        return []

    def _in_command(self, text: str) -> tuple[str, Iterable[str]]:
        name, space, rest = text.partition(" ")
        if not space:
            return name, COMMANDS
        start = rest.rpartition(" ")[2]
        library = self._session.library
        if name == ":run" and " " in rest and (query := rest.split()[0]) in library:
            return start, (f"{parameter.name}=" for parameter in library[query].parameters)
        if COMMANDS.takes_statement(name):
            return self._candidates(rest)
        offered = {":run": library.names(), ":format": FORMATS, ":help": list(COMMANDS)}
        offered[":describe"] = [
            *self._session.vocabulary.labels,
            *self._session.vocabulary.types,
            *library.names(),
        ]
        return start, offered.get(name, ())


def variables_in(code: str) -> list[str]:
    """The variables that a statement has named so far.

    >>> variables_in("MATCH (p:Person)-[r:MET]->() WITH p AS one ")
    ['p', 'r', 'one']
    """
    found = [name for name, _ in _NODE.findall(code)] + _ALIAS.findall(code)
    return list(dict.fromkeys(name for name in found if name.upper() not in KEYWORDS))


def _words(code: str) -> Iterable[str]:
    """Keywords, in small letters for those who type so."""
    typed = _START.search(code)[0]  # type: ignore[index]
    return (word.lower() for word in KEYWORDS) if typed.islower() else KEYWORDS


def _offers_everything(text: str) -> bool:
    """True where an empty beginning would list all words there are."""
    return (
        bool(re.search(r"(^|[\s(),;=+*/<>-])$", code_of(text)))
        and not is_command(text)
        and not _ENTITY.search(text)
    )
