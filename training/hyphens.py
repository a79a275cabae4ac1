"""The treebank cuts `US - Außenminister` into three; running text has one word, so join them again."""

from __future__ import annotations

from dataclasses import replace

from words import Word

INNER = {"compound", "flat", "nmod", "amod", "punct", "dep"}
SUSPENDED = {"und", "oder", "bzw.", "sowie", "beziehungsweise", "bis"}


def joins(words: list[Word], dash: int) -> bool:
    """Tell whether the words around the hyphen at `dash` are parts of one compound."""
    if not 0 < dash < len(words) - 1 or words[dash].form != "-":
        return False
    left, right = words[dash - 1], words[dash + 1]
    if not (left.form[-1].isalnum() and right.form[0].isalnum()) or right.form in SUSPENDED:
        return False
    down = left.head == dash + 1 and left.dep in INNER
    up = right.head == dash - 1 and right.dep in INNER
    sisters = left.head == right.head and left.dep in {"compound", "flat"}
    return down or up or sisters


def suspended(words: list[Word], dash: int) -> bool:
    """Tell whether the hyphen stands for the missing part, as in `Kraft- und Cardiogeräte`."""
    if not 0 < dash < len(words) - 1 or words[dash].form != "-":
        return False
    return words[dash + 1].form in SUSPENDED and words[dash - 1].upos in {"NOUN", "PROPN", "ADJ"}


def chains(words: list[Word]) -> list[list[int]]:
    """Cut the sentence into runs of indices; a run longer than one becomes one token."""
    runs: list[list[int]] = [[0]] if words else []
    for index in range(1, len(words)):
        glued = joins(words, index) or joins(words, index - 1) or suspended(words, index)
        if glued:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def rejoin(words: list[Word]) -> list[Word]:
    """Give the sentence with its hyphenated words in one piece."""
    runs = chains(words)
    place = {index: number for number, run in enumerate(runs) for index in run}
    return [one(words, run, place, number) for number, run in enumerate(runs)]


def one(words: list[Word], run: list[int], place: dict[int, int], number: int) -> Word:
    """Make one word of a run: role of the part whose head is outside, class of the last part."""
    parts = [words[i] for i in run]
    outer = next((w for i, w in zip(run, parts, strict=True) if w.head not in run or w.head == i), parts[-1])
    if outer.dep == "punct" and len(run) > 1:
        outer = next((w for w in parts if w.head not in run and w.dep != "punct"), outer)
    last = next((w for w in reversed(parts) if w.form != "-"), parts[-1])
    head = number if outer.head in run else place[outer.head]
    return replace(
        last,
        form="".join(w.form for w in parts),
        lemma="".join(w.form for w in parts[:-1]) + parts[-1].lemma,
        head=head,
        dep=outer.dep,
        space=parts[-1].space,
    )
