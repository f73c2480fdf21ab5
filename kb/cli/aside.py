"""Work done aside: by a copy of this process, beside it, that leaves nothing in its memory."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import IO, Any, Generic, TypeVar, cast

from kb.disk import names_in
from kb.errors import KbError

T = TypeVar("T")
THREADS = Path("/proc/self/task")


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What came of some work: a result or an error."""

    result: T | None = None
    error: BaseException | None = None


@contextmanager
def aside(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin some work; what is given waits for what comes of it, be that an error.

    Threads are not copied, and what waits for one would wait for ever. So where there are several,
    or where that cannot be known, the work is done here and now.
    """
    if not _is_alone():
        yield partial(_given, _done(work))
        return
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _tell(work, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as told:
            yield cache(partial(_told, told))
    finally:
        os.waitpid(child, 0)


def _is_alone() -> bool:
    """Whether this process has no other thread."""
    try:
        return hasattr(os, "fork") and len(names_in(THREADS)) == 1
    except OSError:
        return False


def _done(work: Callable[[], T]) -> Outcome[T]:
    try:
        return Outcome(work())
    except BaseException as error:
        return Outcome(error=error)


def _given(outcome: Outcome[T]) -> T:
    if outcome.error is not None:
        raise outcome.error
    return cast("T", outcome.result)


def _tell(work: Callable[[], T], writing: int) -> None:
    """Do the work, say what came of it, and end without a word of anything else."""
    with suppress(BaseException), os.fdopen(writing, "wb") as told:
        told.write(pickle.dumps(_done(work)))
    os._exit(0)


def _told(told: IO[bytes]) -> Any:
    said = told.read()
    if not said:
        raise KbError("another process of this command was stopped")
    return _given(pickle.loads(said))  # noqa: S301 - a copy of this process wrote it
