"""Which language an article is in: enough to keep a pipeline from reading what it was not made for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# spaCy has a pipeline with a parser and names for these; its name ends as said below
PIPELINES = {
    "ca": "Catalan",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hr": "Croatian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "mk": "Macedonian",
    "nb": "Norwegian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sl": "Slovenian",
    "sv": "Swedish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
_WEB = ("en", "zh")
NAMES = {
    **PIPELINES,
    "ar": "Arabic",
    "bg": "Bulgarian",
    "cs": "Czech",
    "fa": "Persian",
    "he": "Hebrew",
    "hu": "Hungarian",
    "lb": "Luxembourgish",
    "sk": "Slovak",
    "sq": "Albanian",
    "sr": "Serbian",
    "tr": "Turkish",
}
_CODES = {
    "deutsch": "de",
    "german": "de",
    "englisch": "en",
    "english": "en",
    "no": "nb",
    "nn": "nb",
    "hbo": "he",
    "ary": "ar",
    "arz": "ar",
    "wuu": "zh",
    "yue": "zh",
}
# Of single sentences of German news none is taken for another language at 5, of sentences in other languages
# nine in ten are found at 20; whole articles lie far beyond both.
TIMES_LIKELIER = 20
SAMPLE = 4000  # characters
NO_LANGUAGE = "zxx"  # numbers, addresses


def language_of(text: str, expected: str) -> str:
    """The code of a text's language; `expected` unless another one is far likelier.

    >>> language_of("The president has said that he was not to be disturbed.", "de")
    'en'
    """
    chances: dict[str, float] = {}
    for label, chance in _identifier().rank(text[:SAMPLE]):
        code = language_code(label)
        if code != NO_LANGUAGE:
            chances[code] = chances.get(code, 0.0) + chance
    if expected not in chances:
        return expected
    best = max(chances, key=chances.__getitem__)
    return best if chances[best] > TIMES_LIKELIER * chances[expected] else expected


def language_code(declared: str) -> str:
    """The code of a language as people name it: de-AT, Deutsch and German are all de."""
    code = re.split(r"[-_]", declared.strip().lower())[0]
    return _CODES.get(code, code)


def name_of(code: str) -> str:
    """What a language is called."""
    return NAMES.get(code, f"the language {code!r}")


def how_to_read(code: str, expected: str) -> str:
    """What somebody needs who wants articles of a language read, where the pipeline reads the `expected` one."""
    reads = f"the pipeline reads {name_of(expected)}"
    if code == "de":
        return f"{reads}; the one that graphkit brings reads them: leave --model out"
    if code in PIPELINES:
        pipeline = f"{code}_core_{'web' if code in _WEB else 'news'}_sm"
        needs = f"spaCy has {pipeline} (python -m spacy download {pipeline}) for --model"
        return f"{reads}; {needs}, and graphkit needs its words (docs/ontology.md)"
    return f"{reads}, and spaCy has none for it"


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
