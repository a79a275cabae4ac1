"""Documents on their way in: what no graph can hold is refused, the rest is counted."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from graphkit import graph
from graphkit.errors import GraphkitError, InputError
from graphkit.loader.report import Rejection
from graphkit.model import Extraction


class Intake:
    """Lets each good document of one load through once."""

    def __init__(self, on_reject: Callable[[Rejection], object] | None = None) -> None:
        self.rejected: list[Rejection] = []
        self._on_reject = on_reject
        self.relations: Counter[str] = Counter()
        self.kinds: dict[str, str] = {}
        self._seen: dict[str, bytes] = {}

    def accept(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        """Yield the good ones; of two with one id but different content the first counts."""
        for extraction in extractions:
            try:
                graph.check(extraction)
                fresh = self._is_fresh(extraction)
            except InputError as error:
                self.refuse(extraction, error)
                continue
            if fresh:
                yield extraction

    def refuse(self, extraction: Extraction, error: GraphkitError) -> None:
        """List a document that cannot be stored."""
        rejection = Rejection(extraction.document.id, str(error), tuple(extraction.to_lines()))
        self.rejected.append(rejection)
        if self._on_reject:
            self._on_reject(rejection)

    def _is_fresh(self, extraction: Extraction) -> bool:
        id, content = extraction.document.id, _digest(extraction)
        if id in self._seen and self._seen[id] != content:
            raise InputError(
                f"document {id!r} comes twice, with different content: give each an id of its own"
            )
        fresh = id not in self._seen
        self._seen[id] = content
        return fresh

    def count(self, extraction: Extraction) -> None:
        """Add a document that is in the graph to what the load says."""
        statements = graph.distinct_statements(extraction)
        self.relations.update(statement.relation for statement in statements)
        for statement in statements:
            self.kinds.update((mention.id, mention.kind) for mention in statement.mentions())


def _digest(extraction: Extraction) -> bytes:
    content = repr(graph.in_order(*graph.own(extraction)))
    return hashlib.blake2b(content.encode(), digest_size=16).digest()
