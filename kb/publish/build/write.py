"""Writing a site into a folder: only what changed, removing only what an earlier build wrote.

A manifest in the folder lists every file with its hash. It is written before the first page (with
the names alone) and again at the end, so a build that was stopped leaves nothing unaccounted for.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kb.disk import BIGGEST, NotOrdinary, TooBig, Tree, is_leftover, names_in, read
from kb.errors import KbError
from loaders.files.folder import PUBLISHED

FORMAT = "kb-site 1"
UNFINISHED = ""
SUSPECT = ("..", "\\", ":", "\0", "\n/", "\n\n")  # of paths, each on a line
# What no path of a site has: a way up, a root or a drive, a separator of other systems, a NUL.
LEADS_OUT = re.compile(r"^/|(?:^|/)\.\.(?:/|$)|[\\:\0]")


class Written(NamedTuple):
    """A file of the site: the hash of its bytes, its size and time when they were seen."""

    hash: str
    size: int
    mtime: int


Files = Mapping[str, Written]


def claimed(folder: Path) -> dict[str, str]:
    """The manifest of a folder that may be written: ours, empty, or not there yet."""
    if folder.exists() and not folder.is_dir():
        raise KbError(f"{folder} is a file, not a folder; choose another folder for the site")
    if not folder.exists() or not any(not is_leftover(e.name) for e in names_in(folder)):
        return {}
    manifest = folder / PUBLISHED
    if not manifest.is_file():
        raise KbError(
            f"{folder} is not empty and was not made by this program; "
            "choose another folder for the site, or empty this one"
        )
    return _read(manifest)


def _read(manifest: Path) -> dict[str, str]:
    broken = KbError(f"{manifest} is damaged; remove the folder it is in and build again")
    try:
        content = json.loads(read(manifest, BIGGEST, follow=False))
    except (ValueError, RecursionError, NotOrdinary, TooBig):
        raise broken from None
    files = content.get("files") if isinstance(content, dict) else None
    if not isinstance(files, dict) or content.get("format") != FORMAT:
        raise broken
    if not (all(isinstance(hash_, str) for hash_ in files.values()) and _stay_inside(files)):
        raise broken
    return files


def _stay_inside(paths: Iterable[str]) -> bool:
    """Whether no path leads out. All at once hardly ever hold what such a one begins or goes on
    with; only where they do, one after the other is looked at."""
    all_of_them = "\n".join(("", *paths, ""))
    return not any(sign in all_of_them for sign in SUSPECT) or all(map(_stays_inside, paths))


def _stays_inside(path: str) -> bool:
    return bool(path) and not LEADS_OUT.search(path)


def is_as_written(folder: Path, files: Files) -> bool:
    """Whether files are still those that were seen, by size and time."""
    return all(_stat(f"{folder}/{path}") == known[1:] for path, known in files.items())


def _stat(path: str) -> tuple[int, int] | None:
    try:
        stat = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - many
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


class Writer:
    """Writes below one folder and counts what it wrote; `before` is called before that."""

    def __init__(self, folder: Path, before: Callable[[], object] = tuple) -> None:
        self._before = before
        self._tree = Tree(folder)
        self.folder = Path(self._tree.root)
        self.written: list[str] = []

    def file(self, path: str, content: bytes, known: Written | None = None) -> Written:
        """Write a file if its bytes differ. `known` is what was there, if it still is."""
        target, digest = f"{self.folder}/{path}", hashlib.sha256(content).hexdigest()
        there = _stat(target)
        if known and known.hash == digest and there == known[1:]:
            return known
        if there is None or _differs(target, content):
            self._before()
            self.written.append(path)
            if there is None and (new := self._tree.add(path, content)):
                return Written(digest, new.st_size, new.st_mtime_ns)
            self._tree.write(path, content)
        return Written(digest, *(_stat(target) or (0, 0)))

    def manifest(self, hashes: Mapping[str, str]) -> None:
        files = json.dumps(dict(sorted(hashes.items())), separators=(",\n", ": "))[1:-1]
        encoded = f'{{\n"format": "{FORMAT}",\n"files": {{\n{files}\n}}\n}}\n'.encode()
        if _differs(self.folder / PUBLISHED, encoded):
            self._before()
            self._tree.write(PUBLISHED, encoded)

    def remove_all(self, paths: Iterable[str]) -> tuple[str, ...]:
        self._before()
        return tuple(path for path in paths if self._tree.remove(path))

    def sweep(self, paths: Iterable[str]) -> None:
        """Remove what a build that was killed has left beside files."""
        self._tree.sweep(paths)


def _differs(target: str | Path, content: bytes) -> bool:
    try:
        return read(target, len(content), follow=False) != content
    except (FileNotFoundError, NotADirectoryError, NotOrdinary, TooBig):
        return True
