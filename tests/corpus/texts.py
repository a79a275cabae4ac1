"""Short articles for tests, as many as are wanted, and a pipeline in which one word does harm."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

from graphkit.model import Document

FIRST = "Anna Otto Jan Maria Karl Eva Peter Ruth Emil Lena".split()
LAST = "Berg Nowak Schuster Winter Lindner Krause Seidel Vogt Brandt Hofmann".split()
TOWNS = "Genf Wien Paris Berlin Warschau Prag Madrid Rom".split()
SENTENCES = (
    "{a} hat am Montag {b} in {town} getroffen.",
    "{a} kritisierte {b} scharf.",
    "Präsident {a} ordnete den Abzug der Truppen aus {town} an.",
    "{a} sagte, {b} habe das Abkommen nicht unterzeichnet.",
    "In {town} fiel am Abend leichter Regen.",
)


def articles(count: int, seed: int = 0) -> list[Document]:
    """So many articles of one to three sentences; some say nothing."""
    chance = random.Random(seed)

    def name() -> str:
        return f"{chance.choice(FIRST)} {chance.choice(LAST)}"

    def sentence() -> str:
        return chance.choice(SENTENCES).format(a=name(), b=name(), town=chance.choice(TOWNS))

    return [
        Document(
            f"meldung-{number:05d}",
            " ".join(sentence() for _ in range(chance.randint(1, 3))),
            title=f"Meldung {number}",
            source="Beispielblatt",
            published=date(2016, 3, 1 + number % 28),
            language="de",
        )
        for number in range(count)
    ]


def article_lines(documents: list[Document]) -> str:
    """The articles as lines of JSON."""
    rows = ({"id": document.id, "text": document.text, **document.metadata()} for document in documents)
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


TROUBLE = '''
"""A component that fails on one word and ends its process on another."""
import os
import signal

from spacy.language import Language


@Language.factory("trouble")
def make_trouble(nlp, name):
    return trouble


def trouble(doc):
    if "Stolperstein" in doc.text:
        raise ValueError("das Wort\\nStolperstein")
    if "Falltür" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return doc
'''
ENTRY_POINT = "[spacy_factories]\ntrouble = trouble:make_trouble\n"
METADATA = "Metadata-Version: 2.1\nName: trouble\nVersion: 1.0\n"


def install_trouble(folder: Path) -> Path:
    """Put the component where PYTHONPATH may point, and a pipeline that has it beside; returns the pipeline."""
    from graphkit.extraction.pipeline import BUNDLED, files

    (folder / "trouble.py").write_text(TROUBLE, encoding="utf-8")
    (folder / "trouble-1.0.dist-info").mkdir()
    (folder / "trouble-1.0.dist-info" / "METADATA").write_text(METADATA, encoding="utf-8")
    (folder / "trouble-1.0.dist-info" / "entry_points.txt").write_text(ENTRY_POINT, encoding="utf-8")
    bundled, model = Path(str(files("graphkit"))) / "models" / BUNDLED, folder / "model"
    model.mkdir()
    for part in bundled.iterdir():
        if part.name != "config.cfg":
            (model / part.name).symlink_to(part)
    config = (bundled / "config.cfg").read_text(encoding="utf-8")
    begin = config.index("pipeline = [") + len("pipeline = [")
    (model / "config.cfg").write_text(
        f'{config[:begin]}"trouble",{config[begin:]}\n[components.trouble]\nfactory = "trouble"\n',
        encoding="utf-8",
    )
    return model
