"""Spelling: one form for names that are written in several ways."""

import re
import unicodedata
from functools import lru_cache

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LETTERS = str.maketrans(
    {"ı": "i", "İ": "I", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "æ": "ae"}
)
_KEPT = str.maketrans(
    {"ä": "\ue001", "ö": "\ue002", "ü": "\ue003", "Ä": "\ue004", "Ö": "\ue005", "Ü": "\ue006"}
)
_BACK = {value: chr(key) for key, value in _KEPT.items()}
_RESTORE = str.maketrans(_BACK)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Drop foreign diacritics and keep German umlauts: Erdoğan and Erdogan become equal, Müller and Muller not."""
    if text.isascii():
        return text
    kept = unicodedata.normalize("NFC", text).translate(_KEPT).translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return plain.translate(_RESTORE)


@lru_cache(maxsize=100_000)
def slug(text: str) -> str:
    """The part of an id that a name makes: "Bashar al-Assad" -> "bashar-al-assad"."""
    lower = unicodedata.normalize("NFC", text).casefold().translate(_GERMAN).translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def strip_ending(word: str, *, longer_than: int = 0) -> str:
    """A German adjective without its declension: "syrischen" -> "syrisch"; words of `longer_than` letters stay."""
    for ending in ("en", "er", "es", "em", "e"):
        if word.endswith(ending) and len(word) > longer_than:
            return word.removesuffix(ending)
    return word
