"""Make the German pipeline from the corpora: python training/make.py --corpora ../shared/corpora."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from thinc.api import Config

from cut import cut

HERE = Path(__file__).resolve().parent
CODE = {path.stem: path for path in HERE.glob("*.py")}
MODEL = HERE.parent / "graphkit/models/de_graphkit_news"
CORPORA = ("treebank", "names", "lexicon", "people", "raw")
QUICK = 40  # steps of a training that only tries whether everything works


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


@dataclass(frozen=True)
class Run:
    """One training that goes on from another: its folder, its data, its seed, steps and first rate."""

    name: str
    train: Path
    seed: int
    steps: int
    rate: float


@dataclass(frozen=True)
class Kind:
    """What is learned: its training files, its teachers' seeds, seeds and steps of the second training.

    Of several rounds of teachers those of a later one learn from what those of the one before have read, too;
    round by round `reads` tells how many times the usual number of sentences they read, `silver` plus the number
    of the round draws these. `last` steps follow on the mean of the second training, with all of dev.
    """

    config: str
    gold: str
    dev: str
    rounds: tuple[tuple[int, ...], ...]
    reads: tuple[int, ...]
    silver: int
    seeds: tuple[int, ...]
    steps: int
    last: int = 0

    def mixed(self, work: Path, number: int = -1) -> Path:
        """The file of gold and silver that the teachers of a round make, of the last one unless told."""
        seeds = self.rounds[number]
        return work / f"{self.gold.removesuffix('.spacy')}-mixed-{'-'.join(map(str, seeds))}.spacy"

    def runs(self, work: Path) -> list[Run]:
        """The second trainings, one a seed."""
        return [Run(f"{self.config}-mixed-{s}", self.mixed(work), s, self.steps, 0.001) for s in self.seeds]

    def states(self, work: Path) -> list[Path]:
        """The best and the last state of each second training."""
        return [work / run.name / state for run in self.runs(work) for state in ("model-best", "model-last")]

    def shipped(self, work: Path) -> list[Path]:
        """The states whose mean is shipped; of the last training and those before, each counts half."""
        if not self.last:
            return [work / f"{run.name}/model-best" for run in self.runs(work)]
        before = self.states(work)
        return before + len(before) * [work / self.third(work).name / "model-last"]

    def third(self, work: Path) -> Run:
        """The last training: all of dev too, so that nothing is left to choose a state by."""
        return Run(
            f"{self.config}-all-{self.seeds[0]}", work / "train-all.spacy", self.seeds[0], self.last, 0.0004
        )


KINDS = {
    "trees": Kind(
        "parser", "train.spacy", "dev-held.spacy", ((17, 18), (19, 20)), (1, 2), 29, (17,), 12000, 1500
    ),
    "names": Kind("ner", "ner-train.spacy", "ner-dev.spacy", ((17,),), (1,), 23, (17, 18, 19), 6000),
}


def call(*arguments: str | Path) -> None:
    """Run Python with one thread for each numerical library, stopping on failure."""
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    paths = os.pathsep.join([str(HERE.parent), str(HERE), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | limits | {"PYTHONPATH": paths}
    subprocess.run([sys.executable, *map(str, arguments)], check=True, env=environment)


def train(
    config: Path, target: Path, seed: int | None = None, steps: int | None = None, **paths: Path
) -> None:
    """Train one of the two statistical parts with a configuration; its own seed and steps unless told."""
    overrides: list[str | Path] = [item for key, value in paths.items() for item in (f"--paths.{key}", value)]
    if seed:
        overrides += ["--system.seed", str(seed)]
    if steps:
        overrides += ["--training.max_steps", str(steps), "--training.eval_frequency", str(min(steps, 500))]
    call("-m", "spacy", "train", config, "--code", CODE["readers"], "-o", target, *overrides)


def train_on(kind: Kind, work: Path, start: Path, tables: dict[str, Path], run: Run) -> None:
    """Go on from the training in `start`: the same components, more data, a lower rate."""
    first = HERE / f"configs/{kind.config}.cfg"
    config = Config().from_disk(first, interpolate=False)
    config["paths"]["first"] = None
    trained = [name for name in config["nlp"]["pipeline"] if name != "graphkit_lexicon"]
    config["components"] |= {name: {"source": "${paths.first}"} for name in trained}
    rates = {"total_steps": "${training.max_steps}", "initial_rate": run.rate}
    config["training"]["optimizer"]["learn_rate"] |= rates
    config.to_disk(work / f"{run.name}.cfg", interpolate=False)
    paths = {"train": run.train, "dev": work / kind.dev, "first": start, **tables}
    train(work / f"{run.name}.cfg", work / run.name, run.seed, run.steps, **paths)


def make_vectors(work: Path, corpora: Path) -> None:
    """Train the floret table and turn it into spaCy's form."""
    call(CODE["vectors"], work, corpora)
    call(
        "-m", "spacy", "init", "vectors", "de", work / "vectors.floret", work / "vectors", "--mode", "floret"
    )


