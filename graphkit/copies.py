"""Which documents print the same report: fingerprints of texts, compared in pairs, so that order never matters.

A fingerprint is the smallest hashes of a text's word sequences. Of a text that was cut out of a longer one, those
below the longer one's largest are all in there too: so it shows how much of the shorter text the longer one holds.
Which texts are compared at all is told by keys: hashes of longer sequences, since short ones stand in many texts that
have nothing else in common, and the more documents there were, the more would have to be compared with each.
datasketch has no such sketch that a graph could keep: its MinHash compares whole texts, of which a cut is a small
part, and its values come from NumPy's random numbers, while a graph's must stay what they are.
"""

from __future__ import annotations

import base64
import hashlib
import heapq
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, product

from graphkit.agencies import agency_of, without_dateline
from graphkit.errors import InputError
from graphkit.model import Document

# Begins every fingerprint: texts are compared only with those that were hashed in the same way.
VERSION = "2"
WORDS = 4  # of a sequence; a key is of twice as many
KEPT = 64  # hashes of a text
BYTES = 3  # of a hash
KEY_BYTES = 4
SLOTS = 12  # keys of a text; two copies share at least one
SHORT = 30  # texts of fewer words are copies only where they are equal
CONTAINED = 0.6  # of the shorter text's sequences must stand in the longer one
SHORTEST = 0.2  # of the longer text: a digest of many reports is no copy of one of them
_HASHES, _KEYS = r"((?:[\w-]{4})*)", r"((?:[\w-]{16})*(?:[\w-]{6}==|[\w-]{11}=)?)"
_FORM = re.compile(rf"(\d+)\.(\d+)\.{_HASHES}(?:\.{_KEYS})?", re.ASCII)
_ODD = 0x9E3779B97F4A7C15  # of two hashes makes one that also tells which came first

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The smallest hashes of a text, how many it has in all, and the smallest key in each slot.

    Up to `known` it holds every hash of its text.
    """

    hashes: frozenset[int]
    size: int
    keys: frozenset[Key]
    known: int

    def copies(self, other: Fingerprint) -> bool:
        """True where one is a copy of the other, whole or shortened."""
        short, long = (self, other) if self.size <= other.size else (other, self)
        if short.size < SHORTEST * long.size or self.keys.isdisjoint(other.keys):
            return False
        common, enough = len(short.hashes & long.hashes), CONTAINED * len(short.hashes)
        if short.known > long.known:  # of these only the ones that the longer text would show
            enough = CONTAINED * sum(value <= long.known for value in short.hashes)
        return common >= enough


@lru_cache(maxsize=4000)  # more than a batch holds
def read(text: str | None) -> Fingerprint | None:
    """Read what `fingerprint` wrote; None for none, and for one of another version. Raises InputError."""
    if text is None:
        return None
    match = _FORM.fullmatch(text)
    if match is None:
        raise InputError(f"{text[:40]!r} is no fingerprint of a text: leave it out, or extract anew")
    if match[1] != VERSION or not match[3]:
        return None
    hashes, size = _parts(match[3], BYTES), int(match[2])
    keys = _smallest(_parts(match[4], KEY_BYTES) if match[4] else hashes)
    known = max(hashes) if len(hashes) < size else 1 << 8 * BYTES
    return Fingerprint(frozenset(hashes), size, frozenset((key % SLOTS, key) for key in keys), known)


def signed(document: Document) -> Document:
    """A document with what is to be known of its text where that is not at hand: fingerprint and agency."""
    agency = agency_of(document.text, source=document.source, author=document.author)
    return replace(document, fingerprint=fingerprint(document.text, title=document.title), agency=agency)


def fingerprint(text: str, *, title: str | None = None) -> str | None:
    """The fingerprint of a text as a short text; None where it has no word.

    Upper case, spaces, punctuation, the headline, place and agency do not count.

    >>> fingerprint("Berlin (dpa) - Der Abzug beginnt.") == fingerprint("Der  Abzug beginnt!")
    True
    """
    words = _words(without_dateline(_without_title(text.strip(), title)))
    if not words:
        return None
    if len(words) < SHORT:
        # one hash of three bytes would be another text's too now and then
        return f"{VERSION}.1.{_encoded(_digest(words, 4 * BYTES))}"
    sequences = [int.from_bytes(_digest(words[n : n + WORDS], 8)) for n in range(len(words) - WORDS + 1)]
    found = {sequence >> 8 * (8 - BYTES) for sequence in sequences}
    pairs = zip(sequences, sequences[WORDS:], strict=False)
    keys = _smallest((one * _ODD + other) % 2**64 >> 8 * (8 - KEY_BYTES) for one, other in pairs)
    return (
        f"{VERSION}.{len(found)}.{_written(heapq.nsmallest(KEPT, found), BYTES)}.{_written(keys, KEY_BYTES)}"
    )


def reports(fingerprints: Mapping[str, str | None]) -> dict[str, str]:
    """For each document the first one, by the alphabet, of those that print the same report.

    Copies of a copy belong to it too.

    >>> text = fingerprint("Der Abzug beginnt.")
    >>> reports({"b": text, "a": text, "c": None})
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    first = {id: id for id in sorted(fingerprints)}

    def root(id: str) -> str:
        while first[id] != id:
            first[id] = id = first[first[id]]
        return id

    known = {id: found for id in first if (found := read(fingerprints[id]))}
    equal: dict[Fingerprint, str] = {}
    for id, found in known.items():
        first[id] = equal.setdefault(found, id)
    buckets: dict[Key, list[str]] = defaultdict(list)
    for found, id in equal.items():
        for key in found.keys:
            buckets[key].append(id)
    for bucket in buckets.values():
        for one, other in _apart(bucket, root):
            if root(one) != root(other) and known[one].copies(known[other]):
                low, high = sorted((root(one), root(other)))
                first[high] = low
    return {id: root(id) for id in first}


def _apart(ids: list[str], root: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Pairs that are not known to be of one report."""
    groups: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        groups[root(id)].append(id)
    for one, other in combinations(groups.values(), 2):
        yield from product(one, other)


def _digest(words: list[str], size: int) -> bytes:
    return hashlib.blake2b(" ".join(words).encode(), digest_size=size).digest()


def _smallest(keys: Iterable[int]) -> list[int]:
    """The smallest one of each slot."""
    # from the largest: the smallest one of a slot is the last to be put there
    return sorted({key % SLOTS: key for key in sorted(keys, reverse=True)}.values())


def _parts(text: str, size: int) -> list[int]:
    data = base64.urlsafe_b64decode(text)
    return [int.from_bytes(data[start : start + size]) for start in range(0, len(data), size)]


def _written(numbers: Iterable[int], size: int) -> str:
    return _encoded(b"".join(number.to_bytes(size) for number in numbers))


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def _without_title(text: str, title: str | None) -> str:
    return text.removeprefix(title).lstrip() if title else text
