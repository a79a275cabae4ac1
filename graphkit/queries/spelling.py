"""Whom a name means: found by id, name, alias and spelling; never one of several by chance."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from graphkit.errors import QueryError

if TYPE_CHECKING:
    from graphkit.stores import Store

# at most this many different things are listed, and looked at
LISTED = 6
LOOKED_AT = 500
SIMILAR = 0.8
_KNOWN = """
MATCH (e:Entity)
WHERE e.id = $name OR e.name = $name
RETURN e.id, e.name, e.aliases, e:Thing
"""
_NEAR = f"""
UNWIND ['entity_names', 'entity_aliases'] AS index
CALL db.index.fulltext.queryNodes(index, $words) YIELD node AS e
WITH DISTINCT e
WHERE NOT e:Thing
RETURN e.id, e.name, e.aliases, false
ORDER BY COUNT {{ (e)<-[:SUBJECT|OBJECT]-() }} DESC, e.id
LIMIT {LOOKED_AT}
"""


class Entity(NamedTuple):
    """Whom a name means; `exact` where it was given by its id, its name or one of its aliases."""

    id: str
    name: str
    exact: bool = True


class _Candidate(NamedTuple):
    id: str
    name: str
    aliases: list[str] | None
    thing: bool

    def spellings(self) -> list[str]:
        return [folded(name) for name in (self.name, *(self.aliases or ()))]


def find_entity(store: Store, name: str) -> Entity:
    """The one entity that a name means; raises QueryError where there is none, or more than one.

    What fits better goes before what fits worse: the whole name or alias, words of it, beginnings of words,
    similar words; upper and lower case and accents make no difference.
    """
    known = [_Candidate(*row) for row in store.read(_KNOWN, {"name": name}).rows]
    known = [one for one in known if one.id == name] or [one for one in known if not one.thing] or known
    if known:
        return Entity(*_only(known, name)[:2])
    candidates = _candidates(store, name)
    for exact, fits in _WAYS:
        fitting = [one for one in candidates if any(fits(folded(name), text) for text in one.spellings())]
        if fitting:
            found = _only(fitting, name)
            return Entity(found.id, found.name, exact)
    near = f"; near it: {', '.join(one.name for one in candidates[:3])}" if candidates else ""
    raise QueryError(
        f"nobody and nothing is called {name!r} in this graph{near}; `graphkit query actors/find` looks for parts"
    )


def names_starting(store: Store, start: str, limit: int) -> list[str]:
    """Names of actors that begin so, in alphabetical order; for a shell that completes one."""
    cypher = """
    MATCH (e:Entity)
    WHERE (e.name STARTS WITH $start OR e.name STARTS WITH $upper) AND NOT e:Thing
    RETURN DISTINCT e.name AS name ORDER BY name LIMIT $limit
    """
    values = {"start": start, "upper": start[:1].upper() + start[1:], "limit": limit}
    return [row[0] for row in store.read(cypher, values).rows]


def folded(text: str) -> str:
    """Lower case words without accents.

    >>> folded("Recep Tayyip Erdoğan"), folded("al-Assad")
    ('recep tayyip erdogan', 'al assad')
    """
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in bare if not unicodedata.combining(c))))


def full_text(name: str) -> str:
    """A full-text search for all words of a name, however they go on, one or two letters wrong.

    >>> full_text("al-Asad")
    '(al OR al*) AND (asad OR asad* OR asad~1)'
    """
    # words as the index has them: with their accents
    words = re.findall(r"[^\W_]+", name.casefold())
    return " AND ".join(f"({' OR '.join(_variants(word))})" for word in words)


def _variants(word: str) -> list[str]:
    bare = folded(word)
    slips = [f"{word}~{1 if len(word) < 6 else 2}"] if len(word) > 3 else []
    return list(dict.fromkeys((word, f"{word}*", bare, *slips)))


def _candidates(store: Store, name: str) -> list[_Candidate]:
    words = full_text(name)
    return [_Candidate(*row) for row in store.read(_NEAR, {"words": words}).rows] if words else []


def _only(found: list[_Candidate], name: str) -> _Candidate:
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{one.name} ({one.id})" for one in found[:LISTED])
    more = f" and {len(found) - LISTED} more" if len(found) > LISTED else ""
    raise QueryError(f"{name!r} can mean {listed}{more}: give a whole name, or the id")


def _whole(given: str, text: str) -> bool:
    return given == text


def _words(given: str, text: str) -> bool:
    return f" {given} " in f" {text} "


def _beginnings(given: str, text: str) -> bool:
    words = text.split()
    return all(any(word.startswith(part) for word in words) for part in given.split())


def _similar(given: str, text: str) -> bool:
    words = text.split()
    return all(
        any(SequenceMatcher(None, part, word).ratio() >= SIMILAR for word in words) for part in given.split()
    )


_WAYS: tuple[tuple[bool, Callable[[str, str], bool]], ...] = (
    (True, _whole),
    (False, _words),
    (False, _beginnings),
    (False, _similar),
)
