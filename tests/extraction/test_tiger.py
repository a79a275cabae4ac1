"""The TIGER adapter, on Docs built by hand with the labels that de_core_news_* pipelines give."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from graphkit.errors import PipelineError
from graphkit.extraction.components import Extractor
from graphkit.extraction.grammar import scheme_of

Row = tuple[str, str, str, str, int, str, str]  # text, lemma, pos, tag, head, dep, morph


def doc_of(rows: list[Row], ents: list[str] | None = None) -> Doc:
    columns = list(zip(*rows, strict=True))
    return Doc(
        spacy.blank("de").vocab,
        words=list(columns[0]),
        lemmas=list(columns[1]),
        pos=list(columns[2]),
        tags=list(columns[3]),
        heads=list(columns[4]),
        deps=list(columns[5]),
        morphs=list(columns[6]),
        sent_starts=[i == 0 for i in range(len(rows))],
        ents=ents or ["O"] * len(rows),
    )


def statements(doc: Doc) -> set[str]:
    found = Extractor("tiger", "test", "de", False)(doc)._.statements
    return {f"{s.subject.name} {s.relation} {s.object.name}: {s.modality}" for s in found}


FINITE, PARTICIPLE, INFINITIVE = "Mood=Ind|VerbForm=Fin", "VerbForm=Part", "VerbForm=Inf"


def test_an_active_perfect_has_its_auxiliary_for_a_head_and_keeps_its_arguments() -> None:
    doc = doc_of(
        [
            ("Frankreich", "Frankreich", "PROPN", "NE", 1, "sb", ""),
            ("hat", "haben", "AUX", "VAFIN", 1, "ROOT", FINITE),
            ("Mali", "Mali", "PROPN", "NE", 3, "oa", ""),
            ("unterstützt", "unterstützen", "VERB", "VVPP", 1, "oc", PARTICIPLE),
            (".", ".", "PUNCT", "$.", 1, "punct", ""),
        ],
        ["B-LOC", "O", "B-LOC", "O", "O"],
    )
    assert statements(doc) == {"Frankreich SUPPORTS Mali: asserted"}


def test_a_passive_is_turned_around() -> None:
    doc = doc_of(
        [
            ("Mali", "Mali", "PROPN", "NE", 1, "sb", ""),
            ("wird", "werden", "AUX", "VAFIN", 1, "ROOT", FINITE),
            ("von", "von", "ADP", "APPR", 4, "sbp", ""),
            ("Frankreich", "Frankreich", "PROPN", "NE", 2, "nk", ""),
            ("unterstützt", "unterstützen", "VERB", "VVPP", 1, "oc", PARTICIPLE),
            (".", ".", "PUNCT", "$.", 1, "punct", ""),
        ],
        ["B-LOC", "O", "O", "B-LOC", "O", "O"],
    )
    assert statements(doc) == {"Frankreich SUPPORTS Mali: asserted"}


def test_a_separable_verb_a_modal_and_a_prepositional_object() -> None:
    doc = doc_of(
        [
            ("China", "China", "PROPN", "NE", 1, "sb", ""),
            ("will", "wollen", "AUX", "VMFIN", 1, "ROOT", FINITE),
            ("mit", "mit", "ADP", "APPR", 4, "mo", ""),
            ("Japan", "Japan", "PROPN", "NE", 2, "nk", ""),
            ("verhandeln", "verhandeln", "VERB", "VVINF", 1, "oc", INFINITIVE),
            (".", ".", "PUNCT", "$.", 1, "punct", ""),
        ],
        ["B-LOC", "O", "O", "B-LOC", "O", "O"],
    )
    assert statements(doc) == {"China NEGOTIATES Japan: planned"}


def test_a_particle_at_the_end_and_coordinated_subjects() -> None:
    doc = doc_of(
        [
            ("China", "China", "PROPN", "NE", 3, "sb", ""),
            ("und", "und", "CCONJ", "KON", 0, "cd", ""),
            ("Japan", "Japan", "PROPN", "NE", 1, "cj", ""),
            ("lehnen", "lehnen", "VERB", "VVFIN", 3, "ROOT", FINITE),
            ("den", "der", "DET", "ART", 5, "nk", "Case=Acc"),
            ("Vertrag", "Vertrag", "NOUN", "NN", 3, "oa", "Case=Acc|Gender=Masc|Number=Sing"),
            ("ab", "ab", "ADP", "PTKVZ", 3, "svp", ""),
            (".", ".", "PUNCT", "$.", 3, "punct", ""),
        ],
        ["B-LOC", "O", "B-LOC", "O", "O", "O", "O", "O"],
    )
    assert statements(doc) == {"China REJECTS Vertrag: asserted", "Japan REJECTS Vertrag: asserted"}


def test_the_scheme_is_told_by_the_parser_s_labels() -> None:
    assert scheme_of(frozenset({"sb", "oa", "nk", "ROOT"})) == "tiger"
    assert scheme_of(frozenset({"nsubj", "obj", "ROOT"})) == "ud"
    with pytest.raises(PipelineError, match="neither"):
        scheme_of(frozenset({"SBJ", "OBJ"}))
