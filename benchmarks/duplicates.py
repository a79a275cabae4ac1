"""How well copies are told from other texts: `python benchmarks/duplicates.py [--texts FOLDER]`.

Texts are edited as papers edit an agency's report; each edited text should be a copy of its original and of no other.
Without a folder of *.txt they are those of benchmarks/quality and examples, alone and three in a row, which makes
long reports of them. Other texts share something with a report without being one: a quotation, an item of a digest.
"""

from __future__ import annotations

import argparse
import platform
import random
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from graphkit.copies import fingerprint, read
from graphkit.readers import parse_article

HERE = Path(__file__).parent
OWN = (HERE / "quality" / "articles", HERE.parent / "examples")
ROUNDS = 20
Edit = Callable[[str, random.Random], str]


def sentences(text: str) -> list[str]:
    """Parts that end in a full stop."""
    return [part for part in re.split(r"(?<=[.!?“])\s+", text) if part]


def first(share: float) -> Edit:
    """Only the beginning, as most cuts are."""
    return lambda text, dice: " ".join(text.split()[: round(share * len(text.split()))])


def middle(text: str, dice: random.Random) -> str:
    """Half of the sentences, from somewhere inside."""
    parts = sentences(text)
    begin = dice.randrange(len(parts) - len(parts) // 2 + 1)
    return " ".join(parts[begin : begin + max(1, len(parts) // 2)])


def replaced(share: float) -> Edit:
    """A share of the words replaced by other words of the text."""

    def edit(text: str, dice: random.Random) -> str:
        words = text.split()
        return " ".join(dice.choice(words) if dice.random() < share else word for word in words)

    return edit


def shuffled(text: str, dice: random.Random) -> str:
    """The sentences in any order."""
    parts = sentences(text)
    return " ".join(dice.sample(parts, len(parts)))


def led_in(text: str, dice: random.Random) -> str:
    """Another headline and a first paragraph of forty words that nobody else has."""
    return f"Eigener Vorspann: {' '.join(f'{dice.randrange(10**6)}' for _ in range(40))}\n\n{text}"


def both(one: Edit, other: Edit) -> Edit:
    """One edit after the other."""
    return lambda text, dice: other(one(text, dice), dice)


EDITS: dict[str, Edit] = {
    "place, agency, case, spaces": lambda text, dice: f"BERLIN (dpa) – {text.upper()}\n\n(dpa)",
    "another first paragraph": led_in,
    "2 % of the words": replaced(0.02),
    "5 % of the words": replaced(0.05),
    "8 % of the words": replaced(0.08),
    "sentences in another order": shuffled,
    "first 75 %": first(0.75),
    "first 50 %": first(0.5),
    "first 33 %": first(0.33),
    "first 25 %": first(0.25),
    "50 % from the middle": middle,
    "first 50 %, 3 % of the words": both(first(0.5), replaced(0.03)),
    "first 50 %, another first paragraph": both(first(0.5), led_in),
}


def quoting(text: str, other: str, dice: random.Random) -> str:
    """A text with two sentences of another one in it."""
    parts, quoted = sentences(text), sentences(other)
    begin = dice.randrange(max(1, len(quoted) - 1))
    return " ".join([*parts[:1], *quoted[begin : begin + 2], *parts[1:]])


def digest(text: str, other: str, dice: random.Random) -> str:
    """Many items, of which one is the beginning of another text."""
    return " ".join([text, *sentences(other)[:2], shuffled(text, dice)])


OTHERS = {"quotes two sentences of it": quoting, "has two sentences of it as an item": digest}


def are_copies(one: str | None, other: str | None) -> bool:
    """What graphkit takes them for."""
    first, second = read(one), read(other)
    return bool(first and second and first.copies(second))


def originals(folders: tuple[Path, ...]) -> list[str]:
    """The texts, and three in a row."""
    paths = sorted(path for folder in folders for path in folder.glob("*.txt"))
    single = [parse_article(path.read_bytes(), default_id=path.stem).text for path in paths]
    rows = ["\n\n".join(single[start : start + 3]) for start in range(0, len(single) - 2, 3)]
    return single + rows


def found(texts: list[str]) -> Iterator[tuple[str, int, int]]:
    """For each edit how many different copies there are and how many of them are found."""
    signs = [fingerprint(text) for text in texts]
    for name, edit in EDITS.items():
        dice = random.Random(name)
        edited = {
            (sign, edit(text, dice)) for text, sign in zip(texts, signs, strict=True) for _ in range(ROUNDS)
        }
        yield name, len(edited), sum(are_copies(sign, fingerprint(text)) for sign, text in edited)


def mistaken(texts: list[str], alone: int) -> Iterator[tuple[str, int, int]]:
    """For each kind of other text how many pairs there are and how many are taken for copies."""
    signs = [fingerprint(text) for text in texts[:alone]]
    pairs = [(a, b) for a in range(alone) for b in range(a)]
    yield "nothing in common", len(pairs), sum(are_copies(signs[a], signs[b]) for a, b in pairs)
    for name, make in OTHERS.items():
        dice = random.Random(name)
        taken = [are_copies(fingerprint(make(texts[a], texts[b], dice)), signs[b]) for a, b in pairs]
        yield name, len(pairs), sum(taken)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, help="a folder of *.txt")
    given = parser.parse_args().texts
    texts = originals((given,) if given else OWN)
    alone = len(texts) - len(texts) // 4  # three in four stand alone, one in four is made of three
    words = sum(len(text.split()) for text in texts)
    print(f"{date.today()}, {platform.machine()}, Python {platform.python_version()}: {len(texts)} texts\n")
    print("| edit | copies | found |\n|---|---|---|")
    copies, hits = 0, 0
    for name, count, right in found(texts):
        copies, hits = copies + count, hits + right
        print(f"| {name} | {count} | {right / count:.1%} |")
    print("\n| other text that | pairs | taken for copies |\n|---|---|---|")
    wrong = 0
    for name, count, taken in mistaken(texts, alone):
        wrong += taken
        print(f"| {name} | {count} | {taken} |")
    begin = time.process_time()
    for text in texts:
        fingerprint(text)
    cost = (time.process_time() - begin) / words
    print(f"\nrecall {hits / copies:.3f}, precision {hits / (hits + wrong):.4f}")
    print(f"a fingerprint costs {400_000 * cost:.2f} ms for 400 words")


if __name__ == "__main__":
    main()
