"""What a sentence must give, as a table: "subject RELATION object", and how it is told."""

from __future__ import annotations

import pytest

from graphkit.model import Statement

Told = set[str]


def triple(s: Statement) -> str:
    return f"{s.subject.name} {s.relation} {s.object.name}"


def telling(s: Statement) -> str:
    by = f" by {s.said_by.name}" if s.said_by else ""
    return f"{triple(s)}: {s.polarity} {s.modality}{by}"


def triples(statements: list[Statement]) -> Told:
    return {triple(s) for s in statements if s.relation != "HOLDS_OFFICE"}


def test_whom_two_fight_together_is_not_one_of_them(read) -> None:
    found = triples(read("Frankreich und Mali kämpften gemeinsam gegen die Rebellen."))
    assert found == {"Frankreich ATTACKED Rebellen", "Mali ATTACKED Rebellen"}


@pytest.mark.parametrize(
    "text",
    [
        "John Kerry will bei einem Treffen mit Sergej Lawrow die Türkei kritisieren.",
        "Bei einem Treffen der Kanzlerin mit Sergej Lawrow kritisierte John Kerry die Türkei.",
        "Nach dem Treffen kritisierten John Kerry und Angela Merkel die Türkei.",
        "Nach einem Treffen mit Sergej Lawrow wurde John Kerry kritisiert.",
    ],
)  # fmt: skip
def test_not_everybody_has_part_in_an_occasion(read, text: str) -> None:
    assert not {s.object.name for s in read(text) if s.relation == "MET" and s.subject.name == "John Kerry"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # active, passive, perfect, verb-final
        ("Frankreich unterstützt Mali.", {"Frankreich SUPPORTS Mali"}),
        ("Mali wird von Frankreich unterstützt.", {"Frankreich SUPPORTS Mali"}),
        ("Frankreich hat Mali unterstützt.", {"Frankreich SUPPORTS Mali"}),
        ("Mali wurde von Frankreich kritisiert.", {"Frankreich CRITICIZES Mali"}),
        # word order against case
        ("Den Minister kritisierte die Opposition.", {"Opposition CRITICIZES Minister"}),
        ("Dem Präsidenten hilft Katar.", {"Katar SUPPORTS Präsident"}),
        # separable and reflexive verbs
        ("Die Polizei nahm in Istanbul zwei Journalisten fest.", {"Polizei ARRESTED zwei Journalisten"}),
        ("Norwegen lehnt den Vertrag ab.", {"Norwegen REJECTS Vertrag"}),
        ("Russland und die Ukraine einigten sich auf eine Waffenruhe.",
         {"Russland AGREED Waffenruhe", "Ukraine AGREED Waffenruhe"}),
        # light verbs
        ("Die Armee machte die PKK für den Anschlag verantwortlich.", {"Armee CRITICIZES PKK"}),
        ("Kolumbien hat Verhandlungen mit der Farc aufgenommen.", {"Kolumbien NEGOTIATES FARC"}),
        # coordination
        ("Wladimir Putin und Angela Merkel trafen sich in Minsk.", {"Wladimir Putin MET Angela Merkel"}),
        ("China kritisierte Japan und Südkorea.", {"China CRITICIZES Japan", "China CRITICIZES Südkorea"}),
        # movement and places
        ("Angela Merkel reiste am Montag nach Ankara.", {"Angela Merkel VISITED Ankara"}),
        ("Russland zieht seine Truppen aus Syrien ab.", {"Russland WITHDREW_FROM Syrien"}),
        # participles before nouns, nominalisations
        ("Das Treffen zwischen John Kerry und Sergej Lawrow dauerte lange.", {"John Kerry MET Sergej Lawrow"}),
        ("Israels Angriff auf Syrien dauerte Stunden.", {"Israel ATTACKED Syrien"}),
        # a title right before a name has no endings, so that it may be the object
        ("Angela Merkel kritisierte Präsident Recep Tayyip Erdogan.",
         {"Angela Merkel CRITICIZES Recep Tayyip Erdogan"}),
        ("Die EU hat Präsident Lukaschenko kritisiert.", {"EU CRITICIZES Alexander Lukaschenko"}),
        ("Die Opposition drohte Präsident Maduro mit einem Streik.", {"Opposition THREATENS Nicolás Maduro"}),
        ("Präsident Maduro kritisierte die Opposition.", {"Nicolás Maduro CRITICIZES Opposition"}),
        # nobody is his own successor
        ("Sebastian Kurz trat zurück. Alexander Schallenberg wurde zu seinem Nachfolger ernannt.",
         {"Alexander Schallenberg SUCCEEDED Sebastian Kurz"}),
        ("Boris Johnson trat zurück. Sein Nachfolger wurde Tim Roe.", {"Tim Roe SUCCEEDED Boris Johnson"}),
        # what has its preposition behind it is no subject
        ("Dmitri Peskow zufolge will Präsident Wladimir Putin seinen Amtskollegen treffen.",
         {"Wladimir Putin MET Amtskollegen"}),
        # who says something on an occasion has part in it, unless it is still to come
        ("„Wir helfen“, sagte John Kerry nach einem Treffen mit Sergej Lawrow.", {"John Kerry MET Sergej Lawrow"}),
        ("Bei einem Besuch in Kiew kritisierte John Kerry die Türkei.",
         {"John Kerry VISITED Kiew", "John Kerry CRITICIZES Türkei"}),
        # together with somebody
        ("Angela Merkel reiste gemeinsam mit John Kerry nach Ankara.",
         {"Angela Merkel VISITED Ankara", "John Kerry VISITED Ankara"}),
        # capitals act for their countries, and are places where things happen
        ("Moskau kritisierte Washington.", {"Russland CRITICIZES USA"}),
        # a seat behind an institution says whose it is
        ("Das Außenministerium in Ankara kritisierte Frankreich.",
         {"Außenministerium (Türkei) CRITICIZES Frankreich", "Außenministerium (Türkei) LOCATED_IN Ankara"}),
        ("Das Verwaltungsgericht in Köln kritisierte Frankreich.",
         {"Verwaltungsgericht in Köln CRITICIZES Frankreich", "Verwaltungsgericht in Köln LOCATED_IN Köln"}),
        # each does it to the other
        ("Die Hamas und Israel warfen sich gegenseitig Verrat vor.",
         {"Hamas CRITICIZES Israel", "Israel CRITICIZES Hamas"}),
        # two participles and one "hat"
        ("Die Armee hat Rebellen getötet und ihre Stellungen bombardiert.",
         {"Armee KILLED Rebellen", "Armee ATTACKED Stellungen"}),
        ("Andrzej Duda hat das Gesetz unterzeichnet und die Auflösung der Behörde angeordnet.",
         {"Andrzej Duda AGREED Gesetz", "Andrzej Duda ORDERED Auflösung der Behörde"}),
        # who has something done does it
        ("Tunesien ließ Rebellen festnehmen.", {"Tunesien ARRESTED Rebellen"}),
        ("Tunesien lässt die Rebellen festnehmen.", {"Tunesien ARRESTED Rebellen"}),
        # what is said of an object stands behind it
        ("Die Rebellen halten den Flughafen besetzt.", {"Rebellen CONTROLS Flughafen"}),
        ("Frankreich bezeichnete die Entscheidung als falsch.", {"Frankreich CRITICIZES Entscheidung"}),
        # "ist aufgetaucht" is no passive
        ("Angela Merkel ist in Brüssel aufgetaucht.", {"Angela Merkel VISITED Brüssel"}),
        # two who are known are two, and so are two countries
        ("Gestern traf Putin Assad.", {"Wladimir Putin MET Baschar al-Assad"}),
        ("Seit Jahren unterstützt Frankreich Mali.", {"Frankreich SUPPORTS Mali"}),
        # who has the name behind the comma
        ("Der Anwalt von mehreren Klägern, Thomas Walther, kritisierte Polen.", {"Thomas Walther CRITICIZES Polen"}),
        ("Die Anführer der Separatisten, Igor Plotnizki und Pawel Roe, kritisierten die Türkei.",
         {"Igor Plotnizki CRITICIZES Türkei", "Pawel Roe CRITICIZES Türkei"}),
        ("Ein Vertrauter Putins, der Abgeordnete Burhan Kuzu, kritisierte Polen.", {"Burhan Kuzu CRITICIZES Polen"}),
        # what fills a span of time
        ("Ein Gericht in Moskau verurteilte Alexej Nawalny zu zwei Jahren Haft.",
         {"Gericht (Russland) SENTENCED Alexej Nawalny"}),
        # a party in brackets
        ("Heiko Maas (SPD) und Claudia Roth (Grüne) kritisierten Polen.",
         {"Heiko Maas MEMBER_OF SPD", "Claudia Roth MEMBER_OF Bündnis 90/Die Grünen", "Heiko Maas CRITICIZES Polen"}),
        # whose country it is
        ("Viktor Orbán, der ungarische Ministerpräsident, sagte, sein Land kritisiere Polen.",
         {"Ungarn CRITICIZES Polen"}),
        # so is whoever is joined to a name with its office
        ("Papst Franziskus und Kanzlerin Angela Merkel lobten Polen.",
         {"Franziskus SUPPORTS Polen", "Angela Merkel SUPPORTS Polen"}),
        # a surname that is an adjective
        ("Sebastian Kurz kam nach Rom. Manfred Weber verteidigte Kurz.", {"Manfred Weber SUPPORTS Sebastian Kurz"}),
        # an agent behind a place
        ("John Kerry war in Ramallah von Mahmud Abbas empfangen worden.", {"Mahmud Abbas MET John Kerry"}),
        # a dateline acts nowhere
        ("Beirut/Genf - Kampfjets der Rebellen haben Damaskus bombardiert.",
         {"Kampfjets der Rebellen ATTACKED Damaskus"}),
        # whose party it is
        ("Angela Merkel kam nach Berlin. Sie lobte ihre Partei CDU.", {"Angela Merkel MEMBER_OF CDU"}),
        # the frame does not fit: nothing is made up
        ("Die Nachricht traf die Familie hart.", set()),
        ("Die Verhandlungen begannen am Montag.", set()),
        ("Es regnet in Paris.", set()),
    ],
)  # fmt: skip
def test_a_sentence_gives_these_relations(read, text: str, expected: Told) -> None:
    found = triples(read(text))
    assert expected <= found if expected else not found


