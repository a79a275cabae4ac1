"""Give a trained pipeline more layers, and its parser more of the state to see, without changing what it says yet."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.ml._precomputable_affine import PrecomputableAffine
from thinc.api import Config, Model, chain

import graphkit.extraction.language  # noqa: F401  registers the factories

# Where the eight tokens of a state that a parser sees stand among the thirteen that it can see (spaCy's _state.pxd)
PLACES = (0, 1, 2, 3, 4, 7, 5, 6)
SEEN = 13


def deepen(nlp: Language, depth: int) -> None:
    """Add encoder layers that pass on what they get: their scale is zero, so only their residual counts."""
    settings = nlp.config["components"]["tok2vec"]["model"]["encode"]
    encoder = next(
        node for node in nlp.get_pipe("tok2vec").model.walk() if node.name.startswith("with_array")
    )
    layers = encoder.layers[0]
    grown = chain(*layers.layers, *(layers.layers[-1].copy() for _ in range(depth - settings["depth"])))
    for layer in grown.layers[settings["depth"] :]:
        norm = next(node for node in layer.walk() if node.name == "layernorm")
        maxout = next(node for node in layer.walk() if node.name == "maxout")
        norm.set_param("G", np.zeros_like(norm.get_param("G")))
        norm.set_param("b", np.zeros_like(norm.get_param("b")))
        maxout.set_param("b", np.zeros_like(maxout.get_param("b")))
    encoder._layers[0] = grown
    encoder.attrs["pad"] = depth * settings["window_size"]
    settings["depth"] = depth


def widen(nlp: Language) -> None:
    """Let the parser see thirteen tokens of a state instead of eight; the new ones count nothing yet."""
    settings = nlp.config["components"]["parser"]["model"]
    if settings["extra_state_tokens"]:
        return
    model: Model = nlp.get_pipe("parser").model
    small = model.get_ref("lower")
    large = PrecomputableAffine(nF=SEEN, **{name: small.get_dim(name) for name in ("nO", "nI", "nP")})
    weights, pad = small.get_param("W"), small.get_param("pad")
    new_weights = np.zeros((SEEN, *weights.shape[1:]), dtype=weights.dtype)
    new_pad = np.zeros((1, SEEN, *pad.shape[2:]), dtype=pad.dtype)
    new_weights[list(PLACES)], new_pad[:, list(PLACES)] = weights, pad
    for name, value in (("W", new_weights), ("b", small.get_param("b")), ("pad", new_pad)):
        large.set_param(name, value)
    model._layers[1] = large
    model.set_ref("lower", large)
    settings["extra_state_tokens"] = True


def grow(start: Path, config: Path, target: Path) -> None:
    """Write the pipeline as large as a training configuration has it."""
    wanted = Config().from_disk(config, interpolate=False)["components"]
    nlp = spacy.load(start)
    deepen(nlp, wanted["tok2vec"]["model"]["encode"]["depth"])
    if wanted["parser"]["model"]["extra_state_tokens"]:
        widen(nlp)
    nlp.to_disk(target)


if __name__ == "__main__":
    grow(*(Path(argument) for argument in sys.argv[1:4]))
