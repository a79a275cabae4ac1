"""The German form dictionary, cut to what news text needs and packed for the pipeline."""

from __future__ import annotations

import lzma
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import names

CASES = {"NOM": "N", "GEN": "G", "DAT": "D", "AKK": "A"}
NUMBERS = {"SIN": "S", "PLU": "P"}
GENDERS = {"MAS": "M", "FEM": "F", "NEU": "N"}
MOODS = {"PRÄ": "P", "PRT": "T", "KJ1": "1", "KJ2": "2"}
GROUPS = {"SUB": "N", "EIG": "E", "VER": "V", "ADJ": "A", "PA1": "A", "PA2": "A"}
FLAGS = {
    "VOR": "v",
    "NAC": "n",
    "STD": "s",
    "COU": "l",
    "GEB": "g",
    "GEO": "g",
    "WAT": "g",
    "MOU": "g",
    "PER": "p",
}
STEMS = {
    "dies": "dieser",
    "jen": "jener",
    "jed": "jeder",
    "welch": "welcher",
    "solch": "solcher",
    "manch": "mancher",
}
POSSESSIVES = {
    "mein": "mein",
    "dein": "dein",
    "sein": "sein",
    "ihr": "ihr",
    "unser": "unser",
    "euer": "euer",
    "eur": "euer",
    "kein": "kein",
}
INDEFINITES = {
    "all": "alle",
    "ander": "anderer",
    "viel": "viel",
    "wenig": "wenig",
    "beid": "beide",
    "einig": "einige",
    "mehrer": "mehr",
    "etlich": "etliche",
}
STRONG = {
    "er": "NSM,GSF,DSF,GP*",
    "e": "NSF,ASF,NP*,AP*",
    "es": "NSN,ASN,GSM,GSN",
    "em": "DSM,DSN",
    "en": "ASM,DP*",
}


def count(raw: Path) -> Counter[str]:
    """Count the forms of the raw text."""
    counts: Counter[str] = Counter()
    with raw.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(line.split())
    return counts


def reading(parts: list[str]) -> str:
    """Turn dictionary tag parts into one short reading, '' when there is none."""
    if parts[0] == "VER":
        return verb_reading(parts)
    case = next((CASES[p] for p in parts if p in CASES), "")
    number = next((NUMBERS[p] for p in parts if p in NUMBERS), "")
    gender = next((GENDERS[p] for p in parts if p in GENDERS), "*")
    if "PRD" in parts:
        return "PRD" + degree(parts)
    return f"{case}{number}{gender}{degree(parts)}" if case and number else ""


def degree(parts: list[str]) -> str:
    """Mark comparative and superlative."""
    return "k" if "KOM" in parts else "s" if "SUP" in parts else ""


def verb_reading(parts: list[str]) -> str:
    """Give person, number and tense of a finite form, or the kind of a non-finite one."""
    for kind in ("INF", "EIZ", "PA1", "PA2"):
        if kind in parts:
            return kind
    number = next((NUMBERS[p] for p in parts if p in NUMBERS), "")
    if "IMP" in parts:
        return "I" + number
    mood = next((MOODS[p] for p in parts if p in MOODS), "")
    person = next((p for p in parts if p in "123"), "")
    return person + number + mood if person and mood else ""


