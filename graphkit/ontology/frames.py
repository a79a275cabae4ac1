"""Relation types and their frames: which word says the relation, and which argument is which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from graphkit.errors import OntologyError
from graphkit.model import KINDS, Kind, Modality
from graphkit.ontology.files import read_yaml
from graphkit.ontology.words import load_words


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation type: its meaning, the PLOVER event it maps to, and the kinds its arguments may have."""

    name: str
    meaning: str
    plover: Mapping[str, str] | None
    symmetric: bool
    territorial: bool
    subject: frozenset[Kind]
    object: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Frame:
    """How one verb or noun says one relation; the slots are described in docs/ontology.md."""

    relation: str
    verb: str | None
    noun: str | None
    with_: tuple[str, ...]
    with_not: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    every_object: bool
    last_object: tuple[str, ...]
    reflexive: bool | None
    subject_kind: frozenset[Kind]
    object_kind: frozenset[Kind]
    subject_word: tuple[str, ...]
    object_word: tuple[str, ...]
    reciprocal: bool
    negative: bool
    modality: Modality | None
    priority: int
    example: str | None
    gives: str | None

    @property
    def rule(self) -> str:
        """The name under which a statement says where it comes from."""
        word = f"verb:{self.verb}" if self.verb else f"noun:{self.noun}"
        more = "|…" if len(self.with_) > 1 else ""
        return f"{word}+{self.with_[0]}{more}" if self.with_ else word


@dataclass(frozen=True, slots=True)
class Relations:
    """All relation types and the frames of one language, frames by their word."""

    types: Mapping[str, Relation]
    by_verb: Mapping[str, tuple[Frame, ...]]
    by_noun: Mapping[str, tuple[Frame, ...]]
    participles: Mapping[str, str]

    def frames(self) -> list[Frame]:
        """Every frame once."""
        return [f for table in (self.by_verb, self.by_noun) for frames in table.values() for f in frames]


@cache
def load_relations(language: str = "de") -> Relations:
    """Relation types with the frames of `language`; raises OntologyError for a frame that cannot be read."""
    types = {name: _relation(name, data) for name, data in read_yaml("relations.yaml").items()}
    agents = load_words(language).affixes("agent_prepositions")
    verbs: dict[str, list[Frame]] = defaultdict(list)
    nouns: dict[str, list[Frame]] = defaultdict(list)
    for relation, entries in read_yaml(f"frames_{language}.yaml").items():
        if relation not in types:
            raise OntologyError(f"ontology/frames_{language}.yaml: no relation type {relation!r}")
        for entry in entries:
            frame = _frame(types[relation], entry, agents)
            (verbs[frame.verb] if frame.verb else nouns[str(frame.noun)]).append(frame)
    return Relations(types, _sorted(verbs), _sorted(nouns), _participles(verbs, language))


def _participles(verbs: Iterable[str], language: str) -> dict[str, str]:
    facts = read_yaml(f"verbs_{language}.yaml")
    return {form: verb for verb in verbs for form in (verb + "d", _participle(verb, facts))}


def _participle(verb: str, facts: Mapping[str, Any]) -> str:
    """The undeclined past participle: "angreifen" -> "angegriffen", "bombardieren" -> "bombardiert"."""
    strong: Mapping[str, str] = facts["strong_participles"]
    if verb in strong:
        return strong[verb]
    for prefix in sorted(
        set(facts["separable"]) - set(facts["inseparable"]) | {"um", "durch"}, key=len, reverse=True
    ):
        base = verb.removeprefix(prefix)
        if base != verb and (base in strong or len(base) > 4):
            return f"{prefix}{_participle(base, facts)}"
    for prefix in facts["inseparable"]:
        base = verb.removeprefix(prefix)
        if base in strong:
            return f"{prefix}{strong[base].removeprefix('ge')}"
    stem = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
    weak = stem + ("et" if stem.endswith(("t", "d")) else "t")
    bare = verb.endswith("ieren") or any(verb.startswith(prefix) for prefix in facts["inseparable"])
    return weak if bare else "ge" + weak


def _sorted(table: Mapping[str, list[Frame]]) -> dict[str, tuple[Frame, ...]]:
    # a phrase is more specific than its bare verb and is tried first
    return {
        word: tuple(sorted(frames, key=lambda f: (-f.priority, not f.with_)))
        for word, frames in table.items()
    }


# with these "Kiew" is the city, with all others its government
_TERRITORIAL = ("ATTACKED", "CONTROLS", "DEPLOYED_AT", "LOCATED_IN", "VISITED", "WITHDREW_FROM")


def _relation(name: str, data: Mapping[str, Any]) -> Relation:
    kinds = {side: frozenset(data[side]) for side in ("subject", "object")}
    for side, values in kinds.items():
        if unknown := values - set(KINDS):
            raise OntologyError(
                f"ontology/relations.yaml: {name}.{side}: no kind {', '.join(sorted(unknown))}"
            )
    return Relation(
        name, data["meaning"], data.get("plover"), bool(data.get("symmetric")), name in _TERRITORIAL, **kinds
    )


def _frame(relation: Relation, data: Mapping[str, Any], agents: tuple[str, ...]) -> Frame:
    if ("verb" in data) == ("noun" in data):
        raise OntologyError(f"a frame of {relation.name} needs a verb or a noun: {dict(data)}")
    modality = data.get("modality")
    if modality is not None and modality not in get_args(Modality):
        raise OntologyError(f"a frame of {relation.name} has no such modality: {modality}")
    objects = data.get("objects")
    return Frame(
        relation=relation.name,
        verb=data.get("verb"),
        noun=data.get("noun"),
        with_=tuple(data.get("with", ())),
        with_not=tuple(data.get("with_not", ())),
        subject=tuple(data.get("subject") or (("subj",) if "verb" in data else ("gen", "poss", *agents))),
        object=tuple(objects or data.get("object", ())),
        every_object=objects is not None,
        last_object=tuple(data.get("object", ())) if objects else (),
        reflexive=data.get("reflexive"),
        subject_kind=frozenset(data.get("subject_kind") or relation.subject),
        object_kind=frozenset(data.get("object_kind") or relation.object),
        subject_word=tuple(data.get("subject_word", ())),
        object_word=tuple(data.get("object_word", ())),
        reciprocal=bool(data.get("reciprocal")),
        negative=bool(data.get("negative")),
        modality=modality,
        priority=int(data.get("priority", 0)),
        example=data.get("example"),
        gives=data.get("gives"),
    )
