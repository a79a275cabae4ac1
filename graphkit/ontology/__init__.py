"""What graphkit knows before it reads: relation types, their triggers, and the actors of world politics."""

from graphkit.ontology.frames import Frame, Relation, Relations, load_relations
from graphkit.ontology.knowledge import Knowledge, KnownEntity, Office, load_knowledge
from graphkit.ontology.text import fold, slug, strip_ending
from graphkit.ontology.words import Verbs, Words, load_verbs, load_words

__all__ = [
    "Frame",
    "Knowledge",
    "KnownEntity",
    "Office",
    "Relation",
    "Relations",
    "Verbs",
    "Words",
    "fold",
    "load_knowledge",
    "load_relations",
    "load_verbs",
    "load_words",
    "slug",
    "strip_ending",
]
