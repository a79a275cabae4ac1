"""Queries as Python functions: folders are attributes, parameters are keyword arguments."""

from __future__ import annotations

import inspect
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from graphkit.queries.answer import Answer

if TYPE_CHECKING:
    from graphkit.queries.library import QueryLibrary
    from graphkit.queries.query import Query
    from graphkit.stores import Store

PYTHON_TYPES = {"string": str, "entity": str, "integer": int, "float": float, "boolean": bool, "date": date}


class QueryFunction:
    """A query that is called as `function(store, name="Assad")`; its help is that of the file."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.__name__ = attribute(query.name)
        self.__doc__ = docstring(query)
        self.__signature__ = signature(query)

    def __call__(self, store: Store, **parameters: Any) -> Answer[Any]:
        return self.query.run(store, **parameters)

    def __repr__(self) -> str:
        return f"<query {self.query.name}{self.__signature__}>"


class Namespace:
    """A folder of a library: its queries and its folders are attributes."""

    def __init__(self, library: QueryLibrary, folder: str = "") -> None:
        self._library = library
        self._folder = folder

    def __getattr__(self, name: str) -> Any:
        path = self._attributes().get(name)
        if path is None:
            raise AttributeError(f"no query or folder {self._folder}{name} in {self._library.folder}")
        return Namespace(self._library, path) if path.endswith("/") else QueryFunction(self._library[path])

    def __dir__(self) -> list[str]:
        return sorted(self._attributes())

    def __repr__(self) -> str:
        return f"<queries {self._folder or self._library.folder}: {', '.join(dir(self))}>"

    def _attributes(self) -> dict[str, str]:
        """What can be reached from here, with the path of a query or, ending in /, of a folder."""
        inside = (name for name in self._library.names() if name.startswith(self._folder))
        steps = {re.match(r"[^/]*/?", name[len(self._folder) :])[0] for name in inside}  # type: ignore[index]
        return {attribute(step.rstrip("/")): self._folder + step for step in steps}


def attribute(name: str) -> str:
    """The Python name of a query.

    >>> attribute("actors/said-about")
    'said_about'
    """
    return name.rpartition("/")[2].replace("-", "_")


def docstring(query: Query) -> str:
    """A query's question, parameters and columns, as Python's help shows them."""
    lines = [query.description]
    lines += ["", query.details] if query.details else []
    if query.parameters:
        lines += ["", "Args:", *(f"    {p.name}: {p.meaning}" for p in query.parameters)]
    lines += [
        "",
        "Rows:",
        *(f"    {c.name} ({c.type}){': ' if c.meaning else ''}{c.meaning}" for c in query.columns),
    ]
    return "\n".join(lines)


def signature(query: Query) -> inspect.Signature:
    """The store, then each parameter as a keyword; a default of null makes it optional."""
    store = inspect.Parameter("store", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation="Store")
    keywords = [
        inspect.Parameter(
            p.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if p.required else p.default,
            annotation=annotation(p.type, optional=not p.required and p.default is None),
        )
        for p in query.parameters
    ]
    required_first = sorted(keywords, key=lambda p: p.default is not inspect.Parameter.empty)
    return inspect.Signature([store, *required_first], return_annotation="Answer")


def annotation(kind: str, *, optional: bool) -> Any:
    """The Python type of a parameter."""
    return PYTHON_TYPES[kind] | None if optional else PYTHON_TYPES[kind]
