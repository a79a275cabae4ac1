"""The bundled German pipeline: its rules on hand-made documents, and what it reads in whole sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import graphkit.extraction.language
from graphkit.extraction.language.names import Names
from graphkit.extraction.language.repair import Repair
from graphkit.extraction.language.roles import Roles
from graphkit.extraction.language.sentences import Sentences
from graphkit.extraction.language.table import Table, apply_edit

MODEL = Path(graphkit.extraction.language.__file__).parents[2] / "models/de_graphkit_news"


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Load the bundled pipeline once."""
    return spacy.load(MODEL)


def tree(rows: str) -> Doc:
    """Make a Doc of lines `form UPOS head relation features`, heads counted from 1; features may be missing."""
    cells = [line.split() for line in rows.strip().splitlines()]
    heads = [int(c[2]) - 1 for c in cells]
    return Doc(
        spacy.blank("de").vocab,
        words=[c[0] for c in cells],
        pos=[c[1] for c in cells],
        heads=[i if h < 0 else h for i, h in enumerate(heads)],
        deps=[c[3] for c in cells],
        morphs=["".join(c[4:5]) for c in cells],
    )


def relation(doc: Doc, form: str) -> tuple[str, str]:
    """Give the relation and the head of the first word with this form."""
    token = next(t for t in doc if t.text == form)
    return token.dep_, token.head.text


def test_no_word_hangs_on_a_line_break(nlp: Language) -> None:
    sentences = [
        "Jo Roe drohte der Türkei.",
        "Er kritisierte Ann Moe scharf.",
        "Die Türkei wies alles zurück.",
    ]
    in_lines, in_a_row = nlp("\n\n" + "\n\n".join(sentences) + "\n"), nlp(" ".join(sentences))
    words = [token for token in in_lines if not token.is_space]
    assert [t.head.text for t in words] == [t.head.text for t in in_a_row]
    assert [(t.dep_, t.pos_, t.lemma_) for t in words] == [(t.dep_, t.pos_, t.lemma_) for t in in_a_row]
    assert [s.text.strip() for s in in_lines.sents] == sentences


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\nJa.", "Ja.\n", "Ja \n\n nein"])
def test_blanks_at_any_place_stay_in_the_text(nlp: Language, text: str) -> None:
    [(doc, number)] = nlp.pipe([(text, 7)], as_tuples=True)
    assert (doc.text, number) == (text, 7)
    assert all(not token.head.is_space for token in doc if not token.is_space)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Der US-Außenminister traf al-Assad.", "Der|US-Außenminister|traf|al-Assad|."),
        ("„Nein“, sagte sie.", "„|Nein|“|,|sagte|sie|."),
        ("Er sagte »Ja«.", "Er|sagte|»|Ja|«|."),
        ("Am 15. März 2016 kam Felipe VI. nach Kiew.", "Am|15.|März|2016|kam|Felipe|VI.|nach|Kiew|."),
        ("Das war im Jahr 2015.", "Das|war|im|Jahr|2015|."),
        ("Kiew/Moskau – Dr. Weber geht z.B. heute.", "Kiew|/|Moskau|–|Dr.|Weber|geht|z.B.|heute|."),
        ("Die AKP-Regierung zahlt 2,8 Millionen.", "Die|AKP-Regierung|zahlt|2,8|Millionen|."),
    ],
)
def test_tokenizer_knows_news(nlp: Language, text: str, tokens: str) -> None:
    assert [t.text for t in nlp.tokenizer(text)] == tokens.split("|")


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Er kam am 3. Mai an. Dann ging er.", ["Er", "Dann"]),
        ("Moskau – Der Minister reist ab. Er kommt bald.", ["Moskau", "Der", "Er"]),
        ("KIEW/BERLIN, 17. Juni (dpa) - Kanzlerin Jo Roe reist ab.", ["KIEW", "Kanzlerin"]),
        ("Bern, 3. März 2021 – Die Wahl ist vorbei.", ["Bern", "Die"]),
        ("New York/Genf (dpa/AFP) – Die UNO tagt.", ["New", "Die"]),
        ("Rom 17.6. (AP) – Er geht.", ["Rom", "Er"]),
        ("1990 – Ein Jahr der Wende.", ["1990"]),
        ("Bagdad. Die Truppen ziehen ab.", ["Bagdad", "Die"]),
        ('"Wir gehen." Danach schwieg er.', ['"', "Danach"]),
        ('"Wohin?", fragte sie. Er schwieg.', ['"', "Er"]),
        ("„Wir bleiben.“ Das gilt. „Gut.“", ["„", "Das", "„"]),
        ("Prof. Dr. Meyer und J. R. Weber kamen.", ["Prof."]),
        ("Sie trafen König Felipe VI. Der Besuch war kurz.", ["Sie", "Der"]),
        ("Neue Gespräche in Genf\n\nDie Gespräche beginnen.", ["Neue", "Die"]),
        ("Russland – Syriens Verbündeter – hat zugesagt.", ["Russland"]),
    ],
)
def test_sentence_ends(nlp: Language, text: str, starts: list[str]) -> None:
    doc = Sentences("sentences")(nlp.tokenizer(text))
    assert [s[0].text for s in doc.sents] == starts


