"""Lists of so many: what Python has as itertools.batched from 3.12 on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Part = TypeVar("Part")


def batches(parts: Iterable[Part], size: int) -> Iterator[list[Part]]:
    """Lists of so many, the last one shorter.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(parts)
    while batch := list(islice(rest, size)):
        yield batch
