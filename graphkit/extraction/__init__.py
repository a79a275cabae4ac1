"""From text to statements: the only rooms that know spaCy."""

from graphkit.extraction.documents import extract_documents
from graphkit.extraction.pipeline import load_pipeline

__all__ = ["extract_documents", "load_pipeline"]
