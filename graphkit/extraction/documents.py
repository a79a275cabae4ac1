"""Documents through the pipeline, one after the other, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphkit.copies import signed
from graphkit.extraction.layout import plain
from graphkit.extraction.pipeline import load_pipeline
from graphkit.model import Document, Extraction

if TYPE_CHECKING:
    from spacy.tokens import Doc


def extract_documents(
    documents: Iterable[Document],
    *,
    model: str | None = None,
    open_relations: bool = False,
    knowledge: str | None = None,
    batch_size: int = 32,
) -> Iterator[Extraction]:
    """What each document says, in the order of the documents; options as in `load_pipeline`."""
    nlp = load_pipeline(model, open_relations=open_relations, knowledge=knowledge)

    joining = nlp.get_pipe("graphkit").words.set("part_joiners")  # type: ignore[attr-defined]

    def docs() -> Iterator[Doc]:
        for document in documents:
            layout = plain(document.text, joining)
            doc = nlp.make_doc(layout.text)
            doc._.document, doc._.layout = document, layout
            yield doc

    for doc in nlp.pipe(docs(), batch_size=batch_size):
        yield Extraction(signed(doc._.document), doc._.statements)
