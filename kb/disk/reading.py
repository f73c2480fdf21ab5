"""Reading: ordinary files alone, none bigger than it may be, each as it was at one moment."""

import errno
import os
import pathlib
from collections.abc import Iterator
from contextlib import contextmanager
from stat import S_ISLNK, S_ISREG
from typing import NamedTuple

MOST = 64_000_000  # bytes of a file for which nothing else is said
BIGGEST = 1_000_000_000  # bytes of a file that this program wrote
TRIES = 5  # for a file that changes while it is read
# A pipe that nobody writes to would wait for ever, but for O_NONBLOCK.
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
BINARY = getattr(os, "O_BINARY", 0)

Path = str | os.PathLike[str]


class NotOrdinary(OSError):  # noqa: N818 - reads as a word
    """A pipe, a device, a socket, a folder, or a file that never stands still."""


class TooBig(OSError):  # noqa: N818
    """A file with more bytes than it may have; `size` says how many."""

    size = 0


class NotText(OSError):  # noqa: N818
    """A file whose bytes are no text."""


class Mark(NamedTuple):
    """What tells cheaply that a file is still the same: size, when it and its entry changed, and
    its number on the disk, for all of these are alike where two files were made at once."""

    size: int
    mtime: int
    ctime: int
    number: int


class Seen(NamedTuple):
    """The bytes of a file, and its mark when it had them."""

    data: bytes
    mark: Mark


def mark_of(stat: os.stat_result) -> Mark:
    return Mark(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def read(path: Path, limit: int = MOST, *, follow: bool = True) -> bytes:
    """The bytes of a file; see `see`."""
    return see(path, limit, follow=follow).data


def read_text(path: Path, limit: int = MOST) -> str:
    """The text of a file in UTF-8, with its line ends as `\\n`."""
    try:
        return read(path, limit).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NotText(errno.EILSEQ, "it is no text in UTF-8", os.fspath(path)) from None


def see(path: Path, limit: int = MOST, *, follow: bool = True) -> Seen:
    """The bytes of a file as it was at one moment.

    Without `follow` the path itself may not be a link. Raises NotOrdinary and TooBig, looking
    before it reads, and any other OSError.
    """
    for _ in range(TRIES):
        found = _see(path, limit, follow)
        if found is not None:
            return found
    raise NotOrdinary(errno.EBUSY, "it changes while it is read", os.fspath(path))


def _see(path: Path, limit: int, follow: bool) -> Seen | None:
    """The same; None where it changed meanwhile, or says that it has fewer bytes than come."""
    with _opened(path, follow) as (descriptor, stat):
        mark = mark_of(stat)
        if mark.size > limit:
            error = TooBig(errno.EFBIG, f"it is {mark.size / 1e6:.1f} MB", os.fspath(path))
            error.size = mark.size
            raise error
        data = _all_of(descriptor, mark.size)
        same = len(data) == mark.size and mark_of(os.fstat(descriptor)) == mark
        return Seen(data, mark) if same else None


@contextmanager
def _opened(path: Path, follow: bool = True) -> Iterator[tuple[int, os.stat_result]]:
    _ordinary(path, os.stat(path, follow_symlinks=follow))  # to open a device may do something
    descriptor = os.open(path, FLAGS | BINARY | (0 if follow else NO_LINK))
    try:
        yield descriptor, _ordinary(path, os.fstat(descriptor))
    except OSError as error:
        error.filename = os.fspath(path)  # which those of reading lack
        raise
    finally:
        os.close(descriptor)


def _all_of(descriptor: int, size: int) -> bytes:
    """What a file holds, up to one byte more than it should."""
    data = os.read(descriptor, size + 1)
    if len(data) >= size:
        return data
    parts = [data]
    while data:
        data = os.read(descriptor, size + 1 - sum(map(len, parts)))
        parts.append(data)
    return b"".join(parts)


def opening(path: Path, size: int) -> bytes:
    """The first bytes of a file, however big it is."""
    with _opened(path) as (descriptor, _):
        return os.read(descriptor, size)


def excerpt(path: Path, start: int, size: int) -> bytes:
    """Some bytes from inside of a file, fewer where it has no more; it may not be a link."""
    with _opened(path, follow=False) as (descriptor, _):
        os.lseek(descriptor, start, os.SEEK_SET)
        return os.read(descriptor, size)


def _ordinary(path: Path, stat: os.stat_result) -> os.stat_result:
    if not S_ISREG(stat.st_mode):
        says = "it is a link" if S_ISLNK(stat.st_mode) else "it is no ordinary file"
        raise NotOrdinary(errno.EINVAL, says, os.fspath(path))
    return stat


def is_file(path: Path) -> bool:
    """Whether there is an ordinary file, or a link to one; False where that is not to be known."""
    return os.path.isfile(path)


def is_folder(path: Path) -> bool:
    return os.path.isdir(path)


def is_there(path: Path) -> bool:
    """Whether there is anything, if only a link that leads nowhere."""
    return os.path.lexists(path)


def real(path: Path) -> pathlib.Path:
    """Where a path leads; links in a circle are left as they are."""
    return pathlib.Path(os.path.realpath(path))


def names_in(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, by name. Raises OSError where that is not to be known."""
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)
