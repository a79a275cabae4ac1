"""Which report each document prints after a change, found out from the documents that the change can touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graphkit.copies import Key, read, reports
from graphkit.loader.rows import Printed, Rows, Stored


class Move(NamedTuple):
    """The report that a document printed before a change, where there was one, and after it."""

    was: str | None
    now: str


def touches_reports(before: Stored, after: Stored) -> bool:
    """True where other documents may be copies of this one that were not, or no longer be."""
    old, new = before.document(), after.document()
    if old is None or new is None:
        return True
    return old.get("fingerprint") != new.get("fingerprint") or old.get("report") is None


def regrouped(rows: Rows, before: Mapping[str, Stored], after: Mapping[str, Stored]) -> dict[str, Move]:
    """The reports of all documents whose report a change can touch, given the documents that it changes.

    A component of copies is read whole, since one that goes or comes may split it or join two.
    """
    moved = [id for id in after if touches_reports(before[id], after[id])]
    if not moved:
        return {}
    signs = {id: doc.get("fingerprint") for id in moved if (doc := after[id].document()) is not None}
    found = rows.of_reports({report for id in moved if (report := before[id].report())})
    near = [one for one in _copies(rows, signs) if one.id not in signs]
    known = {one.report for one in found}
    found += near + rows.of_reports({one.report for one in near if one.report} - known)
    there = {one.id: one.fingerprint for one in found if one.id not in moved}
    was = {one.id: one.report for one in found} | {id: before[id].report() for id in moved}
    return {id: Move(was[id], now) for id, now in reports({**there, **signs}).items()}


def _copies(rows: Rows, signs: Mapping[str, str | None]) -> Iterator[Printed]:
    """Stored documents that are copies of some fingerprints."""
    by_key: dict[Key, list[str]] = defaultdict(list)
    for sign in {sign for sign in signs.values() if sign}:
        found = read(sign)
        for key in found.keys if found else ():
            by_key[key].append(sign)
    for one in rows.sharing(by_key):
        stored = read(one.fingerprint)
        others = {sign for key in stored.keys for sign in by_key.get(key, ())} if stored else ()
        if stored and any(other.copies(stored) for other in map(read, others) if other):
            yield one
