"""Whether the files of a base are those that were read last: by their marks, then by hash.

Imports nothing heavy, since every question starts here.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kb.disk import Cache, Mark, mark_of
from kb.version import VERSION as PROGRAM
from loaders.files.raw import NO_MARK, read_raw

VERSION = f"{PROGRAM}/18"  # of what the cache holds; count up when that changes
FILES = "files.json"
PARTS = "parts"  # a folder with a file for each debate
SETTLED = 2_000_000_000  # nanoseconds: a file changed more recently is hashed, not trusted


class FileState(NamedTuple):
    """What is known of a file: `asks` is whether it is a debate, None until it is read.

    `trusted` says that the mark was taken long enough after the last change to tell.
    """

    mark: Mark
    digest: str
    asks: bool | None = None
    trusted: bool = True

    @property
    def size(self) -> int:
        return self.mark.size


States = dict[str, FileState]


def scan(root: Path, paths: Iterable[str], known: Mapping[str, FileState]) -> States:
    """The state of every file now; unchanged ones keep what was known of them."""
    now = time.time_ns()
    return {path: _state(root, path, known.get(path), now) for path in paths}


def _state(root: Path, path: str, before: FileState | None, now: int) -> FileState:
    if before and before.trusted and before.mark == _mark(root, path):
        return before
    raw = read_raw(root, path)
    trusted = raw.mark != NO_MARK and now - max(raw.mark.mtime, raw.mark.ctime) > SETTLED
    digest = raw.digest
    asks = before.asks if before and before.digest == digest else None
    return FileState(raw.mark, digest, asks, trusted)


def _mark(root: Path, path: str) -> Mark:
    try:
        return mark_of(os.stat(f"{root}/{path}"))  # noqa: PTH116 - many
    except (OSError, ValueError):
        return NO_MARK


def fingerprint(states: Mapping[str, FileState]) -> str:
    """One hash for all files of a base, and for how this version reads them."""
    digest = hashlib.sha256(VERSION.encode())
    for path in sorted(states):
        digest.update(f"{path}\0{states[path].digest}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def read_states(cache: Cache) -> States:
    """What was known when the base was last read; nothing where that is lost or of old."""
    try:
        said = json.loads(cache.get(FILES) or b"{}")
        if said["version"] != VERSION:
            return {}
        return {path: _known(*state) for path, state in said["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _known(mark: Any, digest: Any, asks: Any, trusted: Any) -> FileState:
    """A state out of JSON, whatever that holds."""
    if not isinstance(digest, str) or not isinstance(trusted, bool):
        raise TypeError
    if asks not in (None, True, False) or not all(isinstance(number, int) for number in mark):
        raise TypeError
    return FileState(Mark(*mark), digest, asks, trusted)


def write_states(cache: Cache, states: States) -> None:
    """Keep what is known; where nothing can be written, do without."""
    said = json.dumps({"version": VERSION, "files": states})
    cache.put(FILES, said.encode("ascii"))


def forget(cache: Cache) -> None:
    """Let go of all that is kept of files."""
    cache.forget(FILES)
    cache.below(PARTS).keep_only(set())
