"""A user's own knowledge file, laid over the one that graphkit ships.

    people:
      - {name: Maria Muster, aliases: [M. Muster], gender: f, offices: [{title: Bürgermeisterin, of: Neustadt}]}
    organizations:
      - {name: Bürgerliste Neustadt, type: party, aliases: [BLN], prefixes: [BLN]}
    places:
      - {name: Neustadt, in: "country:DE", type: city}
    countries:
      - {id: "country:DE", aliases: [Bundesrepublik]}

An entry whose id (made of the name where there is none) is known already adds to that entry: lists grow,
single values are replaced. An entry of one's own wins a name that shipped ones have too.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from graphkit.errors import OntologyError
from graphkit.ontology.text import fold, slug

Row = dict[str, Any]
Tables = dict[str, list[Row]]

PREFIXES = {"people": "person", "organizations": "organization", "places": "place", "countries": "country"}
LISTS = frozenset({"aliases", "prefixes", "adjectives", "demonyms", "government", "offices"})
_ANY = frozenset({"id", "name", "en", "wikidata", "aliases"})
KEYS = {
    "people": _ANY | {"gender", "offices"},
    "organizations": _ANY | {"type", "country", "prefixes", "seat"},
    "places": _ANY | {"type", "in", "adjectives"},
    "countries": _ANY | {"adjectives", "demonyms", "prefixes", "government"},
}
OFFICE_KEYS = frozenset({"title", "of", "from", "to"})


def overlay(shipped: Tables, path: str | Path) -> Tables:
    """The shipped tables with a user's file on top; raises OntologyError that names file and entry."""
    own = _read(Path(path))
    result = {table: list(rows) for table, rows in shipped.items()}
    capitals = [
        {"in": row["id"], "type": "city", **row["capital"]} for row in result["countries"] if "capital" in row
    ]
    known = {row["id"]: ("places", row) for row in capitals}
    known |= {row["id"]: (table, row) for table, rows in result.items() for row in rows}
    people = []
    for table, rows in own.items():
        for number, row in enumerate(rows, 1):
            where = f"{path}: {table}, entry {number}"
            checked = _checked(table, row, where)
            old_table, old = known.get(checked["id"], (table, None))
            if old_table != table:
                raise OntologyError(f"{where}: {checked['id']} is one of the {old_table}")
            if old is None and "name" not in checked:
                raise OntologyError(f"{where}: there is no {checked['id']} to add to, so it needs a name")
            merged = _merged(old or {}, checked)
            known[merged["id"]] = (table, merged)
            result[table] = [merged, *(r for r in result[table] if r["id"] != merged["id"])]
            people += [merged] if table == "people" else []
    _link_offices(result, people, path)
    return result


def _read(path: Path) -> Mapping[str, list[Any]]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
    except OSError as error:
        raise OntologyError(f"the knowledge file {path} cannot be read: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise OntologyError(
            f"the knowledge file {path} is not YAML: {' '.join(str(error).split())}"
        ) from error
    if not isinstance(content, dict) or not content.keys() <= KEYS.keys():
        raise OntologyError(f"{path}: expected lists named {', '.join(KEYS)} and nothing else")
    for table, rows in content.items():
        if not isinstance(rows, list):
            raise OntologyError(f"{path}: {table} must be a list of entries")
    return content


def _checked(table: str, row: Any, where: str) -> Row:
    if not isinstance(row, dict):
        raise OntologyError(f"{where}: expected fields such as name: and aliases:")
    if unknown := sorted(map(str, row.keys() - KEYS[table])):
        raise OntologyError(
            f"{where}: unknown field {unknown[0]!r}; there are {', '.join(sorted(KEYS[table]))}"
        )
    for key, value in row.items():
        if not isinstance(value, list if key in LISTS else str) or value in ("", []):
            raise OntologyError(
                f"{where}: {key} must be {'a list' if key in LISTS else 'a text (in quotes)'}"
            )
        if key in LISTS - {"offices"} and not all(isinstance(item, str) and item for item in value):
            raise OntologyError(f"{where}: {key} must be a list of texts (in quotes)")
    for office in row.get("offices", ()):
        if not isinstance(office, dict) or not {"title", "of"} <= office.keys() <= OFFICE_KEYS:
            raise OntologyError(f"{where}: an office needs title: and of:, and may have from: and to:")
    if "id" not in row and "name" not in row:
        raise OntologyError(f"{where}: it needs a name, or the id of a known entry")
    prefix = PREFIXES[table]
    found = {"id": f"{prefix}:{slug(row.get('name', ''))}", **row}
    if not found["id"].startswith(f"{prefix}:") or not found["id"].partition(":")[2]:
        raise OntologyError(f"{where}: the id must begin with {prefix}: and go on")
    return found


def _merged(old: Row, new: Row) -> Row:
    lists = {
        key: [*new[key], *(i for i in old.get(key, ()) if i not in new[key])] for key in LISTS & new.keys()
    }
    return {**old, **new, **lists, "own": True}


def _link_offices(tables: Tables, people: list[Row], path: str | Path) -> None:
    """Put ids for the names that `of:` gives."""
    tables_of = ("places", "countries", "organizations")
    rows = [row for table in tables_of for row in reversed(tables[table])]
    ids = {fold(name): row["id"] for row in rows for name in (row["name"], *row.get("aliases", ()))}
    known = {row["id"] for row in rows} | {row["capital"]["id"] for row in rows if row.get("capital")}
    for person in people:
        for number, office in enumerate(person.get("offices", ())):
            of = ids.get(fold(str(office["of"])), office["of"])
            if of not in known:
                raise OntologyError(
                    f"{path}: {person['name']} holds an office of {of!r}, which is no known name or id: "
                    "add it to organizations: or places:"
                )
            person["offices"][number] = {**office, "of": of}
