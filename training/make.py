"""Make the German pipeline from the corpora: python training/make.py --corpora ../shared/corpora."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from thinc.api import Config

HERE = Path(__file__).resolve().parent
SEEDS = (17, 18, 19)
# of the second training, which goes on from the first
STEPS = {"parser": 8000, "ner": 6000}
MODEL = HERE.parent / "graphkit/models/de_graphkit_news"


@dataclass(frozen=True)
class Step:
    """One step: what it reads, what it makes, how."""

    name: str
    run: Callable[[], None]
    makes: list[Path]
    needs: list[Path] = field(default_factory=list)

    def is_done(self) -> bool:
        """Tell whether every output is newer than every input."""
        if not all(path.exists() for path in self.makes):
            return False
        oldest = min(path.stat().st_mtime for path in self.makes)
        return all(path.stat().st_mtime <= oldest for path in self.needs if path.exists())


def call(*arguments: str | Path) -> None:
    """Run Python with one thread for each numerical library, stopping on failure."""
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    paths = os.pathsep.join([str(HERE.parent), str(HERE), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | limits | {"PYTHONPATH": paths}
    subprocess.run([sys.executable, *map(str, arguments)], check=True, env=environment)


def train(
    work: Path, name: str, data: tuple[str, str], *, first: str | None = None, seed: int | None = None
) -> None:
    """Train one of the two statistical parts with its configuration; `first` names the training it goes on from."""
    paths = {"train": data[0], "dev": data[1], "vectors": "vectors", "lexicon": "lexicon.xz"}
    config = HERE / f"configs/{name}.cfg"
    if first:
        paths["first"] = f"{first}/model-best"
        config = going_on(HERE / f"configs/{first}.cfg", work / f"{name}.cfg")
    overrides: list[str | Path] = [
        item for key, value in paths.items() for item in (f"--paths.{key}", work / value)
    ]
    if seed:
        overrides += ["--system.seed", str(seed)]
    folder = f"{name}-{seed}" if seed else name
    target: list[str | Path] = ["--code", HERE / "readers.py", "-o", work / folder]
    call("-m", "spacy", "train", config, *target, *overrides)


def going_on(config: Path, target: Path) -> Path:
    """Write the configuration of a second training: the components of the first, more steps, a lower rate."""
    second = Config().from_disk(config, interpolate=False)
    second["paths"]["first"] = None
    trained = [name for name in second["nlp"]["pipeline"] if name != "graphkit_lexicon"]
    second["components"] |= {name: {"source": "${paths.first}"} for name in trained}
    second["training"] |= {"max_steps": STEPS[config.stem], "eval_frequency": 500}
    rates = {"total_steps": "${training.max_steps}", "initial_rate": 0.001}
    second["training"]["optimizer"]["learn_rate"] |= rates
    second.to_disk(target, interpolate=False)
    return target


def train_seeds(work: Path) -> None:
    """Train names on gold and silver with each seed; `package` takes the mean of their weights."""
    for seed in SEEDS:
        train(work, "ner-mixed", ("ner-train-mixed.spacy", "ner-dev.spacy"), first="ner", seed=seed)


def steps(corpora: Path, work: Path, model: Path) -> list[Step]:
    """List the steps in order."""
    code = {p.stem: p for p in HERE.glob("*.py")}
    raw = [corpora / "raw/wikipedia.txt.xz", corpora / "raw/bundestag.txt.xz"]
    first = [work / "parser/model-best", work / "ner/model-best"]
    best = [work / "parser-mixed/model-best", *(work / f"ner-mixed-{seed}/model-best" for seed in SEEDS)]
    trained = [work / "vectors/vocab/vectors", work / "lexicon.xz"]
    return [
        Step(
            "convert",
            lambda: call(code["convert"], work, corpora),
            [work / "train.spacy", work / "ner-train.spacy"],
            [
                corpora / "treebank/de_gsd-train.conllu",
                code["treebank"],
                code["names"],
                code["normalise"],
                code["hyphens"],
            ],
        ),
        Step(
            "vectors",
            lambda: make_vectors(code["vectors"], work, corpora),
            [work / "vectors/vocab/vectors"],
            raw,
        ),
        Step(
            "lexicon",
            lambda: call(code["lexicon"], work, corpora),
            [work / "lexicon.xz"],
            [corpora / "lexicon/german-pos-dict.tsv.xz", HERE / "closed_words.tsv"],
        ),
        Step(
            "train-parser",
            lambda: train(work, "parser", ("train.spacy", "dev.spacy")),
            [first[0] / "meta.json"],
            [work / "train.spacy", HERE / "configs/parser.cfg", *trained],
        ),
        Step(
            "train-names",
            lambda: train(work, "ner", ("ner-train.spacy", "ner-dev.spacy")),
            [first[1] / "meta.json"],
            [work / "ner-train.spacy", HERE / "configs/ner.cfg", *trained],
        ),
        *teaching(corpora, work, code),
        Step(
            "train-parser-mixed",
            lambda: train(work, "parser-mixed", ("train-mixed.spacy", "dev.spacy"), first="parser"),
            [best[0] / "meta.json"],
            [work / "train-mixed.spacy", HERE / "configs/parser.cfg", first[0] / "meta.json"],
        ),
        Step(
            "train-names-mixed",
            lambda: train_seeds(work),
            [b / "meta.json" for b in best[1:]],
            [work / "ner-train-mixed.spacy", HERE / "configs/ner.cfg", first[1] / "meta.json"],
        ),
        Step(
            "package",
            lambda: call(code["package"], work / "packaged", *best),
            [work / "packaged/meta.json"],
            [b / "meta.json" for b in best],
        ),
        Step(
            "evaluate",
            lambda: call(code["evaluate"], work / "packaged", work, model),
            [model / "meta.json"],
            [work / "packaged/meta.json"],
        ),
    ]


def teaching(corpora: Path, work: Path, code: dict[str, Path]) -> list[Step]:
    """Train a teacher of trees and one of names on the gold data, and let each read raw text."""
    base, network = work / "ner/model-best", [code["teacher"], code["networks"]]
    found = []
    for kind, gold, mixed in (
        ("trees", "train.spacy", "train-mixed.spacy"),
        ("names", "ner-train.spacy", "ner-train-mixed.spacy"),
    ):
        taught = work / f"teacher-{kind}.pt"
        learn = partial(call, code["teacher"], kind, base, work, taught)
        read = partial(call, code["silver"], kind, base, work, corpora)
        found += [
            Step(f"teach-{kind}", learn, [taught], [work / gold, base / "meta.json", *network]),
            Step(f"silver-{kind}", read, [work / mixed], [taught, code["silver"]]),
        ]
    return found


def make_vectors(script: Path, work: Path, corpora: Path) -> None:
    """Train the floret table and turn it into spaCy's form."""
    call(script, work, corpora)
    call(
        "-m", "spacy", "init", "vectors", "de", work / "vectors.floret", work / "vectors", "--mode", "floret"
    )


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=HERE.parent.parent / "shared/corpora")
    parser.add_argument(
        "--work", type=Path, default=Path("training-work"), help="converted corpora and checkpoints"
    )
    parser.add_argument("--model", type=Path, default=MODEL, help="where the finished pipeline goes")
    parser.add_argument("--only", help="run this step, whether it is needed or not, and no other")
    parser.add_argument("--from", dest="first", help="run this step and all after it")
    return parser.parse_args()


def main() -> None:
    """Run the steps that are not done."""
    options = arguments()
    options.work.mkdir(parents=True, exist_ok=True)
    forced = False
    for step in steps(options.corpora.resolve(), options.work.resolve(), options.model.resolve()):
        forced = forced or step.name == options.first
        if options.only not in {None, step.name}:
            continue
        if not forced and options.only is None and step.is_done():
            print(f"{step.name}: up to date", file=sys.stderr)
            continue
        print(f"{step.name} …", file=sys.stderr)
        step.run()


if __name__ == "__main__":
    main()
