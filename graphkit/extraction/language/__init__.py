"""spaCy components of the bundled German pipeline; importing this package registers their factories."""

from graphkit.extraction.language import lexicon, names, readings, repair, roles, sentences

__all__ = ["lexicon", "names", "readings", "repair", "roles", "sentences"]