def test_sentences_of_nothing() -> None:
    blank = spacy.blank("de")
    assert len(Sentences("s")(blank(""))) == 0
    assert len(Sentences("s")(blank("  \n "))) == 1


@pytest.mark.parametrize(
    ("form", "edit", "lemma"), [("Häuser", "=Haus", "Haus"), ("sagte", "2|en", "sagen"), ("gut", "0|", "gut")]
)
def test_lemma_edits(form: str, edit: str, lemma: str) -> None:
    assert apply_edit(form, edit) == lemma


def test_empty_table_knows_nothing() -> None:
    assert Table().look_up("Außenminister") == ()


def test_compound_is_read_by_its_head(nlp: Language) -> None:
    table = nlp.get_pipe("graphkit_lexicon").table  # type: ignore[attr-defined]
    lemmas = {a.lemma for a in table.look_up("Zwergkaninchenministers")}
    assert "Zwergkaninchenminister" in lemmas
    assert "EU-Minister" in {a.lemma for a in table.look_up("EU-Minister")}


def test_what_follows_a_quotation_governs_it() -> None:
    doc = tree(
        """
        Die DET 2 det
        Lage NOUN 4 nsubj
        sei AUX 4 cop
        ernst ADJ 0 ROOT
        , PUNCT 6 punct
        sagte VERB 4 parataxis
        Meyer PROPN 6 nsubj
        """
    )
    assert relation(Repair("r")(doc), "ernst") == ("ccomp", "sagte")
    assert relation(doc, "sagte") == ("ROOT", "sagte")


def test_arguments_leave_the_auxiliary() -> None:
    doc = tree("Er PRON 2 nsubj\nhat AUX 4 aux\nihn PRON 2 obj\ngesehen VERB 0 ROOT")
    assert relation(Repair("r")(doc), "Er") == ("nsubj", "gesehen")
    assert relation(doc, "ihn") == ("obj", "gesehen")


def test_agent_of_a_passive() -> None:
    doc = tree(
        "Er PRON 5 nsubj:pass\nwurde AUX 5 aux:pass\nvon ADP 4 case\nTruppen NOUN 5 obl\nbefreit VERB 0 ROOT"
    )
    assert relation(Repair("r")(doc), "Truppen") == ("obl:agent", "befreit")


def test_time_is_no_agent() -> None:
    doc = tree(
        "Er PRON 5 nsubj:pass\nwurde AUX 5 aux:pass\nvom ADP 4 case\nMontag NOUN 5 obl\ngewählt VERB 0 ROOT"
    )
    assert relation(Repair("r")(doc), "Montag") == ("obl", "gewählt")


