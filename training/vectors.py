"""Raw text to subword (floret) vectors."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from pathlib import Path

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:[-'’.]\w+)*|\.\.\.|[^\w\s]")
WORDS = {"raw/wikipedia.txt.xz": 14_000_000, "raw/bundestag.txt.xz": 24_000_000}
FLORET = {
    "model": "skipgram",
    "mode": "floret",
    "dim": 64,
    "bucket": 50_000,
    "hashCount": 2,
    "minn": 4,
    "maxn": 5,
    "minCount": 8,
    "epoch": 4,
    "ws": 3,
    "neg": 5,
    "lr": 0.05,
    "thread": 1,  # with more, each run gives other vectors
}


def tokens(path: Path, limit: int) -> Iterator[list[str]]:
    """Yield the tokens of each line, up to `limit` words in all."""
    seen = 0
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            words = TOKEN.findall(line)
            seen += len(words)
            if seen > limit:
                return
            if words:
                yield words


def write_raw(corpora: Path, target: Path) -> None:
    """Write the raw text as one line of tokens after another."""
    with target.open("w", encoding="utf-8") as out:
        for name, limit in WORDS.items():
            for words in tokens(corpora / name, limit):
                out.write(" ".join(words) + "\n")


def train_vectors(raw: Path, target: Path) -> None:
    """Train the floret table that `spacy init vectors --mode floret` reads."""
    import floret

    model = floret.train_unsupervised(str(raw), **FLORET)
    model.save_floret_vectors(str(target))


if __name__ == "__main__":
    import sys

    work, corpora_folder = Path(sys.argv[1]), Path(sys.argv[2])
    write_raw(corpora_folder, work / "raw.txt")
    train_vectors(work / "raw.txt", work / "vectors.floret")
