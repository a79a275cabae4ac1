"""A folder of queries; the shipped one is cypher/, and cypher/README.md gives the format."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import QueryError
from graphkit.queries.functions import Namespace
from graphkit.queries.header import parse_query
from graphkit.queries.parameters import near

if TYPE_CHECKING:
    from graphkit.queries.query import Query


class QueryLibrary:
    """The queries below a folder; a query's name is its path: actors/timeline.cypher is actors/timeline.

    Each is a function too: `QueryLibrary("mine").actors.timeline(store, name="Assad")`.

    >>> [query.name for query in QueryLibrary() if query.name.startswith("paths/")]
    ['paths/between', 'paths/sentences']
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        """`folder` is the shipped library where none is given."""
        from graphkit.config import cypher_folder

        self.folder = Path(folder) if folder else cypher_folder()
        if not self.folder.is_dir():
            raise QueryError(f"{self.folder} is no folder: give one that holds *.cypher files")

    @cached_property
    def _files(self) -> dict[str, Path]:
        files = sorted(self.folder.rglob("*.cypher"))
        named = {file.relative_to(self.folder).with_suffix("").as_posix(): file for file in files}
        return {name: file for name, file in named.items() if not name.startswith("schema/")}

    def names(self) -> list[str]:
        """The names in order, without reading the files."""
        return list(self._files)

    def search(self, words: str) -> list[Query]:
        """The queries whose name, question, parameters or columns hold all words, in any case.

        >>> [query.name for query in QueryLibrary().search("shortest chain")]
        ['paths/between']
        """
        wanted = words.casefold().split()
        return [query for query in self if all(word in _about(query) for word in wanted)]

    def __iter__(self) -> Iterator[Query]:
        return (self[name] for name in self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __getitem__(self, name: str) -> Query:
        if name not in self._files:
            raise QueryError(self.unknown(name))
        file = self._files[name]
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{file}:1:1: cannot be read: {error}") from error
        return parse_query(name, text, where=str(file))

    def __getattr__(self, name: str) -> Namespace:
        """A folder of the library, with its queries as functions."""
        folder: Namespace = getattr(Namespace(self), name)
        return folder

    def __dir__(self) -> list[str]:
        return sorted([*super().__dir__(), *dir(Namespace(self))])

    def unknown(self, name: str) -> str:
        """What to say of a name that is none, with the nearest ones."""
        return f"no query {name!r}{near(name, self._files)}; `graphkit query` lists all"


def _about(query: Query) -> str:
    parts = [query.name, query.description, query.details]
    parts += [f"{parameter.name} {parameter.meaning}" for parameter in query.parameters]
    parts += [f"{column.name} {column.meaning}" for column in query.columns]
    return " ".join(parts).casefold()
