"""graphkit_sentences: sentence ends by rule, before the parser, which then keeps to them."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Token

from graphkit.extraction.language.wordlists import words

ENDERS = {".", "!", "?", "..", "...", "....", ".....", "…", "?!", "!?", "!!", "!!!", "??", "???"}
CLOSERS = {"“", "”", "«", "»", "’", "‘", "'", ")", "]", '"', "''"}
OPENERS = {"„", "»", "«", "‚", "(", "[", '"', "“", "``", "–", "—", "-"}
DASHES = {"–", "—", "-", "--"}
SHORT_LINE = 50
LONGEST_DATELINE = 13
NEXT_DASH = 9
LONGEST_HEADLINE = 20
ORDINAL = re.compile(r"^(?:\d{1,2}|[IVXL]+)\.$")
# what may be a day in a dateline, together with a month: 17. Juni 2022, 17.06.2022, 17.6.
DATE = re.compile(r"^\d{1,2}\.(?:\d{1,2}\.(?:\d{2}|\d{4})?)?$|^(?:19|20)\d\d$")
MONTHS = frozenset(
    words(
        """
    Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember
    Jan. Feb. Apr. Aug. Sept. Okt. Nov. Dez.
    """
    )
)
OPEN_ENDED = {
    "usw.",
    "etc.",
    "u.a.",
    "o.Ä.",
    "o.ä.",
    "ff.",
    "v.Chr.",
    "n.Chr.",
    "Co.",
    "Inc.",
    "Jr.",
    "jr.",
    "Sr.",
}
STARTERS = frozenset(
    words(
        """
    Der Die Das Den Dem Des Ein Eine Einer Einen Einem Er Sie Es Wir Ich Ihr Man Dies Diese Dieser
    Dieses Diesen Diesem In Im An Am Auf Aus Bei Beim Mit Nach Von Vom Zu Zum Zur Für Gegen Seit
    Während Wegen Trotz Unter Über Vor Durch Um Ohne Neben Zwischen Als Wenn Weil Da Dass Ob Obwohl
    Nachdem Bevor Doch Aber Und Oder Denn Auch Dabei Dort Damit Danach Dafür Dagegen Darauf Darin
    Deshalb Daher Dennoch Dann Hier Jetzt Nun So Noch Nur Schon Zudem Außerdem Allerdings Jedoch
    Inzwischen Unterdessen Zuvor Zugleich Zwar Sein Seine Seinen Seiner Ihre Ihren Ihrer Kein Keine
    Alle Viele Einige Mehrere Wie Was Wer Wo Warum Laut Bislang Bisher Derzeit
    """
    )
)


def ends_by_itself(token: Token) -> bool:
    """Tell whether the token closes a sentence wherever it stands."""
    return token.text in ENDERS


def may_end(token: Token) -> bool:
    """Tell whether the token's full stop may also be a sentence end: ordinals and some abbreviations."""
    return ORDINAL.match(token.text) is not None or token.text in OPEN_ENDED


def starts(token: Token) -> bool:
    """Tell whether a sentence can begin here: a capital letter, a figure, an opening quote or dash."""
    first = token.text[0]
    return first.isupper() or first.isdigit() or token.text in OPENERS


def following(tokens: list[Token], index: int, quote_open: bool) -> int:
    """Step over what still belongs to the sentence that ends at `index`: closing quotes and brackets."""
    place = index + 1
    while place < len(tokens) and (tokens[place].text in ENDERS or closes(tokens[place], quote_open)):
        quote_open = quote_open and tokens[place].text != '"'
        place += 1
    return place


def closes(token: Token, quote_open: bool) -> bool:
    """Tell whether a quote or bracket closes; a plain quote does when one is open."""
    if token.text == '"':
        return quote_open
    if token.text in {"»", "«", "“", "'", "‘"} and token.whitespace_ == "" and token.i + 1 < len(token.doc):
        return not token.doc[token.i + 1].text[0].isalnum()
    return token.text in CLOSERS


def next_starts(tokens: list[Token], place: int) -> bool:
    """Tell whether the tokens from `place` look like a new sentence."""
    if place >= len(tokens) or not starts(tokens[place]):
        return False
    if tokens[place].text in OPENERS:
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        return after is not None and (
            after.text[0].isupper() or after.text[0].isdigit() or after.text in OPENERS
        )
    return True


def sentence_ends(tokens: list[Token]) -> set[int]:
    """Find the places in `tokens` where a new sentence begins after a full stop and its like."""
    found: set[int] = set()
    quote_open = False
    for index, token in enumerate(tokens):
        if token.text == '"':
            quote_open = not quote_open
        if ends_by_itself(token):
            place = following(tokens, index, quote_open)
            if next_starts(tokens, place):
                found.add(place)
        elif may_end(token) and index + 1 < len(tokens) and tokens[index + 1].text in STARTERS:
            found.add(index + 1)
    return found


