"""Counts and checksums of a graph, by label or type and by property, and how two of them differ."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphkit.loader.elements import Element, NodeShape, identity_of
from graphkit.stores.values import encode

SIZE = 8


class Entry(NamedTuple):
    """What is counted: nodes with a label or relationships of a type, and those that have a property."""

    kind: str
    name: str
    property: str = ""


@dataclass(slots=True)
class Sum:
    """How many, and a checksum that is the same in whatever order they come."""

    count: int = 0
    checksum: int = 0

    def add(self, content: bytes) -> None:
        """Count one."""
        digest = hashlib.blake2b(content, digest_size=SIZE).digest()
        self.count += 1
        self.checksum = (self.checksum + int.from_bytes(digest)) % (1 << 8 * SIZE)


class Difference(NamedTuple):
    """An entry that is not the same on both sides."""

    entry: Entry
    expected: Sum
    found: Sum


class Census:
    """Counts elements; each must come once."""

    def __init__(self, elements: Iterable[Element] = ()) -> None:
        self.entries: dict[Entry, Sum] = defaultdict(Sum)
        self.nodes = self.relationships = 0
        for element in elements:
            self.add(element)

    def add(self, element: Element) -> None:
        """Count a node under each of its labels, a relationship under its type; None is no property."""
        is_node = isinstance(element.shape, NodeShape)
        self.nodes += is_node
        self.relationships += not is_node
        identity = json.dumps([identity_of(element.shape), encode(list(element.key))]).encode()
        for entry in _entries(element):
            self.entries[entry].add(identity)
            for name, value in element.properties.items():
                if value is not None:
                    content = json.dumps(encode(value), sort_keys=True).encode()
                    self.entries[Entry(*entry[:2], name)].add(identity + b"\x1f" + content)

    def differences(self, found: Census, *, extra: bool = True) -> list[Difference]:
        """What another census has otherwise, by name; without `extra`, properties that only it has do not count."""
        own = {entry[:2] for entry in self.entries}
        entries = set(self.entries) | {
            entry for entry in found.entries if extra or (not entry.property and entry[:2] in own)
        }
        pairs = (
            (entry, self.entries.get(entry, Sum()), found.entries.get(entry, Sum()))
            for entry in sorted(entries)
        )
        return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def _entries(element: Element) -> list[Entry]:
    shape: Any = element.shape
    if isinstance(shape, NodeShape):
        return [Entry("nodes", label) for label in shape.labels]
    return [Entry("relationships", shape.type)]
