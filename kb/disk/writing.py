"""Writing: a file is replaced whole by renaming, never where a link leads, and nothing is left."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from types import ModuleType

from kb.disk.drafts import add, draft, sweep
from kb.disk.reading import NotOrdinary, read
from kb.errors import KbError


class LinkRefused(KbError):  # noqa: N818 - reads as a word
    """A link stands where something would be written."""

    @classmethod
    def at(cls, path: str) -> LinkRefused:
        return cls(f"'{path}' is a link, so nothing is written there; put a copy in its place")


class Changed(KbError):  # noqa: N818
    """A file is no longer what it was when it was read."""


class Tree:
    """A folder and what is below it, as this program writes it.

    No folder below the root, and no file, is a link. The root itself is not looked at: whoever
    chose it says so, or asks `refuse_links`. `mode` is that of the folders that are made.
    """

    def __init__(self, root: str | os.PathLike[str], mode: int = 0o777) -> None:
        self.root = os.path.abspath(root)
        self._mode = mode
        self._ready: dict[str, str] = {}

    def write(self, path: str, content: bytes) -> None:
        """Put a file in place, which can be made again."""
        folder, target = self._target(path)
        _replace(folder, target, content, _nothing)

    def add(self, path: str, content: bytes) -> os.stat_result | None:
        """Put a file where there is none, and look at it; None where something is by now.

        Sooner than `write`, but whoever is killed meanwhile leaves a part of the file: it is for
        what is looked at again in that case, as a site is whose manifest is not finished.
        """
        below, name = os.path.split(path)
        folder = self._ready.get(below) or self._prepare(below)
        return add(os.path.join(folder, name), content)

    def change(
        self, path: str, before: bytes | None, after: bytes, like: str | None = None
    ) -> None:
        """Replace a file of the user's, if it still is what it was `before`: None for no file.

        A new one takes its rights from the file that it is `like`. Raises Changed where it is not
        what it was; then, as after any other failure, it is left as it is.
        """
        folder, target = self._target(path)
        model = os.path.join(self.root, like) if like else target

        def look() -> None:
            if content(target) != before:
                raise Changed(f"'{target}' was changed meanwhile; nothing was written to it")

        _replace(folder, target, after, look, model)

    def remove(self, path: str) -> bool:
        """Remove a file, and the folders that are empty without it; whether there was one.

        Where a link leads to it, it is none of ours.
        """
        above = [os.path.join(self.root, part) for part in _folders(path)]
        if any(map(os.path.islink, above)):
            return False
        target = os.path.join(self.root, path)
        there = os.path.isfile(target) or os.path.islink(target)
        if there:
            os.unlink(target)
        for folder in reversed(above):
            try:
                os.rmdir(folder)
            except OSError:  # it is not empty, or is none
                break
            self._ready.clear()
        return there

    def sweep(self, paths: Iterable[str]) -> None:
        """Remove what writers that were killed have left in the folders of files."""
        for folder in {path.rpartition("/")[0] for path in paths} | {""}:
            at = os.path.join(self.root, folder)
            if not any(os.path.islink(os.path.join(self.root, f)) for f in _folders(f"{folder}/")):
                sweep(at)

    def make(self) -> None:
        """Make the root itself."""
        os.makedirs(self.root, self._mode, exist_ok=True)

    def place(self, path: str) -> str:
        """The whole path of a file that may be missing, as may its folders; none is a link."""
        for part in _folders(path):
            if os.path.islink(os.path.join(self.root, part)):
                raise LinkRefused.at(os.path.join(self.root, part))
        target = os.path.join(self.root, path)
        _refuse_odd(target)
        return target

    def _target(self, path: str) -> tuple[str, str]:
        """The folder of a file, which is made where it is missing, and the whole path."""
        below, name = os.path.split(path)
        folder = self._ready.get(below) or self._prepare(below)
        target = os.path.join(folder, name)
        _refuse_odd(target)
        return folder, target

    def _prepare(self, below: str) -> str:
        self.make()
        for part in _folders(f"{below}/"):
            _make_inner(os.path.join(self.root, part), self._mode)
        folder = os.path.join(self.root, below) if below else self.root
        sweep(folder)
        self._ready[below] = folder
        return folder


def write(path: Path, content: bytes) -> None:
    """Write a file that the user named, which can be made again."""
    refuse_links(path)
    Tree(path.parent).write(path.name, content)


def change(path: Path, before: bytes | None, after: bytes) -> None:
    """Replace a file that the user named, if it still is what it was; see `Tree.change`."""
    refuse_links(path)
    Tree(path.parent).change(path.name, before, after)


def make_folder(folder: Path) -> None:
    """Make a folder that the user named, and those above it."""
    os.makedirs(folder, exist_ok=True)


def put_in_place(draft: Path, target: Path) -> None:
    """Rename a file that another library has written whole to its target, so that it lasts."""
    os.replace(draft, target)
    _flush_folder(os.fspath(target.parent))


def remove(path: str | os.PathLike[str]) -> None:
    """Remove what is at a path in a folder of our own, if there is anything: a file, by mischance a
    folder; of a link the link."""
    if os.path.isdir(path) and not os.path.islink(path):
        import shutil

        shutil.rmtree(path)
        return
    with suppress(FileNotFoundError):
        os.unlink(path)


def refuse_links(path: Path, base: Path | None = None) -> None:
    """Refuse a path with a link on its way below the base, or below the working folder.

    Both may come from a stranger; what stands above them is the user's own.
    """
    full = os.path.abspath(path)
    for top in (base, _working_folder()):
        for place in on_the_way(full, os.path.abspath(top or os.sep)):
            if os.path.islink(place):
                raise LinkRefused.at(place)


def on_the_way(full: str, top: str, paths: ModuleType = os.path) -> list[str]:
    """What stands on the way from a folder to a path, both from the root on, and the path itself:
    nothing where that is elsewhere, or where the folder is the root."""
    start = paths.join(top, "")
    if paths.dirname(top) == top or not full.startswith(start):
        return []
    below = full.removeprefix(start).replace(paths.sep, "/")
    return [f"{start}{part.replace('/', paths.sep)}" for part in _folders(f"{below}/")]


def _working_folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # it was removed
        return None


def _folders(path: str) -> list[str]:
    """The folders on the way to a path, from the top down: `a`, `a/b` for `a/b/c`."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts)) if parts[n]]


