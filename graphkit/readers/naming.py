"""What the names of files tell: the format, whether it is read at all, and the id of the document."""

from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath
from typing import TypeVar

SomePath = TypeVar("SomePath", bound=PurePath)

ENDINGS = {
    "text": (".txt",),
    "markdown": (".md", ".markdown"),
    "page": (".html", ".htm", ".xhtml"),
    "feed": (".rss", ".atom", ".xml"),
    "lines": (".jsonl", ".ndjson"),
    "table": (".csv", ".tsv"),
    "parquet": (".parquet",),
    "warc": (".warc",),
    "zip": (".zip",),
    "tar": (".tar",),
    "gz": (".gz", ".tgz"),
}
# a folder of shards has this file, and it begins with this key
MANIFEST, SHARDS = "manifest.jsonl", "graphkit_shards"
ONE_ARTICLE = ("text", "markdown", "page")
FORMAT_OF = {suffix: format for format, suffixes in ENDINGS.items() for suffix in suffixes}


def is_address(source: str) -> bool:
    """True for what is fetched and not a file."""
    return source.lower().startswith(("http://", "https://"))


def is_readable(name: str) -> bool:
    """True for the name of a file that is read where a folder or an archive is."""
    return PurePosixPath(without_gz(name)).suffix.lower() in FORMAT_OF


def holds_one(name: str) -> bool:
    """True for the name of a file with one article in it, as far as a name tells."""
    return FORMAT_OF.get(PurePosixPath(name).suffix.lower()) in ONE_ARTICLE


def stem_of(path: SomePath) -> SomePath:
    """A path without what its name ends in: `2016/abzug` for 2016/abzug.txt.gz."""
    inner = without_gz(path.name)
    return (path.with_name(inner) if inner else path).with_suffix("")


def without_gz(name: str) -> str:
    """The name of what is packed in a .gz file."""
    lower = name.lower()
    if lower.endswith(".tgz"):
        return f"{name[:-4]}.tar"
    return name[:-3] if lower.endswith(".gz") else name


def holds_shards(folder: Path) -> bool:
    """True for a folder of shards."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            return SHARDS.encode() in file.read(64)
    except (OSError, ValueError):
        return False