def test_dative_pronoun_is_no_subject() -> None:
    doc = tree("habe AUX 3 aux\nihr PRON 3 nsubj\nzugesichert VERB 0 ROOT")
    assert relation(Repair("r")(doc), "ihr") == ("obl:arg", "zugesichert")


def test_roles_follow_case() -> None:
    doc = tree("Den DET 2 det\nPlan NOUN 3 nsubj\nlehnt VERB 0 ROOT\nder DET 5 det\nMinister NOUN 3 obj")
    doc[1].set_morph("Case=Acc|Number=Sing")
    doc[4].set_morph("Case=Nom|Number=Sing")
    doc[2].set_morph("VerbForm=Fin|Number=Sing")
    Roles("r")(doc)
    assert relation(doc, "Plan")[0] == "obj"
    assert relation(doc, "Minister")[0] == "nsubj"


ANY = "Case=Acc,Nom|Number="
FINITE = "VerbForm=Fin|Number="
ROLES = {
    "a plural verb has the plural as its subject": (
        f"Partei NOUN 2 nsubj {ANY}Sing\nwählen VERB 0 ROOT {FINITE}Plur\nBürger NOUN 2 obj {ANY}Plur",
        {"Partei": "obj", "Bürger": "nsubj"},
    ),
    "so has what is counted": (
        f"20 NUM 2 nummod\nEuro NOUN 3 nsubj {ANY}Plur,Sing\nkostet VERB 0 ROOT {FINITE}Sing\n"
        f"Teil NOUN 3 obj {ANY}Sing",
        {"Euro": "obj", "Teil": "nsubj"},
    ),
    "a relative pronoun has the number of its noun": (
        f"Genossen NOUN 0 ROOT {ANY}Plur\ndie PRON 4 nsubj {ANY}Plur,Sing\nWeber PROPN 4 obj\n"
        f"anspricht VERB 1 acl:relcl {FINITE}Sing",
        {"die": "obj", "Weber": "nsubj"},
    ),
    "of two subjects the one in the nominative stays": (
        f"Das PRON 2 nsubj {ANY}Sing\nhalte VERB 0 ROOT {FINITE}Sing\nich PRON 2 nsubj Case=Nom|Number=Sing",
        {"Das": "obj", "ich": "nsubj"},
    ),
    "an infinitive with zu has no subject": (
        f"Waffen NOUN 3 nsubj {ANY}Plur\nzu PART 3 mark\nliefern VERB 0 ROOT VerbForm=Inf",
        {"Waffen": "obj"},
    ),
    "there is no subject where ich is left out": (
        f"Habe AUX 3 aux {FINITE}Sing\nWare NOUN 3 obj {ANY}Sing\nerhalten VERB 0 ROOT VerbForm=Part",
        {"Ware": "obj"},
    ),
    "but a question has one": (
        f"Habe AUX 3 aux {FINITE}Sing\nMaria PROPN 3 obj {ANY}Sing\ngefehlt VERB 0 ROOT VerbForm=Part\n? PUNCT 3 punct",
        {"Maria": "nsubj"},
    ),
    "a span of time beside an object is none": (
        "Panzer NOUN 2 obj Case=Acc|Number=Sing\nfuhr VERB 0 ROOT\nStunde NOUN 2 obj Case=Acc|Number=Sing",
        {"Panzer": "obj", "Stunde": "obl"},
    ),
    "es only fills the first place beside a verb without object": (
        f"Es PRON 2 nsubj {ANY}Sing\nherrscht VERB 0 ROOT {FINITE}Sing\nKrieg NOUN 2 obj {ANY}Sing",
        {"Es": "expl", "Krieg": "nsubj"},
    ),
    "what can only be genitive belongs to the noun before": (
        f"wächst VERB 0 ROOT {FINITE}Sing\nMacht NOUN 1 nsubj {ANY}Sing\ngroßer ADJ 4 amod\n"
        "Firmen NOUN 1 obj Case=Gen|Number=Plur",
        {"Macht": "nsubj", "Firmen": "nmod"},
    ),
    "a verb joined to an active one is no passive": (
        f"Sie PRON 2 nsubj Case=Nom\nfeuerten VERB 0 ROOT {FINITE}Plur\nund CCONJ 5 cc\n"
        f"Bürger NOUN 5 nsubj:pass {ANY}Plur\nerschossen VERB 2 conj",
        {"Bürger": "obj"},
    ),
    "one is told in the dative": (
        f"Weber PROPN 2 nsubj\nsagte VERB 0 ROOT {FINITE}Sing\nuns PRON 2 obj Case=Acc,Dat|Number=Plur",
        {"uns": "obl:arg"},
    ),
}