def test_whoever_is_named_beside_a_successor_is_none(read) -> None:
    text = (
        "Hollandes Nachfolger Emmanuel Macron und dessen Außenminister Jean-Yves Le Drian reisten nach Kiew."
    )
    assert {t for t in triples(read(text)) if "SUCCEEDED" in t} == {
        "Emmanuel Macron SUCCEEDED François Hollande"
    }


def test_the_office_that_somebody_leaves_is_the_one_that_the_text_gives(read) -> None:
    told = "Innenminister Jan Roe sprach in Wien. {} trat am Montag zurück."
    assert "Jan Roe RESIGNED Innenminister" in triples(read(told.format("Roe")))
    assert "Jan Roe RESIGNED Innenminister" in triples(
        read("Der Rücktritt von Österreichs Innenminister Jan Roe war erwartet worden.")
    )
    two = triples(read("Österreichs Innenminister Jan Roe und Norwegens Königin Anna Berg traten zurück."))
    assert "Anna Berg RESIGNED Innenminister" not in two
    for nobody in ("Ein Sprecher", "Anna Berg"):
        assert not any("RESIGNED" in t for t in triples(read(told.format(nobody))))
    assert not any(
        "RESIGNED" in t for t in triples(read("Österreichs früherer Innenminister Jan Roe trat zurück."))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Angela Merkel traf Wladimir Putin nicht.", "Angela Merkel MET Wladimir Putin: negative asserted"),
        ("Frankreich unterstützt Mali nicht nur mit Geld.", "Frankreich SUPPORTS Mali: positive asserted"),
        ("Russland soll Mali unterstützt haben.", "Russland SUPPORTS Mali: positive reported"),
        ("Russland hat angeblich Mali unterstützt.", "Russland SUPPORTS Mali: positive reported"),
        ("Frankreich will Mali unterstützen.", "Frankreich SUPPORTS Mali: positive planned"),
        ("Angela Merkel reist am Donnerstag nach Ankara.", "Angela Merkel VISITED Ankara: positive planned"),
        ("Am Freitag kritisiert Angela Merkel bei einem Besuch in Ankara die Nato.",
         "Angela Merkel VISITED Ankara: positive planned"),
        ("Angela Merkel reiste am Donnerstag nach Ankara.", "Angela Merkel VISITED Ankara: positive asserted"),
        ("Seit Donnerstag unterstützt Frankreich die Nato.", "Frankreich SUPPORTS NATO: positive asserted"),
        ("Die Rebellen sollen laut der Polizei die Stadt Ankara kontrollieren.",
         "Rebellen CONTROLS Ankara: positive reported by Polizei"),
        ("Italien sprach sich gegen einen Austritt Griechenlands aus der Nato aus.",
         "Griechenland RESIGNED NATO: positive hypothetical"),
        ("Frankreich wird Mali unterstützen.", "Frankreich SUPPORTS Mali: positive planned"),
        ("Frankreich könnte Mali unterstützen.", "Frankreich SUPPORTS Mali: positive hypothetical"),
        ("Angela Merkel sagte, dass Russland die Rebellen unterstütze.",
         "Russland SUPPORTS Rebellen: positive reported by Angela Merkel"),
        ("Russland habe die Rebellen unterstützt, sagte Angela Merkel.",
         "Russland SUPPORTS Rebellen: positive reported by Angela Merkel"),
        ("Laut Angela Merkel hat Russland die Rebellen unterstützt.",
         "Russland SUPPORTS Rebellen: positive reported by Angela Merkel"),
        ("„Russland unterstützt die Rebellen“, sagte Angela Merkel.",
         "Russland SUPPORTS Rebellen: positive reported by Angela Merkel"),
        ("Russland bestreitet, dass es die Rebellen unterstützt habe.",
         "Russland SUPPORTS Rebellen: negative reported by Russland"),
        ("Angela Merkel kritisierte ihren Vorgänger Gerhard Schröder.",
         "Angela Merkel SUCCEEDED Gerhard Schröder: positive asserted"),
        ("Ein Treffen zwischen Wladimir Putin und Angela Merkel, das geplant war, wurde abgesagt.",
         "Wladimir Putin MET Angela Merkel: positive planned"),
        ("Der Besuch von Angela Merkel in Ankara fiel aus.", "Angela Merkel VISITED Ankara: positive planned"),
        ("Es ist unwahrscheinlich, dass Russland die Rebellen unterstützt.",
         "Russland SUPPORTS Rebellen: positive hypothetical"),
        ("Der Iran warnte Israel davor, Syrien anzugreifen.",
         "Israel ATTACKED Syrien: positive hypothetical by Iran"),
        ("Angela Merkel kam. Wladimir Putin habe Polen kritisiert, sagte sie.",
         "Wladimir Putin CRITICIZES Polen: positive reported by Angela Merkel"),
        ("Barack Obama behält sich vor, die Ukraine zu unterstützen.",
         "Barack Obama SUPPORTS Ukraine: positive planned"),
        ("Der Sprecher der Armee, Andrej Lyssenko, sagte, die Rebellen hätten Damaskus angegriffen.",
         "Rebellen ATTACKED Damaskus: positive reported by Andrej Lyssenko"),
        ("Angela Merkel sagte offen, dass Russland die Rebellen unterstützt.",
         "Russland SUPPORTS Rebellen: positive reported by Angela Merkel"),
        ("Das Treffen zwischen Angela Merkel und Wladimir Putin verhinderte einen Krieg.",
         "Angela Merkel MET Wladimir Putin: positive asserted"),
        ("Die USA müssen Syrien verlassen.", "USA WITHDREW_FROM Syrien: positive planned"),
        ("Damit kritisierte Frankreich Polen.", "Frankreich CRITICIZES Polen: positive asserted"),
        ("Frankreich versprach Geld, stieß damit aber bei der Opposition auf Ablehnung.",
         "Opposition REJECTS Frankreich: positive asserted"),
        ("Angela Merkel wies den Vorwurf zurück. Die Nato kämpfe gegen die Rebellen.",
         "NATO ATTACKED Rebellen: positive reported by Angela Merkel"),
        ("Die Rebellen lehnen Gespräche ab, solange Russland Syrien unterstützt.",
         "Russland SUPPORTS Syrien: positive asserted"),
        ("Wenn Russland die Rebellen unterstützt, scheitert der Plan.",
         "Russland SUPPORTS Rebellen: positive hypothetical"),
    ],
)  # fmt: skip
def test_a_sentence_says_how_it_is_told_and_by_whom(read, text: str, expected: str) -> None:
    assert expected in {telling(s) for s in read(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("John Kerry ist Präsident der Ukraine.", "positive asserted"),
        ("Präsident der Ukraine ist John Kerry.", "positive asserted"),
        ("John Kerry war lange Präsident der Ukraine.", "positive asserted"),
        ("Neuer Präsident der Ukraine wurde John Kerry.", "positive asserted"),
        ("John Kerry wird Präsident der Ukraine.", "positive planned"),
        ("John Kerry will Präsident der Ukraine werden.", "positive planned"),
        ("John Kerry ist nicht mehr Präsident der Ukraine.", "negative asserted"),
        ("Laut Putin ist John Kerry Präsident der Ukraine.", "positive reported by Wladimir Putin"),
    ],
)
def test_a_clause_tells_of_an_office(read, text: str, expected: str) -> None:
    found = [s for s in read(text) if s.relation == "HOLDS_OFFICE"]
    assert [(s.title, telling(s)) for s in found] == [
        ("Präsident", f"John Kerry HOLDS_OFFICE Ukraine: {expected}")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US-Außenminister John Kerry schwieg.", "John Kerry Außenminister USA"),
        ("Der türkische Präsident Recep Tayyip Erdogan schwieg.", "Recep Tayyip Erdogan Präsident Türkei"),
        ("Frankreichs Ex-Präsident Nicolas Sarkozy schwieg.", "Nicolas Sarkozy Ex-Präsident Frankreich"),
        ("Der Chef der Linkspartei Syriza, Alexis Tsipras, schwieg.", "Alexis Tsipras Chef Syriza"),
        ("UN-Generalsekretär Ban Ki-moon schwieg.", "Ban Ki-moon Generalsekretär Vereinte Nationen"),
        (
            "Boris Johnson, der britische Außenminister, schwieg.",
            "Boris Johnson Außenminister Großbritannien",
        ),
        ("Der baskische Regierungschef Iñigo Urkullu schwieg.", "Iñigo Urkullu Regierungschef Baskenland"),
        ("Der Schweizer Botschafter in Wien, Jo Roe, schwieg.", "Jo Roe Botschafter Schweiz"),
        ("Österreichs Kanzler Sebastian Kurz schwieg.", "Sebastian Kurz Kanzler Österreich"),
        ("In Österreich schwieg Kanzlerin Angela Merkel.", "Angela Merkel Kanzlerin Deutschland"),
        ("Der Vorsitzende der FDP, Dr. Philipp Rösler, schwieg.", "Philipp Rösler Vorsitzender FDP"),
        ("Der ukrainische Außenminister Dr. Jan Roe schwieg.", "Jan Roe Außenminister Ukraine"),
        (
            "US-Außenminister John Kerry traf seinen türkischen Kollegen Jan Roe.",
            "Jan Roe Außenminister Türkei",
        ),
        ("Die Außenbeauftragte Catherine Ashton schwieg.", "Catherine Ashton Außenbeauftragter EU"),
        ("Merkels Sprecher Steffen Seibert schwieg.", "Steffen Seibert Sprecher Angela Merkel"),
        ("Dmitri Peskow, Sprecher von Wladimir Putin, schwieg.", "Dmitri Peskow Sprecher Wladimir Putin"),
    ],
)
def test_an_office_beside_a_name_is_read(read, text: str, expected: str) -> None:
    found = {
        f"{s.subject.name} {s.title} {s.object.name}" for s in read(text) if s.relation == "HOLDS_OFFICE"
    }
    assert expected in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Präsident Wladimir Putin reiste ab. Der Kreml-Chef kritisierte Polen.",
            "Wladimir Putin CRITICIZES Polen",
        ),
        ("Wladimir Putin reiste ab. Putin kritisierte Polen.", "Wladimir Putin CRITICIZES Polen"),
        ("Das Gericht verurteilte Dr. Karl Braun zu drei Jahren Haft.", "Gericht SENTENCED Karl Braun"),
        ("Frau Dr. Eva Weber traf Herrn Lawrow.", "Eva Weber MET Sergej Lawrow"),
        ("Wladimir Putin reiste ab. Er kritisierte Polen.", "Wladimir Putin CRITICIZES Polen"),
        ("Jussuf al-Masri reiste ab. Al-Masri kritisierte Polen.", "Jussuf al-Masri CRITICIZES Polen"),
        (
            "Die britische Premierministerin Theresa May kam. Bundeskanzlerin Angela Merkel kam. "
            "Die Premierministerin kritisierte Polen.",
            "Theresa May CRITICIZES Polen",
        ),
        (
            "John Kerry reiste ab. Das Angebot von Wladimir Putin lehnte er ab.",
            "John Kerry REJECTS Angebot von Wladimir Putin",
        ),
        (
            "John Kerry reiste ab. Die 500 Soldaten kamen. Wie er sagte, kritisierte er Polen.",
            "John Kerry CRITICIZES Polen",
        ),
        (
            "John Kerry reiste ab. Nach einem Gespräch mit seinem Kollegen Jan Roe kritisierte er Polen.",
            "John Kerry CRITICIZES Polen",
        ),
        (
            "Wladimir Putin reiste ab. Der 68-Jährige kritisierte die Türkei.",
            "Wladimir Putin CRITICIZES Türkei",
        ),
        (
            "Angela Merkel traf Wladimir Putin. Die 60-Jährige lobte ihn.",
            "Angela Merkel SUPPORTS Wladimir Putin",
        ),
        (
            "Angela Merkel beriet mit Wladimir Putin. Beide kritisierten die Türkei.",
            "Wladimir Putin CRITICIZES Türkei",
        ),
        ("Angela Merkel reiste ab. Sie kritisierte Polen.", "Angela Merkel CRITICIZES Polen"),
        ("Die syrische Regierung kritisierte Polen.", "Syrien CRITICIZES Polen"),
        ("Die Regierung in Damaskus kritisierte Polen.", "Syrien CRITICIZES Polen"),
        ("Die Arbeiterpartei Kurdistans (PKK) zog ab. Die PKK kritisierte Polen.", "PKK CRITICIZES Polen"),
        (
            "Arsenij Wolkow kam. Wolkows Partei litt. Polen kritisierte Wolkow.",
            "Polen CRITICIZES Arsenij Wolkow",
        ),
    ],
)
def test_short_names_descriptions_and_pronouns_mean_one_actor(read, text: str, expected: str) -> None:
    assert expected in triples(read(text))


