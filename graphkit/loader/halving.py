"""A batch that the database refuses is halved until the bad rows are found; all the others get in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from graphkit.errors import DataRefused, GraphkitError, NotAllowed, QueryError

Row = TypeVar("Row")
Outcome = TypeVar("Outcome")


def halved(
    batch: Sequence[Row],
    attempt: Callable[[Sequence[Row]], Outcome],
    refuse: Callable[[Row, GraphkitError], None],
) -> Iterator[Outcome]:
    """Yield what `attempt` makes of the batch or of its parts; rows that are bad by themselves are refused.

    Only what the data may be guilty of is halved: a lost connection, a full disk, a missing right is raised.

    >>> def attempt(rows):
    ...     if 13 in rows:
    ...         raise DataRefused("unlucky")
    ...     return sum(rows)
    >>> list(halved([1, 13, 2, 3], attempt, lambda row, error: print(row, error)))
    13 unlucky
    [1, 5]
    """
    try:
        outcome = attempt(batch)
    except NotAllowed:
        raise
    except (QueryError, DataRefused) as error:
        if len(batch) == 1:
            refuse(batch[0], error)
            return
        middle = len(batch) // 2
        for half in (batch[:middle], batch[middle:]):
            yield from halved(half, attempt, refuse)
    else:
        yield outcome
