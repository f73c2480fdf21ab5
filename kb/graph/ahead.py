"""An iterator whose items a copy of this process makes, somewhat ahead of whoever takes them.

Where there can be no copy, or where it ends too early, this process makes the rest itself.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any, TypeVar

from kb.forking import forked

T = TypeVar("T")
PROCESSORS = os.cpu_count() or 1


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, in the same order; making one must change nothing that anybody else needs."""
    taken = 0
    if PROCESSORS > 1:
        with forked(lambda _, answer: _make(items, answer)) as copy:
            while copy and (said := _next(copy.said)) is not None:
                if not said:
                    return
                yield said[0]
                taken += 1
    yield from islice(items, taken, None)


def _make(items: Iterator[T], answer: IO[bytes]) -> None:
    """The work of the copy."""
    for item in items:
        pickle.dump((item,), answer, pickle.HIGHEST_PROTOCOL)
    pickle.dump((), answer)


def _next(said: IO[bytes]) -> tuple[Any, ...] | None:
    """An item, nothing at the end of all, None where no more is said."""
    try:
        item: tuple[Any, ...] = pickle.load(said)  # noqa: S301 - this program's own words
    except (EOFError, OSError, pickle.UnpicklingError):
        return None
    return item