def test_who_has_a_known_surname_in_this_text_is_meant(read) -> None:
    assert "Giuseppe Conte CRITICIZES Polen" in triples(
        read("Giuseppe Conte reiste ab. Conte kritisierte Polen.")
    )
    assert "Lansana Conte CRITICIZES Polen" in triples(read("Conte kritisierte Polen."))


def test_an_adviser_is_not_he_whom_he_advises(read) -> None:
    text = "Emmanuel Macron ist Präsident von Frankreich. Ein Berater Macrons schwieg."
    titles = [s.title for s in read(text) if s.relation == "HOLDS_OFFICE"]
    assert titles == ["Präsident"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Polen begrüßte die Entscheidung. Russland kritisierte sie.", "Russland CRITICIZES Entscheidung"),
        ("Polen begrüßte die Nato. Russland kritisierte sie.", "Russland CRITICIZES NATO"),
        ("Der Plan ist tot. Russland bestritt dies.", "Russland REJECTS Der Plan ist tot"),
        ("Abgeordnete begrüßten den Plan. Russland kritisierte ihn.", "Russland CRITICIZES Plan"),
    ],
)
def test_an_object_pronoun_stands_for_what_was_spoken_of(read, text: str, expected: str) -> None:
    assert expected in triples(read(text))


def test_the_dead_of_an_attack_are_not_those_of_another_sentence(read) -> None:
    killed = [s for s in read("Rebellen griffen Aleppo nicht an. Dabei wurden drei Menschen getötet.")]
    assert not [s for s in killed if s.relation == "KILLED"]


