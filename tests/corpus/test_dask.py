"""A real scheduler and real workers on this machine; one of them is killed, one has another version."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from commands import environment, graphkit
from test_workers import start
from texts import article_lines, articles

import graphkit as package
from graphkit.corpus import cluster
from graphkit.corpus.chunks import DEADLY
from graphkit.errors import ConnectionFailed
from graphkit.model import Extraction


class Dask:
    """A scheduler, and workers as they are started."""

    def __init__(self, folder: Path, failures: int) -> None:
        self._folder, self._failures = folder, failures
        self._file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self._run("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._file))
        wait(lambda: self._file.exists() and bool(self._file.stat().st_size))

    @property
    def address(self) -> str:
        return str(json.loads(self._file.read_text())["address"])

    def worker(self, **more: str) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self._folder))
        return self._run("worker", self.address, *options, **more)

    def _run(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        allowed = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(self._failures)}
        log = (self._folder / f"{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            env=environment(OPENBLAS_NUM_THREADS="1", **allowed, **more),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=self._folder,
        )
        log.close()
        self.processes.append(process)
        return process


def wait(ready: Callable[[], bool]) -> None:
    for _ in range(1200):
        if ready():
            return
        time.sleep(0.1)
    raise AssertionError("it does not come")


@contextmanager
def running(folder: Path, failures: int = 3) -> Iterator[Dask]:
    """`failures` is how many deaths of a worker a task survives."""
    dask = Dask(folder, failures)
    try:
        yield dask
    finally:
        for process in dask.processes:
            process.kill()
            process.wait()


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text(article_lines(articles(300)), encoding="utf-8")
    with running(tmp_path) as dask:
        first, _ = dask.worker(), dask.worker()
        options = ("--shard-size", 20)
        process = start("extract", news, "-o", tmp_path / "dask", *options, "--scheduler", dask.address)
        # so both are at work
        wait(lambda: (tmp_path / "dask" / "shard-00001.jsonl").exists() or process.poll() is not None)
        first.send_signal(signal.SIGKILL)
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told
    assert graphkit("extract", news, "-o", tmp_path / "here", *options).returncode == 0
    assert len(content(tmp_path / "here")) == 16
    assert content(tmp_path / "dask") == content(tmp_path / "here")


def test_an_article_that_ends_its_workers_is_rejected_alone(
    tmp_path: Path, trouble: str, found: list[Extraction]
) -> None:
    documents = articles(3)
    documents[1] = replace(documents[1], text="Eine Falltür stand offen.")
    (tmp_path / "news.jsonl").write_text(article_lines(documents), encoding="utf-8")
    with running(tmp_path, failures=0) as dask:
        options = ("--model", trouble, "--scheduler", dask.address)
        process = start("extract", tmp_path / "news.jsonl", "-o", tmp_path / "dask", *options)
        while process.poll() is None:
            if all(one.poll() is not None for one in dask.processes[1:]):
                dask.worker()  # as a nanny would
            time.sleep(0.2)
        out, err = process.communicate()
    assert (process.returncode, out[:10]) == (1, "2 articles")
    assert f"graphkit: meldung-00001: {DEADLY}\n" in err
    lines = [f"{line}\n" for one in (found[0], found[2]) for line in one.to_lines()]
    assert content(tmp_path / "dask")["shard-00000.jsonl"].decode() == "".join(lines)


def test_a_worker_with_another_version_is_refused(tmp_path: Path, news: Path) -> None:
    other = tmp_path / "other" / "graphkit"
    other.mkdir(parents=True)
    for entry in Path(package.__file__).parent.iterdir():
        if entry.name != "version.py":
            (other / entry.name).symlink_to(entry)
    (other / "version.py").write_text('__version__ = "9.9"\n')
    with running(tmp_path) as dask:
        dask.worker(PYTHONPATH=str(other.parent))
        done = graphkit("extract", news, "-o", tmp_path / "out", "--scheduler", dask.address)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    versions = f"has graphkit 9.9, and here is {package.__version__}: install the same version on both\n"
    assert done.stderr.endswith(versions)
    assert not (tmp_path / "out" / "manifest.jsonl").exists()


@pytest.mark.skipif(os.name == "nt", reason="refuses a connection in its own time")
def test_a_scheduler_that_is_not_there_is_one_line_and_exit_code_3(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    with pytest.raises(ConnectionFailed, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1: "):
        cluster.Cluster({}, "tcp://127.0.0.1:1")
    assert ConnectionFailed.exit_code == 3
