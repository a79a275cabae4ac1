"""Why relations are missed or wrong: `python benchmarks/quality/causes.py [--gold DIR] [--save FILE] [--before FILE]`.

Each missed gold record has the first of these causes that applies, in its sentence and the two beside it:

trigger     no clause or noun there has a frame of the gold's relation
name        an argument stands there under one of the gold's names, and no mention was made of it
resolution  an argument stands there as a pronoun or description, and was not resolved to the gold's name
parse       both arguments were found, and hang on no clause with a fitting trigger
frame       trigger and arguments were found in one clause, and no frame took them

A false statement is put down to frame (the gold has the pair under another relation), to resolution or parse (the
gold has the relation with one of the two arguments; a pronoun or description in the other is resolution), or else to
"not in gold". Right ones with wrong polarity, modality or speaker are put down to modality.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from score import HERE, Gold, accepts, fits, holds, measure, read_set, speaks, unique, words

from graphkit.extraction.clauses import Clause
from graphkit.extraction.pipeline import load_pipeline
from graphkit.extraction.relations import StatementMaker
from graphkit.model import Document, Statement
from graphkit.ontology import load_relations

CAUSES = ("trigger", "name", "resolution", "parse", "frame", "modality", "not in gold")
STRUCTURAL = frozenset(["HOLDS_OFFICE", "MEMBER_OF", "LOCATED_IN"])
Table = dict[str, Counter[str]]


class Reader:
    """One article with everything that extraction found on the way to its statements."""

    def __init__(self, maker: StatementMaker) -> None:
        """Make the statements and keep the maker."""
        self.maker = maker
        self.statements = list(maker.make())
        self.sentence = maker.actors.sentence_of

    def cause(self, gold: Gold) -> str:
        """Why a gold record was missed."""
        near = {gold["sentence"] - 2, gold["sentence"] - 1, gold["sentence"]}
        clauses = [c for c in self.maker.clauses if self.sentence[c.head] in near and self._says(c, gold)]
        structural = STRUCTURAL & set(gold["relation"])
        if not clauses and not structural:
            return "trigger"
        sides = [self._tokens(gold[side], near) for side in ("subject", "object")]
        for side, tokens in zip(("subject", "object"), sides, strict=True):
            if not tokens:
                return "name" if self._written(gold[side], near) else "resolution"
        if structural:
            return "frame"
        return "frame" if any(self._joins(c, sides) for c in clauses) else "parse"

    def _says(self, clause: Clause, gold: Gold) -> bool:
        relations = self.maker.relations
        table = relations.by_noun if clause.kind == "noun" else relations.by_verb
        return any(frame.relation in gold["relation"] for frame in table.get(clause.lemma, ()))

    def _tokens(self, names: list[str], near: set[int]) -> set[int]:
        """The tokens whose mention is one of the gold's names."""
        tokens = (i for i, number in enumerate(self.sentence) if number in near)
        return {
            i
            for i in tokens
            if any(accepts(names, self.maker.actors.resolve(i, acting=acting)) for acting in (False, True))
        }

    def _written(self, names: list[str], near: set[int]) -> bool:
        texts = [words(text) for n, text in enumerate(self.maker.times.texts) if n in near]
        return any(holds(text, words(name)) for text in texts for name in names)

    def _joins(self, clause: Clause, sides: list[set[int]]) -> bool:
        heads = {i for a in clause.arguments for i in (a.head, *self.maker.actors.members(a.head))}
        return all(heads & tokens for tokens in sides)


def false_cause(statement: Statement, gold: list[Gold]) -> str:
    """Why a statement that no record has was made."""
    own = [g for g in gold if g["article"] == statement.document]
    for g in own:
        if accepts(g["subject"], statement.subject) and accepts(g["object"], statement.object):
            return "frame"
    for g in own:
        if statement.relation not in g["relation"]:
            continue
        for side, other in (("subject", "object"), ("object", "subject")):
            if accepts(g[side], getattr(statement, side)):
                return "parse" if literal(getattr(statement, other)) else "resolution"
    return "not in gold"


def literal(mention: Any) -> bool:
    """True where the mention is the name itself, not a pronoun or description of it."""
    return holds(words(mention.text), words(mention.name)) or mention.kind in ("Group", "Thing")


def qualified(statement: Statement, gold: list[Gold]) -> bool:
    """True where a record that the statement fits has its polarity, modality and speaker."""
    symmetric = frozenset(name for name, r in load_relations().types.items() if r.symmetric)
    return any(
        g["polarity"] == statement.polarity and g["modality"] == statement.modality and speaks(g, statement)
        for g in gold
        if g["article"] == statement.document and fits(g, statement, symmetric)
    )


def readers(documents: list[Document], model: str | None) -> Iterator[Reader]:
    """Each article read."""
    nlp = load_pipeline(model)
    extractor: Any = nlp.get_pipe("graphkit")
    for document in documents:
        doc = nlp.make_doc(document.text)
        doc._.document = document
        with nlp.select_pipes(disable=["graphkit"]):
            doc = nlp(doc)
        yield Reader(extractor.maker(doc, document))


def count(gold: list[Gold], read: dict[str, Reader]) -> Table:
    """Errors by cause, missed and false."""
    statements = unique(s for reader in read.values() for s in reader.statements)
    _, false, missed = measure(gold, statements)
    right = [s for s in statements if s not in false]
    table = {
        "missed": Counter(read[g["article"]].cause(g) for g in missed),
        "false": Counter(false_cause(s, gold) for s in false),
    }
    table["false"]["modality"] = sum(not qualified(s, gold) for s in right)
    return table


def show(table: Table, before: Table | None) -> None:
    """Print the table as Markdown."""
    columns = [
        (name, kind) for kind in ("missed", "false") for name in (("before", "now") if before else ("now",))
    ]
    print("| cause | " + " | ".join(f"{kind}, {name}" for name, kind in columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for cause in CAUSES:
        cells = [str((before if name == "before" else table)[kind][cause]) for name, kind in columns]  # type: ignore[index]
        print(f"| {cause} | " + " | ".join(cells) + " |")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, default=HERE, help="a folder with articles/ and gold.jsonl")
    parser.add_argument("--model", help="another language pipeline")
    parser.add_argument("--save", type=Path, help="keep the figures in this file")
    parser.add_argument("--before", type=Path, help="show the figures of this file beside")
    parser.add_argument("--list", choices=CAUSES, help="list the records missed for this cause")
    options = parser.parse_args()
    gold, documents = read_set(options.gold)
    read = {r.maker.document.id: r for r in readers(documents, options.model)}
    table = count(gold, read)
    before = json.loads(options.before.read_text()) if options.before else None
    show(table, {kind: Counter(rows) for kind, rows in before.items()} if before else None)
    if options.save:
        options.save.write_text(json.dumps(table), encoding="utf8")
    if options.list:
        _, _, missed = measure(gold, unique(s for r in read.values() for s in r.statements))
        for g in missed:
            if read[g["article"]].cause(g) == options.list:
                ends = (g["subject"][0], g["relation"][0], g["object"][0])
                print(g["article"], g["sentence"], *ends, sep="\t")


if __name__ == "__main__":
    main()
