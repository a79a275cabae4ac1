"""A user's own knowledge file: it adds, it wins, and what is wrong in it is said in one line."""

from pathlib import Path

import pytest

import graphkit
from graphkit.errors import OntologyError
from graphkit.ontology import load_knowledge

OWN = """
people:
  - name: Maria Muster
    aliases: [M. Muster]
    offices: [{title: Bürgermeisterin, of: Hinterfeld, from: 2010}]
  - {id: "person:angela-merkel", aliases: [Mutti]}
organizations:
  - {name: Bürgerliste Hinterfeld, type: party, aliases: [BLH], prefixes: [BLH]}
  - {name: Neue Union, aliases: [EU]}
places:
  - {name: Hinterfeld, in: "country:DE", type: city}
  - {id: "place:moskau", aliases: [Moskwa]}
countries:
  - {id: "country:RU", wikidata: Q1, adjectives: [großrussisch]}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def told(text: str, own: Path) -> list[tuple[str, str, str]]:
    found = graphkit.extract(text, knowledge=own)
    return [(s.subject.id, s.relation, s.object.id) for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria Muster kritisierte die BLH.",
         ("person:maria-muster", "CRITICIZES", "organization:buergerliste-hinterfeld")),
        ("Wladimir Putin traf Mutti in Hinterfeld.", ("person:wladimir-putin", "MET", "person:angela-merkel")),
        ("Angela Merkel reiste nach Moskwa.", ("person:angela-merkel", "VISITED", "place:moskau")),
        ("Angela Merkel kritisierte die EU.", ("person:angela-merkel", "CRITICIZES", "organization:neue-union")),
    ],
)  # fmt: skip
def test_own_names_are_found(text: str, expected: tuple[str, str, str], own: Path) -> None:
    assert expected in told(text, own)


def test_entries_add_to_what_is_known(own: Path) -> None:
    shipped, both = load_knowledge(), load_knowledge(str(own))
    merkel = both.entities["person:angela-merkel"]
    assert merkel.wikidata == shipped.entities["person:angela-merkel"].wikidata
    assert merkel.aliases[0] == "Mutti"
    assert merkel.offices == shipped.entities["person:angela-merkel"].offices
    assert both.entities["country:RU"].wikidata == "Q1"
    assert (
        both.country_of_adjective("großrussische") == both.country_of_adjective("russische") == "country:RU"
    )
    assert both.entities["person:maria-muster"].offices[0]["of"] == "place:hinterfeld"
    assert both.entities.keys() - shipped.entities.keys() == {
        "person:maria-muster", "organization:buergerliste-hinterfeld", "organization:neue-union", "place:hinterfeld"
    }  # fmt: skip


def test_the_shipped_knowledge_is_left_alone(own: Path) -> None:
    load_knowledge(str(own))
    assert "Mutti" not in load_knowledge().names


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("people: [", "while parsing"),
        ("persons: []", "expected lists named people"),
        ("people: {name: A}", "people must be a list"),
        ("people: [Merkel]", "people, entry 1: expected fields"),
        ("people: [{aliases: [A]}]", "people, entry 1: it needs a name"),
        ("people: [{name: A}, {name: B, sex: f}]", "people, entry 2: unknown field 'sex'"),
        ("people: [{name: A, aliases: B}]", "aliases must be a list"),
        ("people: [{name: A, aliases: [on]}]", "aliases must be a list of texts"),
        ("people: [{name: no}]", "name must be a text"),
        ("people: [{name: '---'}]", "the id must begin with person:"),
        ("people: [{name: A, id: 'organization:a'}]", "the id must begin with person:"),
        ("people: [{id: 'person:nobody-at-all', aliases: [N]}]", "it needs a name"),
        ("people: [{name: A B, offices: [{title: Chef}]}]", "an office needs title: and of:"),
        ("people: [{name: A B, offices: [{title: Chef, of: Nirgendwo}]}]", "no known name or id"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(OntologyError) as error:
        load_knowledge(str(path))
    assert message in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot be read"):
        list(graphkit.extract("Ein Text.", knowledge=tmp_path / "no.yaml"))
