"""One file of the library -> a Query: its header read and checked, errors with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graphkit.errors import QueryError
from graphkit.queries.parameters import COLUMN_TYPES, PARAMETER_TYPES, Column, Parameter
from graphkit.queries.query import Query
from graphkit.queries.triples import Triple

# options that the commands have; an answer's rows are named tuples, which have count and index
RESERVED_PARAMETERS = frozenset("store format help evidence queries target output".split())
RESERVED_COLUMNS = frozenset(("count", "index", "evidence"))
# the parts of Cypher in which a dollar sign starts no parameter
_QUOTED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|//[^\n]*|/\*.*?\*/""", re.DOTALL)
_PARAM = re.compile(r"([a-z]\w*):\s*(\w+)(?:\s*=\s*(\"[^\"]*\"|\S+))?(?:\s{2,}(.*))?")
_COLUMN = re.compile(r"([a-z]\w*):\s*(\w+)(?:\s{2,}(.*))?")
_TAG = re.compile(r"@(\w+)\s*(.*)")


@dataclass(slots=True)
class _Header:
    """What the comment lines at the top of a file have said so far."""

    where: str
    prose: list[str] = field(default_factory=list)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    example: str = ""
    scan: str = ""
    triple: Triple | None = None

    def take(self, line: str, number: int) -> None:
        """Read one comment line."""
        text = line.removeprefix("//").strip()
        tag = _TAG.match(text)
        if tag is None:
            self.prose.append(text)
            return
        place = f"{self.where}:{number}:{line.index('@') + 1}"
        match tag[1]:
            case "param":
                self._add_parameter(tag[2], place)
            case "returns":
                self.columns.append(_column(tag[2], place))
            case "example":
                self.example = tag[2]
            case "scan":
                self.scan = tag[2]
            case "relationship":
                self.triple = self._triple(tag[2], place)
            case _:
                raise QueryError(
                    f"{place}: unknown @{tag[1]}: a header has @param, @returns, @relationship, @scan and @example"
                )

    def _add_parameter(self, text: str, place: str) -> None:
        parameter = _parameter(text, place)
        if parameter.name in self.parameters:
            raise QueryError(f"{place}: ${parameter.name} is declared twice")
        self.parameters[parameter.name] = parameter
        self.places[parameter.name] = place

    def _triple(self, text: str, place: str) -> Triple:
        parts = text.split()
        triple = Triple(*parts) if len(parts) == 3 else None
        if triple is None or not triple.fits([column.name for column in self.columns]):
            form = "@relationship who relation whom, below the @returns of these columns; a relation may be a TYPE"
            raise QueryError(f"{place}: not of the form {form}")
        return triple


def parse_query(name: str, text: str, *, where: str | None = None) -> Query:
    """Read one query with its header; raises QueryError with file, line and column."""
    header = _Header(where or name)
    for number, line in _comment_lines(text):
        header.take(line, number)
    first, *rest = header.prose or [""]
    if not first:
        raise QueryError(f"{header.where}:1:1: the first line says what the query answers: // Who …")
    _check_parameters(text, header)
    return Query(
        name=name,
        description=first,
        text=text,
        parameters=tuple(header.parameters.values()),
        columns=tuple(header.columns),
        example=header.example,
        details=" ".join(line for line in rest if line),
        scan=header.scan,
        triple=header.triple,
        where=header.where,
    )


def parameters_in(text: str) -> dict[str, int]:
    """The parameters that a piece of Cypher uses, each with the offset of its first use.

    >>> parameters_in("MATCH (n {name: $name}) WHERE n.text <> '$no' RETURN n // $nor")
    {'name': 16}
    """
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    found: dict[str, int] = {}
    for match in re.finditer(r"\$(\w+)", bare):
        found.setdefault(match[1], match.start())
    return found


def position(text: str, offset: int) -> str:
    """Line and column of an offset, both from 1.

    >>> position("RETURN 1,\\n  $a", 12)
    '2:3'
    """
    before = text[:offset]
    return f"{before.count(chr(10)) + 1}:{offset - (before.rfind(chr(10)) + 1) + 1}"


def _comment_lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("//"):
            return
        yield number, line


def _parameter(text: str, place: str) -> Parameter:
    match = _PARAM.fullmatch(text.strip())
    if match is None or match[2] not in PARAMETER_TYPES or match[1] in RESERVED_PARAMETERS:
        form = f"@param name: type = default  meaning, type one of {', '.join(PARAMETER_TYPES)}"
        raise QueryError(f"{place}: not of the form {form}; no name out of {_listed(RESERVED_PARAMETERS)}")
    name, kind, default, meaning = match.groups()
    if default is None:
        return Parameter(name, kind, meaning or "")
    try:
        value = None if default == "null" else Parameter(name, kind, "").convert(default.strip('"'))
    except QueryError as error:
        raise QueryError(f"{place}: the default {error}") from error
    return Parameter(name, kind, meaning or "", required=False, default=value)


def _column(text: str, place: str) -> Column:
    match = _COLUMN.fullmatch(text.strip())
    if match is None or match[2] not in COLUMN_TYPES or match[1] in RESERVED_COLUMNS:
        form = f"@returns column: type  meaning, type one of {', '.join(COLUMN_TYPES)}"
        raise QueryError(f"{place}: not of the form {form}; no name out of {_listed(RESERVED_COLUMNS)}")
    return Column(match[1], match[2], match[3] or "")


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _check_parameters(text: str, header: _Header) -> None:
    used = parameters_in(text)
    for name, offset in used.items():
        if name not in header.parameters:
            place = f"{header.where}:{position(text, offset)}"
            raise QueryError(f"{place}: ${name} is used and not declared by a @param")
    for name, place in header.places.items():
        if name not in used:
            raise QueryError(f"{place}: ${name} is declared and not used")
