"""What a corpus costs: `python benchmarks/corpus.py [--parts speed,memory,cost,kill] [sizes]`.

speed   documents a second with 1, 2 and 4 workers and with two of Dask, beside the bare language pipeline on the same
        texts in one process; all take turns, so compare the ratios
memory  the peak of the client for a thousand, ten thousand and a hundred thousand documents
cost    seconds for each thousand documents, extracted and loaded into an embedded store, the first beside the last
kill    a run that is killed again and again, beside one that is not

The texts are made from templates, always the same for a number; eight words in a row hold a name or a number, so that
they are no more alike than texts are. Prints tables for docs/corpus.md.
"""

from __future__ import annotations

import os

from graphkit.corpus import ONE_THREAD

os.environ.update(dict.fromkeys(ONE_THREAD, "1"))  # before numpy is loaded

import argparse
import json
import platform
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from graphkit import api, readers, stores
from graphkit.corpus.chunks import CHUNK, Runner, outcomes
from graphkit.corpus.cluster import Cluster
from graphkit.corpus.folder import Task, fill
from graphkit.corpus.pool import AHEAD, Pool
from graphkit.extraction import load_pipeline
from graphkit.model import Document, Extraction

PLAIN: dict[str, Any] = {"model": None, "open_relations": False, "knowledge": None}
ROUNDS = 3
WORKERS = (1, 2, 4)
THOUSAND = 1000

FIRST = "Anna Otto Jan Maria Karl Eva Peter Ruth Emil Lena Paul Ida Hans Nora Max Clara".split()
SYLLABLES = "ba ber den fel gen hau kel lim mann mei neu reu sand stein tal vogt wend zeh".split()
OFFICES = "Präsident Minister Kanzler Außenminister Sprecher Bürgermeister".split()
SENTENCES = (
    "{office} {a} hat am {day} {b} in {town} getroffen.",
    "{a} kritisierte {b} wegen der Verhandlungen in {town} scharf.",
    "{office} {a} ordnete den Abzug der Truppen aus {town} an.",
    "{a} sagte am {day}, {b} habe das Abkommen nicht unterzeichnet.",
    "In {town} demonstrierten {number} Menschen gegen die Entscheidung von {office} {b}.",
    "{b} forderte {a} auf, bis {day} nach {town} zu kommen.",
    "In {town} wurden nach Angaben der Polizei {number} Personen festgenommen.",
    "{a} wird {b} im nächsten Monat in {town} empfangen.",
)
DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()


def articles(count: int) -> Iterator[Document]:
    """So many texts of two to four sentences, no two of one kind."""
    chance = random.Random(1)

    def name() -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 3))).capitalize()

    def person() -> str:
        return f"{chance.choice(FIRST)} {name()}"

    def sentence(template: str) -> str:
        values = {"a": person(), "b": person(), "town": name(), "office": chance.choice(OFFICES)}
        more = {"day": chance.choice(DAYS), "number": chance.randint(2, 9000)}
        return template.format(**values, **more)

    for number in range(count):
        text = " ".join(map(sentence, chance.sample(SENTENCES, chance.randint(2, 4))))
        day = date(2016, 1 + number % 12, 1 + number % 28)
        yield Document(f"meldung-{number:06d}", text, source="Beispielblatt", published=day, language="de")


def write(path: Path, count: int) -> Path:
    """The texts as lines of JSON."""
    with path.open("w", encoding="utf-8") as file:
        for document in articles(count):
            row = {"id": document.id, "text": document.text, **document.metadata()}
            file.write(f"{json.dumps(row, ensure_ascii=False)}\n")
    return path


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table in Markdown."""
    names = list(columns)
    for row in (names, ["---"] * len(names), *rows):
        print(f"| {' | '.join(map(str, row))} |", flush=True)
    print(flush=True)


def seconds(work: Callable[[], object]) -> float:
    """By the clock: several processes are at work."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


# --- speed


def speed(count: int) -> None:
    """Every way on the same texts, in turns, each with its pipelines loaded before the clock starts."""
    documents = list(articles(count))
    nlp = load_pipeline(**PLAIN)

    def bare() -> float:
        with nlp.select_pipes(disable=["graphkit"]):
            return seconds(
                lambda: deque(nlp.pipe((one.text for one in documents), batch_size=CHUNK), maxlen=0)
            )

    ways: dict[str, Callable[[], float]] = {"nlp.pipe without graphkit": bare}
    for workers in WORKERS:
        name = f"{workers} worker{'s' if workers > 1 else ''}"
        ways[name] = lambda workers=workers: shards(Pool(PLAIN, workers), documents, workers)  # type: ignore[misc]
    with dask() as address:
        ways["Dask, 2 workers"] = lambda: shards(Cluster(PLAIN, address), documents, 2)
        times = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                times[name].append(way())
    base = times["nlp.pipe without graphkit"]
    rows = []
    for name, took in times.items():
        ratio = statistics.median(b / t for b, t in zip(base, took, strict=True))
        rows.append((name, f"{count / min(took):,.0f}", f"{ratio:.2f}"))
    table(("way", "documents/s", "times the bare pipeline"), rows)


def shards(runner: Runner, documents: list[Document], workers: int) -> float:
    """Seconds from the first document read to the last shard on disk."""
    with runner, tempfile.TemporaryDirectory() as folder:
        warm = documents[: CHUNK * AHEAD * workers]
        for _ in range(workers):
            deque(outcomes(warm, runner), maxlen=0)
        task = Task(runner, "jsonl", 100, readers.Settings(), print)
        return seconds(lambda: fill(Path(folder) / "shards", documents, task))