@pytest.mark.parametrize(("rows", "roles"), ROLES.values(), ids=ROLES)
def test_roles_follow_form(rows: str, roles: dict[str, str]) -> None:
    doc = tree(rows)
    for token in doc:  # in a pipeline the lemmas are there before
        token.lemma_ = {"sagte": "sagen", "herrscht": "herrschen"}.get(token.text, token.text)
    Roles("r")(doc)
    assert {form: relation(doc, form)[0] for form in roles} == roles


def test_a_bare_noun_that_is_no_time_is_an_object() -> None:
    rows = "Er PRON 2 nsubj Case=Nom\nbaute VERB 0 ROOT VerbForm=Fin\nStellungen NOUN 2 obl Case=Acc,Nom"
    assert relation(Roles("r")(tree(rows)), "Stellungen") == ("obj", "baute")


def test_es_is_the_subject_of_what_there_is() -> None:
    doc = tree(
        f"Hinweise NOUN 2 nsubj {ANY}Plur,Sing\ngebe VERB 0 ROOT {FINITE}Sing\n"
        f"es PRON 2 obj {ANY}Sing\nnicht PART 2 advmod"
    )
    doc[1].lemma_ = "geben"
    Roles("r")(doc)
    assert relation(doc, "Hinweise")[0] == "obj"
    assert relation(doc, "es")[0] == "nsubj"


def test_a_clause_of_time_is_not_what_is_refused() -> None:
    doc = tree(
        "Sie PRON 2 nsubj\nlehnen VERB 0 ROOT\nGespräche NOUN 2 obj\nab ADP 2 compound:prt\n, PUNCT 8 punct\n"
        "solange SCONJ 8 mark\nTruppen NOUN 8 nsubj\nbleiben VERB 2 ccomp"
    )
    assert relation(Repair("r")(doc), "bleiben") == ("advcl", "lehnen")


def test_what_follows_a_clause_and_its_comma_is_no_part_of_it() -> None:
    doc = tree(
        "wählt VERB 0 ROOT\n, PUNCT 5 punct\nwenn SCONJ 5 mark\ner PRON 5 nsubj\nmöchte VERB 1 advcl\n"
        ", PUNCT 5 punct\nseinen DET 8 det\nWein NOUN 5 obj Case=Acc"
    )
    assert relation(Roles("r")(doc), "Wein") == ("obj", "wählt")


def test_too_many_is_no_preposition() -> None:
    doc = tree("Es PRON 2 nsubj\ngibt VERB 0 ROOT\nzu ADP 5 case\nviele DET 5 det\nWaffen NOUN 2 obl")
    assert relation(Repair("r")(doc), "Waffen") == ("obj", "gibt")
    assert relation(doc, "zu") == ("advmod", "viele")


def test_what_a_relative_clause_tells_of_is_the_subject() -> None:
    doc = tree(
        """
        Braun PROPN 5 xcomp
        , PUNCT 5 punct
        der PRON 5 nsubj
        Weber PROPN 5 obl:arg
        folgte VERB 7 nsubj
        , PUNCT 5 punct
        versprach VERB 0 ROOT
        Hilfe NOUN 7 obj
        """
    )
    assert relation(Repair("r")(doc), "Braun") == ("nsubj", "versprach")
    assert relation(doc, "folgte") == ("acl:relcl", "Braun")