def test_a_threat_is_to_him_whom_it_names(read) -> None:
    assert triples(read("Die USA drohten Polen mit Sanktionen.")) == {"USA THREATENS Polen"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recep Tayyip Erdogan sprach vor Anhängern seiner AKP.", "Recep Tayyip Erdogan MEMBER_OF AKP"),
        ("Heiko Maas kam. Polen müsse gehen, sagte der SPD-Politiker.", "Heiko Maas MEMBER_OF SPD"),
        (
            "Justizminister Heiko Maas lehnte ab: Niemand habe etwas zu befürchten, sagte der SPD-Politiker.",
            "Heiko Maas MEMBER_OF SPD",
        ),
    ],
)
def test_a_party_is_told_in_passing(read, text: str, expected: str) -> None:
    assert expected in triples(read(text))


def test_a_politician_whom_nobody_named_is_in_no_known_persons_party(read) -> None:
    assert not [s for s in read("Angela Merkel kam. Der SPD-Politiker schwieg.") if s.relation == "MEMBER_OF"]


def test_two_who_are_subjects_are_both(read) -> None:
    text = "Jan Roe und Al Moe trafen sich, um über den Plan von Wladimir Putin zu sprechen. Beide einigten sich."
    assert "Jan Roe AGREED Al Moe" in triples(read(text))


