"""The order of the training's steps, and what is done again."""

from __future__ import annotations

import lzma
import os
from pathlib import Path

import pytest

import make
from cut import cut

CORPORA, WORK, MODEL = Path("/a/corpora"), Path("/a/work"), Path("/a/model")


@pytest.mark.parametrize("further", [False, True])
def test_every_step_finds_what_the_steps_before_it_made(further: bool) -> None:
    start = Path("/a/start")
    every = (
        make.further(CORPORA, WORK, MODEL, make.KINDS, start)
        if further
        else make.steps(CORPORA, WORK, MODEL, make.KINDS, quick=False)
    )
    made: set[Path] = set()
    for step in every:
        inside = [path for path in step.needs if WORK in path.parents]
        assert [path for path in inside if path not in made] == [], step.name
        made.update(step.makes)
    assert MODEL / "meta.json" in made
    assert len({step.name for step in every}) == len(every)


def test_a_step_is_done_until_what_it_needs_changes(tmp_path: Path) -> None:
    needed, made = tmp_path / "needed", tmp_path / "made"
    step = make.Step("copy", lambda: None, [made], [needed])
    needed.touch()
    assert not step.is_done()
    made.touch()
    os.utime(needed, (1, 1))
    assert step.is_done()
    os.utime(made, (0, 0))
    assert not step.is_done()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--corpora", "nowhere"], "no treebank, names, lexicon, people, raw in"),
        (["--corpora", "corpora", "--trees-of", "nowhere"], "no pipeline in nowhere"),
        (["--corpora", "corpora", "--quick"], "give another folder with --model"),
    ],
)
def test_what_cannot_be_made_is_said_before_anything_is_written(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in make.CORPORA:
        (tmp_path / "corpora" / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["make.py", *arguments])
    with pytest.raises(SystemExit, match=message):
        make.main()
    assert [path.name for path in tmp_path.iterdir()] == ["corpora"]


def test_what_is_cut_off_has_whole_sentences(tmp_path: Path) -> None:
    corpora, small = tmp_path / "corpora", tmp_path / "small"
    for name in ("lexicon", "people", "treebank", "names", "raw"):
        (corpora / name).mkdir(parents=True)
    (corpora / "lexicon/list.tsv").write_text("Haus\n" * 1000, encoding="utf-8")
    (corpora / "treebank/part.conllu").write_text("1\tJa\n2\t!\n\n" * 1000, encoding="utf-8")
    with lzma.open(corpora / "raw/text.txt.xz", "wt", encoding="utf-8") as raw:
        raw.write("Eine Zeile.\n" * 30_000)
    cut(corpora, small)
    assert (small / "treebank/part.conllu").read_text(encoding="utf-8") == "1\tJa\n2\t!\n\n" * 300
    assert (small / "lexicon/list.tsv").read_text(encoding="utf-8").count("Haus") == 1000
    with lzma.open(small / "raw/text.txt.xz", "rt", encoding="utf-8") as raw:
        assert raw.read() == "Eine Zeile.\n" * 20_000
