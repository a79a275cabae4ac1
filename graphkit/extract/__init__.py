"""From text to statements: the only rooms that know spaCy."""

from graphkit.extract.documents import extract_documents
from graphkit.extract.pipeline import load_pipeline

__all__ = ["extract_documents", "load_pipeline"]
