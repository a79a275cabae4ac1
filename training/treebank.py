"""CoNLL-U to spaCy training documents: contractions become one token, labels fit the train file's style."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from hyphens import rejoin
from normalise import normalise
from words import Word

SKIP_DEPS = {
    "acl:relcl": "acl",
    "obl:agent": "obl",
    "obl:tmod": "obl",
    "expl:pv": "expl",
    "nsubj:outer": "nsubj",
}
NO_SPACE_BEFORE = set(".,;:!?)]}%…“»")
NO_SPACE_AFTER = set("([{„«")


def blocks(path: Path) -> Iterator[list[str]]:
    """Yield the lines of each sentence."""
    block: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def sentences(path: Path) -> Iterator[list[Word]]:
    """Yield each sentence with its multiword ranges merged and hyphenated words in one piece."""
    for block in blocks(path):
        yield rejoin(merge([line.split("\t") for line in block if line[0] != "#"]))


def merge(rows: list[list[str]]) -> list[Word]:
    """Merge ranges such as 6-7 `im` into their first word, which keeps its role."""
    spans = {r[0].split("-")[0]: r for r in rows if "-" in r[0]}
    place: dict[str, int] = {"0": -1}
    kept: list[list[str]] = []
    last = 0
    for row in (r for r in rows if r[0].isdigit()):
        if int(row[0]) <= last:
            place[row[0]] = len(kept) - 1
            continue
        if row[0] in spans:
            span = spans[row[0]]
            last = int(span[0].split("-")[1])
            row = [row[0], span[1], *row[2:6], outer_head(rows, int(row[0]), last), *row[7:9], span[9]]
        place[row[0]] = len(kept)
        kept.append(row)
    return [word(row, place, index) for index, row in enumerate(kept)]


def outer_head(rows: list[list[str]], first: int, last: int) -> str:
    """Give the head of the part of a contraction that hangs on a word outside it."""
    parts = [r for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
    return next((r[6] for r in parts if not first <= int(r[6]) <= last), parts[0][6])


def word(row: list[str], place: dict[str, int], index: int) -> Word:
    """Make a Word of a kept row; a root points at itself, as in spaCy."""
    head = place[row[6]]
    feats = "" if row[5] == "_" else row[5]
    return Word(
        row[1], row[2], row[3], feats, index if head < 0 else head, row[7], "SpaceAfter=No" not in row[9]
    )


def respace(words: list[Word]) -> None:
    """Guess the spaces that the train file lost, so that quotes and commas sit as in print."""
    quote_open = False
    for index, item in enumerate(words):
        item.space = item.form not in NO_SPACE_AFTER
        if item.form == '"':
            quote_open = not quote_open
            item.space = not quote_open
        closing = item.form in NO_SPACE_BEFORE or (item.form == '"' and not quote_open)
        if index and closing:
            words[index - 1].space = False


def doc(vocab: Vocab, group: list[list[Word]], gold: bool = False) -> Doc:
    """Make one Doc of several sentences; `gold` keeps fine labels, lemma and features."""
    words = [w for sentence in group for w in sentence]
    starts = [s for s, sentence in enumerate_starts(group) for _ in sentence]
    deps = [w.dep if gold else SKIP_DEPS.get(w.dep, w.dep) for w in words]
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space for w in words],
        pos=[w.upos for w in words],
        heads=[s + w.head for s, w in zip(starts, words, strict=True)],
        deps=["ROOT" if d == "root" else d for d in deps],
        morphs=[w.feats for w in words] if gold else None,
        lemmas=[w.lemma for w in words] if gold else None,
    )


def enumerate_starts(group: list[list[Word]]) -> Iterator[tuple[int, list[Word]]]:
    """Yield each sentence with the offset of its first word."""
    start = 0
    for sentence in group:
        yield start, sentence
        start += len(sentence)


def groups(items: list[list[Word]], sizes: list[int], seed: int) -> Iterator[list[list[Word]]]:
    """Cut the list into groups whose sizes are drawn from `sizes`."""
    draw = random.Random(seed)
    place = 0
    while place < len(items):
        size = draw.choice(sizes)
        yield items[place : place + size]
        place += size


def usable(sentence: list[Word]) -> bool:
    """Leave out sentences without a verb-like structure worth learning: one word, or mostly `dep`."""
    unsure = sum(w.dep == "dep" for w in sentence)
    return len(sentence) > 1 and unsure <= 0.2 * len(sentence)


def convert(
    source: Path,
    target: Path,
    sizes: list[int],
    clean: bool = False,
    gold: bool = False,
    every: slice = slice(None),
) -> None:
    """Write one treebank file, or `every` so many of its sentences, as a DocBin."""
    vocab, store = Vocab(), DocBin(attrs=["POS", "DEP", "HEAD", "SENT_START", "MORPH", "LEMMA"])
    items = [s for s in sentences(source) if not clean or usable(s)][every]
    if clean:
        for sentence in items:
            respace(normalise(sentence))
    for group in groups(items, sizes, seed=7):
        store.add(doc(vocab, group, gold=gold))
    store.to_disk(target)