def test_a_verb_of_saying_is_no_subject() -> None:
    doc = tree(
        "Braun PROPN 2 nsubj\nsagte VERB 5 nsubj\n, PUNCT 5 punct\nWeber PROPN 5 nsubj\nhelfe VERB 0 ROOT"
    )
    assert relation(Repair("r")(doc), "sagte") == ("ROOT", "sagte")
    assert relation(doc, "helfe") == ("ccomp", "sagte")


def test_a_preposition_has_no_subject() -> None:
    doc = tree(
        "Er PRON 2 nsubj\nnannte VERB 0 ROOT\ndas DET 4 det\nWahl NOUN 5 nsubj\nals ADP 6 case\nfalsch ADJ 2 xcomp"
    )
    assert relation(Repair("r")(doc), "Wahl") == ("obj", "nannte")


def test_a_sum_behind_a_noun_is_the_object() -> None:
    doc = tree(
        """
        Er PRON 2 nsubj
        gab VERB 0 ROOT
        für ADP 4 case
        Bauten NOUN 2 obl
        20 NUM 6 nummod
        Euro NOUN 4 appos
        """
    )
    assert relation(Repair("r")(doc), "Euro") == ("obj", "gab")


@pytest.mark.parametrize(
    ("verb", "lemma", "noun", "infinitive", "expected"),
    [
        ("versucht", "versuchen", "Akten NOUN 2", "lesen", ("obj", "lesen")),
        ("hat", "haben", "nichts PRON 5", "verlieren", ("obj", "hat")),  # nothing to lose is had
    ],
)
def test_what_stands_before_an_infinitive_without_a_comma_is_its_object(
    verb: str, lemma: str, noun: str, infinitive: str, expected: tuple[str, str]
) -> None:
    doc = tree(
        f"""
        Er PRON 2 nsubj Case=Nom
        {verb} VERB 0 ROOT VerbForm=Fin
        {noun} obj Case=Acc,Nom
        zu PART 5 mark
        {infinitive} VERB 2 xcomp VerbForm=Inf
        """
    )
    doc[1].lemma_ = lemma
    assert relation(Roles("r")(doc), noun.split()[0]) == expected


def test_good_four_months_are_no_subject() -> None:
    doc = tree(
        """
        Gut NOUN 8 nsubj
        vier NUM 3 nummod
        Monate NOUN 5 nmod
        nach ADP 5 case
        Kriegsende NOUN 1 nmod
        hat AUX 8 aux
        Braun PROPN 8 nsubj
        verhandelt VERB 0 ROOT
        """
    )
    assert relation(Repair("r")(doc), "Gut") == ("advmod", "vier")
    assert relation(doc, "Kriegsende") == ("obl", "verhandelt")


def test_an_ordinal_hangs_on_its_noun() -> None:
    doc = tree("Er PRON 2 nsubj\nging VERB 0 ROOT\nam ADP 4 case\n17. PROPN 2 obl\nMai PROPN 4 appos")
    assert relation(Repair("r")(doc), "Mai") == ("obl", "ging")
    assert relation(doc, "17.") == ("amod", "Mai")
    assert relation(doc, "am") == ("case", "Mai")


@pytest.mark.parametrize(
    "rows",
    [
        "Er PRON 2 nsubj\nplant VERB 0 ROOT\netwas DET 4 det\nNeues NOUN 2 obj",
        "Er PRON 2 nsubj\nplant VERB 0 ROOT\netwas ADV 2 advmod\nNeues ADJ 2 xcomp",
    ],
)
def test_what_is_good_hangs_on_nothing_or_something(rows: str) -> None:
    doc = tree(rows)
    assert relation(Repair("r")(doc), "etwas") == ("obj", "plant")
    assert relation(doc, "Neues") == ("nmod", "etwas")


