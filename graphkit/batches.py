"""Lists of so many, and working out the next one while one is dealt with."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Part = TypeVar("Part")


def batches(parts: Iterable[Part], size: int) -> Iterator[list[Part]]:
    """Lists of so many, the last one shorter: what Python has as itertools.batched from 3.12 on.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(parts)
    while batch := list(islice(rest, size)):
        yield batch


def ahead(parts: Iterable[Part]) -> Generator[Part]:
    """The same parts, each worked out in another thread while the one before it is dealt with.

    >>> list(ahead(range(3)))
    [0, 1, 2]
    """
    end = object()
    rest = iter(parts)
    with ThreadPoolExecutor(1, "ahead") as thread:
        upcoming = thread.submit(next, rest, end)
        while (part := upcoming.result()) is not end:
            upcoming = thread.submit(next, rest, end)
            yield part  # type: ignore[misc]
