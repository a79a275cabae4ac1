"""Teachers: slower, stronger readers of trees and names, whose reading of raw text trains the small pipeline.

They need PyTorch, and only training needs them.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc
from torch import nn
from torch.optim import swa_utils

import graphkit.extraction.language  # noqa: F401  registers the factories
from evaluate import read
from networks import ROWS, NameTeacher, TreeTeacher
from treebank import SKIP_DEPS

Item = dict[str, Any]
Codes = dict[str, dict[str, int]]
EPOCHS = {"trees": 14, "names": 12}
SILVER_EPOCHS = 2  # of the file of the second training, which has each gold tree several times
RATE, WARM_UP = 0.002, 50_000
DEV_COPIES = 2  # of the half of dev that is learned from, an epoch
ATTRS = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "TAG", "ENT_ID")


def featurise(nlp: Language, doc: Doc) -> tuple[np.ndarray, np.ndarray]:
    """Give the hashed attributes and the subword vectors of a document's tokens."""
    doc = nlp.get_pipe("graphkit_lexicon")(doc)
    ids = doc.to_array(list(ATTRS)).astype("uint64")
    ids = np.stack([ids[:, i] % rows for i, rows in enumerate(ROWS)], 1).astype("int64")
    vectors = nlp.vocab.vectors.get_batch([t.text for t in doc])
    return ids, np.asarray(vectors, dtype="float32")


def tree_items(nlp: Language, path: Path) -> list[Item]:
    """One item a sentence: features, heads (0 is the root), labels, tags."""
    items = []
    for doc in read(nlp, path):
        gold = [(t.head.i, t.dep_, t.pos_) for t in doc]
        bounds = [(s.start, s.end) for s in doc.sents]
        ids, vectors = featurise(nlp, Doc(nlp.vocab, words=[t.text for t in doc]))
        for a, b in bounds:
            heads = [0 if gold[i][0] == i else gold[i][0] - a + 1 for i in range(a, b)]
            items.append(
                {
                    "ids": ids[a:b],
                    "vectors": vectors[a:b],
                    "heads": heads,
                    "labels": [gold[i][1] for i in range(a, b)],
                    "tags": [gold[i][2] for i in range(a, b)],
                }
            )
    return items


def name_items(nlp: Language, path: Path) -> list[Item]:
    """One item a document: features and B-, I-, O tags."""
    items = []
    for doc in read(nlp, path):
        tags = [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc]
        ids, vectors = featurise(nlp, Doc(nlp.vocab, words=[t.text for t in doc]))
        items.append({"ids": ids, "vectors": vectors, "tags": tags})
    return items


def batches(items: list[Item], size: int, draw: random.Random | None) -> Iterator[list[int]]:
    """Yield batches of about `size` words, of like lengths."""
    order = list(range(len(items)))
    order.sort(key=lambda i: len(items[i]["ids"]) + (draw.random() * 3 if draw else 0))
    made, current, words = [], [], 0
    for i in order:
        current.append(i)
        words += len(items[i]["ids"])
        if words >= size:
            made.append(current)
            current, words = [], 0
    if current:
        made.append(current)
    if draw:
        draw.shuffle(made)
    yield from made


def collate(items: list[Item], codes: Codes) -> Item:
    """Pad a batch."""
    longest = max(len(i["ids"]) for i in items)
    size = (len(items), longest)
    ids = torch.zeros(*size, len(ATTRS), dtype=torch.long)
    vectors = torch.zeros(*size, items[0]["vectors"].shape[1])
    extra = {k: torch.zeros(size, dtype=torch.long) for k in ("heads", *codes) if k in items[0]}
    for row, item in enumerate(items):
        n = len(item["ids"])
        ids[row, :n] = torch.from_numpy(item["ids"])
        vectors[row, :n] = torch.from_numpy(item["vectors"])
        for key, target in extra.items():
            values = item[key] if key == "heads" else [codes[key].get(v, 0) for v in item[key]]
            target[row, :n] = torch.tensor(values)
    lengths = torch.tensor([len(i["ids"]) for i in items])
    mask = torch.arange(longest)[None, :] < lengths[:, None]
    return {"ids": ids, "vectors": vectors, "lengths": lengths, "mask": mask, **extra}


@torch.no_grad()
def predict_trees(models: list[TreeTeacher], batch: Item) -> list[Item]:
    """Heads, labels and tags of each sentence by the mean of the models, with the chance of each head and label."""
    made = [model.eval()(batch["ids"], batch["vectors"], batch["lengths"]) for model in models]
    tags = torch.stack([m[0].softmax(-1) for m in made]).mean(0)
    chances, heads = torch.stack([m[1].softmax(-1) for m in made]).mean(0).max(-1)
    rels = [model.relations(*m[2:], heads).softmax(-1) for model, m in zip(models, made, strict=True)]
    sure, labels = torch.stack(rels).mean(0).max(-1)
    first = models[0]
    return [
        {
            "heads": heads[i, :n].tolist(),
            "labels": [first.labels[j] for j in labels[i, :n].tolist()],
            "tags": [first.tags[j] for j in tags[i, :n].argmax(-1).tolist()],
            "sure": (chances[i, :n] * sure[i, :n]).tolist(),
        }
        for i, n in enumerate(batch["lengths"].tolist())
    ]


