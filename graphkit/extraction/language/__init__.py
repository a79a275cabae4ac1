"""spaCy components of the bundled German pipeline; importing this package registers their factories."""

from graphkit.extraction.language import blanks, lexicon, names, readings, repair, roles, sentences

__all__ = ["blanks", "lexicon", "names", "readings", "repair", "roles", "sentences"]