@pytest.mark.parametrize("how", ["unter keinen Umständen", "auf keinen Fall"])
def test_a_circumstance_denies(read, how: str) -> None:
    (statement,) = read(f"Polen unterstützt die Türkei {how}.")
    assert statement.polarity == "negative"


def test_what_somebody_is_charged_with_is_a_charge(read) -> None:
    (told,) = [
        s
        for s in read("Angela Merkel kam. Das Gericht legt ihr zur Last, die PKK unterstützt zu haben.")
        if s.relation == "SUPPORTS"
    ]
    assert telling(told) == "Angela Merkel SUPPORTS PKK: positive reported by Gericht"


def test_what_stands_before_a_colon_is_told_and_not_said(read) -> None:
    (statement,) = read("Polen lehnte den Plan ab: Niemand sei bereit, sagte Wladimir Putin.")
    assert telling(statement) == "Polen REJECTS Plan: positive asserted"


def test_a_governor_is_of_no_country_that_the_text_is_about(read) -> None:
    text = "In Deutschland wird gewählt. Das freut Deutschland. Gouverneur Jan Roe schwieg."
    assert not [s for s in read(text) if s.relation == "HOLDS_OFFICE"]


def test_two_who_agree_on_something_agree_with_each_other(read) -> None:
    found = triples(read("Polen und die Türkei einigten sich auf eine Waffenruhe."))
    assert found == {"Polen AGREED Waffenruhe", "Türkei AGREED Waffenruhe", "Polen AGREED Türkei"}


def test_when_is_no_part_of_who(read) -> None:
    assert "Polen CRITICIZES Regierung" in triples(read("Polen hat die Regierung im Juli kritisiert."))


