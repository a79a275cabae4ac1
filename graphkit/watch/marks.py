"""What a watch has loaded already, kept in the graph itself, so that the two cannot tell different stories."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.stores import Store

LABEL = "GraphkitWatch"
_READ = f"MATCH (w:{LABEL}) RETURN w.id, w.seen, w.documents"
_WRITE = (
    f"UNWIND $rows AS row MERGE (w:{LABEL} {{id: row.id}}) SET w.seen = row.seen, w.documents = row.documents"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a file or an address looked when it was read, and its documents: a digest of each by its id.

    `seen` is empty where it has to be read again: it was not read to its end, or not all of it could be used.
    """

    seen: str = ""
    documents: Mapping[str, str] = field(default_factory=dict)


class Marks:
    """The marks by path or address, in memory as in the graph."""

    def __init__(self) -> None:
        self._marks: dict[str, Mark] = {}
        self._owners: dict[str, str] = {}

    def read(self, store: Store) -> None:
        """Take over what the graph holds."""
        store.ensure_unique([(LABEL, "id")])
        for key, seen, documents in store.stream(_READ):
            self._keep(key, Mark(seen, json.loads(documents)))

    def write(self, store: Store, marks: Mapping[str, Mark]) -> None:
        """Put marks into the graph; call it when the documents are in there."""
        rows = [
            {"id": key, "seen": mark.seen, "documents": json.dumps(mark.documents)}
            for key, mark in marks.items()
        ]
        if rows:
            store.write_all([(_WRITE, {"rows": rows})])
        for key, mark in marks.items():
            self._keep(key, mark)

    def of(self, key: str) -> Mark:
        """The mark of a file or an address; an empty one where it was never read."""
        return self._marks.get(key, Mark())

    def owner(self, document: str) -> str | None:
        """The file or address that a document came from."""
        return self._owners.get(document)

    def _keep(self, key: str, mark: Mark) -> None:
        self._marks[key] = mark
        self._owners.update((document, key) for document in mark.documents)
