"""A spooled graph into files: one module a format, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from graphkit.errors import InputError, StoreError
from graphkit.loader.spool import Spool

# the format, its module, and what `--output` names
FORMATS = {
    "jsonl": ("jsonl", "file"),
    "cypher": ("cypher", "file"),
    "graphml": ("graphml", "file"),
    "neo4j-admin": ("neo4j_admin", "folder"),
    "parquet": ("parquet", "folder"),
}
STDOUT = "-"


def write(spool: Spool, format: str, output: str | Path) -> str:
    """Write a graph; returns what to do with it, or nothing.

    A file that is there is replaced once the new one is whole; a folder must be new or empty. Raises InputError.
    """
    module, kind = FORMATS[format]
    writer = import_module(f"graphkit.loader.formats.{module}")
    if kind == "folder":
        return str(writer.write(spool, _folder(output, format)) or "")
    if str(output) == STDOUT:
        import sys

        writer.write(spool, sys.stdout)
        return ""
    path = Path(output)
    fresh = path.with_name(f"{path.name}.new")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as stream:
            writer.write(spool, stream)
        fresh.replace(path)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        fresh.unlink(missing_ok=True)
    return ""


def _folder(output: str | Path, format: str) -> Path:
    if str(output) == STDOUT:
        raise InputError(f"{format} is a folder of files: name one with --output")
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(f"{folder} is not empty: name a new folder with --output")
    except OSError as error:
        raise InputError(f"{folder} cannot be written to: {error.strerror or error}") from error
    return folder