def test_an_adjective_without_article_shows_the_number(nlp: Language) -> None:
    doc = nlp("Schwarze Zahlen schreibt auch die Sparte.")
    assert doc[1].morph.get("Number") == ["Plur"]


@pytest.mark.parametrize("component", [Repair("r"), Roles("r"), Sentences("s")])
def test_components_leave_an_unparsed_text_alone(component: Repair | Roles | Sentences) -> None:
    assert component(spacy.blank("de")("Ein Satz")).text == "Ein Satz"


@pytest.mark.parametrize(
    ("text", "form", "features"),
    [
        ("Die Regierung habe ihm Hilfe zugesichert.", "habe", "Mood=Sub Tense=Pres"),
        ("Er sagte, der Minister sei abgereist.", "sei", "Mood=Sub Tense=Pres"),
        ("Er sagte, er wäre gern gekommen.", "wäre", "Mood=Sub Tense=Past"),
        ("Ich habe den Bericht gelesen.", "habe", "Mood=Ind Tense=Pres"),
        ("Sie teilte mit, dass sie das Land unterstützen werde.", "werde", "Mood=Sub Tense=Pres"),
        ("Der Präsident ordnete den Abzug an.", "ordnete", "Mood=Ind Tense=Past Person=3"),
        ("Der Abzug wurde vom Präsidenten angeordnet.", "angeordnet", "VerbForm=Part"),
        ("Er versprach, den Abzug anzuordnen.", "anzuordnen", "VerbForm=Inf"),
        ("Den Minister traf der Präsident in Genf.", "Den", "Case=Acc"),
        ("Sie half dem Minister.", "Minister", "Case=Dat Number=Sing Gender=Masc"),
        ("Der Bericht des Ministers liegt vor.", "Ministers", "Case=Gen"),
        ("Abgeordnete kritisierten den Plan.", "Abgeordnete", "Case=Acc,Nom Number=Plur,Sing"),
        ("Die Abgeordnete kritisierte den Plan.", "Abgeordnete", "Case=Acc,Nom Number=Sing Gender=Fem"),
        ("Polizei fasst Präsident.", "Präsident", "Case=Acc,Dat,Nom"),
    ],
)
def test_features(nlp: Language, text: str, form: str, features: str) -> None:
    token = next(t for t in nlp(text) if t.text == form)
    assert [
        f"{k}={','.join(token.morph.get(k))}" for k, _ in (f.split("=") for f in features.split())
    ] == features.split()


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Die Ministerin ordnete Untersuchungen an.", "ordnete", "ordnen"),
        ("Der Abzug wurde angeordnet.", "angeordnet", "anordnen"),
        ("Er versprach, den Abzug anzuordnen.", "anzuordnen", "anordnen"),
        ("Sie meldete neue Luftangriffe.", "Luftangriffe", "Luftangriff"),
        ("Im Haus sprachen die US-Außenminister.", "US-Außenminister", "US-Außenminister"),
        ("Im Haus sprachen die Minister.", "Im", "in"),
        ("Putins Sprecher dementierte den Bericht.", "Putins", "Putin"),
        ("Die russischen Einheiten bleiben.", "russischen", "russisch"),
    ],
)
def test_lemmas(nlp: Language, text: str, form: str, lemma: str) -> None:
    assert next(t for t in nlp(text) if t.text == form).lemma_ == lemma


