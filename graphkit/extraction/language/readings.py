"""graphkit_readings: lemma and features from the dictionary, chosen by class, agreement and verb group."""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Token

from graphkit.extraction.language.features import (
    CONTRACTIONS,
    PREPOSITIONS,
    mark,
    nominal_features,
    pronoun_features,
)
from graphkit.extraction.language.lexicon import Lexicon
from graphkit.extraction.language.repair import ADDRESS
from graphkit.extraction.language.table import Analysis, Table
from graphkit.extraction.language.verbs import read_verbs
from graphkit.extraction.language.wordlists import words

GROUPS = {
    "NOUN": "NEA",
    "PROPN": "EN",
    "ADJ": "A",
    "DET": "DR",
    "PRON": "RD",
    "VERB": "VA",
    "AUX": "V",
    "NUM": "D",
    "X": "",
}
AGREEING = {"det", "amod", "nummod", "det:poss"}
LOWER = {"ADP", "ADV", "SCONJ", "CCONJ", "PART", "INTJ", "DET", "PRON", "AUX", "ADJ", "VERB"}
ORDINALS = words(
    """
    erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte letzte nächste
    """
)
LEMMAS = {form: form[:-1] for form in ORDINALS[:-1]} | {
    "dies": "dieser",
    "all": "alle",
    "andere": "anderer",
    "nächste": "nah",
}
NOMINAL = {"NOUN", "PROPN"}
# without an article before it an adjective shows case, number and gender itself: `schwarze Zahlen` is plural
STRONG = {
    "e": ("NSF", "ASF", "NP", "AP"),
    "es": ("NSN", "ASN"),
    "er": ("NSM", "GSF", "DSF", "GP"),
    "em": ("DSM", "DSN"),
    "en": ("ASM", "GSM", "GSN", "DP"),
}
# after these the plural of an adjective ends in -en
WEAKENING = ("der", "die", "das", "dies", "jen", "kein", "mein", "sein", "ihr", "unser")
NOUN_ENDINGS = (
    ("ungen", 2, ("NPF", "APF", "DPF", "GPF")),
    ("heiten", 2, ("NPF", "APF", "DPF", "GPF")),
    ("keiten", 2, ("NPF", "APF", "DPF", "GPF")),
    ("ionen", 2, ("NPF", "APF", "DPF", "GPF")),
    ("innen", 3, ("NPF", "APF", "DPF", "GPF")),
    ("ung", 0, ("NSF", "ASF", "DSF", "GSF")),
    ("heit", 0, ("NSF", "ASF", "DSF", "GSF")),
    ("keit", 0, ("NSF", "ASF", "DSF", "GSF")),
    ("ion", 0, ("NSF", "ASF", "DSF", "GSF")),
    ("in", 0, ("NSF", "ASF", "DSF", "GSF")),
    ("schaft", 0, ("NSF", "ASF", "DSF", "GSF")),
    ("ismus", 0, ("NSM", "ASM", "DSM", "GSM")),
)


def choose(table: Table, token: Token) -> list[Analysis]:
    """List the analyses of a token that fit its class, best first."""
    found = table.look_up(token.text)
    for group in GROUPS.get(token.pos_, ""):
        fitting = [a for a in found if a.group == group]
        if fitting:
            return fitting + as_adjective(found, fitting[0]) if group == "N" else fitting
    return guess(table, token)


def as_adjective(found: Iterable[Analysis], noun: Analysis) -> list[Analysis]:
    """Read `Abgeordnete` as the adjective that it is, too: of many such nouns the dictionary has only one ending."""
    if not noun.lemma.endswith(("e", "er")):
        return []
    return [a._replace(lemma=noun.lemma) for a in found if a.group == "A" and "PRD" not in a.readings]


def is_predicate(table: Table, token: Token) -> bool:
    """Tell `Die EU eröffnete Gespräche` from `eröffnete Gespräche`: a subject before, and no copula."""
    roles = {c.dep_ for c in token.children}
    finite = any(a.group == "V" and r[0] in "123" for a in table.look_up(token.text) for r in a.readings)
    return finite and "cop" not in roles and any(c.dep_ == "nsubj" for c in token.lefts)


def is_participle(table: Table, token: Token) -> bool:
    """Tell a participle with its auxiliary from an adjective: `ist nicht geplant`, `hat den Abzug angeordnet`."""
    auxiliary = any(c.dep_ in {"aux", "aux:pass"} for c in token.children)
    return auxiliary and any(a.group == "V" and "PA2" in a.readings for a in table.look_up(token.text))


