"""`graphkit watch` as a process: files appear, it is stopped, killed and started again."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commands import GRAPHKIT, environment, graphkit

from graphkit import api
from graphkit.errors import GraphkitError

MET = "Präsident Putin hat am Montag Präsident Assad in Moskau getroffen."
PATIENCE = 120  # seconds; a machine may be busy


def wait_for(happened: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def number_of_documents(store: Path) -> int:
    try:
        return int(api.query("MATCH (d:Document) RETURN count(d) AS n", store=store).to_dicts()[0]["n"])
    except GraphkitError:  # not there yet
        return 0


@contextmanager
def watching(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A watch that looks every second; it hears Ctrl-C also where tests run in the background."""
    process = subprocess.Popen(
        [*GRAPHKIT, "watch", *map(str, arguments), "--every", "1s"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, str]:
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_files_are_loaded_as_they_appear_until_it_is_ended(
    tmp_path: Path, store: Path, number: signal.Signals
) -> None:
    (tmp_path / "a.txt").write_text(MET, encoding="utf-8")
    with watching(tmp_path, "--store", store) as process:
        wait_for(lambda: number_of_documents(store) == 1)
        (tmp_path / "b.txt").write_text(MET, encoding="utf-8")
        wait_for(lambda: number_of_documents(store) == 2)
        code, out, err = ended(process, number)
    assert code == 0, err
    assert [line.partition("  ")[2].partition(";")[0] for line in out.splitlines()] in (
        ["1 new article", "1 new article"],
        ["1 new article"],  # it was ended when the second was in the graph and not told yet
    )
    assert err.splitlines()[-1] == "stopped"
    again = graphkit("watch", tmp_path, "--store", store, "--once")
    assert (again.returncode, again.stdout) == (0, "")


def test_killed_in_the_middle_it_goes_on_and_the_graph_is_the_same(tmp_path: Path, store: Path) -> None:
    for number in range(160):
        text = f"date: 2016-03-15\n\n{MET} Das war das Treffen Nummer {number}."
        (tmp_path / f"{number:03}.txt").write_text(text, encoding="utf-8")
    with watching(tmp_path, "--store", store) as process:
        wait_for(lambda: number_of_documents(store))
        process.kill()
        process.wait(timeout=PATIENCE)
    in_the_middle = number_of_documents(store)
    assert in_the_middle > 0
    done = graphkit("watch", tmp_path, "--store", store, "--once")
    assert done.returncode == 0, done.stderr
    assert number_of_documents(store) == 160
    checked = graphkit("verify", tmp_path, "--store", store)
    assert checked.returncode == 0, checked.stderr


def test_one_look_tells_what_went_wrong_by_its_exit_code(tmp_path: Path, store: Path) -> None:
    (tmp_path / "a.txt").write_text(MET, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    done = graphkit("watch", tmp_path, "--store", store, "--once")
    assert done.returncode == 1
    assert done.stdout.partition("  ")[2].startswith("1 new article; ")
    assert (
        done.stderr.splitlines()[0] == f"graphkit: {tmp_path / 'b.txt'}: is empty: there is nothing to read"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nichts",), "nichts: no such file or folder, and no http address: there is nothing to watch"),
        ((".", "--every", "bald"), "'bald' is no time: write 30s, 5m or 1h"),
        ((".", "--every", "0"), "'0' is no time"),
    ],
)
def test_what_cannot_be_watched_is_one_line(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    done = graphkit("watch", *arguments, folder=tmp_path)
    assert done.returncode in (1, 2)
    (line,) = done.stderr.splitlines()
    assert told in line
