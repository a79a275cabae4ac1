"""The trigger data: relation types and the German frames that say them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from graphkit.model import KINDS
from graphkit.ontology.files import read_yaml
from graphkit.ontology.frames import Frame, load_relations


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RELATIONS = words("""
    ORDERED NEGOTIATES AGREED MET VISITED SUPPORTS PROMISED DEMANDS CRITICIZES REJECTS THREATENS ATTACKED
    KILLED ARRESTED SENTENCED SANCTIONED DEPLOYED_AT WITHDREW_FROM CONTROLS APPOINTED RESIGNED SUCCEEDED
    HOLDS_OFFICE MEMBER_OF LOCATED_IN
""")
# PLOVER manual, https://github.com/openeventdata/PLOVER
PLOVER_MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack"
    " aerial drone heavy-weapons crowd-control unconventional",
}
ROLES = words("subj obj dat gen poss clause bare pred place from with self office host attacker")
PREPOSITIONS = words("""
    mit über gegen an auf für von aus nach in bei vor zu zwischen um gegenüber durch als hinter unter
""")
FIELDS = words("""
    verb noun with with_not subject subject_kind subject_word object objects object_kind object_word
    reflexive reciprocal negative modality priority example gives
""")


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every frame as it stands in the file, with its relation."""
    for relation, frames in read_yaml("frames_de.yaml").items():
        for frame in frames:
            yield relation, frame


def title(entry: tuple[str, dict[str, Any]]) -> str:
    relation, frame = entry
    return f"{relation}: {frame.get('verb') or frame.get('noun')} {' '.join(map(str, frame.get('with', [])))}"


def offenders(broken: Any) -> list[str]:
    """The frames for which `broken(frame)` holds."""
    return [title((relation, frame)) for relation, frame in entries() if broken(frame)]


def test_the_relation_types_are_the_annotated_ones() -> None:
    assert set(load_relations().types) == RELATIONS


def test_every_relation_type_has_frames() -> None:
    assert {frame.relation for frame in load_relations().frames()} == RELATIONS


def test_meetings_talks_and_agreements_have_no_direction() -> None:
    symmetric = {name for name, relation in load_relations().types.items() if relation.symmetric}
    assert symmetric == {"MET", "NEGOTIATES", "AGREED"}


@pytest.mark.parametrize("name", sorted(RELATIONS))
def test_a_relation_maps_to_an_event_of_plover_or_to_none(name: str) -> None:
    plover = load_relations().types[name].plover
    if plover is None:
        assert name in {"APPOINTED", "SUCCEEDED", "HOLDS_OFFICE", "MEMBER_OF", "LOCATED_IN"}
    else:
        assert plover.get("mode", "") in {"", *PLOVER_MODES[plover["event"]].split()}


def test_every_frame_of_the_file_is_loaded_once() -> None:
    assert len(load_relations().frames()) == len(list(entries())) >= 450


def test_frames_use_only_known_fields() -> None:
    assert offenders(lambda frame: not FIELDS.issuperset(frame)) == []


def test_frames_use_only_known_slots() -> None:
    known = ROLES | PREPOSITIONS
    slots = {slot for frame in load_relations().frames() for slot in (*frame.subject, *frame.object)}
    assert slots - known == set()


def test_every_frame_says_where_its_object_stands() -> None:
    assert offenders(lambda frame: not frame.get("object") and not frame.get("objects")) == []


def test_no_slot_serves_as_subject_and_object_but_a_pair() -> None:
    shared = {slot for frame in load_relations().frames() for slot in {*frame.subject} & {*frame.object}}
    assert shared <= {"zwischen"}


@pytest.mark.parametrize("side", ["subject", "object"])
def test_a_frame_narrows_the_kinds_of_its_relation(side: str) -> None:
    types = load_relations().types

    def widens(frame: Frame) -> bool:
        kinds = getattr(frame, f"{side}_kind")
        return not kinds <= getattr(types[frame.relation], side) or not kinds <= set(KINDS)

    assert [frame.rule for frame in load_relations().frames() if widens(frame)] == []


def test_lists_of_words_are_lists_of_strings() -> None:
    def broken(frame: dict[str, Any]) -> bool:
        lists = [frame.get(key, []) for key in ("with", "with_not", "subject_word", "object_word")]
        return any(type(found) is not list or {*map(type, found)} - {str} for found in lists)

    assert offenders(broken) == []


def test_a_word_list_names_no_word_twice() -> None:
    def broken(frame: dict[str, Any]) -> bool:
        return any(len(set(v)) < len(v) for v in frame.values() if isinstance(v, list))

    assert offenders(broken) == []


def test_no_frame_both_needs_and_forbids_a_word() -> None:
    assert offenders(lambda frame: set(frame.get("with", ())) & set(frame.get("with_not", ()))) == []


def test_the_with_slot_is_used_only_where_there_is_a_with_word() -> None:
    def broken(frame: dict[str, Any]) -> bool:
        slots = [*frame.get("object", ()), *frame.get("objects", ()), *frame.get("subject", ())]
        return "with" in slots and "with" not in frame

    assert offenders(broken) == []


def test_no_frame_stands_twice_in_a_relation() -> None:
    seen = Counter(
        (relation, *sorted((k, str(v)) for k, v in frame.items() if k not in ("example", "gives")))
        for relation, frame in entries()
    )
    assert [key for key, count in seen.items() if count > 1] == []


def test_verbs_are_infinitives_and_nouns_are_capitalised() -> None:
    def broken(frame: dict[str, Any]) -> bool:
        pattern = r"[a-zäöüß]+n" if "verb" in frame else r"[A-ZÄÖÜ][a-zäöüß]+"
        return not re.fullmatch(pattern, frame.get("verb") or frame["noun"])

    assert offenders(broken) == []


def test_nearly_every_frame_has_an_example() -> None:
    frames = load_relations().frames()
    assert sum(frame.example is not None for frame in frames) / len(frames) >= 0.85


def test_an_example_comes_with_what_it_gives() -> None:
    assert offenders(lambda frame: ("example" in frame) != ("gives" in frame)) == []


def test_what_an_example_gives_are_words_of_the_example() -> None:
    def broken(frame: dict[str, Any]) -> bool:
        pairs = [pair.split(" > ") for pair in frame.get("gives", "").split(" ; ") if pair]
        return any(len(pair) != 2 or any(head not in frame["example"] for head in pair) for pair in pairs)

    assert offenders(broken) == []


def test_an_example_stands_for_one_frame() -> None:
    examples = Counter(frame.example for frame in load_relations().frames() if frame.example)
    assert [example for example, count in examples.items() if count > 1] == []


def test_a_phrase_is_tried_before_its_bare_verb() -> None:
    first = load_relations().by_verb["verurteilen"][0]
    assert (first.relation, bool(first.with_)) == ("SENTENCED", True)
