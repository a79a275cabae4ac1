"""The query library: files of Cypher with a header -> Query objects; cypher/README.md gives the format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import QueryError

if TYPE_CHECKING:
    from graphkit.stores import Result, Store

PARAMETER_TYPES = ("string", "integer", "float", "boolean", "date")
COLUMN_TYPES = (*PARAMETER_TYPES, "list", "map", "node", "relationship", "path")
RESERVED = frozenset(("store", "format", "help"))
# the parts of Cypher in which a dollar sign starts no parameter
_QUOTED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|//[^\n]*|/\*.*?\*/""", re.DOTALL)
_PARAM = re.compile(r"(\w+):\s*(\w+)(?:\s*=\s*(\"[^\"]*\"|\S+))?(?:\s{2,}(.*))?")
_COLUMN = re.compile(r"(\w+):\s*(\w+)(?:\s{2,}(.*))?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query takes: `required` where the header gives no default."""

    name: str
    type: str
    meaning: str
    required: bool = True
    default: Any = None

    def convert(self, value: Any) -> Any:
        """The value in the parameter's type; raises QueryError that says what is expected."""
        if value is None:
            return None
        try:
            return _CONVERTERS[self.type](value)
        except (TypeError, ValueError) as error:
            raise QueryError(f"{value!r} is no {self.type}{_HINTS.get(self.type, '')}") from error


@dataclass(frozen=True, slots=True)
class Column:
    """What a query returns in one column."""

    name: str
    type: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """One file of the library: its question, what it takes and returns, and the Cypher as the file has it."""

    name: str
    description: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    example: str = ""
    details: str = ""

    def bind(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters with defaults filled in; raises QueryError for a missing, unknown or wrong one."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise QueryError(f"{self.name} has no parameter {name!r}{_among(name, known)}")
        bound: dict[str, Any] = {}
        for name, parameter in known.items():
            try:
                bound[name] = parameter.convert(values.get(name, parameter.default))
            except QueryError as error:
                raise QueryError(f"{self.name}, {name}: {error}") from error
            if parameter.required and bound[name] is None:
                raise QueryError(f"{self.name} needs {name!r} ({parameter.type}): {parameter.meaning}")
        return bound

    def run(self, store: Store, **parameters: Any) -> Result:
        """Run it on a store, reading only."""
        result = store.read(self.text, self.bind(parameters))
        # the embedded store names no columns where there are no rows
        return result if result.columns else replace(result, columns=[column.name for column in self.columns])


class QueryLibrary:
    """The queries below a folder; a query's name is its path: actors/timeline.cypher is actors/timeline.

    >>> [query.name for query in QueryLibrary() if query.name.startswith("offices/")]
    ['offices/holders']
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
        return parse_query(name, file.read_text(encoding="utf-8"), where=str(file))

    def unknown(self, name: str) -> str:
        """What to say of a name that is none, with the nearest ones."""
        return f"no query {name!r}{_among(name, self._files)}; `graphkit query` lists all"


def parse_query(name: str, text: str, *, where: str | None = None) -> Query:
    """Read one query with its header; raises QueryError with file and line."""
    prose: list[str] = []
    parameters: list[Parameter] = []
    columns: list[Column] = []
    example = ""
    for number, line in _header(text):
        place = f"{where or name}:{number}"
        tag, _, rest = line.partition(" ")
        if tag == "@param":
            parameters.append(_parameter(rest.strip(), place))
        elif tag == "@returns":
            columns.append(_column(rest.strip(), place))
        elif tag == "@example":
            example = rest.strip()
        elif tag.startswith("@"):
            raise QueryError(f"{place}: unknown {tag}: a header has @param, @returns and @example")
        else:
            prose.append(line)
    description, details = _prose(prose, where or name)
    _check_parameters(text, parameters, where or name)
    return Query(name, description, text, tuple(parameters), tuple(columns), example, details)


def parameters_in(text: str) -> set[str]:
    """The names of the parameters that a piece of Cypher uses.

    >>> parameters_in("MATCH (n {name: $name}) WHERE n.text <> '$no' RETURN n // $nor")
    {'name'}
    """
    return set(re.findall(r"\$(\w+)", _QUOTED.sub(" ", text)))


def _header(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("//"):
            return
        yield number, line.removeprefix("//").strip()


def _prose(lines: list[str], where: str) -> tuple[str, str]:
    first, *rest = lines or [""]
    if not first:
        raise QueryError(f"{where}:1: the first line says what the query answers: // Who …")
    return first, " ".join(line for line in rest if line)


def _parameter(text: str, place: str) -> Parameter:
    match = _PARAM.fullmatch(text)
    if match is None or match[2] not in PARAMETER_TYPES or match[1] in RESERVED:
        form = f"@param name: type = default  meaning, type one of {', '.join(PARAMETER_TYPES)}"
        raise QueryError(f"{place}: not of the form {form}; no name out of {', '.join(sorted(RESERVED))}")
    name, kind, default, meaning = match.groups()
    if default is None:
        return Parameter(name, kind, meaning or "")
    try:
        value = None if default == "null" else Parameter(name, kind, "").convert(default.strip('"'))
    except QueryError as error:
        raise QueryError(f"{place}: the default {error}") from error
    return Parameter(name, kind, meaning or "", required=False, default=value)


def _column(text: str, place: str) -> Column:
    match = _COLUMN.fullmatch(text)
    if match is None or match[2] not in COLUMN_TYPES:
        form = f"@returns column: type  meaning, type one of {', '.join(COLUMN_TYPES)}"
        raise QueryError(f"{place}: not of the form {form}")
    return Column(match[1], match[2], match[3] or "")


def _check_parameters(text: str, parameters: list[Parameter], where: str) -> None:
    declared, used = {parameter.name for parameter in parameters}, parameters_in(text)
    if declared != used:
        name = sorted(declared ^ used)[0]
        wrong = "is used and not declared by a @param" if name in used else "is declared and not used"
        raise QueryError(f"{where}: ${name} {wrong}")


def _among(name: str, known: Mapping[str, Any]) -> str:
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    word = name.rpartition("/")[2]
    near += [other for other in known if word and word in other and other not in near][: 3 - len(near)]
    return f"; near it: {', '.join(near)}" if near else ""


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _integer(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise TypeError(value)
    return int(value)


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() not in ("true", "false"):
        raise ValueError(value)
    return str(value).lower() == "true"


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


_CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "string": _string,
    "integer": _integer,
    "float": float,
    "boolean": _boolean,
    "date": _date,
}
_HINTS = {"date": ": write it as 2016-03-15", "boolean": ": write true or false"}
