"""What is said once about a whole run: languages, encodings, dates."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import ENGLISH, MORE, TEXT, document, only, reason, write

from graphkit.readers import Foreign, Remarks, Settings, language_of, read

UMLAUTS = (
    "Die Behörden in München bestätigten am Montag, dass der Verdächtige über die Grenze nach Österreich geflohen "
    "sei. Er müsse nun mit einer Anklage rechnen. Die Gespräche in Zürich dauerten drei Stunden länger als geplant."
)


def remarks_of(folder: Path, **options: object) -> list[str]:
    settings = Settings(**options)  # type: ignore[arg-type]
    list(read([folder], settings))
    return list(settings.remarks.lines())


class TestLanguages:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            (TEXT, "de"),
            (ENGLISH, "en"),
            ("Le président a ordonné que les troupes soient retirées du pays.", "fr"),
            ("De president heeft het leger van het land bevolen te gaan.", "nl"),
            ("El presidente ordenó que las tropas se retiren del país.", "es"),
            ("Presidenten har beordrat att trupperna dras tillbaka.", "sv"),
            ("Præsidenten har beordret tropperne trukket tilbage.", "da"),
            ("Presidenten har beordret at troppene skal trekkes tilbake.", "nb"),
            ("D'Police huet dräi Männer festgeholl.", "lb"),
            ("Президент приказал вывести войска из страны.", "ru"),
            ("דער פּרעזידענט האָט באַפֿוילן צוריקצוציִען די טרופּן.", "he"),
            ("Die Polizei nahm drei Männer fest.", "de"),
            ("US-Präsident Biden trifft Premier Starmer in London.", "de"),
            ("Putin Abzug", "de"),
            ("2016 12:30 77,5", "de"),
            ("", "de"),
        ],
    )
    def test_the_language_of_a_sentence_is_seen_and_in_doubt_it_is_the_pipelines(
        self, text: str, language: str
    ) -> None:
        assert language_of(text, "de") == language

    def test_articles_in_other_languages_are_counted_with_what_to_install(self, tmp_path: Path) -> None:
        for number, text in enumerate(
            (TEXT, ENGLISH, ENGLISH, "Türkiye ve Suriye için görüşmeler bugün başladı.")
        ):
            write(tmp_path / f"{number}.txt", f"date: 2016-03-15\n\n{text}")
        english, turkish = remarks_of(tmp_path)
        assert english.startswith(
            "2 articles in English skipped: the pipeline reads German; spaCy has en_core_web_sm"
        )
        assert turkish == "1 article in Turkish skipped: the pipeline reads German, and spaCy has none for it"

    def test_german_beside_another_pipeline_needs_no_other(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt", f"date: 2016-03-15\n\n{TEXT}")
        (line,) = remarks_of(tmp_path, language="en", remarks=Remarks("en"))
        assert line == (
            "1 article in German skipped: the pipeline reads English; the one that graphkit brings reads them: "
            "leave --model out"
        )

    def test_a_declared_language_overrules_what_it_looks_like(self, tmp_path: Path) -> None:
        assert document(write(tmp_path / "a.txt", f"language: de\n\n{ENGLISH}")).text == ENGLISH
        item = only(write(tmp_path / "b.txt", f"sprache: Englisch\n\n{TEXT}"))
        assert isinstance(item, Foreign)
        assert item.language == "en"


class TestEncodings:
    @pytest.mark.parametrize(
        ("encoding", "name"),
        [
            ("cp1252", "windows-1252"),
            ("latin-1", "windows-1252"),
            ("mac_roman", "Mac Roman"),
            ("cp850", "DOS (cp850)"),
        ],
    )
    def test_one_that_is_certain_is_taken_and_said(self, tmp_path: Path, encoding: str, name: str) -> None:
        path = write(tmp_path / "a.txt", f"date: 2016-03-15\n\n{UMLAUTS}".encode(encoding))
        assert document(path).text == UMLAUTS
        assert remarks_of(tmp_path) == [f"1 file was read as {name}, as it seems; --encoding says otherwise"]

    def test_the_one_that_is_named_wins(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", UMLAUTS.encode("cp1252"))
        assert document(path, encoding="cp1257").text == UMLAUTS.encode("cp1252").decode("cp1257")
        assert document(path, encoding="windows-1252").text == UMLAUTS

    def test_utf8_with_some_damage_is_not_read_as_something_else(self, tmp_path: Path) -> None:
        damaged = f"{UMLAUTS} ".encode() + "„groß“".encode("cp1252")
        assert "its encoding is not certain" in reason(write(tmp_path / "a.txt", damaged))


def test_articles_without_a_date_are_counted(tmp_path: Path) -> None:
    for number, text in enumerate((TEXT, MORE, f"date: 2016-03-15\n\n{TEXT}")):
        write(tmp_path / f"{number}.txt", text)
    (line,) = remarks_of(tmp_path)
    assert line == (
        "2 articles have no date: relative times like 'gestern' stay open; --date YYYY-MM-DD gives one"
    )


def test_parts_of_a_run_add_up() -> None:
    whole = Remarks(undated=1)
    whole.foreign["en"] += 1
    part = Remarks(undated=2)
    part.foreign.update({"en": 2, "fr": 1})
    whole.add(part)
    assert (whole.undated, whole.foreign) == (3, {"en": 3, "fr": 1})
