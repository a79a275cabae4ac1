"""Scores of a pipeline folder on data never trained on, for meta.json and the table in README.md."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Token
from thinc.api import use_ops

import graphkit.extraction.language  # noqa: F401  registers the factories
from graphkit.extraction.language.wordlists import words

SAME = {"acl:relcl": "acl", "expl:pv": "expl", "obl:tmod": "obl", "nsubj:outer": "nsubj", "ROOT": "root"}
LABELS = words(
    """
    nsubj nsubj:pass obj obl:arg obl obl:agent nmod ccomp xcomp advcl acl appos flat conj amod det
    case cop aux aux:pass mark compound:prt
    """
)
ENDERS = tuple(".!?…\"'“”«»")
BEGIN, END = "<!-- scores -->", "<!-- /scores -->"


class Tally:
    """Right, predicted and gold counts for one label."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.right = self.predicted = self.gold = 0

    def scores(self) -> dict[str, float]:
        """Give precision, recall and F."""
        p = self.right / self.predicted if self.predicted else 0.0
        r = self.right / self.gold if self.gold else 0.0
        return {"p": round(p, 4), "r": round(r, 4), "f": round(2 * p * r / (p + r), 4) if p + r else 0.0}


def read(nlp: Language, path: Path) -> list[Doc]:
    """Read a DocBin."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def span(token: Token) -> tuple[int, int]:
    """Give a token's characters."""
    return token.idx, token.idx + len(token)


def label(token: Token) -> str:
    """Give the relation without the differences that the treebank's parts do not share."""
    return SAME.get(token.dep_, token.dep_)


def score_trees(nlp: Language, gold: list[Doc]) -> dict[str, Any]:
    """Score classes, trees, lemmas and features; punctuation does not count for trees and lemmas."""
    counts: Counter[str] = Counter()
    labels: dict[str, Tally] = defaultdict(Tally)
    for reference, predicted in zip(gold, nlp.pipe(d.text for d in gold), strict=True):
        found = {span(t): t for t in predicted}
        for token in predicted:
            labels[label(token)].predicted += token.dep_ != "punct"
        for token in reference:
            score_token(token, found.get(span(token)), counts, labels)
    ratio = {
        "tag_acc": counts["pos"] / counts["all"],
        "dep_uas": counts["uas"] / counts["words"],
        "dep_las": counts["las"] / counts["words"],
        "lemma_acc": counts["lemma"] / counts["words"],
        "verb_form_mood_tense_acc": counts["verb"] / max(1, counts["verbs"]),
        "case_acc": counts["case"] / max(1, counts["cases"]),
        "case_among_acc": counts["among"] / max(1, counts["cases"]),
        "token_acc": counts["found"] / counts["all"],
    }
    ratio["pos_acc"] = ratio.pop("tag_acc")
    per_type = {name: labels[name].scores() | {"n": labels[name].gold} for name in LABELS}
    return {k: round(v, 4) for k, v in ratio.items()} | {"dep_las_per_type": per_type}


def score_token(gold: Token, found: Token | None, counts: Counter[str], labels: dict[str, Tally]) -> None:
    """Count one gold token."""
    counts["all"] += 1
    counts["found"] += found is not None
    counts["pos"] += found is not None and found.pos_ == gold.pos_
    if gold.dep_ == "punct":
        return
    counts["words"] += 1
    labels[label(gold)].gold += 1
    score_features(gold, found, counts)
    if found is None:
        return
    counts["lemma"] += found.lemma_ == gold.lemma_
    attached = span(found.head) == span(gold.head)
    counts["uas"] += attached
    if attached and label(found) == label(gold):
        counts["las"] += 1
        labels[label(gold)].right += 1


def score_features(gold: Token, found: Token | None, counts: Counter[str]) -> None:
    """Count the features that extraction uses: case, and verb form with mood and tense."""
    case, verb = gold.morph.get("Case"), gold.morph.get("VerbForm")
    if case:
        counts["cases"] += 1
        given = found.morph.get("Case") if found is not None else []
        counts["case"] += given == case
        counts["among"] += bool(set(case) & set(given))
    if verb and gold.pos_ in {"VERB", "AUX"}:
        counts["verbs"] += 1
        keys = ("VerbForm", "Mood", "Tense")
        counts["verb"] += found is not None and all(found.morph.get(k) == gold.morph.get(k) for k in keys)


def score_sentences(nlp: Language, gold: list[Doc]) -> dict[str, float]:
    """Score sentence ends in groups of sentences with a capital at the start and a full stop at the end."""
    tally = Tally()
    kept = [d for d in gold if all(s.text[0].isupper() and s.text.rstrip().endswith(ENDERS) for s in d.sents)]
    for reference in kept:
        predicted = nlp(reference.text)
        want = {s.start_char for s in reference.sents} - {0}
        have = {next((t.idx for t in s if not t.is_space), 0) for s in predicted.sents} - {0}
        tally.right += len(want & have)
        tally.predicted += len(have)
        tally.gold += len(want)
    return tally.scores() | {"n": tally.gold}


def score_names(nlp: Language, gold: list[Doc]) -> dict[str, dict[str, float]]:
    """Score names on the corpus's own tokens, strictly: both ends and the label."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    fresh = (Doc(nlp.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]) for d in gold)
    for reference, predicted in zip(gold, nlp.pipe(fresh), strict=True):
        want = {(e.start, e.end, e.label_) for e in reference.ents}
        have = {(e.start, e.end, e.label_) for e in predicted.ents}
        for tag in ("PER", "LOC", "ORG", "MISC", "all"):
            count(
                tallies[tag],
                {i for i in want if tag in (i[2], "all")},
                {i for i in have if tag in (i[2], "all")},
            )
    return {tag: t.scores() | {"n": t.gold} for tag, t in tallies.items()}


def count(tally: Tally, want: set[Any], have: set[Any]) -> None:
    """Add one document's names to a tally."""
    tally.right += len(want & have)
    tally.predicted += len(have)
    tally.gold += len(want)


