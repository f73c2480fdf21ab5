"""An iterator whose items a copy of this process makes, somewhat ahead of whoever takes them.

Where there can be no copy, or where it ends too early, this process makes the rest itself.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import IO, Any, TypeVar

from kb.forking import forked

T = TypeVar("T")
PROCESSORS = os.cpu_count() or 1


@contextmanager
def ahead(items: Iterator[T]) -> Iterator[Iterator[T]]:
    """The same items, in the same order, made from the beginning of the block on; making one must
    change nothing that anybody else needs."""
    if PROCESSORS > 1:
        with forked(lambda _, answer: _make(items, answer)) as copy:
            yield _made(items, copy.said) if copy else items
    else:
        yield items


def _made(items: Iterator[T], said: IO[bytes]) -> Iterator[T]:
    """What a copy says that it made, and what it did not."""
    taken = 0
    while (item := _next(said)) is not None:
        if not item:
            return
        yield item[0]
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
