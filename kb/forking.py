"""A copy of this process that works beside it, and says through a pipe what comes of it.

A copy has all that this process has, so nothing has to be handed to it, and what it makes besides
is gone with it. Where there can be none, a new process can be started, which has to be told all.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn, TypeVar, cast

from kb.disk import names_in

T = TypeVar("T")
Work = Callable[[IO[bytes], IO[bytes]], object]  # with what it is given, and where it answers
ROOM = 1_000_000  # bytes in a pipe, which Linux allows anybody
THREADS = Path("/proc/self/task")

_mine: set[int] = set()  # the ends of pipes at which this process writes to copies and listens


class Copy(NamedTuple):
    """A process beside this one: where it is told something, and what it says."""

    to: IO[bytes]
    said: IO[bytes]


@contextmanager
def forked(work: Work) -> Iterator[Copy | None]:
    """Have a copy of this process do some work; None where there can be no copy.

    The copy ends with its work, whatever comes of that, and does nothing of what this process
    will. With the block nothing more is told to it, nobody listens, and it is waited for.
    """
    copy = _begun(work) if can_fork() else None
    if copy is None:
        yield None
        return
    child, ends = copy
    numbers = {end.fileno() for end in ends}
    _mine.update(numbers)
    try:
        yield ends
    finally:
        _mine.difference_update(numbers)
        for end in ends:
            with suppress(OSError):  # what it was still to be told
                end.close()
        with suppress(ChildProcessError):  # where ended ones are not kept
            os.waitpid(child, 0)


@contextmanager
def meanwhile(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Have a copy of this process do some work while the block does other; what is given waits for
    what comes of it. Where there can be no copy, or where it fails, it does the work here."""
    with forked(lambda _, answer: say(work(), answer)) as copy:

        def done() -> T:
            told = heard(copy.said) if copy else None
            return work() if told is None else cast("T", told)

        yield done


@contextmanager
def started(module: str) -> Iterator[Copy]:
    """Another process of this program, that does what `main` of a module does.

    With the block nothing more is told to it, nobody listens, and it is waited for. Raises OSError
    or ValueError where it cannot be started.
    """
    import subprocess  # which a copy does not need

    process = subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-P", "-c", f"from {module} import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert process.stdin
    assert process.stdout
    try:
        yield Copy(process.stdin, process.stdout)
    finally:
        with suppress(OSError):  # it ended before
            process.stdin.close()
        process.stdout.close()
        process.wait()


def say(what: object, to: IO[bytes]) -> None:
    """Tell another process something."""
    pickle.dump(what, to, pickle.HIGHEST_PROTOCOL)
    to.flush()


def heard(said: IO[bytes]) -> Any:
    """The next thing that another process said; None where it says nothing more."""
    try:
        return pickle.load(said)  # noqa: S301 - this program's own words
    except (EOFError, OSError, pickle.UnpicklingError):
        return None


def can_fork() -> bool:
    """Whether this process can be copied: it has no thread but this one.

    Threads are not copied, and what waits for one would wait for ever. Where it cannot be known
    how many there are, there is no copy.
    """
    try:
        return hasattr(os, "fork") and len(names_in(THREADS)) == 1
    except OSError:
        return False


def _begun(work: Work) -> tuple[int, Copy] | None:
    """A copy and its number; None where there is no memory, or where there are too many."""
    if sys.platform == "win32":
        return None
    sys.stdout.flush()  # else both would write what waits there
    sys.stderr.flush()
    (given, to), (said, answer) = os.pipe(), os.pipe()
    _widen(answer)
    try:
        child = os.fork()
    except OSError:
        _close((given, to, said, answer))
        return None
    if not child:
        _do(work, given, answer, {to, said, *_mine})
    _close((given, answer))
    return child, Copy(os.fdopen(to, "wb"), os.fdopen(said, "rb"))


def _widen(end: int) -> None:
    """Let a copy say so much before anybody hears it that it need not wait with what it does next,
    where the system can do so."""
    if sys.platform == "linux":
        from fcntl import F_SETPIPE_SZ, fcntl

        with suppress(OSError):  # this user has as many such pipes as may be
            fcntl(end, F_SETPIPE_SZ, ROOM)


def _do(work: Work, given: int, answer: int, others: Iterable[int]) -> NoReturn:
    """What the copy does. First it lets go of the ends of pipes that are not its own: another
    copy would never see that the process that told it something has come to the end."""
    try:
        _close(others)
        with os.fdopen(given, "rb") as reading, os.fdopen(answer, "wb") as writing:
            work(reading, writing)
    finally:
        os._exit(0)


def _close(ends: Iterable[int]) -> None:
    for end in ends:
        os.close(end)
