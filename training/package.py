"""The trained parts, joined into the pipeline folder that graphkit ships."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.vocab import Vocab

import graphkit.extraction.language  # noqa: F401  registers the factories
from tokenizer import customise

NAME, VERSION = "graphkit_news", "0.6.0"
SOURCES = [
    {
        "name": "UD German GSD",
        "url": "https://github.com/UniversalDependencies/UD_German-GSD",
        "license": "CC BY-SA 4.0",
        "author": "Universal Dependencies contributors",
    },
    {
        "name": "GermEval 2014 NER",
        "url": "https://sites.google.com/site/germeval2014ner/",
        "license": "CC BY 4.0",
        "author": "Benikova, Biemann, Reznicek",
    },
    {
        "name": "Korpus-Plenarprotokolle (names)",
        "url": "https://github.com/Datenschule/plenarprotokolle-ner",
        "license": "Apache-2.0",
        "author": "Korpus-Plenarprotokolle contributors",
    },
    {
        "name": "german-pos-dict",
        "url": "https://github.com/languagetool-org/german-pos-dict",
        "license": "CC BY-SA 4.0",
        "author": "LanguageTool contributors",
    },
    {
        "name": "German Wikipedia (via Klexikon)",
        "url": "https://de.wikipedia.org",
        "license": "CC BY-SA 4.0",
        "author": "Wikipedia authors",
    },
    {
        "name": "Deutscher Bundestag, Plenarprotokolle, periods 19 and 20",
        "url": "https://www.bundestag.de",
        "license": "official works, public domain",
        "author": "Deutscher Bundestag",
    },
    {
        "name": "GeoNames cities",
        "url": "https://www.geonames.org",
        "license": "CC BY 4.0",
        "author": "GeoNames",
    },
    {
        "name": "Wikidata politicians",
        "url": "https://www.wikidata.org",
        "license": "CC0",
        "author": "Wikidata",
    },
    {
        "name": "CIA Chiefs of State 2019",
        "url": "https://www.cia.gov",
        "license": "public domain",
        "author": "CIA",
    },
]
DESCRIPTION = (
    "German pipeline for news, trained by graphkit: tokenizer, sentence ends, UPOS, Universal Dependencies "
    "parse, names (PER, ORG, LOC, MISC), lemma and features from a dictionary."
)


def mean(trained: list[Path], names: list[str], vocab: Vocab | bool = True) -> Language:
    """Load several trainings from one start, and give some components the mean of their weights."""
    loaded = [spacy.load(path, vocab=vocab) for path in trained]
    for name in names:
        for nodes in zip(*(nlp.get_pipe(name).model.walk() for nlp in loaded), strict=True):
            for key in nodes[0].param_names:
                if nodes[0].has_param(key):
                    nodes[0].set_param(key, sum(node.get_param(key) for node in nodes) / len(nodes))
    return loaded[0]


def join(parsers: list[Path], ner: list[Path]) -> Language:
    """Join the trained pipelines and the components that work by rule."""
    nlp = mean(parsers, ["tok2vec", "morphologizer", "parser"])
    customise(nlp)
    # before the sentence ends are set, because a name never crosses one, and a wrong one would cut it
    nlp.add_pipe("ner", source=mean(ner, ["ner"], nlp.vocab), after="graphkit_lexicon")
    nlp.add_pipe("graphkit_sentences", after="ner")
    nlp.add_pipe("graphkit_hide_blanks", after="graphkit_sentences")
    nlp.add_pipe("graphkit_show_blanks", after="parser")
    nlp.add_pipe("graphkit_names")
    nlp.add_pipe("graphkit_repair")
    nlp.add_pipe("graphkit_readings")
    nlp.add_pipe("graphkit_roles")
    return nlp


def scrub(nlp: Language) -> None:
    """Take the training machine's paths out of the configuration."""
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.config["corpora"] = {}
    nlp.config["initialize"]["vectors"] = None
    nlp.config["initialize"]["components"] = {}


def describe(nlp: Language) -> None:
    """Fill meta.json."""
    nlp.meta.update(
        name=NAME,
        version=VERSION,
        description=DESCRIPTION,
        author="graphkit contributors",
        license="CC BY-SA 4.0",
        url="",
        spacy_version=">=3.8.7,<3.9.0",
        email="",
        sources=SOURCES,
        performance={},
        requirements=["graphkit"],
    )


def save(nlp: Language, target: Path) -> None:
    """Write the folder; the hash embedding needs none of the training words, so the strings are left out."""
    if target.exists():
        shutil.rmtree(target)
    nlp.to_disk(target)
    (target / "vocab/strings.json").write_text("[]\n", encoding="utf-8")


def package(target: Path, parsers: list[Path], ner: list[Path]) -> None:
    """Make the pipeline folder; evaluate.py adds the scores."""
    nlp = join(parsers, ner)
    scrub(nlp)
    describe(nlp)
    save(nlp, target)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("target", type=Path)
    arguments.add_argument("--parsers", type=Path, nargs="+", required=True)
    arguments.add_argument("--ner", type=Path, nargs="+", required=True)
    package(**vars(arguments.parse_args()))