def test_a_name_behind_where_somebody_is_bishop_is_his(read) -> None:
    text = "Der Bischof von Torit, Johnson Mutek, warf der Türkei Mord vor."
    assert "Johnson Mutek CRITICIZES Türkei" in triples(read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Der Chef der Partei, Jan Roe, kam. Wladimir Putin traf die Vorsitzende des Gerichts, Malgorzata Moe.",
            "Wladimir Putin MET Malgorzata Moe",
        ),
        (
            "Die Anführer der Maute-Gruppe, Jan Roe und Al Moe, wurden von Soldaten erschossen.",
            "Soldaten KILLED Al Moe",
        ),
        (
            "Die Türkei warf Polen Mord vor, was ein Sprecher bestritt.",
            "Sprecher REJECTS Die Türkei warf Polen Mord vor",
        ),
    ],
)
def test_who_stands_behind_a_comma_and_what_it_sums_up(read, text: str, expected: str) -> None:
    assert expected in triples(read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Polen versuchte, die Türkei zu unterstützen.", "Polen SUPPORTS Türkei: positive planned"),
        (
            "Angela Merkel ist dagegen, Polen zu unterstützen.",
            "Angela Merkel SUPPORTS Polen: positive hypothetical",
        ),
        ("Polen versuchte, in Mali zu vermitteln.", "Polen NEGOTIATES Mali: positive asserted"),
    ],
)
def test_an_attempt_is_no_fact(read, text: str, expected: str) -> None:
    (statement,) = read(text)
    assert telling(statement) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Als Russland Polen angriff, kritisierte die Türkei den Plan.", "positive asserted"),
        ("Ein Angriff Russlands auf Polen wäre ein Fehler.", "positive hypothetical"),
        ("Angela Merkel hat nie gesagt, dass Russland Polen angriff.", "positive hypothetical"),
        ("Angela Merkel glaubt nicht, dass Russland Polen angreift.", "negative reported"),
        ("Angela Merkel ist überzeugt, dass Russland Polen angriff.", "positive reported"),
        ("Angela Merkel schloss nicht aus, dass Russland Polen angreift.", "positive hypothetical"),
        ("Russland scheint Polen anzugreifen.", "positive reported"),
        ("Es ist geplant, dass Russland Polen angreift.", "positive planned"),
        ("Es besteht kein Zweifel, dass Russland Polen angriff.", "positive asserted"),
        ("Russland vergaß, Polen anzugreifen.", "negative planned"),
        ("Angela Merkel sprach von einem Angriff Russlands auf Polen.", "positive reported"),
        ("Polen wird von Russland angegriffen werden.", "positive planned"),
        ("Polen sollte von Russland angegriffen werden.", "positive planned"),
        ("Es ist wichtig, dass Russland Polen angreift.", "positive hypothetical"),
        ("Im Falle eines Angriffs Russlands auf Polen hilft die Nato.", "positive hypothetical"),
        ("Russland hätte Polen beinahe angegriffen.", "positive hypothetical"),
        ("Russland griff Polen fast an.", "positive hypothetical"),
        ("Russland griff Polen fast täglich an.", "positive asserted"),
        ("Russland dachte darüber nach, Polen anzugreifen.", "positive planned"),
        ("Russland denkt nicht daran, Polen anzugreifen.", "negative planned"),
        ("Russland hat nicht vor, Polen anzugreifen.", "negative planned"),
        ("Mali konnte Russland überzeugen, Polen anzugreifen.", "positive hypothetical"),
        ("Russland müsse Polen angreifen, sagte Putin.", "positive planned"),
        ("Einem Bericht der New York Times zufolge griff Russland Polen an.", "positive reported"),
        ("Russland kündigte nicht an, Polen anzugreifen.", "positive hypothetical"),
        ("Russland hat aufgehört, Polen anzugreifen.", "negative asserted"),
        ("Russland hat nie aufgehört, Polen anzugreifen.", "positive asserted"),
        ("Russland ist bereit, Polen anzugreifen.", "positive planned"),
        ("Russland darf Polen nicht angreifen.", "negative hypothetical"),
        ("Die Gefahr, dass Russland Polen angreift, ist gering.", "positive hypothetical"),
        ("Es gibt keine Belege, dass Russland Polen angriff.", "positive hypothetical"),
        ("Es ist nicht wahr, dass Russland Polen angegriffen hat.", "negative reported"),
        ("Es ist wahr, dass Russland Polen angegriffen hat.", "positive asserted"),
        ("Dass Russland Polen angegriffen hat, ist falsch.", "negative reported"),
        ("Der Minister hält es für falsch, dass Russland Polen angegriffen hat.", "positive asserted"),
        ("Es ist nicht erwiesen, dass Russland Polen angegriffen hat.", "positive hypothetical"),
        ("Die Türkei rechnet mit einem Angriff Russlands auf Polen.", "positive hypothetical"),
        ("Der Angriff Russlands auf Polen blieb aus.", "positive planned"),
        ("Ein Angriff Russlands auf Polen ist nicht geplant.", "negative planned"),
        ("Ein Angriff Russlands auf Polen fand nicht statt.", "negative asserted"),
        ("Der Angriff Russlands auf Polen kam nicht überraschend.", "positive asserted"),
        ("Ein Angriff Russlands auf Polen kam nicht zustande.", "negative asserted"),
        ("Wenn Belarus wählt, greift Russland Polen an.", "positive hypothetical"),
        ("Als Belarus wählte, griff Russland Polen an.", "positive asserted"),
    ],
)
def test_what_has_not_been_is_not_told_as_fact(read, text: str, expected: str) -> None:
    (statement,) = (s for s in read(text) if s.relation == "ATTACKED")
    assert f"{statement.polarity} {statement.modality}" == expected


def test_what_somebody_does_something_else_instead_of_is_denied(read) -> None:
    found = {telling(s) for s in read("Statt Putin zu treffen, reiste Angela Merkel nach Warschau.")}
    assert "Angela Merkel MET Wladimir Putin: negative planned" in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Russland kritisierte nicht Polen, sondern die Türkei.",
            {"Russland CRITICIZES Türkei: positive asserted"},
        ),
        (
            "Russland kritisierte nicht nur Polen, sondern auch die Türkei.",
            {"Russland CRITICIZES Polen: positive asserted", "Russland CRITICIZES Türkei: positive asserted"},
        ),
    ],
)
def test_what_stands_behind_sondern_is_meant(read, text: str, expected: set[str]) -> None:
    assert {telling(s) for s in read(text)} == expected


def test_who_was_arrested_is_not_asked(read) -> None:
    found = triples(read("Nach der Festnahme von Jan Roe hat Polen am Dienstag die Freilassung verlangt."))
    assert found == {"Polen DEMANDS Freilassung"}


