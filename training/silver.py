"""Raw text as the teachers read it: silver trees and names, added to the gold ones for the second training."""

from __future__ import annotations

import lzma
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import biluo_tags_to_spans, iob_to_biluo

import teacher
from networks import NameTeacher, TreeTeacher
from tokenizer import customise

SENTENCES = {"raw/wikipedia.txt.xz": 185_000, "raw/bundestag.txt.xz": 65_000}
END = re.compile(r"(?<=[.!?]) (?=[A-ZÄÖÜ„])")
LENGTH = (5, 45)
SURE_TREE, SURE_NAMES = 0.80, 0.6
GOLD_COPIES = 4
CHUNK = 20_000  # sentences whose features are in memory at a time


def sentences(path: Path) -> Iterator[str]:
    """Yield the sentences of a text; a Bundestag line has several."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            for text in END.split(line.strip()):
                if text[:1].isalpha() and text[0].isupper() and text[-1] in ".!?":
                    yield text


def sample(nlp: Language, corpora: Path, seed: int) -> Iterator[Doc]:
    """Draw sentences, each only once; those with a name count three times those without."""
    draw, seen = random.Random(seed), set()
    lexicon = nlp.get_pipe("graphkit_lexicon")
    for name, wanted in SENTENCES.items():
        texts = list(sentences(corpora / name))
        draw.shuffle(texts)
        for text in texts:
            if text in seen:
                continue
            doc = nlp.make_doc(text)
            if not LENGTH[0] <= len(doc) <= LENGTH[1] or any(t.is_space for t in doc):
                continue
            lexicon(doc)
            if all(t.ent_id_ == "-" for t in doc) and draw.random() > 0.33:
                continue
            seen.add(text)
            yield doc
            wanted -= 1
            if not wanted:
                break


def is_tree(heads: list[int]) -> bool:
    """Tell whether the heads (0 is the root) make one tree with one root."""
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        place, steps = start, 0
        while place and steps <= len(heads):
            place, steps = heads[place - 1], steps + 1
        if place:
            return False
    return True


def grouped(nlp: Language, docs: list[Doc]) -> Iterator[tuple[list[Doc], teacher.Item]]:
    """Yield sentences of like lengths, with their features as one batch."""
    for start in range(0, len(docs), CHUNK):
        chunk = docs[start : start + CHUNK]
        items = [dict(zip(("ids", "vectors"), teacher.featurise(nlp, d), strict=True)) for d in chunk]
        for group in teacher.batches(items, 3000, None):
            yield [chunk[i] for i in group], teacher.collate([items[i] for i in group], {})


def as_tree(doc: Doc, found: dict[str, Any]) -> Doc:
    """A sentence with a teacher's tree."""
    heads = [i if h == 0 else h - 1 for i, h in enumerate(found["heads"])]
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        pos=found["tags"],
        heads=heads,
        deps=found["labels"],
    )


def as_names(doc: Doc, tags: list[str]) -> Doc:
    """A sentence with a teacher's names."""
    made = Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    made.ents = biluo_tags_to_spans(made, iob_to_biluo(tags))
    return made


def load(path: Path, kind: type, vectors: int) -> Any:
    """Read a trained teacher."""
    saved = torch.load(path)
    codes = saved["codes"]
    model = kind(vectors, *[list(codes[k]) for k in ("labels", "tags") if k in codes])
    model.load_state_dict(saved["state"])
    return model


def read_trees(nlp: Language, docs: list[Doc], path: Path) -> Iterator[Doc]:
    """Trees that are trees and that the teacher is sure of."""
    model = load(path, TreeTeacher, nlp.vocab.vectors_length)
    for group, batch in grouped(nlp, docs):
        for doc, tree in zip(group, teacher.predict_trees(model, batch), strict=True):
            if is_tree(tree["heads"]) and sum(tree["sure"]) / len(tree["sure"]) >= SURE_TREE:
                yield as_tree(doc, tree)


def read_names(nlp: Language, docs: list[Doc], path: Path) -> Iterator[Doc]:
    """Names of sentences whose whole chain the teacher is sure of."""
    model = load(path, NameTeacher, nlp.vocab.vectors_length)
    for group, batch in grouped(nlp, docs):
        for doc, tags, chance in zip(group, *teacher.predict_names(model, batch), strict=True):
            if chance >= SURE_NAMES:
                yield as_names(doc, tags)


def mix(gold: Path, silver: list[Doc], target: Path, attrs: list[str]) -> None:
    """Write gold, some times over, and silver as one training file."""
    vocab = spacy.vocab.Vocab()
    store = DocBin(attrs=attrs)
    for _ in range(GOLD_COPIES):
        for doc in DocBin().from_disk(gold).get_docs(vocab):
            store.add(doc)
    for doc in silver:
        store.add(doc)
    store.to_disk(target)


def make(kind: str, base: Path, work: Path, corpora: Path) -> None:
    """Write the mixed training file of trees or names."""
    torch.set_num_threads(1)
    nlp = spacy.load(base)
    customise(nlp)
    docs = list(sample(nlp, corpora, seed=23))
    print(f"{len(docs)} sentences, {sum(map(len, docs))} words", flush=True)
    if kind == "trees":
        silver = list(read_trees(nlp, docs, work / "teacher-trees.pt"))
        mix(work / "train.spacy", silver, work / "train-mixed.spacy", ["POS", "DEP", "HEAD", "SENT_START"])
    else:
        silver = list(read_names(nlp, docs, work / "teacher-names.pt"))
        mix(work / "ner-train.spacy", silver, work / "ner-train-mixed.spacy", ["ENT_IOB", "ENT_TYPE"])
    print(f"{len(silver)} kept", flush=True)


if __name__ == "__main__":
    make(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
