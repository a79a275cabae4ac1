"""German stands in data files and in the German grammar, nowhere else: the rooms ask for words by what they do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphkit.extraction
from graphkit.errors import PipelineError
from graphkit.extraction.grammar import grammar_of
from graphkit.ontology import Words, load_words

ROOT = Path(graphkit.extraction.__file__).parent
# the bundled German pipeline's own components, and the one module that may know German
GERMAN = (ROOT / "language", ROOT / "grammar" / "german.py")
MODULES = sorted(p for p in ROOT.rglob("*.py") if not any(p.is_relative_to(german) for german in GERMAN))
FUNCTION_WORDS = (
    "stopwords contractions definite_articles indefinite_stems relative_pronouns reflexive_pronouns object_pronouns "
    "first_person_pronouns pronoun_genders possessive_stems plural_pronouns neuter_pronouns "
    "pronouns_without_antecedent coordinators complementisers subordinate_openers conditional_markers "
    "excluding_markers quotative_conjunctions quotative_adverbs participle_auxiliaries infinitive_auxiliaries "
    "event_passive_forms past_auxiliary_forms future_forms hearsay_modal_stems intention_modal_stems "
    "possibility_modal_stems conditional_stems negators near_negators restrictive_words place_prepositions "
    "from_prepositions time_prepositions source_prepositions loose_prepositions people_prepositions "
    "scene_prepositions tenure_prepositions content_prepositions"
).split()
LABELS = {"gen", "da", "per"}  # the genitive's slot, a dative in TIGER, a person among the entity labels
ENGLISH = {"in", "an", "so", "also", "will", "was", "die", "man"}  # words of messages, too
READERS = ("set", "affixes", "groups", "word", "map")


@pytest.fixture(scope="module")
def german() -> frozenset[str]:
    words = load_words("de")
    return frozenset(word.lower() for name in FUNCTION_WORDS for word in words.set(name)) - LABELS


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string of a module that is no docstring, with its line."""
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in statements:
            yield node.lineno, node.value


def is_german(literal: str, german: frozenset[str]) -> bool:
    words = re.findall(r"[^\W\d_]+", literal.lower())
    return bool(words) and (german.issuperset(words) or not german.isdisjoint(set(words) - ENGLISH))


def lists_asked_for(tree: ast.Module) -> set[str]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in READERS
        and isinstance(call.args[0], ast.Constant)
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_german_function_word_stands_in_code(path: Path, german: frozenset[str]) -> None:
    found = literals(ast.parse(path.read_text(encoding="utf8")))
    assert [f"line {line}: {text!r}" for line, text in found if is_german(text, german)] == []


@pytest.mark.parametrize("text", ["von", " von ", "in", "(?:am|vom)", "der die das", "zufolge", "soll"])
def test_the_wall_sees_german(text: str, german: frozenset[str]) -> None:
    assert is_german(text, german)


@pytest.mark.parametrize("text", ["nsubj:pass", "gen", "was not found in a folder", "Präsident", ", "])
def test_the_wall_lets_labels_and_messages_through(text: str, german: frozenset[str]) -> None:
    assert not is_german(text, german)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_list_that_code_asks_for_is_there(path: Path) -> None:
    words: Words = load_words("de")
    assert lists_asked_for(ast.parse(path.read_text(encoding="utf8"))) <= words.data.keys()


@pytest.mark.parametrize("name", FUNCTION_WORDS)
def test_a_set_of_function_words_is_not_empty(name: str) -> None:
    assert load_words("de").set(name)


def test_a_language_without_a_grammar_is_refused() -> None:
    with pytest.raises(PipelineError, match="'xx'; it has de"):
        grammar_of("xx")