@pytest.mark.parametrize(
    ("text", "form", "dep", "head"),
    [
        ("Der Präsident hat den Abzug der Truppen befohlen.", "Präsident", "nsubj", "befohlen"),
        ("Der Präsident hat den Abzug der Truppen befohlen.", "Abzug", "obj", "befohlen"),
        ("Die Opposition forderte den Rücktritt des Ministers.", "Opposition", "nsubj", "forderte"),
        ("Den Rücktritt des Ministers forderte die Opposition.", "Opposition", "nsubj", "forderte"),
        ("Der Botschafter wurde von Rebellen entführt.", "Rebellen", "obl:agent", "entführt"),
        ("Der Botschafter wurde von Rebellen entführt.", "Botschafter", "nsubj:pass", "entführt"),
        ("Die Regierung habe ihr Hilfe zugesichert.", "ihr", "obl:arg", "zugesichert"),
        ("Die Ministerin ordnete Untersuchungen an.", "an", "compound:prt", "ordnete"),
        ("Der Minister Frank Weber reiste ab.", "Frank", "appos", "Minister"),
        ("Der Minister Frank Weber reiste ab.", "Weber", "flat", "Frank"),
        ("Die Ministerin begrüßte Herrn Dr. Weber.", "Weber", "obj", "begrüßte"),
        ("Die Ministerin begrüßte Herrn Dr. Weber.", "Herrn", "compound", "Weber"),
        ("Die Truppen, die gestern kamen, ziehen ab.", "kamen", "acl:relcl", "Truppen"),
        ("Sie sagte, dass die Truppen abziehen.", "abziehen", "ccomp", "sagte"),
        ("Die Lage sei ernst, sagte der Minister.", "ernst", "ccomp", "sagte"),
    ],
)
def test_trees(nlp: Language, text: str, form: str, dep: str, head: str) -> None:
    assert relation(nlp(text), form) == (dep, head)


def test_names(nlp: Language) -> None:
    doc = nlp("Außenminister John Kerry traf in Genf den UN-Vermittler Staffan de Mistura.")
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("John Kerry", "PER"),
        ("Genf", "LOC"),
        ("Staffan de Mistura", "PER"),
    ]


def test_last_name_is_a_person_after_the_full_name() -> None:
    doc = spacy.blank("de")("Jo Rimvale kam. Dann sprach Rimvale.")
    for token in doc:
        token.pos_ = "PROPN"
    doc.ents = [Span(doc, 0, 2, label="PER")]
    assert [(e.text, e.label_) for e in Names("n")(doc).ents] == [("Jo Rimvale", "PER"), ("Rimvale", "PER")]


def test_old_spelling_counts_as_the_new_one(nlp: Language) -> None:
    norms = [token.norm_ for token in nlp("Daß er muß, war im Friedensprozeß auf der Straße gewiß.")]
    assert norms == "dass er muss , war im friedensprozess auf der straße gewiss .".split()


def test_marks_of_the_lexicon_are_cleared(nlp: Language) -> None:
    doc = nlp("Angela Merkel sprach in Berlin.")
    assert all(t.ent_id == 0 and t.tag_ == t.pos_ for t in doc)


def test_one_document_at_a_time_or_many(nlp: Language) -> None:
    texts = ["Er kam.", "Sie ging nach Rom.", ""]
    one = [[(t.lemma_, t.dep_) for t in nlp(text)] for text in texts]
    assert [[(t.lemma_, t.dep_) for t in doc] for doc in nlp.pipe(texts)] == one


def test_pipeline_survives_saving(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "again")
    again = spacy.load(tmp_path / "again")
    text = "Die Ministerin ordnete Untersuchungen an."
    assert [(t.lemma_, t.dep_) for t in again(text)] == [(t.lemma_, t.dep_) for t in nlp(text)]


def test_folder_is_small_and_names_its_sources() -> None:
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    assert (meta["name"], meta["lang"], meta["license"]) == ("graphkit_news", "de", "CC BY-SA 4.0")
    assert all(source["license"] for source in meta["sources"])
    assert meta["performance"]["dep_las"] > 0.76
    assert sum(f.stat().st_size for f in MODEL.rglob("*") if f.is_file()) < 35_000_000
    assert {"LICENSE", "README.md"} <= {f.name for f in MODEL.iterdir()}
