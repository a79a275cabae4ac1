"""Bytes -> text: by byte order mark, as UTF-8, as named or declared, else as it seems to be."""

from __future__ import annotations

import codecs
import unicodedata

from graphkit.errors import InputError
from graphkit.readers.items import Settings

# spaCy refuses longer texts, and no article comes near it
MAX_CHARACTERS = 1_000_000
MAX_BYTES = 4 * MAX_CHARACTERS
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# what articles in Western languages are written in beside UTF-8; what looks like none of them is not guessed
GUESSED = ("cp1252", "mac_roman", "cp850")
_NAMES = {"cp1252": "windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS (cp850)"}
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f")


def decode(data: bytes, settings: Settings, *, declared: str | None = None) -> str:
    """The text of an article, in NFC and with Unix lines; `declared` is the encoding that it says it has.

    Raises InputError for what is no text, is too long, or cannot be told for sure.
    """
    if len(data) > MAX_BYTES:
        raise too_long()
    text = data.decode(encoding_of(data, settings, declared=declared), "strict")
    if len(text) > MAX_CHARACTERS:
        raise too_long()
    return plain(text)


def plain(text: str) -> str:
    """A text in NFC and with Unix lines."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def encoding_of(data: bytes, settings: Settings, *, declared: str | None = None, whole: bool = True) -> str:
    """The encoding of a text, or of the beginning of one where it is not `whole`; raises InputError.

    Of the beginning of a table it may be one that does not fit every row.
    """
    if data.startswith(UTF16_MARKS):
        if whole and not _fits(data, "utf-16"):
            raise InputError("begins as UTF-16 does and is not UTF-16: save it as UTF-8")
        return "utf-16"
    _check_is_text(data)
    position = _where_not_utf8(data, whole)
    if position is None:
        return "utf-8-sig"
    if settings.encoding:
        return _checked(data, settings.encoding)
    if declared and _fits(data, declared):
        return declared
    if not whole and _is_nearly_utf8(data):
        return "utf-8-sig"
    guess = None if _is_nearly_utf8(data) else _guess(data)
    if guess is None:
        advice = "save it as UTF-8, or name its encoding, for example --encoding windows-1252"
        raise InputError(f"is not UTF-8 (byte {position + 1}), and its encoding is not certain: {advice}")
    settings.remarks.encodings[_NAMES[guess]] += 1
    return guess


def _check_is_text(data: bytes) -> None:
    sample = data[:8192]
    controls = sum(byte in _CONTROLS for byte in sample)
    if controls > len(sample) / 100 or sample.startswith(b"%PDF"):
        raise InputError("is not text: save the article as plain text (*.txt)")


def _where_not_utf8(data: bytes, whole: bool) -> int | None:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _checked(data: bytes, encoding: str) -> str:
    try:
        data.decode(encoding)
    except LookupError as error:
        raise InputError(f"is not UTF-8, and {encoding!r} is no encoding: try windows-1252") from error
    except UnicodeDecodeError as error:
        raise InputError(f"is neither UTF-8 nor {encoding}: save it as UTF-8") from error
    return encoding


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (LookupError, ValueError):
        return False
    return True


def _is_nearly_utf8(data: bytes) -> bool:
    """True for UTF-8 with some damage in it: in other encodings hardly any letters happen to be right."""
    letters = [letter for letter in data.decode("utf-8", "replace") if letter > "\x7f"]
    return letters.count("\ufffd") <= len(letters) / 2


def _guess(data: bytes) -> str | None:
    """The encoding in which a text looks least like a mess, where there is one."""
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=list(GUESSED)))
    least = min((match.chaos for match in matches), default=0.0)
    readings = {str(match): match.encoding for match in matches if match.chaos == least}
    return next(iter(readings.values())) if len(readings) == 1 else None


def too_long() -> InputError:
    """The error for a text that is no article."""
    return InputError(f"is longer than {MAX_CHARACTERS:,} characters: make a file of each article in it")
