"""Relationships in rounds for several writers, of whom no two touch the same node in one round.

Nodes are put into twice as many parts as there are writers. A round is a pairing of parts, as in a tournament
where everybody meets everybody once: each writer takes the relationships between the two parts of one pair.
Busy nodes would make one part the slowest: what they are part of is split off and left to one writer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from zlib import crc32

from graphkit.loader.elements import Element, NodeKey, RelationshipShape
from graphkit.loader.spool import key_text

# a node with more than this share of a window's relationships, for each writer, is a hub
HUB_SHARE = 0.25
Round = list[list[Element]]


def rounds(relationships: Iterable[Element], writers: int) -> Iterator[Round]:
    """Yield rounds: lists that can be written at the same time; the last ones are the hubs', one list each.

    >>> [[len(task) for task in one] for one in rounds([], 2)]
    []
    """
    window = list(relationships)
    hubs = _hubs(window, writers)
    apart: list[Element] = []
    together: list[Element] = []
    for one in window:
        (together if hubs.isdisjoint(_ends(one)) else apart).append(one)
    pairs: dict[tuple[int, int], list[Element]] = defaultdict(list)
    parts = 2 * writers
    for one in together:
        first, second = sorted(_part(end, parts) for end in _ends(one))
        pairs[first, second].append(one)
    for pairing in _pairings(parts):
        if tasks := [pairs[pair] for pair in pairing if pairs[pair]]:
            yield tasks
    if apart:
        yield [apart]


def _pairings(parts: int) -> Iterator[list[tuple[int, int]]]:
    """All pairs of parts in rounds without a part that comes twice: the circle method, then each with itself."""
    circle = list(range(1, parts))
    for turn in range(parts - 1):
        seats = [0, *circle[turn:], *circle[:turn]]
        yield [_sorted(seats[n], seats[-1 - n]) for n in range(parts // 2)]
    yield [(part, part) for part in range(0, parts, 2)]
    yield [(part, part) for part in range(1, parts, 2)]


def _sorted(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _hubs(window: list[Element], writers: int) -> set[tuple[NodeKey, str]]:
    degrees = Counter(end for one in window for end in _ends(one))
    most = max(2.0, HUB_SHARE * len(window) / writers)
    return {end for end, degree in degrees.items() if degree > most}


def _ends(one: Element) -> tuple[tuple[NodeKey, str], tuple[NodeKey, str]]:
    assert isinstance(one.shape, RelationshipShape)
    start, end = one.key
    return (one.shape.start, key_text((start,))), (one.shape.end, key_text((end,)))


def _part(end: tuple[NodeKey, str], parts: int) -> int:
    return crc32(repr(end).encode("utf-8", "backslashreplace")) % parts