def guess(table: Table, token: Token) -> list[Analysis]:
    """Read an unknown noun or adjective by its ending, a name's genitive by its s."""
    text = token.text
    if token.pos_ == "NOUN":
        inflected = without_ending(table, text)
        if inflected:
            return inflected
        for ending, strip, readings in NOUN_ENDINGS:
            if text.endswith(ending) and len(text) > len(ending) + 2:
                return [Analysis("N", text[: len(text) - strip], readings)]
    if token.pos_ == "ADJ" and text[0].islower():
        return guess_adjective(text)
    if token.pos_ == "PROPN" and is_genitive_name(token):
        return [Analysis("E", text.rstrip("'’")[:-1] if text.endswith("s") else text[:-1], ("GS*",))]
    return []


def without_ending(table: Table, text: str) -> list[Analysis]:
    """Read a genitive or dative plural whose basic form is known: `Kontingents`, `Kontingenten`."""
    for ending, old, new in (("s", "NS", "GS"), ("es", "NS", "GS"), ("n", "NP", "DP")):
        if text.endswith(ending) and len(text) > 4 + len(ending):
            found = [a for a in table.look_up(text[: -len(ending)]) if a.group == "N"]
            for a in found:
                readings = tuple(
                    new + r[2:] for r in a.readings if r[:2] == old and (ending == "n" or r[2] != "F")
                )
                if readings:
                    return [a._replace(readings=readings)]
    return []


def guess_adjective(text: str) -> list[Analysis]:
    """Strip an adjective's ending."""
    for ending in ("en", "er", "es", "em", "e"):
        if text.endswith(ending) and len(text) > len(ending) + 3:
            return [Analysis("A", text[: -len(ending)], ())]
    return [Analysis("A", text, ())]


def is_genitive_name(token: Token) -> bool:
    """Tell `Brahimis Vorschlag` from `Paris`: a name in s that hangs on a noun without preposition."""
    bare = not any(c.dep_ == "case" for c in token.children)
    return (
        token.text[-1] == "s"
        and len(token.text) > 3
        and token.dep_ == "nmod"
        and bare
        and token.head.pos_ == "NOUN"
    )


def is_owner(table: Table, token: Token) -> bool:
    """Tell `die Berater Roes` from `der Berater Klaus` and `Präsident Roes Rede`: a known name's genitive."""
    noun = token.head
    if token.pos_ != "PROPN" or token.dep_ != "appos" or not token.text.endswith("s") or list(token.children):
        return False
    if noun.pos_ != "NOUN" or noun.i != token.i - 1 or (noun.head.pos_ == "NOUN" and noun.head.i > token.i):
        return False
    found = [reading for a in table.look_up(token.text) if a.group == "E" for reading in a.readings]
    if found:
        return all(reading[0] == "G" for reading in found)
    if token.ent_type_ == "PER" and noun.text.endswith("ung"):  # "die Verhaftung Roes": nobody is one
        return True
    return token.text not in table.flags and token.text[:-1] in table.flags


def lemma(token: Token, chosen: list[Analysis]) -> str:
    """Give the lemma: the dictionary's, else the form, cut where agreement shows a genitive."""
    if chosen:
        found = chosen[0].lemma
        return LEMMAS.get(found, found) if token.pos_ in {"ADJ", "DET", "PRON"} else found
    if token.pos_ in LOWER:
        return CONTRACTIONS.get(token.lower_) or LEMMAS.get(token.lower_, token.lower_)
    genitive = token.pos_ == "NOUN" and token.text.endswith("s") and token.morph.get("Case", []) == ["Gen"]
    return token.text[:-1] if genitive and "Fem" not in token.morph.get("Gender", []) else token.text


def agree(sets: list[set[str]]) -> set[str]:
    """Intersect readings (case, number, gender); a star stands for any gender; an empty result is skipped."""
    common: set[str] = set()
    for readings in sets:
        if not common:
            common = readings
            continue
        both = {merged for a in common for b in readings if (merged := unify(a, b))}
        common = both or common
    return common


def unify(first: str, second: str) -> str:
    """Join two readings, '' if they contradict."""
    if first[:2] != second[:2]:
        return ""
    if first[2] == second[2] or second[2] == "*":
        return first[:3]
    return second[:3] if first[2] == "*" else ""


def narrow_by_case(readings: set[str], head: Token, members: int) -> set[str]:
    """Keep the cases that the preposition governs; a modifier with article but no preposition is genitive."""
    governor = next((c for c in head.lefts if c.dep_ == "case"), None)
    cases = PREPOSITIONS.get(governor.lower_, "") if governor is not None else ""
    if governor is None and head.dep_ == "nmod" and members > 1:
        cases = "G"
    return {r for r in readings if r[0] in cases} or readings if cases else readings


