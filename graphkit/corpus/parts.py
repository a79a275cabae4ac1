"""A stream of items cut into shards of so many documents, and each shard into parts that are extracted at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphkit.model import Document
from graphkit.readers import Item, Reject


@dataclass(frozen=True, slots=True)
class Part:
    """Some items of one shard.

    `shard` is its number from 0; `read` the number of its items by now that are no rejects; `digest`, in its last
    part only, that of all its items. What comes after the last document is in a shard without one.
    """

    shard: int
    items: list[Item]
    read: int
    digest: str | None = None

    def documents(self) -> list[Document]:
        """What is to be extracted."""
        return [item for item in self.items if isinstance(item, Document)]


def parts(items: Iterable[Item], *, shard_size: int, chunk: int | None) -> Iterator[Part]:
    """Cut a stream; `chunk` is the number of documents in a part, None for whole shards.

    Chunks begin anew with each shard, so that a shard comes out the same wherever a run has begun.
    """
    number, read, documents = 0, 0, 0
    digest, part = hashlib.blake2b(digest_size=16), list[Item]()
    for item in items:
        part.append(item)
        digest.update(repr(item).encode("utf-8", "backslashreplace"))
        read += not isinstance(item, Reject)
        documents += isinstance(item, Document)
        if read == shard_size:
            yield Part(number, part, read, digest.hexdigest())
            number, read, documents = number + 1, 0, 0
            digest, part = hashlib.blake2b(digest_size=16), []
        elif documents == chunk:
            yield Part(number, part, read)
            documents, part = 0, []
    yield Part(number, part, read, digest.hexdigest())