def line_ends(doc: Doc) -> set[int]:
    """Find the tokens (by position in the document) that begin a paragraph, or follow a short line."""
    found: set[int] = set()
    line_start = 0
    for token in doc:
        if token.is_space and "\n" in token.text and token.i + 1 < len(doc):
            after = doc[token.i + 1]
            short = token.idx - line_start < SHORT_LINE and starts(after)
            if token.text.count("\n") > 1 or short:
                found.add(token.i + 1)
            line_start = after.idx
    return found


def dateline_end(tokens: list[Token], begin: int) -> int | None:
    """Find where the text begins after a dateline (`Kiew/Moskau, 17. Juni (dpa) – `) that starts at `begin`."""
    for place in range(begin, min(begin + LONGEST_DATELINE, len(tokens) - 1)):
        text = tokens[place].text
        if text in DASHES:
            return place + 1 if place > begin and is_dateline(tokens, begin, place) else None
        if text[0].isalpha() and not (text[0].isupper() or in_brackets(tokens, begin, place)):
            return None
        if text in STARTERS or text in ENDERS or (text[0].isdigit() and not DATE.match(text)):
            return None
    return None


def beginnings(tokens: list[Token], begins: set[int]) -> list[int]:
    """Give the places in `tokens` of those that begin a sentence."""
    return [place for place, token in enumerate(tokens) if token.i in begins]


def halves(tokens: list[Token], begins: set[int]) -> set[int]:
    """Find the second halves of headlines: `Merkel reist nach Kiew – Putin verärgert`, without a full stop."""
    found: set[int] = set()
    for begin, end in pairwise([*beginnings(tokens, begins), len(tokens)]):
        last = tokens[end - 1].text
        if end - begin > LONGEST_HEADLINE or last in ENDERS or last in CLOSERS:
            continue
        dashes = [place for place in range(begin, end) if tokens[place].text in DASHES]
        if len(dashes) != 1:
            continue
        dash = dashes[0]
        counted = tokens[dash].text == "-" and tokens[dash - 1].text[-1].isdigit()  # "10 - Kilometer-Lauf"
        spaced = tokens[dash].whitespace_ and tokens[dash - 1].whitespace_ and not counted
        if spaced and dash - begin > 1 and end - dash > 2 and tokens[dash + 1].text[0].isupper():
            found.add(tokens[dash + 1].i)
    return found


def in_brackets(tokens: list[Token], begin: int, place: int) -> bool:
    """Tell whether a bracket opened since `begin`: the agency's name may be in small letters."""
    return any(t.text == "(" for t in tokens[begin:place])


def is_dateline(tokens: list[Token], begin: int, dash: int) -> bool:
    """Tell a dateline from a name with an insertion (`Russland – Syriens Verbündeter – hat`)."""
    agency = next((place for place in range(begin, dash) if tokens[place].text == "("), dash)
    words = [t for t in tokens[begin:agency] if t.text[0].isalpha() and t.text not in MONTHS]
    after = tokens[dash + 1]
    if tokens[begin].text[0].isdigit():
        return False
    if len(words) > 4 or not (after.text[0].isupper() or after.text in OPENERS):
        return False
    places = all(t.ent_type_ == "LOC" for t in words) and after.ent_type_ != "LOC"
    if tokens[dash].text == "-" and not (
        places or after.text in STARTERS or (tokens[dash + 2 :][:1] and tokens[dash + 2].text[0].isupper())
    ):
        return False
    for place in range(dash + 1, min(dash + NEXT_DASH, len(tokens) - 1)):
        if tokens[place].text in DASHES:
            return not tokens[place + 1].text[0].islower()
    return True


class Sentences:
    """Set `is_sent_start` on every token."""

    def __init__(self, name: str) -> None:
        """Keep the component's name; there is nothing else to keep."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentences of one document."""
        tokens = [t for t in doc if not t.is_space]
        if not tokens:
            return doc
        begins = {tokens[place].i for place in sentence_ends(tokens)} | line_ends(doc) | {tokens[0].i}
        begins |= self._datelines(tokens, begins)
        begins |= halves(tokens, begins)
        for token in doc:
            inside_name = token.ent_iob_ == "I"
            token.is_sent_start = token.i == 0 or (token.i in begins and not inside_name)
        return doc

    def _datelines(self, tokens: list[Token], begins: set[int]) -> set[int]:
        """Find the beginnings of the text after datelines."""
        ends = [dateline_end(tokens, place) for place in beginnings(tokens, begins)]
        return {tokens[end].i for end in ends if end is not None and end < len(tokens)}


@Language.factory("graphkit_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:
    """Make the component."""
    return Sentences(name)
