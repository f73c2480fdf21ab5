"""Caches: what is read from one is what was written into it under that name, or nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Set
from contextlib import suppress
from pathlib import Path

from kb.disk.reading import BIGGEST, excerpt, names_in, opening, read
from kb.disk.writing import Tree, remove
from kb.errors import KbError

HASH = 64  # hexadecimal digits of a SHA-256


class Cache:
    """Files in a folder of the user's own, which may be missing, damaged, or not writable.

    Each begins with the hash of its name and of the rest, so that damage is seen. Without a folder
    nothing is kept; without `keeps` nothing new is.
    """

    def __init__(self, folder: Path | None, *, keeps: bool = True) -> None:
        self.folder, self.keeps = folder, keeps
        self._tree = Tree(folder, 0o700) if folder is not None else None

    def below(self, name: str) -> Cache:
        return Cache(self.folder / name if self.folder else None, keeps=self.keeps)

    def get(self, name: str) -> bytes | None:
        """What was put there; None where that is lost."""
        try:
            said = read(self._path(name), BIGGEST, follow=False)
        except (OSError, ValueError):
            return None
        head, content = said[: HASH + 1], said[HASH + 1 :]
        return content if head == _head(name, content) else None

    def begins(self, name: str, start: bytes) -> bool:
        """Whether what was put there seems to begin so; only `get` tells for sure."""
        try:
            return opening(self._path(name), HASH + 1 + len(start))[HASH + 1 :] == start
        except (OSError, ValueError):
            return False

    def excerpt(self, name: str, start: int, size: int) -> bytes:
        """Some bytes of what seems to have been put there; whoever asks has to know their hash."""
        try:
            return excerpt(self._path(name), HASH + 1 + start, size)
        except (OSError, ValueError):
            return b""

    def put(self, name: str, content: bytes) -> bool:
        """Keep something; where that cannot be done, do without. Whether it was kept."""
        with suppress(OSError, ValueError, KbError):
            if self._tree is not None and self.keeps:
                self._make_way(name)
                self._tree.write(name, _head(name, content) + content)
                return True
        return False

    def keep(self, name: str, content: bytes) -> None:
        """Keep something that must outlive a power cut; raises where that cannot be done."""
        if self._tree is None:
            raise FileNotFoundError(name)
        self._make_way(name)
        self.forget(name)
        self._tree.change(name, None, _head(name, content) + content)

    def keep_only(self, names: Set[str]) -> None:
        """Let go of every file, but for some."""
        if self._tree is None:
            return
        with suppress(OSError):
            for entry in names_in(self._tree.root):
                if entry.name not in names and not entry.is_dir(follow_symlinks=False):
                    with suppress(OSError):
                        os.unlink(entry.path)

    def sweep(self) -> None:
        """Remove what a process that was killed has left."""
        if self._tree is not None and self.keeps:
            self._tree.sweep(())

    def forget(self, name: str) -> None:
        with suppress(OSError):
            os.unlink(self._path(name))

    def _make_way(self, name: str) -> None:
        path = self._path(name)
        if os.path.islink(path) or not os.path.isfile(path):
            remove(path)

    def _path(self, name: str) -> str:
        if self._tree is None:
            raise FileNotFoundError(name)
        return os.path.join(self._tree.root, name)


def _head(name: str, content: bytes) -> bytes:
    whole = hashlib.sha256(name.encode("utf-8", "surrogatepass") + b"\0")
    whole.update(content)
    return whole.hexdigest().encode() + b"\n"