def measure(model: Path, texts: list[str]) -> dict[str, float]:
    """Measure megabytes, seconds to load in a fresh process, and words a second on one core."""
    size = sum(f.stat().st_size for f in model.rglob("*") if f.is_file()) / 1e6
    clock = "time.process_time()"
    code = f"import time, graphkit.extraction.language, spacy; t = {clock}; "
    code += f"spacy.load({str(model)!r}); print({clock} - t)"
    loads = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    speeds = {
        "speed": words_a_second(model, texts, True),
        "speed_openblas": words_a_second(model, texts, False),
    }
    return {"megabytes": round(size, 1), "load_seconds": round(float(loads), 2), **speeds}


def words_a_second(model: Path, texts: list[str], blis: bool) -> float:
    """Measure words a CPU second, with spaCy's default matrix product (BLIS) or NumPy's."""
    with use_ops("numpy", use_blis=blis):
        nlp = spacy.load(model)
        nlp("Warm.")
        start, words = time.process_time(), 0
        for doc in nlp.pipe(texts):
            words += len(doc)
    return round(words / (time.process_time() - start))


def evaluate(model: Path, work: Path) -> dict[str, Any]:
    """Give all scores of a pipeline folder."""
    nlp = spacy.load(model)
    five = read(nlp, work / "test5.spacy")
    scores: dict[str, Any] = score_trees(nlp, read(nlp, work / "test.spacy"))
    scores["sents"] = score_sentences(nlp, five)
    scores["sents_f"] = scores["sents"]["f"]
    names = score_names(nlp, read(nlp, work / "ner-test.spacy"))
    scores |= {f"ents_{k}": names["all"][k] for k in "prf"}
    scores["ents_per_type"] = {k: v for k, v in names.items() if k != "all"}
    return scores | measure(model, [d.text for d in five] * 3)


def table(scores: dict[str, Any]) -> str:
    """Write the scores as Markdown."""
    lines = ["| measure | on | score |", "|---|---|---|"]
    rows = [
        ("UPOS accuracy", "GSD test", scores["pos_acc"]),
        ("UAS, no punctuation", "GSD test", scores["dep_uas"]),
        ("LAS, no punctuation", "GSD test", scores["dep_las"]),
        ("lemma accuracy, no punctuation", "GSD test", scores["lemma_acc"]),
        ("verb form, mood and tense all right", "GSD test, VERB and AUX", scores["verb_form_mood_tense_acc"]),
        ("case: the one right value", "GSD test, words with case", scores["case_acc"]),
        ("case: the right value among those given", "GSD test, words with case", scores["case_among_acc"]),
        ("tokens as in the treebank", "GSD test", scores["token_acc"]),
        ("sentence ends F", f"GSD test in groups of five, {scores['sents']['n']} ends", scores["sents_f"]),
        ("names P / R / F", "GermEval 2014 test", " / ".join(f"{scores[f'ents_{k}']:.3f}" for k in "prf")),
        ("size", "the folder", f"{scores['megabytes']} MB"),
        ("loading", "one core", f"{scores['load_seconds']} CPU seconds"),
        ("speed with BLIS, spaCy's default", "GSD test", f"{scores['speed']:,} words a CPU second"),
        ("speed with NumPy's OpenBLAS", "GSD test", f"{scores['speed_openblas']:,} words a CPU second"),
    ]
    lines += [
        f"| {name} | {place} | {value if isinstance(value, str) else f'{value:.3f}'} |"
        for name, place, value in rows
    ]
    lines += ["", "| relation (GSD test) | in the test | P | R | F |", "|---|---|---|---|---|"]
    lines += [per_label(name, row) for name, row in scores["dep_las_per_type"].items()]
    lines += ["", "| name (GermEval test) | in the test | P | R | F |", "|---|---|---|---|---|"]
    return "\n".join(lines + [per_label(name, row) for name, row in scores["ents_per_type"].items()])


def per_label(name: str, row: dict[str, float]) -> str:
    """Write one row of a table per label."""
    return f"| {name} | {row['n']:.0f} | {row['p']:.3f} | {row['r']:.3f} | {row['f']:.3f} |"


def write_readme(readme: Path, scores: dict[str, Any]) -> None:
    """Put the table between the two marks."""
    text = readme.read_text(encoding="utf-8")
    front, back = text.split(BEGIN)[0], text.split(END)[1]
    readme.write_text(f"{front}{BEGIN}\n{table(scores)}\n{END}{back}", encoding="utf-8")


def install(packaged: Path, model: Path, scores: dict[str, Any]) -> None:
    """Copy the pipeline to where it is shipped, with its scores in meta.json."""
    shutil.copytree(packaged, model, dirs_exist_ok=True)
    meta = json.loads((model / "meta.json").read_text(encoding="utf-8"))
    meta["performance"] = scores
    (model / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    packaged_folder, work_folder, model_folder, *readmes = (Path(argument) for argument in sys.argv[1:])
    found = evaluate(packaged_folder, work_folder)
    (work_folder / "scores.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    install(packaged_folder, model_folder, found)
    for path in readmes:
        write_readme(path, found)
    print(table(found))