def test_whom_a_state_sends_is_its_own(read) -> None:
    text = (
        "In Belarus wird gewählt. Belarus schweigt. Das US-Außenministerium entsandte Vizeminister Jan Roe."
    )
    assert [s.object.name for s in read(text) if s.relation == "HOLDS_OFFICE"] == ["USA"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anhänger Orbáns stürmten den Kongress.", "Anhänger Orbáns ATTACKED Kongress"),
        ("Kritiker Orbans stürmten den Kongress.", "Kritiker Orbans ATTACKED Kongress"),
        ("Berater Trumps trafen Putin.", "Berater Trumps MET Wladimir Putin"),
        ("Empfangen wurde Selenskyj in Paris von Macron.", "Emmanuel Macron MET Wolodymyr Selenskyj"),
        ("Trump ersetzte Tillerson durch Pompeo.", "Mike Pompeo SUCCEEDED Rex Tillerson"),
        ("Pompeo ersetzte Tillerson.", "Mike Pompeo SUCCEEDED Rex Tillerson"),
        ("Karl Nehammer traf als erster Regierungschef Putin.", "Karl Nehammer MET Wladimir Putin"),
        ("Serap Güler hat Pistorius Untätigkeit vorgeworfen.", "Serap Güler CRITICIZES Boris Pistorius"),
        ("Im Parlament legte Russland sein Veto gegen die Resolution ein.", "Russland REJECTS Resolution"),
        ("Babariko wurde auf Anordnung Lukaschenkos verhaftet.", "Alexander Lukaschenko ARRESTED Babariko"),
        ("Die Verhaftung Babarikos durch Soldaten löste Proteste aus.", "Soldaten ARRESTED Babariko"),
        ("Dilma Rousseff wurde vom Senat ihres Amtes enthoben.", "Dilma Rousseff RESIGNED Amt"),
        ("Mali beschuldigt den Minister der Lüge.", "Mali CRITICIZES Minister"),
        ("Ein Gericht hat Jan Roe wegen Mordes zu drei Jahren Haft verurteilt.", "Gericht SENTENCED Jan Roe"),
        ("Gestern hat Deutschland Israel Waffen geliefert.", "Deutschland SUPPORTS Israel"),
        ("Trumps Amerika kritisierte Polen.", "USA CRITICIZES Polen"),
        ("Polen entließ Roe und schloss die Grenze zu Belarus.", "Polen SANCTIONED Belarus"),
    ],
)
def test_whose_people_did_it_and_who_is_named_last(read, text: str, expected: str) -> None:
    (statement,) = read(text)
    assert f"{statement.subject.name} {statement.relation} {statement.object.name}" == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Griechenland gibt seinen Widerstand gegen den Beitritt auf.", "Griechenland: negative asserted"),
        (
            "Griechenland gibt seinen Widerstand gegen den Beitritt nicht auf.",
            "Griechenland: positive asserted",
        ),
        ("Polen bat Mali, seinen Widerstand gegen den Beitritt aufzugeben.", "Mali: negative hypothetical"),
    ],
)
def test_who_gives_up_a_stance_has_it_no_longer(read, text: str, expected: str) -> None:
    (told,) = (s for s in read(text) if s.relation == "REJECTS")
    assert f"{told.subject.name}: {told.polarity} {told.modality}" == expected


def test_the_office_of_a_possessive_is_the_subjects(read) -> None:
    text = "Nordkorea griff Südkorea an. Sein Präsident Kim Jong-un schwieg."
    assert {s.object.name for s in read(text) if s.relation == "HOLDS_OFFICE"} == {"Nordkorea"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giuseppe Conte ging. Sergio Mattarella kam und bat ihn, zu bleiben.", "DEMANDS Giuseppe Conte"),
        ("Giuseppe Conte bot seinen Rücktritt an. Jan Roe bat ihn, zu bleiben.", "DEMANDS Giuseppe Conte"),
        ("Jan Roe sprach vor Journalisten. Angela Merkel kritisierte ihn.", "CRITICIZES Jan Roe"),
        (
            "Mali und Malis Armee hoffen. Roe kündigte den Pakt mit Polen. Die EU stützt das Land.",
            "SUPPORTS Mali",
        ),
        ("Angela Merkel telefonierte mit Südkoreas Staatschef Moon Jae-in.", "MET Moon Jae-in"),
        ("Moon Jae-in kam. Angela Merkel lobte Moon.", "SUPPORTS Moon Jae-in"),
        ("Mali droht Polen nach dem „Akt der Vergeltung“.", "THREATENS Polen"),
        ("Mali droht mit „Vergeltung“.", "THREATENS Vergeltung"),
        ("Libyen und Libyens Armee hoffen. Die USA zogen Soldaten aus dem Land ab.", "WITHDREW_FROM Libyen"),
        ("Ein Gericht verurteilte den Chef der Zeitung „Ufer“, Jan Roe, zu Haft.", "SENTENCED Jan Roe"),
        ("„Es reicht“, sagte Angela Merkel. Jan Roe wies das zurück.", "REJECTS Es reicht"),
    ],
)
def test_who_is_meant_by_a_pronoun_or_a_description(read, text: str, expected: str) -> None:
    relation, _, meant = expected.partition(" ")
    assert meant in {s.object.name for s in read(text) if s.relation == relation}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mali verhandelt mit der Nato. Deren Chef Jens Stoltenberg kam.", {"NATO"}),
        ("Angela Merkel, die Putin trifft, schwieg. Ihr Sprecher Jan Roe kam.", {"Angela Merkel"}),
        ("Die Türkei hofft. Der Büroleiter in Ankara, Jan Roe, kam.", set()),
    ],
)
def test_whose_office_it_is(read, text: str, expected: set[str]) -> None:
    assert {s.object.name for s in read(text) if s.relation == "HOLDS_OFFICE"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mali wies den französischen Botschafter aus.", "französischer Botschafter"),
        ("Emmanuel Macron forderte neue Sanktionen.", "neue Sanktionen"),
        ("Emmanuel Macron drohte mit neuen Sanktionen.", "neue Sanktionen"),
        ("Jan Roe kritisierte den neuen Präsidenten.", "neuer Präsident"),
        ("Die Polizei nahm einen 34-jährigen Mann fest.", "34-jähriger Mann"),
        ("Jan Roe verhandelt mit den Aufständischen.", "Aufständische"),
        ("Die Armee traf sich mit Vertretern der Rebellen.", "Vertreter der Rebellen"),
        ("Jan Roe hat der Union Wortbruch vorgeworfen.", "Union"),
    ],
)
def test_a_description_is_named_in_the_nominative(read, text: str, expected: str) -> None:
    assert expected in {s.object.name for s in read(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "USA strafen Iran mit Sanktionen - Teheran kritisiert Mali\n\nDas ist so.",
            {"Iran CRITICIZES Mali"},
        ),
        ("Russland: Nawalny festgenommen\n\nDas ist so.", set()),
        ("Nach dem Anschlag: Erdogan droht Polen\n\nDas ist so.", {"Recep Tayyip Erdogan THREATENS Polen"}),
    ],
)
def test_the_halves_of_a_headline_are_told_apart(read, text: str, expected: set[str]) -> None:
    told = {f"{s.subject.name} {s.relation} {s.object.name}" for s in read(text)}
    assert {t for t in told if "SANCTIONED" not in t} == expected