def preparing(corpora: Path, work: Path) -> Iterator[Step]:
    """The corpora in spaCy's form."""
    makes = [work / name for kind in KINDS.values() for name in (kind.gold, kind.dev)]
    makes.append(work / "dev-learned.spacy")
    needs = [corpora / "treebank/de_gsd-train.conllu"]
    needs += [CODE[name] for name in ("convert", "treebank", "names", "normalise", "hyphens")]
    yield Step("convert", partial(call, CODE["convert"], work, corpora), makes, needs)


def beginning(corpora: Path, work: Path, tables: dict[str, Path], quick: bool) -> Iterator[Step]:
    """The tables, and the small pipeline on gold data alone."""
    raw = [corpora / "raw/wikipedia.txt.xz", corpora / "raw/bundestag.txt.xz"]
    yield Step("vectors", partial(make_vectors, work, corpora), [tables["vectors"] / "vocab/vectors"], raw)
    needs = [
        corpora / "lexicon/german-pos-dict.tsv.xz",
        HERE / "closed_words.tsv",
        tables["vectors"] / "vocab/vectors",  # made with them: the words of the raw text
    ]
    yield Step("lexicon", partial(call, CODE["lexicon"], work, corpora), [tables["lexicon"]], needs)
    for kind in KINDS.values():
        config, target = HERE / f"configs/{kind.config}.cfg", work / kind.config
        paths = {"train": work / kind.gold, "dev": work / kind.dev, **tables}
        yield Step(
            f"train-{kind.config}",
            partial(train, config, target, steps=QUICK if quick else None, **paths),
            [target / "model-best/meta.json"],
            [work / kind.gold, config, tables["vectors"] / "vocab/vectors", tables["lexicon"]],
        )


def going_on(
    name: str, kind: Kind, corpora: Path, work: Path, start: Path, base: Path, tables: dict[str, Path]
) -> Iterator[Step]:
    """Teachers, what they read, and a second training with it; the teachers see what `base` sees."""
    silver: list[Path] = []  # of the round before
    for number, seeds in enumerate(kind.rounds):
        taught = [work / f"teacher-{name}-{seed}.pt" for seed in seeds]
        for seed, target in zip(seeds, taught, strict=True):
            learn = partial(call, CODE["teacher"], name, base, work, target, str(seed), *silver)
            needs = [work / kind.gold, base / "meta.json", CODE["teacher"], CODE["networks"], *silver]
            yield Step(f"teach-{name}-{seed}", learn, [target], needs)
        silver = [kind.mixed(work, number)]
        draw = (str(kind.silver + number), str(kind.reads[number]))
        read = partial(call, CODE["silver"], name, base, work, corpora, *silver, *draw, *taught)
        yield Step(f"silver-{name}-{number + 1}", read, silver, [*taught, CODE["silver"]])
    for run in kind.runs(work):
        yield Step(
            f"train-{run.name}",
            partial(train_on, kind, work, start, tables, run),
            [work / run.name / "model-best/meta.json", work / run.name / "model-last/meta.json"],
            [run.train, HERE / f"configs/{kind.config}.cfg", start / "meta.json"],
        )
    if kind.last:
        yield from ending(kind, work, base, tables)


def ending(kind: Kind, work: Path, base: Path, tables: dict[str, Path]) -> Iterator[Step]:
    """The mean of the best and the last state goes on with the rest of dev, which chose the best."""
    run, mean = kind.third(work), work / f"mean-{kind.config}"
    states = kind.states(work)
    join = partial(call, CODE["package"], mean, "--parsers", *states, "--ner", base)
    yield Step(f"mean-{kind.config}", join, [mean / "meta.json"], [state / "meta.json" for state in states])
    add = partial(call, CODE["silver"], "add", kind.mixed(work), work / kind.dev, run.train)
    yield Step(f"mix-{run.name}", add, [run.train], [kind.mixed(work), work / kind.dev])
    yield Step(
        f"train-{run.name}",
        partial(train_on, kind, work, mean, tables, run),
        [work / run.name / "model-last/meta.json"],
        [run.train, mean / "meta.json"],
    )


def finishing(work: Path, model: Path, parsers: list[Path], ner: list[Path]) -> Iterator[Step]:
    """The folder that graphkit ships, and its scores."""
    made = work / "packaged"
    join = partial(call, CODE["package"], made, "--parsers", *parsers, "--ner", *ner)
    yield Step("package", join, [made / "meta.json"], [path / "meta.json" for path in (*parsers, *ner)])
    tables = [HERE / "README.md"] if model == MODEL else []  # they tell of the pipeline that is shipped
    score = partial(call, CODE["evaluate"], made, work, model, *tables)
    yield Step("evaluate", score, [model / "meta.json"], [made / "meta.json"])


