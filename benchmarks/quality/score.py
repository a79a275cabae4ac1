"""Score extraction on the articles beside this file: `python benchmarks/quality/score.py [--errors] [--only A-B]`.

A statement is right when a gold record of its article has the same relation and accepts both arguments; a symmetric
relation may stand either way round. An argument is accepted when its name or mention holds one of the gold's names as
a run of words, or is held by one; a genitive -s and leading articles do not count.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from graphkit.extraction import extract_documents
from graphkit.model import NAMED_KINDS, Document, Mention, Statement
from graphkit.ontology import load_relations

HERE = Path(__file__).parent
ARTICLES = frozenset(
    ["der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"]
)
Gold = dict[str, Any]


def words(text: str) -> list[str]:
    """The words of a name, folded, without leading articles and genitive endings."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ß", "ss")
    found = re.findall(r"\w+", plain)
    while found and found[0] in ARTICLES:
        found = found[1:]
    return [word[:-1] if len(word) > 4 and word.endswith("s") else word for word in found]


def holds(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """True where `shorter` stands in `longer` as a run of words."""
    span = len(shorter)
    return bool(span) and any(longer[i : i + span] == shorter for i in range(len(longer) - span + 1))


def accepts(names: Iterable[str], mention: Mention | None) -> bool:
    """True where one of the gold's names fits the mention."""
    given = [words(text) for text in (mention.name, mention.text)] if mention else []
    wanted = [words(name) for name in names]
    return any(holds(g, w) or (len(g[-1:] and g[-1]) > 3 and holds(w, g)) for g in given if g for w in wanted)


def fits(gold: Gold, s: Statement, symmetric: frozenset[str]) -> bool:
    """True where the statement says what the gold record says."""
    if s.relation not in gold["relation"]:
        return False
    straight = accepts(gold["subject"], s.subject) and accepts(gold["object"], s.object)
    turned = accepts(gold["subject"], s.object) and accepts(gold["object"], s.subject)
    return straight or (s.relation in symmetric and turned)


def is_core(s: Statement) -> bool:
    """Both arguments are named."""
    return s.subject.kind in NAMED_KINDS and s.object.kind in NAMED_KINDS


def unique(statements: Iterable[Statement]) -> list[Statement]:
    """Each relation between two names once per article and polarity."""
    table: dict[tuple[str, ...], Statement] = {}
    for s in statements:
        table.setdefault((s.document, s.relation, s.subject.name, s.object.name, s.polarity), s)
    return list(table.values())


def measure(
    gold: list[Gold], statements: list[Statement]
) -> tuple[dict[str, float], list[Statement], list[Gold]]:
    """Every figure, the statements that no record has, the records that no statement has."""
    symmetric = frozenset(name for name, r in load_relations().types.items() if r.symmetric)
    hits = {
        id(s): [g for g in gold if g["article"] == s.document and fits(g, s, symmetric)] for s in statements
    }
    found = {id(g) for rows in hits.values() for g in rows}
    right = [s for s in statements if hits[id(s)]]
    figures: dict[str, float] = {}
    for name, records, rows in (
        ("all", gold, statements),
        ("core", [g for g in gold if g["core"]], [s for s in statements if is_core(s)]),
        ("without offices", [g for g in gold if g["relation"][0] != "HOLDS_OFFICE"],
         [s for s in statements if s.relation != "HOLDS_OFFICE"]),
    ):  # fmt: skip
        precision = share(sum(bool(hits[id(s)]) for s in rows), len(rows))
        recall = share(sum(id(g) in found for g in records), len(records))
        figures |= {
            f"{name} P": precision,
            f"{name} R": recall,
            f"{name} F1": share(2 * precision * recall, precision + recall),
        }
    for name in ("polarity", "modality"):
        figures[name] = share(
            sum(any(g[name] == getattr(s, name) for g in hits[id(s)]) for s in right), len(right)
        )
    figures["said_by"] = share(sum(any(speaks(g, s) for g in hits[id(s)]) for s in right), len(right))
    hedged = [
        s
        for s in right
        if all(g["modality"] != "asserted" or g["polarity"] != "positive" for g in hits[id(s)])
    ]
    figures["told as fact, but is not"] = share(sum(s.projected for s in hedged), len(right))
    false = [s for s in statements if not hits[id(s)]]
    return figures, false, [g for g in gold if id(g) not in found]


def speaks(gold: Gold, s: Statement) -> bool:
    """The same speaker, or none on both sides."""
    return accepts(gold["said_by"], s.said_by) if gold["said_by"] else s.said_by is None


def share(part: float, whole: float) -> float:
    """A ratio that is 0 where there is nothing."""
    return part / whole if whole else 0.0


def read_set(folder: Path) -> tuple[list[Gold], list[Document]]:
    """The gold records and the articles of a folder."""
    lines = (folder / "gold.jsonl").read_text(encoding="utf8").splitlines()
    files = sorted((folder / "articles").glob("*.txt"))
    documents = [Document(path.stem, path.read_text(encoding="utf8")) for path in files]
    return [json.loads(line) for line in lines if line], documents


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, default=HERE, help="a folder with articles/ and gold.jsonl")
    parser.add_argument("--only", default="-", help="first and last article: 401-407")
    parser.add_argument("--model", help="another language pipeline")
    parser.add_argument("--errors", action="store_true", help="list what is false and what is missed")
    options = parser.parse_args()
    first, _, last = options.only.partition("-")
    gold, documents = read_set(options.gold)
    gold = [record for record in gold if first <= record["article"] <= (last or record["article"])]
    documents = [document for document in documents if first <= document.id <= (last or document.id)]
    extracted = extract_documents(documents, model=options.model)
    statements = unique(s for extraction in extracted for s in extraction.statements)
    figures, false, missed = measure(gold, statements)
    print(f"{len(documents)} articles, {len(gold)} gold records, {len(statements)} statements")
    for name, value in figures.items():
        print(f"{name:28} {value:.3f}")
    if options.errors:
        for s in false:
            print("false", s.document, s.sentence, s.subject.name, s.relation, s.object.name, sep="\t")
        for g in missed:
            print(
                "missed",
                g["article"],
                g["sentence"],
                g["subject"][0],
                g["relation"][0],
                g["object"][0],
                sep="\t",
            )
        print(Counter(g["relation"][0] for g in missed).most_common(), file=sys.stderr)


if __name__ == "__main__":
    main()
