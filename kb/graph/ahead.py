"""An iterator whose items a copy of this process makes, somewhat ahead of whoever takes them.

Where there can be no copy, or where it ends too early, this process makes the rest itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import IO, TypeVar

from kb.forking import forked, heard, say

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
    while (item := heard(said)) is not None:
        if not item:
            return
        yield item[0]
        taken += 1
    yield from islice(items, taken, None)


def _make(items: Iterator[T], answer: IO[bytes]) -> None:
    """The work of the copy."""
    for item in items:
        say((item,), answer)
    say((), answer)
