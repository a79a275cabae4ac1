"""Raw text as the teachers read it: silver trees and names, added to the gold ones for the second training."""

from __future__ import annotations

import lzma
import random
import re
import sys
from collections.abc import Iterator
from multiprocessing import Pool
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

SENTENCES = {
    "trees": {"raw/wikipedia.txt.xz": 80_000, "raw/bundestag.txt.xz": 30_000},
    "names": {"raw/wikipedia.txt.xz": 185_000, "raw/bundestag.txt.xz": 65_000},
}
END = re.compile(r"(?<=[.!?]) (?=[A-ZÄÖÜ„])")
LENGTH = (5, 45)
SURE_TREE, SURE_NAMES = 0.80, 0.6
GOLD_COPIES, DEV_COPIES = 4, 10
TREE = ["POS", "DEP", "HEAD", "SENT_START"]  # what a tree brings in: the layers of a mixed file
RULES = ("graphkit_repair", "graphkit_readings", "graphkit_roles")
ARGUMENTS = {"nsubj", "nsubj:pass", "obj", "obl:arg"}
MODELS: list[TreeTeacher] = []  # of a reading process
CHUNK = 20_000  # sentences whose features are in memory at a time


def sentences(path: Path) -> Iterator[str]:
    """Yield the sentences of a text; a Bundestag line has several."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            for text in END.split(line.strip()):
                if text[:1].isalpha() and text[0].isupper() and text[-1] in ".!?":
                    yield text


def sample(nlp: Language, corpora: Path, kind: str, seed: int, times: int) -> Iterator[Doc]:
    """Draw `times` as many sentences, each only once; those with a name count three times those without."""
    draw, seen = random.Random(seed), set()
    lexicon = nlp.get_pipe("graphkit_lexicon")
    for name, count in SENTENCES[kind].items():
        wanted = times * count
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


def grouped(nlp: Language, docs: list[Doc]) -> Iterator[tuple[list[Doc], list[teacher.Item]]]:
    """Yield sentences of like lengths, with their features."""
    for start in range(0, len(docs), CHUNK):
        chunk = docs[start : start + CHUNK]
        items = [dict(zip(("ids", "vectors"), teacher.featurise(nlp, d), strict=True)) for d in chunk]
        for group in teacher.batches(items, 3000, None):
            yield [chunk[i] for i in group], [items[i] for i in group]


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


def settle(nlp: Language, doc: Doc) -> Doc:
    """Correct subjects and objects by case and agreement, as the rules do after the small parser."""
    was = [(token.head.i, token.dep_) for token in doc]
    made = nlp.get_pipe("graphkit_lexicon")(doc.copy())
    for name in RULES:
        made = nlp.get_pipe(name)(made)
    for token, (head, label), after in zip(doc, was, made, strict=True):
        if label in ARGUMENTS and after.dep_ in ARGUMENTS and after.head.i == head:
            token.dep_ = after.dep_
    return doc


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


def read_trees(nlp: Language, docs: list[Doc], paths: list[Path]) -> Iterator[Doc]:
    """Trees that are trees and that the teachers together are sure of."""
    models = [load(path, TreeTeacher, nlp.vocab.vectors_length) for path in paths]
    groups: list[list[Doc]] = []

    def features() -> Iterator[list[teacher.Item]]:
        for group, items in grouped(nlp, docs):
            groups.append(group)
            yield items

    with Pool(initializer=keep, initargs=(models,)) as pool:
        for number, trees in enumerate(pool.imap(trees_of, features())):
            for doc, tree in zip(groups[number], trees, strict=True):
                if is_tree(tree["heads"]) and sum(tree["sure"]) / len(tree["sure"]) >= SURE_TREE:
                    yield settle(nlp, as_tree(doc, tree))


def keep(models: list[TreeTeacher]) -> None:
    """Give a process its teachers; each counts with one thread, so that sums are always the same."""
    torch.set_num_threads(1)
    MODELS[:] = models


def trees_of(items: list[teacher.Item]) -> list[teacher.Item]:
    """Read one batch, in a process of its own."""
    return teacher.predict_trees(MODELS, teacher.collate(items, {}))


def read_names(nlp: Language, docs: list[Doc], path: Path) -> Iterator[Doc]:
    """Names of sentences whose whole chain the teacher is sure of."""
    model = load(path, NameTeacher, nlp.vocab.vectors_length)
    for group, items in grouped(nlp, docs):
        found = teacher.predict_names(model, teacher.collate(items, {}))
        for doc, tags, chance in zip(group, *found, strict=True):
            if chance >= SURE_NAMES:
                yield as_names(doc, tags)


def mix(parts: list[tuple[Path, int]], silver: list[Doc], target: Path, attrs: list[str]) -> None:
    """Write gold files, each some times over, and silver as one training file."""
    vocab = spacy.vocab.Vocab()
    store = DocBin(attrs=attrs)
    for gold, copies in parts:
        for doc in copies * list(DocBin().from_disk(gold).get_docs(vocab)):
            store.add(doc)
    for doc in silver:
        store.add(doc)
    store.to_disk(target)


def add(mixed: Path, dev: Path, target: Path) -> None:
    """Write a mixed file with another part of dev."""
    mix([(mixed, 1), (dev, DEV_COPIES)], [], target, TREE)


def make(
    kind: str,
    base: Path,
    work: Path,
    corpora: Path,
    target: Path,
    seed: int,
    times: int,
    teachers: list[Path],
) -> None:
    """Write the mixed training file of trees or names; another seed draws other sentences."""
    torch.set_num_threads(1)
    nlp = spacy.load(base)
    customise(nlp)
    docs = list(sample(nlp, corpora, kind, seed, times))
    print(f"{len(docs)} sentences, {sum(map(len, docs))} words", flush=True)
    if kind == "trees":
        for name in RULES:
            if name not in nlp.pipe_names:
                nlp.add_pipe(name)
        silver = list(read_trees(nlp, docs, teachers))
        gold = [(work / "train.spacy", GOLD_COPIES), (work / "dev-learned.spacy", DEV_COPIES)]
        mix(gold, silver, target, TREE)
    else:
        silver = list(read_names(nlp, docs, *teachers))
        gold = [(work / "ner-train.spacy", GOLD_COPIES)]
        mix(gold, silver, target, ["ENT_IOB", "ENT_TYPE"])
    print(f"{len(silver)} kept", flush=True)


if __name__ == "__main__" and sys.argv[1] == "add":
    add(*(Path(argument) for argument in sys.argv[2:5]))
elif __name__ == "__main__":
    make(
        sys.argv[1],
        *(Path(argument) for argument in sys.argv[2:6]),
        seed=int(sys.argv[6]),
        times=int(sys.argv[7]),
        teachers=[Path(argument) for argument in sys.argv[8:]],
    )