@contextmanager
def dask() -> Iterator[str]:
    """A scheduler and two workers; yields its address."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scheduler.json"
        command = [sys.executable, "-m", "dask"]
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
        processes = [subprocess.Popen([*command, "scheduler", *options], **quiet)]
        try:
            while not (file.exists() and file.stat().st_size):
                time.sleep(0.1)
            address = str(json.loads(file.read_text())["address"])
            options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", address]
            processes += [subprocess.Popen([*command, "worker", *options], **quiet) for _ in range(2)]
            with Cluster(PLAIN, address) as cluster:
                while cluster.workers() < 2:
                    time.sleep(0.1)
            yield address
        finally:
            for process in processes:
                process.kill()
                process.wait()


# --- memory


def memory(sizes: list[int], folder: Path) -> None:
    """Peaks of the client and of its largest worker, as the system counts them."""
    rows = []
    for size in sizes:
        source = write(folder / f"{size}.jsonl", size)
        begin = time.perf_counter()
        process = subprocess.Popen(command(source, folder / f"memory-{size}"))
        client, worker = peaks(process)
        took = time.perf_counter() - begin
        rows.append((f"{size:,}", f"{client:.0f} MB", f"{worker:.0f} MB", f"{size / took:,.0f}"))
    table(("documents", "client", "largest worker", "documents/s, start included"), rows)


def command(source: Path, output: Path, shard_size: int = THOUSAND) -> list[str]:
    """Extraction with two workers."""
    options = ["-o", str(output), "--workers", "2", "--shard-size", str(shard_size), "-q"]
    return [sys.executable, "-m", "graphkit", "extract", str(source), *options]


def peaks(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """The largest resident sizes until a process ends, in MB: its own, and that of its children."""
    client = worker = 0.0
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            client = max(client, watched.memory_info().rss / 2**20)
            sizes = [child.memory_info().rss / 2**20 for child in watched.children()]
            worker = max([worker, *sizes])
        except psutil.Error:
            pass
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"extract ended with exit code {process.returncode}")
    return client, worker


# --- cost


def cost(count: int, folder: Path) -> None:
    """Seconds for each thousand documents: into a shard with two workers, and from the shard into a store."""
    shards, extracted = folder / "cost", []
    with Pool(PLAIN, 2) as pool:
        deque(outcomes(list(articles(CHUNK * AHEAD * 2)), pool), maxlen=0)
        clock, done = time.perf_counter(), 0

        def tick(extraction: Extraction) -> None:
            nonlocal clock, done
            done += 1
            if done % THOUSAND == 0:
                extracted.append(time.perf_counter() - clock)
                clock = time.perf_counter()

        fill(shards, articles(count), Task(pool, "jsonl", THOUSAND, readers.Settings(), print, tick))
    loaded = []
    with stores.connect(folder / "cost.db") as store:
        for shard in sorted(shards.glob("shard-*.jsonl")):
            loaded.append(seconds(lambda shard=shard: api.load(shard, store=store)))  # type: ignore[misc]
    stores.stop(folder / "cost.db")
    told = sorted({1, 2, len(loaded) // 10, len(loaded) // 2, len(loaded)} - {0})
    rows = [
        (f"{n:,}", *(f"{1000 * part[n - 1] / THOUSAND:.2f} ms" for part in (extracted, loaded))) for n in told
    ]
    table(("thousand", "extract, a document", "load, a document"), rows)
    total = [sum(pair) for pair in zip(extracted, loaded, strict=True)]
    some = max(1, min(5, len(total) // 2))
    ratio = statistics.median(total[-some:]) / statistics.median(total[:some])
    print(f"extract + load, median of the last {some} beside that of the first {some}: {ratio:.2f}\n")


# --- kill


def kill(count: int, folder: Path) -> None:
    """Kill a run until it is done, and compare it with one that was left alone."""
    source, chance, kills = write(folder / "kill.jsonl", count), random.Random(1), 0
    size = max(1, count // 20)
    alone, killed = folder / "alone", folder / "killed"
    took = seconds(lambda: subprocess.run(command(source, alone, size), check=True))
    while True:
        process = subprocess.Popen(command(source, killed, size))
        try:
            # at first so soon that it gets a few shards far, in the end so late that it gets through
            process.wait(timeout=took * chance.uniform(0.3, 0.7) * (1 + kills / 10))
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
    same = {path.name: path.read_bytes() for path in alone.iterdir()} == {
        path.name: path.read_bytes() for path in killed.iterdir()
    }
    table(("documents", "shards", "times killed", "same bytes"), [(f"{count:,}", 20, kills, same)])
    if not same:
        raise SystemExit("the shards differ")


def main() -> None:
    """Print every table that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", default="speed,memory,cost,kill", help="of the benchmark")
    parser.add_argument("--documents", type=int, default=2000, help="for speed and kill")
    parser.add_argument("--memory", default="1000,10000,100000", help="numbers of documents")
    parser.add_argument("--cost", type=int, default=100_000, help="documents, a multiple of a thousand")
    options = parser.parse_args()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}, {cores} cores{load}\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts: dict[str, Callable[[], None]] = {
            "speed": lambda: speed(options.documents),
            "memory": lambda: memory([int(size) for size in options.memory.split(",")], folder),
            "cost": lambda: cost(options.cost, folder),
            "kill": lambda: kill(options.documents, folder),
        }
        for part in options.parts.split(","):
            parts[part]()


if __name__ == "__main__":
    main()