def test_whom_somebody_asks_and_for_what(read) -> None:
    told = {s.object.name for s in read("Mali bat die Angehörigen der Opfer um Vergebung.")}
    assert told == {"Angehörige der Opfer", "Vergebung"}


def test_a_place_behind_a_day_is_where_it_was(read) -> None:
    (statement,) = read("Angela Merkel traf Jan Roe am Montag in Rom.")
    assert statement.place.name == "Rom"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trump lobte Xi, kritisierte aber Putin.", {"Trump SUPPORTS Jinping", "Trump CRITICIZES Putin"}),
        ("Putin traf Merkel, drohte dann Polen.", {"Putin MET Merkel", "Putin THREATENS Polen"}),
        (
            "Merkel besuchte Kiew, kritisierte Putin und lobte Polen.",
            {
                "Merkel VISITED Kiew",
                "Merkel CRITICIZES Putin",
                "Merkel SUPPORTS Polen",
            },
        ),
        ("Merkel habe Polen besucht, sagte aber Putin.", {"Merkel VISITED Polen: reported by Putin"}),
        (
            "Merkel hat Polen besucht, sagte Putin und lobte Trump.",
            {
                "Merkel VISITED Polen: reported by Putin",
                "Putin SUPPORTS Trump",
            },
        ),
    ],
)
def test_acts_in_a_row_are_not_said_by_who_stands_behind(read, text: str, expected: set[str]) -> None:
    told = {
        f"{s.subject.name.split()[-1]} {s.relation} {s.object.name.split()[-1]}"
        + (f": {s.modality} by {s.said_by.name.split()[-1]}" if s.said_by else "")
        for s in read(text)
    }
    assert told == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die AfD wird von Elon Musk unterstützt.", set()),
        ("Die Volkspartei (PP) von Mariano Rajoy verlor.", {"Mariano Rajoy"}),
        ("Die AKP von Recep Tayyip Erdogan verlor.", {"Recep Tayyip Erdogan"}),
    ],
)
def test_a_party_is_not_theirs_who_act_upon_it(read, text: str, expected: set[str]) -> None:
    assert {s.subject.name for s in read(text) if s.relation == "MEMBER_OF"} == expected


def test_whose_is_never_the_subjects(read) -> None:
    text = "Putin traf Schoigu und ernannte Andrej Beloussow zu dessen Nachfolger."
    told = {f"{s.subject.name} {s.relation} {s.object.name}" for s in read(text)}
    assert {t for t in told if "Andrej" in t} == {
        "Andrej Beloussow SUCCEEDED Sergej Schoigu",
        "Wladimir Putin APPOINTED Andrej Beloussow",
    }
    text = "Schweden hofft. Ungarn lehnt dessen Beitritt zur Nato ab."
    assert {s.subject.name for s in read(text) if s.relation == "MEMBER_OF"} == {"Schweden"}


def test_among_others_is_no_preposition(read) -> None:
    assert "Polizei ARRESTED Jan Roe" in triples(read("Die Polizei hatte unter anderen Jan Roe verhaftet."))


def test_both_are_nobody_where_the_text_does_not_name_two(read) -> None:
    assert not triples(read("Die Revolutionsgarden zogen ab. Beide kritisierten die Türkei."))


def test_who_acts_upon_somebody_is_not_his_country(read) -> None:
    text = "Venezuela steht still. In Venezuela herrscht Streit. Die USA unterstützen Innenminister Jan Roe."
    offices = [(s.subject.name, s.object.name) for s in read(text) if s.relation == "HOLDS_OFFICE"]
    assert offices == [("Jan Roe", "Venezuela")]


def test_why_somebody_goes_is_not_what_he_leaves(read) -> None:
    assert not triples(read("Die Minister traten aus Protest zurück."))


def test_a_mere_president_is_not_the_head_of_germany(read) -> None:
    text = "Der FC Bayern spielt in Deutschland. In Deutschland schwieg Präsident Uli Roe."
    assert not [s for s in read(text) if s.relation == "HOLDS_OFFICE"]


def test_a_prisoner_who_is_let_go_leaves_no_office(read) -> None:
    text = "Norwegens Innenminister Jan Roe wurde aus {} entlassen."
    assert "Jan Roe RESIGNED Innenminister" in triples(
        read("Norwegens Innenminister Jan Roe wurde entlassen.")
    )
    assert not triples(read(text.format("dem Militärgefängnis")))


def test_a_weekday_lies_ahead_where_something_is_planned_and_behind_where_it_is_told(read) -> None:
    (planned,) = read("Angela Merkel wird Wladimir Putin am Freitag empfangen.")
    (told,) = read("Angela Merkel empfing Wladimir Putin am Freitag.")
    assert (str(planned.time.start), str(told.time.start)) == ("2016-03-18", "2016-03-11")


def test_the_same_text_always_gives_the_same_statements(read) -> None:
    text = "Putin und Assad vereinbarten am Montag, dass Russland seinen Stützpunkt in Syrien behält."
    assert [s.to_dict() for s in read(text)] == [s.to_dict() for s in read(text)]


def test_offsets_lead_back_to_the_sentence(read) -> None:
    text = "Es regnete.\n\n  Frankreich unterstützt Mali.  Danach schien die Sonne."
    (statement,) = read(text)
    assert text[statement.start : statement.end] == statement.text == "Frankreich unterstützt Mali."


def test_a_text_without_words_has_no_statements(read) -> None:
    assert read(" \n ") == []
