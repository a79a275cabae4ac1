"""The closed-class words of German: each list has the shape that its readers count on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from graphkit.ontology import Words, load_words


def _split(words: str) -> list[str]:
    return words.split()


LOWER = _split(
    "negators near_negators denial_verbs hedges_adverb hypothetical_adverbs plan_verbs plan_adjectives "
    "attempt_verbs hope_verbs factive_verbs conditional_markers konjunktiv1 konjunktiv2 relative_days "
    "number_words time_prepositions stopwords place_prepositions from_prepositions speech_verbs"
)
CAPITALISED = _split("attribution_nouns speech_nouns plan_nouns months weekdays time_units seasons")
LISTS = [*LOWER[:13], *LOWER[15:19], *CAPITALISED[:3], "day_parts", "abbreviations"]
AT_LEAST = {"speech_verbs": 130, "konjunktiv1": 150, "stopwords": 120, "abbreviations": 120, "plan_nouns": 30}
KINDS = {"say", "claim", "ask", "announce", "believe", "deny", "confirm"}
UNITS = {*_split("minute hour day week weekend month quarter half-year year decade century")}
# forms in -e that are also a noun, an adjective or a pronoun: "Das ist eine Frage" is no Konjunktiv
HOMOGRAPHS = _split(
    "frage klage reise rede liebe stimme folge suche sorge stelle rolle lehre strafe hilfe kämpfe spiele "
    "siege ziele versuche berichte beweise urteile angriffe teile bitte meine seine eine einige achte "
    "weise sichere äußere weitere kriege besuche hinweise befehle erfolge rufe aufrufe stürze räume "
    "glaube ende presse lage grenze gewinne anklage einreise ausreise verdächtige reiche gründe wache "
    "falle heute danke zusammenhänge"
)
INDICATIVE = _split(
    "ist hat wird will kann muss soll darf mag weiß gibt geht kommt steht wurde war hatte konnte sollte "
    "wollte musste durfte mochte wusste dachte brachte machte sagte wollten sollten können müssen haben "
    "werden gehen"
)
# plurals of the preterite that Konjunktiv II shares
PRETERITES = _split(
    "gingen ließen blieben hielten riefen fielen hießen schrieben sollte sollten wollte wollten war gab "
    "kam angriffe eingriffe vorwürfe unterschiede griffe triebe zwänge schnitte würfe machte sagte führte"
)


@pytest.fixture(scope="module")
def words() -> Words:
    """The German word lists."""
    return load_words("de")


def items(words: Words, name: str) -> Iterator[Any]:
    """The bare words of a list, or the keys of a map."""
    for item in words.data[name]:
        yield item["verb"] if isinstance(item, dict) else item


@pytest.mark.parametrize("name", [*LOWER, *CAPITALISED, "day_parts", "period_parts", "abbreviations"])
def test_every_word_is_clean_text(words: Words, name: str) -> None:
    for word in items(words, name):
        assert isinstance(word, str), f"{word!r} needs quotes in the file"
        assert word == word.strip()
        assert word.isprintable()


@pytest.mark.parametrize("name", [*LISTS, "speech_verbs"])
def test_no_list_names_a_word_twice(words: Words, name: str) -> None:
    assert isinstance(words.data[name], list)
    assert [word for word, count in Counter(items(words, name)).items() if count > 1] == []


@pytest.mark.parametrize("name", LOWER)
def test_forms_and_infinitives_are_lower_case(words: Words, name: str) -> None:
    assert [word for word in items(words, name) if word != word.lower()] == []


@pytest.mark.parametrize("name", CAPITALISED)
def test_nouns_begin_with_a_capital(words: Words, name: str) -> None:
    assert [word for word in items(words, name) if not word[0].isupper()] == []


@pytest.mark.parametrize(("name", "count"), AT_LEAST.items())
def test_the_long_lists_are_long(words: Words, name: str, count: int) -> None:
    assert len(words.set(name)) >= count


@pytest.mark.parametrize(
    "name", ["denial_verbs", "plan_verbs", "attempt_verbs", "hope_verbs", "factive_verbs", "speech_verbs"]
)
def test_verbs_are_single_infinitives(words: Words, name: str) -> None:
    assert [verb for verb in words.set(name) if not verb.endswith(("n", "tun")) or " " in verb] == []


def test_every_speech_verb_has_one_known_kind(words: Words) -> None:
    assert {row["kind"] for row in words.data["speech_verbs"]} == KINDS
    assert all(set(row) == {"verb", "kind"} for row in words.data["speech_verbs"])


def test_denying_speech_verbs_are_denial_verbs_too(words: Words) -> None:
    denying = {row["verb"] for row in words.data["speech_verbs"] if row["kind"] == "deny"}
    assert denying <= words.set("denial_verbs")


def test_no_verb_both_denies_and_wishes_or_plans(words: Words) -> None:
    assert words.set("denial_verbs").isdisjoint(words.set("hope_verbs") | words.set("plan_verbs"))


def test_demands_are_wishes_and_no_speech(words: Words) -> None:
    assert {"fordern", "verlangen", "auffordern"} <= words.set("hope_verbs") - words.set("speech_verbs")


def test_those_who_speak_are_no_attribution_nouns(words: Words) -> None:
    speaking = {"Zeuge", "Augenzeuge", "Experte", "Sprecher", "Beobachter", "Polizei"}
    assert words.set("attribution_nouns").isdisjoint(speaking)


def test_konjunktiv_1_is_disjoint_from_its_homographs(words: Words) -> None:
    assert words.set("konjunktiv1") & {*HOMOGRAPHS, *INDICATIVE} == set()


def test_konjunktiv_1_forms_end_in_e(words: Words) -> None:
    assert {form for form in words.set("konjunktiv1") if not form.endswith("e")} == {"sei", "seien"}


def test_konjunktiv_2_is_disjoint_from_preterites_and_nouns(words: Words) -> None:
    assert words.set("konjunktiv2") & {*PRETERITES, *INDICATIVE, *HOMOGRAPHS} == set()


def test_the_two_konjunktivs_share_no_form(words: Words) -> None:
    assert words.set("konjunktiv1").isdisjoint(words.set("konjunktiv2"))


def test_kein_is_left_to_the_rule(words: Words) -> None:
    assert not [word for word in words.set("negators") if word in ("kein", "keine", "ohne", "nein")]


def test_hedges_and_suppositions_are_told_apart(words: Words) -> None:
    assert words.set("hedges_adverb").isdisjoint(words.set("hypothetical_adverbs"))
    assert "möglich" not in words.set("hypothetical_adverbs")


def test_plan_adjectives_carry_no_ending(words: Words) -> None:
    assert [word for word in words.set("plan_adjectives") if word.endswith(("e", "er", "es", "em"))] == []


@pytest.mark.parametrize(("name", "numbers"), [("months", range(1, 13)), ("weekdays", range(7))])
def test_months_and_weekdays_are_complete(words: Words, name: str, numbers: range) -> None:
    assert set(words.map(name).values()) == set(numbers)


@pytest.mark.parametrize(
    ("name", "word", "value"),
    [
        ("months", "Jänner", 1),
        ("months", "Feber", 2),
        ("months", "März", 3),
        ("months", "Sept.", 9),
        ("months", "Dezember", 12),
        ("weekdays", "Montag", 0),
        ("weekdays", "Sonnabend", 5),
        ("weekdays", "Sonntag", 6),
        ("relative_days", "vorgestern", -2),
        ("relative_days", "übermorgen", 2),
        ("number_words", "zwölf", 12),
        ("number_words", "einundzwanzig", 21),
        ("time_units", "Wochen", "week"),
        ("time_units", "Jahren", "year"),
        ("time_units", "Wochenende", "weekend"),
        ("seasons", "Winter", [12, 2]),
        ("period_parts", "Mitte", "middle"),
    ],
)
def test_words_of_time_have_their_value(words: Words, name: str, word: str, value: object) -> None:
    assert words.map(name)[word] == value


def test_an_abbreviated_month_is_an_abbreviation(words: Words) -> None:
    short = {month for month in words.map("months") if month.endswith(".")}
    assert short - words.set("abbreviations") <= {"Mär.", "Mrz."}


def test_time_maps_hold_values_of_one_kind(words: Words) -> None:
    assert set(words.map("time_units").values()) == UNITS
    assert set(words.map("period_parts").values()) == {"begin", "middle", "end"}
    assert all(type(number) is int and number > 0 for number in words.map("number_words").values())
    assert set(words.map("relative_days").values()) == set(range(-3, 4))


def test_seasons_begin_where_another_ends(words: Words) -> None:
    spans = {tuple(span) for span in words.map("seasons").values()}
    assert {end % 12 + 1 for _, end in spans} == {start for start, _ in spans}


def test_abbreviations_end_with_a_stop(words: Words) -> None:
    assert {"ca.", "Dr.", "u.a.", "z.B."} <= words.set("abbreviations")
    assert [word for word in words.set("abbreviations") if not word.endswith(".")] == []


@pytest.mark.parametrize("language", ["en", "fr", "es", "it"])
def test_function_words_of_other_languages_are_not_german(words: Words, language: str) -> None:
    foreign = words.map("stopwords_other")[language]
    assert all(isinstance(word, str) and word == word.lower() for word in foreign)
    assert len(foreign) == len(set(foreign)) >= 55
    assert words.set("stopwords") & set(foreign) == set()


def test_where_from_is_not_where(words: Words) -> None:
    assert words.set("from_prepositions").isdisjoint(words.set("place_prepositions"))
