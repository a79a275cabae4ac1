"""Countries, organisations, people, places and offices that graphkit knows, found by any of their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from graphkit.model import Kind
from graphkit.ontology.files import read_table, read_yaml
from graphkit.ontology.own import Tables, overlay
from graphkit.ontology.text import fold, strip_ending

ADJECTIVE_ENDINGS = ("", "e", "er", "es", "en", "em")
COMPASS_LETTERS = ("N", "S", "O", "W", "Z", "M")
COMPASS = ("nord", "süd", "ost", "west", "zentral", "mittel", "nordost", "nordwest", "südost", "südwest")


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entry of the knowledge files; `country` is an id, `offices` are those of a person."""

    id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None
    type: str | None = None
    gender: str | None = None
    offices: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """An office or role noun: its base form, what it belongs to, and whether it is an office at all."""

    title: str
    scope: str
    office: bool = True
    member: bool = False
    suffix: bool = False
    aide: bool = False
    countries: tuple[str, ...] = ()
    gender: str = "m"


@dataclass(frozen=True)
class Knowledge:
    """Everything known, indexed by spelling (see `fold`); build it with `load_knowledge`."""

    entities: Mapping[str, KnownEntity]
    names: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, str]
    adjectives: Mapping[str, str]
    region_adjectives: Mapping[str, str]
    demonyms: Mapping[str, str]
    capitals: Mapping[str, str]
    governments: Mapping[str, str]
    offices: Mapping[str, Office]
    metonyms: Mapping[str, tuple[str, tuple[str, ...]]]
    former: frozenset[str]
    designate: frozenset[str]
    same_offices: tuple[frozenset[str], ...]
    nouns: Mapping[str, frozenset[str]]
    humans: frozenset[str] = field(repr=False)
    _countries: dict[str, str | None] = field(default_factory=dict, repr=False)
    _classes: dict[tuple[str, tuple[str, ...]], str | None] = field(default_factory=dict, repr=False)

    @cached_property
    def first_words(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The words of every name of several words, by its first word, longest first."""
        table: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for name in self.names:
            words = tuple(name.split())
            if len(words) > 1:
                table[words[0]].add(words)
        return {first: tuple(sorted(rows, key=lambda r: (-len(r), r))) for first, rows in table.items()}

    @cached_property
    def first_names(self) -> Mapping[str, str]:
        """The gender of first names, as far as all known people with one agree."""
        genders: dict[str, set[str]] = defaultdict(set)
        for entity in self.entities.values():
            if entity.gender and " " in entity.name:
                genders[fold(entity.name.split()[0])].add(entity.gender)
        return {name: next(iter(found)) for name, found in genders.items() if len(found) == 1}

    def part_of_country(self, word: str) -> str | None:
        """The country that a compass name is a part of: "Nordirak" -> "country:IQ"."""
        for part in COMPASS if word.startswith(COMPASS_LETTERS) else ():
            rest = word[len(part) :].lstrip("-")
            if word.lower().startswith(part) and len(rest) > 3:
                ids = self.names.get(fold(rest[:1].upper() + rest[1:]), ())
                if ids and self.entities[ids[0]].kind == "Country":
                    return ids[0]
        return None

    def country_of_adjective(self, word: str) -> str | None:
        """The country an adjective belongs to, in any declined form: "syrischen" -> "country:SY"."""
        if word not in self._countries:
            lower = word.lower()
            stems = (lower.removesuffix(ending) for ending in ADJECTIVE_ENDINGS if lower.endswith(ending))
            self._countries[word] = next((found for stem in stems if (found := self._adjective(stem))), None)
        return self._countries[word]

    def region_of_adjective(self, word: str) -> str | None:
        """The place that an adjective belongs to, in any declined form: "katalanische" -> "place:katalonien"."""
        return self.region_adjectives.get(strip_ending(word.lower(), longer_than=6))

    def is_class_word(self, word: str) -> bool:
        """True for a word that names a class of things, like "Senat" or "Kongress"."""
        return any(word.lower() in words for words in self.nouns.values())

    def is_human(self, lemma: str) -> bool:
        """True for a noun that names people by what they are or do ("Prüfer", "US-Diplomat", "Wahlsieger")."""
        word = lemma.rpartition("-")[2].lower()
        return any(word[start:] in self.humans for start in (0, *range(3, len(word) - 5))) or _is_participle(
            word
        )

    def _adjective(self, stem: str) -> str | None:
        if found := self.adjectives.get(stem):
            return found
        for part in COMPASS:
            if stem.startswith(part) and (found := self.adjectives.get(stem[len(part) :].lstrip("-"))):
                return found
        return None

    def office(self, word: str) -> Office | None:
        """The office that a noun names, also as the last part of a compound ("Vizekanzler", "Parteichef")."""
        if exact := self.offices.get(word.lower()):
            return exact
        for start in range(3, len(word) - 3):
            tail = word[start:].lower().lstrip("-")
            found = self.offices.get(tail)
            if found and found.suffix:
                return _compound(found, word, tail)
        return None

    def noun_class(self, lemma: str, names: tuple[str, ...]) -> str | None:
        """The first of the classes in `names` that holds the noun or the last part of it."""
        key = (lemma, names)
        if key not in self._classes:
            self._classes[key] = self._noun_class(lemma, names)
        return self._classes[key]

    def _noun_class(self, lemma: str, names: tuple[str, ...]) -> str | None:
        lower = lemma.lower()
        for start in (0, *range(3, len(lower) - 3)):
            tail = lower[start:].lstrip("-")
            for name in names:
                if tail in self.nouns[name]:
                    return name
        return None


def _is_participle(word: str) -> bool:
    """ "Streikende", "Überlebenden": a participle as a noun names people."""
    stem = word.rstrip("nr").removesuffix("e")
    return len(stem) > 6 and stem.endswith("end") and word != stem and not word.endswith("wochenende")


def _compound(office: Office, word: str, tail: str) -> Office:
    head = office.title if office.title.lower() != tail else tail
    title = word[: len(word) - len(tail)] + head.lower()
    return replace(office, title=title, suffix=False)


@cache
def load_knowledge(own: str | None = None) -> Knowledge:
    """Read the knowledge files once, and the user's `own` file on top; about half a second.

    Raises OntologyError that names file and entry.
    """
    tables = {name: read_yaml(f"{name}.yaml") for name in ("places", "countries", "organizations", "people")}
    if own:
        tables = overlay(tables, own)
    countries = tables["countries"]
    # where two states share a capital, today's stands first in the file and wins
    entities = {entity.id: entity for entity in reversed(list(_entities(tables)))}
    own_ids = {row["id"] for rows in tables.values() for row in rows if row.get("own")}
    entities = {id_: entities[id_] for id_ in sorted(entities, key=lambda id_: id_ not in own_ids)}
    offices = read_yaml("offices.yaml")
    return Knowledge(
        entities=entities,
        names=_names(entities, countries),
        prefixes=_prefixes(entities, tables),
        adjectives={
            stem.lower(): row["id"] for row in reversed(countries) for stem in row.get("adjectives", ())
        },
        region_adjectives={
            stem: row["id"] for row in reversed(tables["places"]) for stem in row.get("adjectives", ())
        },
        demonyms={form: row["id"] for row in countries for form in _demonym_forms(row.get("demonyms", ()))},
        capitals=_capitals(tables),
        governments={
            fold(name): row["id"] for row in reversed(countries) for name in row.get("government", ())
        },
        offices=dict(_office_forms(offices["offices"])),
        metonyms={fold(word): (row[0], tuple(row[1:])) for word, row in offices["unique_metonym"].items()},
        former=frozenset(_stems(offices["former"])),
        designate=frozenset(_stems(offices["designate"])),
        same_offices=tuple(frozenset(titles) for titles in offices["same_office"]),
        nouns=_nouns(read_yaml("groups.yaml")),
        humans=frozenset(row[0].lower() for row in read_table("person_nouns.txt")),
    )


def _entities(tables: Tables) -> Iterator[KnownEntity]:
    for row in tables["places"]:
        yield _entity(row, "Place", row.get("in"))
    for row in tables["countries"]:
        yield _entity(row, "Country", row["id"])
        if capital := row.get("capital"):
            yield _entity({**capital, "type": "city"}, "Place", row["id"])
    for row in tables["organizations"]:
        yield _entity(row, "Organization", row.get("country"))
    for row in tables["people"]:
        yield _entity(row, "Person", None)


def _entity(row: Mapping[str, Any], kind: Kind, country: str | None) -> KnownEntity:
    return KnownEntity(
        id=row["id"],
        name=row["name"],
        kind=kind,
        aliases=tuple(row.get("aliases", ())),
        country=country,
        wikidata=row.get("wikidata"),
        type=row.get("type"),
        gender=row.get("gender"),
        offices=tuple(row.get("offices", ())),
    )


def _names(
    entities: Mapping[str, KnownEntity], countries: Iterable[Mapping[str, Any]]
) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = defaultdict(list)
    for entity in entities.values():
        for name in dict.fromkeys(fold(n) for n in (entity.name, *entity.aliases)):
            table[name].append(entity.id)
    for row in countries:
        for name in row.get("government", ()):
            table[fold(name)].append(row["id"])
    return {name: tuple(ids) for name, ids in table.items()}


def _capitals(tables: Tables) -> dict[str, str]:
    """The place that stands for a government, with the country it stands for; "Brüssel" stands for the EU."""
    never = set(read_yaml("groups.yaml")["capital_metonym_exceptions"])
    rows = [
        row
        for row in reversed(tables["countries"])
        if row.get("capital") and row["capital"]["name"] not in never
    ]
    seats = {row["seat"]: row["id"] for row in tables["organizations"] if row.get("seat")}
    return {row["capital"]["id"]: row["id"] for row in rows} | seats


def _prefixes(entities: Mapping[str, KnownEntity], tables: Tables) -> dict[str, str]:
    table = {fold(prefix): row["id"] for row in tables["organizations"] for prefix in row.get("prefixes", ())}
    table |= {fold(prefix): row["id"] for row in tables["countries"] for prefix in row.get("prefixes", ())}
    names = {fold(e.name): e.id for e in entities.values() if e.kind in ("Country", "Organization")}
    return {**names, **table}


def _demonym_forms(demonyms: Iterable[str]) -> Iterator[str]:
    for word in demonyms:
        lower = word.lower()
        yield from (lower, lower + "n", lower + "s", lower + "en", lower + "nen")


def _office_forms(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Office]]:
    for row in rows:
        noun, feminine = row["noun"], row.get("feminine")
        shared = {key: row[key] for key in ("scope",) if key in row}
        flags = {
            "office": row.get("office", True),
            "member": row.get("member", False),
            "suffix": row.get("suffix", False),
            "aide": row.get("aide", False),
            "countries": tuple(row.get("countries", ())),
        }
        office = Office(noun, **shared, **flags)
        for form in (noun, noun + "s", noun + "n", noun + "en", noun + "es", *row.get("forms", ())):
            yield form.lower(), office
        if feminine and feminine != noun and feminine not in row.get("forms", ()):
            female = Office(feminine, **shared, **flags, gender="f")
            for form in (feminine, feminine + "nen"):
                yield form.lower(), female


def _stems(words: Iterable[str]) -> Iterator[str]:
    # adjectives may stand in the file with or without their ending
    for word in words:
        lower = word.lower().rstrip("-")
        yield lower.removesuffix("er") if not word.endswith("-") and len(lower) > 5 else lower


def _nouns(groups: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    groups = {name: words for name, words in groups.items() if name != "capital_metonym_exceptions"}
    return {name: frozenset(_forms(words or ())) for name, words in groups.items()}


def _forms(words: Iterable[str]) -> Iterator[str]:
    # adjectival nouns (Aufständischer, Angehöriger) decline like adjectives
    for word in words:
        lower = word.lower()
        yield lower
        if lower.endswith(("er", "e")) and lower.rstrip("r").endswith("e"):
            yield from (lower.rstrip("r"), lower.rstrip("r") + "n", lower.rstrip("r") + "r")
