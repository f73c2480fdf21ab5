"""Work done aside: by a copy of this process, beside it, that leaves nothing in its memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import IO, Any, Generic, TypeVar, cast

from kb.errors import KbError
from kb.forking import forked, heard, say

T = TypeVar("T")


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What came of some work: a result or an error."""

    result: T | None = None
    error: BaseException | None = None


@contextmanager
def aside(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin some work; what is given waits for what comes of it, be that an error.

    Where there can be no copy of this process, the work is done here and now.
    """
    with forked(lambda _, answer: say(_done(work), answer)) as copy:
        yield cache(partial(_told, copy.said)) if copy else partial(_given, _done(work))


def _done(work: Callable[[], T]) -> Outcome[T]:
    try:
        return Outcome(work())
    except BaseException as error:
        return Outcome(error=error)


def _given(outcome: Outcome[T]) -> T:
    if outcome.error is not None:
        raise outcome.error
    return cast("T", outcome.result)


def _told(said: IO[bytes]) -> Any:
    outcome = heard(said)
    if outcome is None:
        raise KbError("another process of this command was stopped")
    return _given(outcome)
