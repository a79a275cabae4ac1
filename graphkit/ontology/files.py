"""Reading the ontology's data files."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graphkit.errors import OntologyError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def read_yaml(name: str) -> Any:
    """The content of one YAML file of the package; raises OntologyError that names the place."""
    text = (files("graphkit.ontology") / name).read_text(encoding="utf8")
    try:
        return yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise OntologyError(f"ontology/{name}: {' '.join(str(error).split())}") from error


@cache
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one tab-separated file of the package."""
    text = (files("graphkit.ontology") / name).read_text(encoding="utf8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line)
