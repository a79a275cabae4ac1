"""Extraction by the workers of a Dask scheduler, a task a shard; needs `graphkit[dask]`, here and there.

The documents travel in the task and the statements come back, so nothing has to be shared. Dask does the task of
a lost worker again elsewhere; after some times it gives up, and the shard is tried in smaller parts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from threading import Lock
from typing import Any, Self

from graphkit.batches import batches
from graphkit.corpus.chunks import (
    CHUNK,
    DEADLY,
    Description,
    Outcome,
    describe,
    extract_chunk,
    rejected,
)
from graphkit.errors import ConnectionFailed, InputError
from graphkit.model import Document
from graphkit.version import __version__

PATIENCE = 30.0  # seconds to wait for the scheduler, and for a first worker
# tasks on their way, for each thread of the workers: one at work and one that waits
AHEAD = 2
_ONE_AT_A_TIME = Lock()  # a pipeline is not made for several threads


class Cluster:
    """The workers of one scheduler."""

    chunk: int | None = None

    def __init__(self, pipeline: Mapping[str, Any], address: str) -> None:
        """Connect. Raises InputError without Dask, ConnectionFailed where no scheduler or no worker answers."""
        try:
            from distributed import Client
        except ImportError as error:
            raise InputError("--scheduler needs Dask: pip install 'graphkit[dask]'") from error
        self._pipeline, self._address = dict(pipeline), address
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ConnectionFailed(f"no Dask scheduler answers at {address}: {_line(error)}") from error
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            self._client.close()
            advice = "start some with `dask worker`"
            raise ConnectionFailed(f"the Dask scheduler {address} has no workers: {advice}") from error
        self._description: Description | None = None

    def describe(self) -> Description:
        """See Runner; raises InputError for a worker that has something else installed than this machine."""
        if self._description is None:
            asked = {
                worker: self._client.submit(describe, self._pipeline, workers=[worker], pure=False)
                for worker in self._client.scheduler_info(n_workers=-1)["workers"]
            }
            for worker, future in asked.items():
                found: Description = self._answer(future, f"the worker {worker} cannot extract: ")
                self._description = self._description or found
                _compare(found, self._description, worker)
                _compare_versions(found.graphkit, worker)
        assert self._description
        return self._description

    def workers(self) -> int:
        """How many tasks the workers that are there now do at a time."""
        return sum(self._client.nthreads().values())

    def map(self, chunks: Iterable[list[Document]]) -> Iterator[list[Outcome]]:
        """See Runner. Raises ConnectionFailed where the scheduler is lost."""
        expected = self.describe()
        most = AHEAD * max(self.workers(), 1)
        pending: deque[tuple[list[Document], Any]] = deque()
        for chunk in chunks:
            pending.append((chunk, self._submit(chunk, expected)))
            if len(pending) >= most:
                yield self._outcomes(*pending.popleft(), expected)
        while pending:
            yield self._outcomes(*pending.popleft(), expected)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close(timeout=2)

    def _submit(self, documents: list[Document], expected: Description) -> Any:
        if not documents:
            return None
        return self._client.submit(extract_shard, documents, self._pipeline, expected, pure=False)

    def _outcomes(self, documents: list[Document], future: Any, expected: Description) -> list[Outcome]:
        """A task that ends its workers is cut up until the deadly document is alone, and rejected."""
        from distributed import KilledWorker

        if future is None:
            return []
        try:
            found: list[Outcome] = self._answer(future, "a worker cannot extract: ")
            return found
        except KilledWorker:
            if len(documents) == 1:
                return [rejected(documents[0], DEADLY)]
            smaller = batches(documents, CHUNK if len(documents) > CHUNK else 1)
            tried = (self._outcomes(part, self._submit(part, expected), expected) for part in smaller)
            return [outcome for part in tried for outcome in part]

    def _answer(self, future: Any, failed: str) -> Any:
        from concurrent.futures import CancelledError

        from distributed.comm import CommClosedError

        try:
            return future.result()
        except (CancelledError, CommClosedError, OSError) as error:
            lost = f"the Dask scheduler {self._address} is lost: give the command again once it is there"
            raise ConnectionFailed(f"{lost} ({_line(error)})") from error
        except ImportError as error:
            raise InputError(f"{failed}{_line(error)}; install graphkit {__version__} there") from error


def extract_shard(
    documents: list[Document], pipeline: Mapping[str, Any], expected: Description
) -> list[Outcome]:
    """What a worker does; it may have come when the others had been looked at."""
    with _ONE_AT_A_TIME:
        _compare(describe(pipeline), expected, "that has come later")
        return [outcome for chunk in batches(documents, CHUNK) for outcome in extract_chunk(chunk, pipeline)]


def _compare(found: Description, expected: Description, worker: str) -> None:
    for name, value in asdict(found).items():
        if value != (wanted := asdict(expected)[name]):
            same = "install the same on every worker"
            raise InputError(f"the worker {worker} has {name} {value}, and others have {wanted}: {same}")


def _compare_versions(there: str, worker: str) -> None:
    if there != __version__:
        same = "install the same version on both"
        raise InputError(f"the worker {worker} has graphkit {there}, and here is {__version__}: {same}")


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