def rows(corpora: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yield form, lemma and tag parts."""
    with lzma.open(corpora / "lexicon/german-pos-dict.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            form, lemma, tag = [*line.rstrip("\n").split("\t"), "", ""][:3]
            if form and form[0] not in "#-" and tag:
                yield form, lemma, tag.split()[0].split(":")


def wanted(form: str, parts: list[str], counts: Counter[str]) -> bool:
    """Keep forms met in the raw text, and verb forms of the third person or not finite in any case."""
    if counts[form] or counts[form.capitalize()] > 2:
        return True
    return (
        parts[0] == "VER"
        and "2" not in parts
        and "IMP" not in parts
        and "PA1" not in parts
        and len(form) < 16
    )


Entry = dict[tuple[str, str], set[str]]


def collect(corpora: Path, counts: Counter[str]) -> tuple[dict[str, Entry], dict[str, set[str]]]:
    """Gather readings by form, group and lemma, and the name flags by form."""
    table: dict[str, Entry] = defaultdict(lambda: defaultdict(set))
    flags: dict[str, set[str]] = defaultdict(set)
    for form, lemma, parts in rows(corpora):
        if parts[0] == "EIG":
            flags[form].update(FLAGS[p] for p in parts if p in FLAGS)
        group = GROUPS.get(parts[0])
        if group is None:
            if parts[0] in {"ADV", "PRP", "KON", "ZUS", "ABK", "INJ", "ZAL"} and counts[form]:
                table[form][(parts[0].lower(), form)].add("")
        elif wanted(form, parts, counts) and (found := reading(parts)):
            table[form][(group, lemma)].add(found)
    return table, flags


def closed(table: dict[str, Entry], path: Path) -> None:
    """Add pronouns, articles and the words that inflect like them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line[0] != "#":
            form, group, lemma, found = line.split("\t")
            table[form][(group, lemma)].update(found.split(","))
    for stems in (STEMS, POSSESSIVES, INDEFINITES):
        for stem, lemma in stems.items():
            for ending, found in STRONG.items():
                if not (stems is POSSESSIVES and ending == "er" and stem == "ihr"):
                    table[stem + ending][("D", lemma)].update(ends(found, stems is POSSESSIVES, ending))
    for stem, lemma in POSSESSIVES.items():
        table[stem][("D", lemma)].update(["NSM", "NSN", "ASN"])
    table["ihrer"][("D", "ihr")].update(["GSF", "DSF", "GP*"])


def ends(found: str, possessive: bool, ending: str) -> list[str]:
    """Leave out the readings that only `dieser` has, not `mein`."""
    readings = found.split(",")
    return [r for r in readings if r != "NSM"] if possessive and ending == "er" else readings


def gazetteer(corpora: Path, flags: dict[str, set[str]]) -> None:
    """Flag the words of people's and cities' names."""
    for name in names.people(corpora):
        flags[name[-1]].add("Q")
        for part in name[:-1]:
            flags[part].add("P")
    for name in names.places(corpora):
        for part in name:
            flags[part].add("C")


def edit(form: str, lemma: str) -> str:
    """Write a lemma as `strip|add` where it begins as the form does, else as `=lemma`."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return f"{len(form) - same}|{lemma[same:]}" if same >= 2 else f"={lemma}"


def analyses(form: str, entry: Entry, counts: Counter[str]) -> list[tuple[str, str, str]]:
    """List the analyses of a form, the more frequent lemma first."""
    keyed = sorted(entry.items(), key=lambda item: (item[0][0], -counts[item[0][1]], item[0][1]))
    return [(group, edit(form, lemma), ",".join(sorted(found))) for (group, lemma), found in keyed]


def pack(table: dict[str, Entry], flags: dict[str, set[str]], counts: Counter[str]) -> bytes:
    """Write analyses, then forms sharing a prefix with the form before, then flags; compressed."""
    numbers: dict[tuple[str, str, str], int] = {}
    forms: list[str] = []
    before = ""
    for form in sorted(table):
        ids = [str(numbers.setdefault(a, len(numbers))) for a in analyses(form, table[form], counts)]
        shared = common(before, form)
        forms.append(f"{chr(48 + shared)}{form[shared:]}\t{','.join(ids)}")
        before = form
    kept = sorted((f, "".join(sorted(v))) for f, v in flags.items() if v)
    blocks = (
        "\n".join("\t".join(a) for a in numbers),
        "\n".join(forms),
        "\n".join("\t".join(pair) for pair in kept),
    )
    return lzma.compress("\f".join(blocks).encode("utf-8"), preset=9)


def common(first: str, second: str) -> int:
    """Count the letters that two forms share at the start, 60 at most."""
    same = 0
    while same < min(len(first), len(second), 60) and first[same] == second[same]:
        same += 1
    return same


def build(corpora: Path, raw: Path, target: Path, closed_words: Path) -> None:
    """Make the lexicon file."""
    counts = count(raw)
    table, flags = collect(corpora, counts)
    closed(table, closed_words)
    gazetteer(corpora, flags)
    target.write_bytes(pack(table, flags, counts))


if __name__ == "__main__":
    import sys

    work, corpora_folder = Path(sys.argv[1]), Path(sys.argv[2])
    build(corpora_folder, work / "raw.txt", work / "lexicon.xz", Path(__file__).parent / "closed_words.tsv")
