"""Token/BIO files to spaCy documents with entities, and other names swapped in."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.training import biluo_tags_to_spans, iob_to_biluo
from spacy.vocab import Vocab

from treebank import NO_SPACE_AFTER, NO_SPACE_BEFORE

Sentence = list[tuple[str, str]]
LABELS = {"PER", "LOC", "ORG", "MISC"}


def sentences(path: Path) -> Iterator[Sentence]:
    """Yield sentences as (token, BIO tag) pairs."""
    current: Sentence = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            token, tag = line.split("\t")[:2]
            current.append((token, tag if tag[2:] in LABELS else "O"))
        elif current:
            yield current
            current = []
    if current:
        yield current


def spaces(words: list[str]) -> list[bool]:
    """Guess where a space follows."""
    result, opened = [], False
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == '"':
            opened = not opened
        glued = following in NO_SPACE_BEFORE or (following == '"' and opened)
        result.append(not (glued or word in NO_SPACE_AFTER or (word == '"' and opened)))
    return result


def doc(vocab: Vocab, group: list[Sentence]) -> Doc:
    """Make one Doc of several sentences."""
    pairs = [pair for sentence in group for pair in sentence]
    words = [w for w, _ in pairs]
    made = Doc(vocab, words=words, spaces=spaces(words))
    tags = [tag for sentence in group for tag in iob_to_biluo([t for _, t in sentence])]
    made.ents = biluo_tags_to_spans(made, tags)
    return made


def people(corpora: Path) -> list[list[str]]:
    """Read names of politicians as lists of tokens."""
    found = set()
    with (corpora / "people/wikidata_politicians_captainfact.tsv").open(encoding="utf-8") as rows:
        found |= {row["name_native"] for row in csv.DictReader(rows, delimiter="\t")}
    with (corpora / "people/cia_leaders_2019.tsv").open(encoding="utf-8") as rows:
        found |= {row["name"] for row in csv.DictReader(rows, delimiter="\t")}
    return sorted(
        n.split() for n in found if n and n.isprintable() and 2 <= len(n.split()) <= 4 and n[0].isalpha()
    )


def places(corpora: Path) -> list[list[str]]:
    """Read names of cities as lists of tokens."""
    with (corpora / "lexicon/cities.tsv").open(encoding="utf-8") as rows:
        names = {
            r["name"]
            for r in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
            if int(r["population"]) > 30000
        }
    return sorted(n.split() for n in names if n and len(n.split()) <= 3)


def swap(sentence: Sentence, pools: dict[str, list[list[str]]], draw: random.Random) -> Sentence:
    """Put another person or place for each PER and LOC of the sentence; one word stays one word."""
    result: Sentence = []
    for span, label in chunks(sentence):
        pool = pools.get(label)
        words = [w for w, _ in span]
        if pool and not words[-1].endswith("s"):
            new = draw.choice(pool)
            words = [new[-1]] if label == "PER" and len(words) == 1 else new
        result += [(w, tag) for w, tag in zip(words, bio(label, len(words)), strict=True)]
    return result


def bio(label: str, length: int) -> list[str]:
    """Give the BIO tags of one chunk."""
    return ["O"] * length if label == "O" else [f"B-{label}"] + [f"I-{label}"] * (length - 1)


def chunks(sentence: Sentence) -> Iterator[tuple[Sentence, str]]:
    """Cut a sentence into names and the words between them."""
    current: Sentence = []
    for token, tag in sentence:
        if current and (tag[0] == "B" or tag == "O" or current[0][1][2:] != tag[2:]):
            yield current, current[0][1][2:] or "O"
            current = []
        current.append((token, tag))
    if current:
        yield current, current[0][1][2:] or "O"


def shout(sentence: Sentence) -> Sentence:
    """Write the names of a sentence in capitals, as agencies and headlines do."""
    return [(w.upper() if t != "O" else w, t) for w, t in sentence]


def retype(sentence: Sentence) -> Sentence:
    """Use typographic quotes and dashes for plain ones."""
    quotes = iter("„“" * len(sentence))
    table = {"-": "–"}
    return [(next(quotes) if w in {'"', "``", "''", "“", "„"} else table.get(w, w), t) for w, t in sentence]


def augmented(items: list[Sentence], corpora: Path, seed: int) -> list[Sentence]:
    """Add copies of sentences with other names, capitals and typographic quotes."""
    draw = random.Random(seed)
    pools = {"PER": people(corpora), "LOC": places(corpora)}
    extra: list[Sentence] = []
    for sentence in items:
        labels = {t[2:] for _, t in sentence}
        if labels & {"PER", "LOC"} and draw.random() < 0.4:
            extra.append(swap(sentence, pools, draw))
        if labels != {""} and draw.random() < 0.03:
            extra.append(shout(sentence))
    return [retype(s) if draw.random() < 0.3 else s for s in items + extra]


def convert(
    paths: list[Path], target: Path, corpora: Path | None = None, sizes: tuple[int, ...] = (1,)
) -> None:
    """Write name files as a DocBin, with augmented copies when `corpora` gives the lists."""
    items = [s for path in paths for s in sentences(path)]
    if corpora:
        items = augmented(items, corpora, seed=11)
    vocab, store, draw, place = Vocab(), DocBin(attrs=["ENT_IOB", "ENT_TYPE"]), random.Random(5), 0
    while place < len(items):
        size = draw.choice(sizes)
        store.add(doc(vocab, items[place : place + size]))
        place += size
    store.to_disk(target)