def _refuse_odd(target: str) -> None:
    """Refuse to put a file where there is something else than one."""
    try:
        kind = os.lstat(target).st_mode
    except FileNotFoundError:
        return
    if S_ISLNK(kind):
        raise LinkRefused.at(target)
    if not S_ISREG(kind):
        raise NotOrdinary(errno.EINVAL, "it is no ordinary file", target)


def _make_inner(folder: str, mode: int) -> None:
    with suppress(FileExistsError):
        os.mkdir(folder, mode)
    kind = os.lstat(folder).st_mode
    if S_ISLNK(kind):
        raise LinkRefused.at(folder)
    if not S_ISDIR(kind):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder)


def content(target: str) -> bytes | None:
    """What an ordinary file holds; None where there is none."""
    try:
        return read(target, sys.maxsize - 1, follow=False)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _nothing() -> None:
    """What can be made again is replaced whatever it is."""


def _replace(
    folder: str, target: str, content: bytes, look: Callable[[], None], like: str | None = None
) -> None:
    """Rename a draft to its target, after a last `look`; one that is `like` a file of the user's
    lasts."""
    with draft(folder, like or target, content, durable=like is not None) as path:
        look()
        os.replace(path, target)
    if like is not None:
        _flush_folder(folder)


def _flush_folder(folder: str) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # some file systems have nothing to flush
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def is_full(folder: Path) -> bool:
    """Whether the disk that a folder lies on has no room left."""
    import shutil  # which a question does not need

    return shutil.disk_usage(folder).free == 0
