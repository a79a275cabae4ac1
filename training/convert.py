"""All corpora to spaCy's binary form."""

from __future__ import annotations

from pathlib import Path

import names
import treebank


def convert_treebank(corpora: Path, work: Path) -> None:
    """Write train (one to three sentences a document), dev, test, both in groups of five, and dev in two halves.

    The odd sentences of dev are learned from too, because dev has the labels of the test and train only nearly;
    the even ones choose between trainings.
    """
    folder = corpora / "treebank"
    treebank.convert(folder / "de_gsd-train.conllu", work / "train.spacy", [1, 1, 1, 1, 2, 3], clean=True)
    for part in ("dev", "test"):
        source = folder / f"de_gsd-{part}.conllu"
        treebank.convert(source, work / f"{part}.spacy", [1], gold=True)
        treebank.convert(source, work / f"{part}5.spacy", [5], gold=True)
    dev = folder / "de_gsd-dev.conllu"
    treebank.convert(dev, work / "dev-learned.spacy", [1], every=slice(1, None, 2))
    treebank.convert(dev, work / "dev-held.spacy", [1], gold=True, every=slice(0, None, 2))


def convert_names(corpora: Path, work: Path) -> None:
    """Write train (with augmented copies), dev and test."""
    folder = corpora / "names"
    train = [folder / "germeval2014-train.tsv", *sorted(folder.glob("bundestag-*.tsv"))]
    names.convert(train, work / "ner-train.spacy", corpora, sizes=(1, 1, 1, 2, 3))
    names.convert([folder / "germeval2014-dev.tsv"], work / "ner-dev.spacy")
    names.convert([folder / "germeval2014-test.tsv"], work / "ner-test.spacy")


if __name__ == "__main__":
    import sys

    convert_treebank(Path(sys.argv[2]), Path(sys.argv[1]))
    convert_names(Path(sys.argv[2]), Path(sys.argv[1]))
