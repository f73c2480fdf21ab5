"""An iterator whose items a process of its own makes, somewhat ahead of whoever takes them.

That process is a copy of this one, so nothing has to be handed to it. What it made is read from a
pipe; where it cannot be begun, or ends too early, this process makes the rest itself.
"""

from __future__ import annotations

import io
import os
import pickle
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import IO, Any, NoReturn, TypeVar

T = TypeVar("T")
PROCESSORS = os.cpu_count() or 1


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, in the same order; making one must change nothing that anybody else needs."""
    taken = 0
    if PROCESSORS > 1 and hasattr(os, "fork"):
        with _copy(items) as pipe:
            while (said := _next(pipe)) is not None:
                if not said:
                    return
                yield said[0]
                taken += 1
    yield from islice(items, taken, None)


@contextmanager
def _copy(items: Iterator[T]) -> Iterator[IO[bytes]]:
    """What a copy of this process says, which is ended with the block."""
    reading, writing = os.pipe()
    try:
        copy = os.fork()
    except OSError:  # no memory, or too many processes
        os.close(reading)
        os.close(writing)
        yield io.BytesIO()
        return
    if not copy:
        os.close(reading)
        _make(items, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as pipe:
            yield pipe
    finally:
        with suppress(ProcessLookupError, ChildProcessError):  # where ended ones are not kept
            os.kill(copy, signal.SIGKILL)
            os.waitpid(copy, 0)


def _make(items: Iterator[T], writing: int) -> NoReturn:
    """The work of the copy. It ends with that, and does nothing of what this process will."""
    try:
        with os.fdopen(writing, "wb") as pipe:
            for item in items:
                pickle.dump((item,), pipe, pickle.HIGHEST_PROTOCOL)
            pickle.dump((), pipe)
    finally:
        os._exit(0)


def _next(pipe: IO[bytes]) -> tuple[Any, ...] | None:
    """An item, nothing at the end of all, None where no more is said."""
    try:
        said: tuple[Any, ...] = pickle.load(pipe)  # noqa: S301 - this program's own words
    except (EOFError, OSError, pickle.UnpicklingError):
        return None
    return said
