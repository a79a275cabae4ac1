"""German newspaper dates, anchored on Tuesday, 15 March 2016."""

from datetime import date

import pytest

from graphkit.extraction.dates import date_finder

PUBLISHED = date(2016, 3, 15)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("Putin befahl am Montagabend den Abzug.", "am Montagabend", "2016-03-14", "2016-03-14"),
        ("Am Dienstag tagt der Rat.", "Am Dienstag", "2016-03-15", "2016-03-15"),
        ("Er kam am vergangenen Mittwoch an.", "am vergangenen Mittwoch", "2016-03-09", "2016-03-09"),
        ("Sie reist am kommenden Freitag ab.", "am kommenden Freitag", "2016-03-18", "2016-03-18"),
        (
            "In der Nacht auf Donnerstag fielen Schüsse.",
            "In der Nacht auf Donnerstag",
            "2016-03-09",
            "2016-03-10",
        ),
        ("Der Rat trat am 14. März zusammen.", "am 14. März", "2016-03-14", "2016-03-14"),
        ("Die Wahl vom 20. Dezember blieb offen.", "vom 20. Dezember", "2015-12-20", "2015-12-20"),
        ("Am 3.4.2014 begann der Prozess.", "Am 3.4.2014", "2014-04-03", "2014-04-03"),
        ("Im August 2012 trat er zurück.", "Im August 2012", "2012-08-01", "2012-08-31"),
        ("Der Einsatz begann Ende September.", "Ende September", "2015-09-21", "2015-09-30"),
        ("Anfang 2014 floh er.", "Anfang 2014", "2014-01-01", "2014-05-02"),
        ("Seit 2011 herrscht Krieg.", "Seit 2011", "2011-01-01", "2011-12-31"),
        ("Im Jahr 2012 wurde gewählt.", "Im Jahr 2012", "2012-01-01", "2012-12-31"),
        ("Vor einer Woche sprachen sie.", "Vor einer Woche", "2016-03-07", "2016-03-13"),
        ("Vor drei Tagen brach das Feuer aus.", "Vor drei Tagen", "2016-03-12", "2016-03-12"),
        ("Gestern kam er zurück.", "Gestern", "2016-03-14", "2016-03-14"),
        ("Im vergangenen Jahr stieg die Zahl.", "Im vergangenen Jahr", "2015-01-01", "2015-12-31"),
        ("Zwischen 1993 und 2006 starben viele.", "Zwischen 1993 und 2006", "1993-01-01", "2006-12-31"),
    ],
)
def test_a_date_is_found_with_its_words_and_days(text: str, words: str, start: str, end: str) -> None:
    found = date_finder().find(text, PUBLISHED)
    assert [(f.span.text, f.span.start, f.span.end) for f in found] == [(words, day(start), day(end))]


def test_without_a_publication_date_a_weekday_has_words_but_no_day() -> None:
    (found,) = date_finder().find("Am Montag tagt der Rat.", None)
    assert (found.span.text, found.span.start) == ("Am Montag", None)


def test_a_day_that_does_not_exist_has_words_but_no_day() -> None:
    (found,) = date_finder().find("Am 31. Februar tagt der Rat.", PUBLISHED)
    assert found.span.start is None


def test_a_number_alone_is_no_date() -> None:
    assert date_finder().find("2000 Soldaten und 153.000 Euro fehlen.", PUBLISHED) == []


@pytest.mark.parametrize(
    "text", ["Das geschah erstmals seit 2006.", "Es war der schwerste Angriff seit Mai 2012."]
)
def test_what_something_is_compared_with_is_not_when_it_happened(text: str) -> None:
    assert date_finder("de").find(text, PUBLISHED) == []
