"""A small part of the corpora in a folder of the same layout, to try every step of the training on."""

from __future__ import annotations

import lzma
import shutil
from itertools import islice
from pathlib import Path

SENTENCES, LINES = 300, 20_000  # of an annotated and of a raw text


def cut(corpora: Path, target: Path) -> None:
    """Write the beginning of every text; dictionary and lists of names stay whole."""
    for name in ("lexicon", "people"):
        shutil.copytree(corpora / name, target / name, dirs_exist_ok=True)
    for name in ("treebank", "names", "raw"):
        (target / name).mkdir(parents=True, exist_ok=True)
    for path in [*corpora.glob("treebank/*.conllu"), *corpora.glob("names/*.tsv")]:
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        text = "\n\n".join(blocks[:SENTENCES]) + "\n\n"
        (target / path.relative_to(corpora)).write_text(text, encoding="utf-8")
    for path in corpora.glob("raw/*.xz"):
        with lzma.open(path, "rt", encoding="utf-8") as whole:
            text = "".join(islice(whole, LINES))
        with lzma.open(target / path.relative_to(corpora), "wt", encoding="utf-8", preset=0) as part:
            part.write(text)


if __name__ == "__main__":
    import sys

    cut(Path(sys.argv[1]), Path(sys.argv[2]))