def score_trees(model: TreeTeacher, items: list[Item], codes: Codes) -> str:
    """UAS, LAS, UPOS and the F of subjects and objects."""
    c: Counter[str] = Counter()
    for group in batches(items, 3000, None):
        found = predict_trees([model], collate([items[i] for i in group], codes))
        for i, f in zip(group, found, strict=True):
            gold = items[i]
            for gh, gl, gt, h, lab, t in zip(
                gold["heads"], gold["labels"], gold["tags"], f["heads"], f["labels"], f["tags"], strict=True
            ):
                gl, lab = SKIP_DEPS.get(gl, gl), SKIP_DEPS.get(lab, lab)
                c["pos"] += gt == t
                c["all"] += 1
                if gl == "punct":
                    continue
                c["n"] += 1
                c["uas"] += gh == h
                c["las"] += gh == h and gl == lab
                for key in ("nsubj", "obj"):
                    c[key + "g"] += gl == key
                    c[key + "p"] += lab == key
                    c[key + "r"] += gl == lab == key and gh == h
    f = {k: 2 * c[k + "r"] / max(1, c[k + "g"] + c[k + "p"]) for k in ("nsubj", "obj")}
    return (
        f"UPOS {c['pos'] / c['all']:.4f} UAS {c['uas'] / c['n']:.4f} LAS {c['las'] / c['n']:.4f} "
        f"nsubj {f['nsubj']:.3f} obj {f['obj']:.3f}"
    )


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Give the names of a chain."""
    found, start = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and tag[0] != "I":
            found.add((start, i, tags[start][2:]))
            start = None
        if tag[0] == "B":
            start = i
    return found


@torch.no_grad()
def predict_names(model: NameTeacher, batch: Item) -> tuple[list[list[str]], list[float]]:
    """The tags of each sentence and the chance of its whole chain."""
    model.eval()
    paths, chances = model.best(model.emit(batch), batch["lengths"])
    return [[model.tags[j] for j in p] for p in paths], chances


def score_names(model: NameTeacher, items: list[Item], codes: Codes) -> str:
    """Strict P, R and F, and F by label."""
    c: Counter[str] = Counter()
    for group in batches(items, 3000, None):
        found, _ = predict_names(model, collate([items[i] for i in group], codes))
        for i, tags in zip(group, found, strict=True):
            gold, have = spans(items[i]["tags"]), spans(tags)
            for kind, names in (("g", gold), ("p", have), ("r", gold & have)):
                for name in names:
                    c[kind] += 1
                    c[kind + name[2]] += 1
    f = {k: 2 * c["r" + k] / max(1, c["g" + k] + c["p" + k]) for k in ("PER", "LOC", "ORG", "MISC", "")}
    return f"P {c['r'] / max(1, c['p']):.4f} R {c['r'] / c['g']:.4f} " + " ".join(
        f"{k or 'F'} {v:.4f}" for k, v in f.items()
    )


def task(
    kind: str, nlp: Language, work: Path, silver: Path | None
) -> tuple[Any, list[Item], list[Item], Codes, Any]:
    """The network of a kind, its train and dev items, their codes, and how it is scored."""
    if kind == "trees":
        items, dev = tree_items(nlp, work / "train.spacy"), tree_items(nlp, work / "dev-held.spacy")
        # all teachers number labels alike, by the train file, which has all of them
        codes = {key: index(value for item in items for value in item[key]) for key in ("labels", "tags")}
        if silver:  # has the gold ones too
            items = tree_items(nlp, silver)
        else:
            items += DEV_COPIES * tree_items(nlp, work / "dev-learned.spacy")
        model: Any = TreeTeacher(width(items), list(codes["labels"]), list(codes["tags"]))
        return model, items, dev, codes, score_trees
    items, dev = name_items(nlp, work / "ner-train.spacy"), name_items(nlp, work / "ner-dev.spacy")
    codes = {"tags": index(value for item in items for value in item["tags"])}
    return NameTeacher(width(items), list(codes["tags"])), items, dev, codes, score_names


def width(items: list[Item]) -> int:
    """The width of the subword vectors."""
    return int(items[0]["vectors"].shape[1])


def train(kind: str, base: Path, work: Path, target: Path, seed: int, silver: Path | None = None) -> None:
    """Train one teacher, with `silver` on that file of trees instead of the gold ones alone.

    The learning rate falls to nothing, and a moving average of the weights is kept.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    draw = random.Random(seed)
    model, items, dev, codes, score = task(kind, spacy.load(base), work, silver)
    epochs = SILVER_EPOCHS if silver else EPOCHS[kind]
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, betas=(0.9, 0.95), weight_decay=0.01)
    average = swa_utils.AveragedModel(model, multi_avg_fn=swa_utils.get_ema_multi_avg_fn(0.998))
    total, words, start = epochs * sum(len(i["ids"]) for i in items), 0, time.process_time()
    for epoch in range(1, epochs + 1):
        for group in batches(items, 1200, draw):
            for settings in optimiser.param_groups:
                settings["lr"] = RATE * min(1.0, (words + 1) / WARM_UP) * max(0.0, 1 - words / total)
            batch = collate([items[i] for i in group], codes)
            step(model, optimiser, batch)
            average.update_parameters(model)
            words += int(batch["mask"].sum())
        minutes = (time.process_time() - start) / 60
        print(f"epoch {epoch}, {minutes:.1f} CPU minutes, {score(average.module, dev, codes)}", flush=True)
    torch.save({"state": average.module.state_dict(), "codes": codes}, target)


def step(model: Any, optimiser: torch.optim.Optimizer, batch: Item) -> None:
    """Learn from one batch."""
    model.train()
    loss = model.loss(batch)
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    optimiser.step()


def index(values: Any) -> dict[str, int]:
    """Number the different values, the commonest first."""
    return {v: i for i, (v, _) in enumerate(Counter(values).most_common())}


if __name__ == "__main__":
    train(
        sys.argv[1],
        *(Path(argument) for argument in sys.argv[2:5]),
        seed=int(sys.argv[5]),
        silver=Path(sys.argv[6]) if sys.argv[6:] else None,
    )