def nominal(readings: Iterable[str]) -> set[str]:
    """Keep readings with case, number and gender, without degree."""
    return {r[:3] for r in readings if len(r) > 2 and r[0] in "NGDA" and r[1] in "SP"}


def phrase(head: Token, chosen: list[list[Analysis]]) -> None:
    """Set the features of a noun phrase: head, determiners, adjectives agree."""
    members = [head, *(c for c in head.lefts if agrees(c))]
    sets = [nominal(r for a in chosen[t.i] for r in a.readings) for t in members]
    if len(members) == 1 and (is_title(head) or is_bare(sets[0], head)):
        sets[0] |= {case + r[1:] for r in sets[0] if r[:2] == "NS" for case in "AD"}
    adjectival = any(a.group == "A" for a in chosen[head.i])
    if all(c.pos_ == "ADJ" for c in members[1:]):
        sets = [strong(head, sets[0]) if adjectival else sets[0], *map(strong, members[1:], sets[1:])]
    elif adjectival and head.text.endswith("e") and any(c.lower_.startswith(WEAKENING) for c in members[1:]):
        sets[0] = {r for r in sets[0] if r[1] == "S"} or sets[0]  # `die Abgeordnete`: of many, it were `-en`
    common = narrow_by_case(agree([s for s in sets if s]), head, len(members))
    if not common:
        return
    for token in members:
        mark(token, nominal_features(token, common, chosen[token.i]))
    prefer(head, chosen, common)


def agrees(left: Token) -> bool:
    """Tell whether a word before a noun has its case and number: article, adjective, `Herrn`."""
    if left.dep_ == "compound":
        return left.lower_ in ADDRESS
    return left.dep_ in AGREEING and left.pos_ in {"DET", "ADJ", "PRON"}


def is_title(noun: Token) -> bool:
    """Tell `kritisierte Präsident Macron`: right before a name and without article a title has no endings."""
    name = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    return noun.pos_ == "NOUN" and name.pos_ == "PROPN" and name.ent_type_ == "PER" and noun.text != "Herr"


def is_bare(readings: set[str], noun: Token) -> bool:
    """Tell `Polizei fasst Präsident`: headlines leave out articles, and with them the ending of a weak noun."""
    return noun.pos_ == "NOUN" and {r[:2] for r in readings} == {"NS"}


def strong(adjective: Token, readings: set[str]) -> set[str]:
    """Keep the readings that an adjective has where no article stands before it."""
    ending = next((e for e in ("em", "en", "er", "es", "e") if adjective.lower_.endswith(e)), "")
    kept = {r for r in readings if any(unify(r, (s + "*")[:3]) for s in STRONG.get(ending, ()))}
    return kept or readings


def prefer(token: Token, chosen: list[list[Analysis]], common: set[str]) -> None:
    """Put an analysis that agrees with the phrase first, so that its lemma is taken."""
    fitting = [a for a in chosen[token.i] if any(unify(r, c) for r in nominal(a.readings) for c in common)]
    if fitting:
        chosen[token.i] = fitting


class Readings:
    """Set lemma and morph on every token, and clear the marks that graphkit_lexicon left."""

    def __init__(self, nlp: Language, name: str) -> None:
        """Keep the pipeline, whose lexicon is looked up when it is needed."""
        self.nlp, self.name = nlp, name

    def table(self) -> Table:
        """Find the lexicon's table, an empty one without a lexicon."""
        pipes = (pipe for _, pipe in self.nlp.pipeline)
        return next((pipe.table for pipe in pipes if isinstance(pipe, Lexicon)), Table())

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        table, tokens = self.table(), list(doc)
        for token in tokens:
            if token.pos_ == "ADJ" and (is_predicate(table, token) or is_participle(table, token)):
                token.pos_ = "VERB"
            if is_owner(table, token):
                token.dep_ = "nmod"
        chosen = [choose(table, token) for token in tokens]
        for token in tokens:
            mark(token, pronoun_features(token, chosen[token.i]))
        for token in tokens:
            if token.pos_ in NOMINAL:
                phrase(token, chosen)
        read_verbs(tokens, chosen)
        for token in tokens:
            token.lemma_ = lemma(token, chosen[token.i])
            token.tag, token.ent_id = token.pos, 0
        return doc


@Language.factory("graphkit_readings", requires=["token.pos"], assigns=["token.lemma", "token.morph"])
def make_readings(nlp: Language, name: str) -> Readings:
    """Make the component."""
    return Readings(nlp, name)
