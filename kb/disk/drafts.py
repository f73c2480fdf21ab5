"""Drafts: whole files under names of their own, which their writer renames; and files that are
new, which need none."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from stat import S_IMODE, S_ISREG

from kb.disk.reading import BINARY, NO_LINK

START = ".kb-"
LEFTOVER = re.compile(r"\.kb-[0-9a-f]{16}\.tmp")


TRIES = 20  # tenths of a second for somebody else to end

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | BINARY | getattr(os, "O_CLOEXEC", 0)


def is_leftover(name: str) -> bool:
    """Whether a name is that of a draft, which nobody needs once its writer has ended."""
    return name.startswith(START) and LEFTOVER.fullmatch(name) is not None


@contextmanager
def draft(folder: str, target: str, content: bytes, durable: bool) -> Iterator[str]:
    """A whole file under a name that nobody can foresee, with the rights of its target; whoever
    asks for it renames it. Its lock is held until then."""
    path, descriptor = _new_draft(folder)
    is_open = True
    try:
        try:
            _fill(descriptor, content, durable, target)
            if sys.platform == "win32":  # nobody sweeps there, and what is open cannot be renamed
                os.close(descriptor)
                is_open = False
            yield path
        finally:
            if is_open:
                os.close(descriptor)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(path)
        raise


def add(path: str, content: bytes) -> os.stat_result | None:
    """Make a file where there is none, and look at it; None where something is by now.

    It is no draft: whoever is killed here leaves a part of it.
    """
    try:
        descriptor = os.open(path, NEW, 0o666)
    except FileExistsError:
        return None
    try:
        try:
            _write(descriptor, content)
            return os.fstat(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        os.unlink(path)
        raise


def _fill(descriptor: int, content: bytes, durable: bool, target: str) -> None:
    _write(descriptor, content)
    _take_rights(descriptor, target)
    if durable:
        os.fsync(descriptor)


def _write(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _new_draft(folder: str) -> tuple[str, int]:
    """A new file that nobody takes for a leftover.

    Between making and locking it somebody who sweeps the folder may: then another is made.
    """
    while True:
        path = os.path.join(folder, f".kb-{os.urandom(8).hex()}.tmp")
        descriptor = os.open(path, NEW, 0o666)
        if sys.platform == "win32" or (_is_free(descriptor) and os.fstat(descriptor).st_nlink):
            return path, descriptor
        os.close(descriptor)


def _take_rights(descriptor: int, target: str) -> None:
    try:
        stat = os.lstat(target)
    except OSError:
        return
    if sys.platform != "win32" and S_ISREG(stat.st_mode):
        if (stat.st_uid, stat.st_gid) != (os.geteuid(), os.getegid()):
            with suppress(OSError):  # only root may give files away
                os.fchown(descriptor, stat.st_uid, stat.st_gid)
        os.fchmod(descriptor, S_IMODE(stat.st_mode))


def sweep(folder: str) -> None:
    """Remove the drafts of processes that are no more."""
    with suppress(OSError):
        for name in filter(is_leftover, os.listdir(folder)):
            with suppress(OSError):
                _remove_leftover(os.path.join(folder, name))


def _remove_leftover(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY | NO_LINK | getattr(os, "O_NONBLOCK", 0))
    try:
        if S_ISREG(os.fstat(descriptor).st_mode) and _is_free(descriptor):
            os.unlink(path)
    finally:
        os.close(descriptor)


@contextmanager
def only_one(path: str) -> Iterator[bool]:
    """Whether this process alone is in here, which it waits for a moment; others know by a lock."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK | BINARY, 0o600)
    try:
        yield sys.platform == "win32" or any(map(_is_free_soon, [descriptor] * TRIES))
    finally:
        os.close(descriptor)


def _is_free_soon(descriptor: int) -> bool:
    free = _is_free(descriptor)
    if not free:
        time.sleep(0.1)
    return free


def _is_free(descriptor: int) -> bool:
    """Take a file for this process, which lets go of it when it ends, however it ends."""
    if sys.platform != "win32":
        from fcntl import LOCK_EX, LOCK_NB, flock

        with suppress(OSError):
            flock(descriptor, LOCK_EX | LOCK_NB)
            return True
    return False
