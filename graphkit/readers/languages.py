"""Which language an article is in: enough to keep a pipeline from reading what it was not made for."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

NAMES = {
    "de": "German",
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "sv": "Swedish",
    "tr": "Turkish",
    "?": "another script",
}
_CODES = {"deutsch": "de", "german": "de", "englisch": "en", "english": "en"}
FUNCTION_WORDS = {
    "de": "der die das und nicht mit ein eine einen auf für von dem den sich auch wird nach bei dass im zu",
    "en": "the and of to that for with was by at from are has its were this have which not been is in on",
    "fr": "les des et est une dans pour que qui sur pas par au du avec ce sont ont aux cette le la en",
    "es": "el los las y que por para una con del se su como más pero fue este sus ha es la de en",
    "it": "il di che la per un una non con del della sono alla le dei gli anche nel è si in",
    "nl": "het een en van dat niet op voor met zijn aan te ook naar uit heeft wordt werd bij door de in is",
    "pl": "w na się nie że do jest po oraz przez od jak za są był która który tym dla roku i z",
    "pt": "o os as em um uma para com não que do da dos das no na por ao mais foi de e",
    "sv": "och att det som en på är av för med till den har inte om ett från var han vid i de",
    "tr": "ve bir bu için ile da de olarak olan daha çok ise gibi sonra kadar ancak",
}
_WORDS = {code: frozenset(words.split()) for code, words in FUNCTION_WORDS.items()}


def guess_language(text: str) -> str | None:
    """The language whose function words fill the text, "?" for another script, None where that is unsure.

    >>> guess_language("The president of the country has said that it was not to be.")
    'en'
    """
    letters = [c for c in text[:4000] if c.isalpha()]
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if len(letters) > 40 and latin < len(letters) / 2:
        return "?"
    words = Counter(re.findall(r"[^\W\d_]+", text[:20_000].lower()))
    hits = {code: sum(words[word] for word in known) for code, known in _WORDS.items()}
    best, second = sorted(hits, key=lambda code: -hits[code])[:2]
    return best if hits[best] >= 5 and hits[best] > 1.4 * hits[second] else None


def language_code(declared: str) -> str:
    """The code of a language as people name it: de-AT, Deutsch and German are all de."""
    code = re.split(r"[-_]", declared.strip().lower())[0]
    return _CODES.get(code, code)