def steps(corpora: Path, work: Path, model: Path, kinds: dict[str, Kind], quick: bool) -> list[Step]:
    """List the steps in order."""
    tables = {"vectors": work / "vectors", "lexicon": work / "lexicon.xz"}
    best = {name: work / kind.config / "model-best" for name, kind in kinds.items()}
    found = [*preparing(corpora, work), *beginning(corpora, work, tables, quick)]
    for name, kind in kinds.items():
        found += going_on(name, kind, corpora, work, best[name], best["names"], tables)
    return found + list(finishing(work, model, *(kind.shipped(work) for kind in kinds.values())))


def further(corpora: Path, work: Path, model: Path, kinds: dict[str, Kind], start: Path) -> list[Step]:
    """List the steps that train the trees of a finished pipeline further; its tables and names stay as they are."""
    tables = {"vectors": start, "lexicon": start / "graphkit_lexicon/lexicon.xz"}
    grown, config = work / "grown", HERE / "configs/parser.cfg"
    grow = partial(call, CODE["grow"], start, config, grown)
    return [
        *preparing(corpora, work),
        Step("grow", grow, [grown / "meta.json"], [start / "meta.json", config, CODE["grow"]]),
        *going_on("trees", kinds["trees"], corpora, work, grown, start, tables),
        *finishing(work, model, kinds["trees"].shipped(work), [start]),
    ]


def run(planned: list[Step], jobs: int) -> None:
    """Run steps, so many at a time; one starts when nothing that it needs is still to be made."""
    waiting, running = list(planned), dict[Future[None], Step]()
    with ThreadPoolExecutor(jobs) as pool:
        while waiting or running:
            unmade = {path for step in (*waiting, *running.values()) for path in step.makes}
            ready = [step for step in waiting if unmade.isdisjoint(step.needs)]
            for step in ready[: jobs - len(running)]:
                waiting.remove(step)
                print(f"{step.name} …", file=sys.stderr)
                running[pool.submit(step.run)] = step
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                del running[done]
                done.result()


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=HERE.parent.parent / "shared/corpora")
    parser.add_argument(
        "--work", type=Path, default=Path("training-work"), help="converted corpora and checkpoints"
    )
    parser.add_argument("--model", type=Path, default=MODEL, help="where the finished pipeline goes")
    parser.add_argument(
        "--trees-of", type=Path, help="only train the trees of this finished pipeline further, and package it"
    )
    parser.add_argument(
        "--quick", action="store_true", help="try every step, each with little text and a few updates"
    )
    parser.add_argument("--only", help="run this step, whether it is needed or not, and no other")
    parser.add_argument("--from", dest="first", help="run this step and all after it")
    parser.add_argument("--jobs", type=int, default=1, help="steps at a time, each on one processor")
    return parser.parse_args()


def chosen(every: list[Step], options: argparse.Namespace) -> list[Step]:
    """Of all steps those that are asked for, or that are not done."""
    names = [step.name for step in every]
    for name in (options.only, options.first):
        if name and name not in names:
            sys.exit(f"there is no step {name}: {', '.join(names)}")
    if options.only:
        return [step for step in every if step.name == options.only]
    first = names.index(options.first) if options.first else len(names)
    pending: list[Step] = []
    for number, step in enumerate(every):
        remade = {path for other in pending for path in other.makes}
        if number >= first or not step.is_done() or remade.intersection(step.needs):
            pending.append(step)
        else:
            print(f"{step.name}: up to date", file=sys.stderr)
    return pending


def main() -> None:
    """Run the steps that are not done."""
    options = arguments()
    corpora, work, model = (path.resolve() for path in (options.corpora, options.work, options.model))
    if missing := [name for name in CORPORA if not (corpora / name).is_dir()]:
        sys.exit(
            f"no {', '.join(missing)} in {corpora}: training/README.md says what the corpora folder needs"
        )
    if options.trees_of and not (options.trees_of / "meta.json").is_file():
        sys.exit(f"no pipeline in {options.trees_of}: --trees-of takes the folder of a finished one")
    if options.quick and model == MODEL:
        sys.exit("--quick makes a pipeline that has learned nothing: give another folder with --model")
    work.mkdir(parents=True, exist_ok=True)
    kinds = KINDS
    if options.quick:
        kinds = {name: replace(kind, steps=QUICK, last=min(kind.last, QUICK)) for name, kind in KINDS.items()}
        if not (work / "corpora").exists():
            cut(corpora, work / "corpora.part")  # what is interrupted here is cut again
            (work / "corpora.part").rename(work / "corpora")
        corpora = work / "corpora"
    if options.trees_of:
        every = further(corpora, work, model, kinds, options.trees_of.resolve())
    else:
        every = steps(corpora, work, model, kinds, options.quick)
    run(chosen(every, options), options.jobs)


if __name__ == "__main__":
    main()
