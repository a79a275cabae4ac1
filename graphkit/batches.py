"""Lists of so many, and working out the next ones while one is dealt with."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Part = TypeVar("Part")
Made = TypeVar("Made")


def batches(parts: Iterable[Part], size: int) -> Iterator[list[Part]]:
    """Lists of so many, the last one shorter: what Python has as itertools.batched from 3.12 on.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(parts)
    while batch := list(islice(rest, size)):
        yield batch


def ahead(work: Callable[[Part], Made], parts: Iterable[Part], depth: int) -> Generator[tuple[Part, Made]]:
    """Each part with what `work` makes of it, for so many parts at a time in threads while one is dealt with.

    The parts themselves are read in the thread of the caller.

    >>> list(ahead(str, range(3), 2))
    [(0, '0'), (1, '1'), (2, '2')]
    """
    waiting: deque[tuple[Part, Future[Made]]] = deque()
    with ThreadPoolExecutor(depth, "ahead") as threads:
        for part in parts:
            waiting.append((part, threads.submit(work, part)))
            if len(waiting) > depth:
                first, made = waiting.popleft()
                yield first, made.result()
        for first, made in waiting:
            yield first, made.result()
