"""The knowledge files: each name leads to one thing, each reference somewhere; there is enough of each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml

from graphkit.ontology.text import fold

# spellings that two entries may share, with the reason beside them
SHARED_NAMES: dict[str, str] = {}
SHARED_ADJECTIVES: dict[str, str] = {}
SHARED_CAPITALS = {
    "place:moskau": {"country:RU", "country:SU"},
    "place:belgrad": {"country:RS", "country:YU", "country:CSXX"},
    "place:prag": {"country:CZ", "country:CSHH"},
}
ENTRY_FILES = ("countries", "organizations", "people", "places")
KINDS = {"countries": "country", "organizations": "organization", "people": "person", "places": "place"}
KEYS = {
    "countries": {"en", "wikidata", "aliases", "adjectives", "demonyms", "capital", "government", "prefixes"},
    "organizations": {"en", "wikidata", "seat", "type", "country", "aliases", "prefixes"},
    "people": {"wikidata", "aliases", "gender", "offices"},
    "places": {"wikidata", "aliases", "in", "type", "adjectives"},
}
ORGANIZATION_TYPES = set(
    [
        "international",
        "party",
        "armed",
        "parliament",
        "court",
        "ministry",
        "military",
        "police",
        "intelligence",
        "agency",
        "media",
        "company",
        "ngo",
        "bank",
        "religious",
        "union",
        "other",
    ]
)
PLACE_TYPES = set(
    [
        "city",
        "region",
        "province",
        "base",
        "sea",
        "river",
        "mountain",
        "continent",
        "palace",
        "island",
        "camp",
        "border",
    ]
)
SCOPES = set(
    [
        "country",
        "organization",
        "court",
        "military",
        "diplomat",
        "spokesperson",
        "parliament",
        "religious",
        "local",
        "monarch",
        "media",
        "role",
    ]
)
OFFICE_KEYS = {"noun", "forms", "feminine", "scope", "countries", "member", "office", "suffix", "aide"}


def load(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((files("graphkit.ontology") / f"{name}.yaml").read_text(encoding="utf8"), Loader=loader)


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return {name: load(name) for name in (*ENTRY_FILES, "offices", "groups")}


@pytest.fixture(scope="module")
def cities() -> list[list[str]]:
    text = (files("graphkit.ontology") / "cities.tsv").read_text(encoding="utf8")
    return [line.split("\t") for line in text.splitlines()]


def capitals(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((row["id"], row["capital"]) for row in data["countries"] if "capital" in row)


def known_ids(data: dict[str, Any]) -> set[str]:
    entries = {row["id"] for name in ENTRY_FILES for row in data[name]}
    return entries | {capital["id"] for _, capital in capitals(data)}


def spellings(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each spelling with the id of what it names."""
    for name in ENTRY_FILES:
        for row in data[name]:
            for spelling in (row["name"], *row.get("aliases", ()), *row.get("government", ())):
                yield spelling, row["id"]
    for _, capital in capitals(data):
        for spelling in (capital["name"], *capital.get("aliases", ())):
            yield spelling, capital["id"]


