"""Language pipelines with graphkit's components."""

from __future__ import annotations

import gc
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graphkit import __version__
from graphkit.errors import PipelineError
from graphkit.extraction import components  # noqa: F401 - registers the factories
from graphkit.extraction.grammar import scheme_of

if TYPE_CHECKING:
    from spacy.language import Language

BUNDLED = "de_graphkit_news"


@cache
def load_pipeline(
    model: str | None = None, *, open_relations: bool = False, knowledge: str | None = None
) -> Language:
    """A spaCy pipeline that fills `doc._.statements`.

    `model` is an installed package or a folder with a tagger or morphologizer, a parser and an entity recogniser
    (Universal Dependencies or TIGER labels); without one, the bundled German pipeline is used.
    With `open_relations`, verbs outside the ontology are kept as RELATED; `knowledge` is a file of entities of
    one's own (docs/ontology.md).
    Raises PipelineError where it cannot be loaded or does not fit. Loaded once per process.
    """
    import spacy
    from thinc.api import use_ops

    import graphkit.extraction.language  # noqa: F401 - registers the components of the bundled pipeline

    path = str(files("graphkit") / "models" / BUNDLED) if model in (None, BUNDLED) else str(model)
    try:
        # BLIS has no fast kernel for many processors; the pipeline keeps what it is loaded with
        with use_ops("numpy", use_blis=False):
            nlp = spacy.load(path)
    except OSError as error:
        known = "install it (python -m spacy download NAME) or leave --model out for the bundled one"
        raise PipelineError(f"no language pipeline {model!r} here: {known}") from error
    except Exception as error:  # a foreign pipeline can fail in any way while it is read
        raise PipelineError(f"the language pipeline {model!r} cannot be read: {error}") from error
    nlp = add_components(nlp, open_relations=open_relations, knowledge=knowledge)
    # ontology and vocabulary stay for good: the garbage collector need not walk through them again and again
    gc.freeze()
    return nlp


def add_components(nlp: Language, *, open_relations: bool = False, knowledge: str | None = None) -> Language:
    """Put graphkit's component at the end of a pipeline that has a parser; raises PipelineError without one."""
    if "parser" not in nlp.pipe_names:
        raise PipelineError("the language pipeline has no parser; use one that has, or the bundled one")
    scheme = scheme_of(frozenset(nlp.get_pipe("parser").labels))  # type: ignore[attr-defined]
    model = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    config = {
        "scheme": scheme,
        "extractor": f"graphkit {__version__} {model}",
        "open_relations": open_relations,
        "knowledge": knowledge,
    }
    nlp.add_pipe("graphkit", config=config)
    return nlp
