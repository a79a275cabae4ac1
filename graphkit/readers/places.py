"""How far a run has come in its files: the bytes that were read when a document was found, told when it is done."""

from __future__ import annotations

from dataclasses import dataclass, field

# far more than are ever on their way at a time; documents that a resumed load skips are never done
MOST = 10_000


@dataclass(slots=True)
class Places:
    """Counts bytes: `read` of the files by now, `done` up to the last document that was told to be done."""

    read: int = 0
    done: int = 0
    _found: dict[str, int] = field(default_factory=dict)

    def found(self, document: str) -> None:
        """A document has been read."""
        self._found[document] = self.read
        if len(self._found) > MOST:
            del self._found[next(iter(self._found))]

    def finish(self, document: str) -> None:
        """All is done up to this document."""
        place = self._found.pop(document, None)
        if place is None:
            return
        self.done = place
        while self._found and next(iter(self._found.values())) < place:
            del self._found[next(iter(self._found))]