def doublets(values: Iterator[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


@pytest.mark.parametrize("name", ENTRY_FILES)
def test_every_entry_has_a_name_and_an_id_of_its_kind_and_no_unknown_key(
    data: dict[str, Any], name: str
) -> None:
    pattern = r"country:[A-Z]{2,4}" if name == "countries" else KINDS[name] + r":[a-z0-9]+(-[a-z0-9]+)*"
    for row in data[name]:
        assert re.fullmatch(pattern, row["id"]), row
        assert row["name"], row
        assert set(row) - {"id", "name"} <= KEYS[name], row


def test_no_id_stands_twice_in_all_files(data: dict[str, Any]) -> None:
    ids = [row["id"] for name in ENTRY_FILES for row in data[name]]
    ids += {capital["id"] for _, capital in capitals(data)}
    assert doublets(iter(ids)) == []


def test_a_capital_belongs_to_one_country_unless_the_country_changed(data: dict[str, Any]) -> None:
    owners = defaultdict(set)
    descriptions = defaultdict(set)
    for country, capital in capitals(data):
        owners[capital["id"]].add(country)
        descriptions[capital["id"]].add(str(capital))
        assert re.fullmatch(r"place:[a-z0-9]+(-[a-z0-9]+)*", capital["id"])
        assert {"id", "name", "en"} <= set(capital) <= {"id", "name", "en", "wikidata", "aliases"}
    assert {place: found for place, found in owners.items() if len(found) > 1} == SHARED_CAPITALS
    assert all(len(found) == 1 for found in descriptions.values())


def test_every_reference_leads_to_an_entry(data: dict[str, Any]) -> None:
    known = known_ids(data)
    references = [row["country"] for row in data["organizations"] if "country" in row]
    references += [row["in"] for row in data["places"] if "in" in row]
    references += [office["of"] for row in data["people"] for office in row.get("offices", ())]
    references += [country for row in data["offices"]["offices"] for country in row.get("countries", ())]
    references += [country for row in data["offices"]["unique_metonym"].values() for country in row[1:]]
    assert sorted(set(references) - known) == []


def test_no_spelling_names_two_entities(data: dict[str, Any]) -> None:
    owners = defaultdict(set)
    for spelling, owner in spellings(data):
        owners[fold(spelling)].add(owner)
    shared = {spelling: sorted(found) for spelling, found in owners.items() if len(found) > 1}
    assert {spelling: found for spelling, found in shared.items() if spelling not in SHARED_NAMES} == {}
    assert set(SHARED_NAMES) <= set(shared), "a spelling in the allow-list is no longer shared"


def test_no_list_repeats_itself_or_the_name(data: dict[str, Any]) -> None:
    for name in ENTRY_FILES:
        for row in data[name]:
            assert doublets(iter((row["name"], *row.get("aliases", ())))) == [], row
            for key in ("adjectives", "demonyms", "government", "prefixes"):
                assert doublets(iter(row.get(key, ()))) == [], row


def test_a_prefix_leads_to_one_entity(data: dict[str, Any]) -> None:
    owners = defaultdict(set)
    for name in ("countries", "organizations"):
        for row in data[name]:
            for prefix in row.get("prefixes", ()):
                owners[fold(prefix)].add(row["id"])
    assert {prefix: found for prefix, found in owners.items() if len(found) > 1} == {}


def test_an_adjective_and_a_demonym_belong_to_one_country(data: dict[str, Any]) -> None:
    for key, allowed in (("adjectives", SHARED_ADJECTIVES), ("demonyms", {})):
        owners = defaultdict(set)
        for row in data["countries"]:
            for word in row.get(key, ()):
                owners[word.lower()].add(row["id"])
        assert {word: found for word, found in owners.items() if len(found) > 1 and word not in allowed} == {}


def test_adjectives_are_base_forms_or_undeclined_like_the_people(data: dict[str, Any]) -> None:
    wrong = [
        word
        for row in data["countries"]
        for word in row.get("adjectives", ())
        if not re.search(r"sch$", word) and word not in row.get("demonyms", ())
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ENTRY_FILES)
def test_a_wikidata_number_stands_once_in_its_file(data: dict[str, Any], name: str) -> None:
    numbers = [row["wikidata"] for row in data[name] if "wikidata" in row]
    assert all(re.fullmatch(r"Q[1-9]\d*", number) for number in numbers)
    assert doublets(iter(numbers)) == []


def test_capitals_have_wikidata_numbers_of_their_own(data: dict[str, Any]) -> None:
    numbers = {capital["id"]: capital["wikidata"] for _, capital in capitals(data) if "wikidata" in capital}
    assert doublets(iter(numbers.values())) == []


def test_types_scopes_and_genders_are_known_ones(data: dict[str, Any]) -> None:
    assert {row["type"] for row in data["organizations"]} <= ORGANIZATION_TYPES
    assert {row["type"] for row in data["places"]} <= PLACE_TYPES
    assert {row["gender"] for row in data["people"]} == {"m", "f"}
    assert {row["scope"] for row in data["offices"]["offices"]} == SCOPES


def test_offices_of_people_have_a_title_and_years_in_order(data: dict[str, Any]) -> None:
    for row in data["people"]:
        for office in row.get("offices", ()):
            assert {"title", "of"} <= set(office) <= {"title", "of", "from", "to"}, row
            assert 1900 < office.get("from", 2000) <= office.get("to", 2026) <= 2026, row


def test_offices_of_people_are_offices_that_the_list_of_offices_knows(data: dict[str, Any]) -> None:
    nouns = {row["noun"] for row in data["offices"]["offices"]}
    nouns |= {row["feminine"] for row in data["offices"]["offices"] if "feminine" in row}
    titles = {office["title"] for row in data["people"] for office in row.get("offices", ())}
    assert sorted(titles - nouns) == []


def test_the_title_of_a_woman_is_feminine_where_there_is_such_a_form(data: dict[str, Any]) -> None:
    masculine = {row["noun"] for row in data["offices"]["offices"] if row.get("feminine", "").endswith("in")}
    wrong = [
        (row["name"], office["title"])
        for row in data["people"]
        for office in row.get("offices", ())
        if row["gender"] == "f" and office["title"] in masculine
    ]
    assert wrong == []


def test_office_nouns_are_unique_and_hold_only_known_keys(data: dict[str, Any]) -> None:
    rows = data["offices"]["offices"]
    assert doublets(row["noun"] for row in rows) == []
    assert all({"noun", "scope"} <= set(row) <= OFFICE_KEYS for row in rows)


def test_adjectival_office_nouns_have_all_their_declined_forms(data: dict[str, Any]) -> None:
    endings = ("Vorsitzender", "Abgeordneter", "Gesandter", "Beauftragter", "Delegierter", "Vertrauter")
    for row in data["offices"]["offices"]:
        if row["noun"].endswith(endings) or row["noun"].lower().endswith(("gesandter", "beauftragter")):
            stem = row["noun"].removesuffix("er")
            assert {stem + "e", stem + "en", stem + "em"} <= set(row["forms"]), row


def test_metonyms_give_a_known_office(data: dict[str, Any]) -> None:
    nouns = {row["noun"] for row in data["offices"]["offices"]}
    nouns |= {row["feminine"] for row in data["offices"]["offices"] if "feminine" in row}
    assert sorted({row[0] for row in data["offices"]["unique_metonym"].values()} - nouns) == []


def test_noun_lists_hold_every_noun_once(data: dict[str, Any]) -> None:
    for name, words in data["groups"].items():
        assert doublets(iter(words)) == [], name
        assert all(isinstance(word, str) and word == word.strip() for word in words), name


def test_cities_have_a_known_country_and_people_and_stand_once(
    data: dict[str, Any], cities: list[list[str]]
) -> None:
    known = known_ids(data)
    assert all(len(row) == 3 and f"country:{row[1]}" in known and int(row[2]) >= 30_000 for row in cities)
    assert doublets(f"{name} {country}" for name, country, _ in cities) == []


def test_no_city_is_named_like_a_person_or_organization_that_news_means_first(
    data: dict[str, Any], cities: list[list[str]]
) -> None:
    places = {row["name"] for row in data["places"]} | {capital["name"] for _, capital in capitals(data)}
    actors = {name for name, owner in spellings(data) if owner.startswith(("person:", "organization:"))}
    assert sorted({row[0] for row in cities} & actors - places) == []


@pytest.mark.parametrize("name", ["Essen", "Halle", "Hof", "Regen", "Singen", "Weiden", "Bad"])
def test_city_names_that_are_german_words_are_left_out(cities: list[list[str]], name: str) -> None:
    assert name not in {row[0] for row in cities}


@pytest.mark.parametrize(
    ("name", "minimum"),
    [("countries", 200), ("organizations", 450), ("people", 700), ("places", 500)],
)
def test_there_are_enough_entries(data: dict[str, Any], name: str, minimum: int) -> None:
    assert len(data[name]) >= minimum


@pytest.mark.parametrize(
    ("name", "minimum"),
    [
        ("collective", 250),
        ("event", 200),
        ("place", 120),
        ("organization", 100),
        ("authority", 100),
        ("force", 100),
    ],
)
def test_there_are_enough_nouns(data: dict[str, Any], name: str, minimum: int) -> None:
    assert len(data["groups"][name]) >= minimum


def test_there_are_enough_offices_and_cities(data: dict[str, Any], cities: list[list[str]]) -> None:
    assert len(data["offices"]["offices"]) >= 350
    assert len(cities) >= 5_000


@pytest.mark.parametrize(
    ("spelling", "owner"),
    [
        ("Vereinigten Staaten", "country:US"),
        ("Weißen Haus", "country:US"),
        ("Kreml", "country:RU"),
        ("Kyjiw", "place:kiew"),
        ("Weltsicherheitsrat", "organization:un-sicherheitsrat"),
        ("Europäischen Kommission", "organization:eu-kommission"),
        ("Huthi-Rebellen", "organization:huthi-rebellen"),
        ("Erdoğan", "person:recep-tayyip-erdogan"),
        ("Zelensky", "person:wolodymyr-selenskyj"),
        ("Bashar al-Assad", "person:baschar-al-assad"),
        ("Lemberg", "place:lwiw"),
        ("Nahen Osten", "place:nahost"),
    ],
)
def test_spellings_of_the_news_lead_to_their_entity(data: dict[str, Any], spelling: str, owner: str) -> None:
    assert (spelling, owner) in set(spellings(data))
