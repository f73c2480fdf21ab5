"""Whether the files of a base are those that were read last: by size and time, then by hash.

Imports nothing heavy, since every question starts here.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from kb.version import VERSION as PROGRAM

VERSION = f"{PROGRAM}/5"  # of what the cache holds; count up when that changes
FILES = "files.json"
SETTLED = 2_000_000_000  # nanoseconds: a file changed more recently is hashed, not trusted


class FileState(NamedTuple):
    """What is known of a file: `asks` is whether it is a debate, None until it is read.

    `trusted` says that size and time were taken long enough after the last change to tell.
    """

    size: int
    mtime: int
    digest: str
    asks: bool | None = None
    trusted: bool = True


States = dict[str, FileState]


def scan(root: Path, paths: Iterable[str], known: Mapping[str, FileState]) -> States:
    """The state of every file now; unchanged ones keep what was known of them."""
    now = time.time_ns()
    return {path: _state(root, path, known.get(path), now) for path in paths}


def _state(root: Path, path: str, before: FileState | None, now: int) -> FileState:
    try:
        stat = (root / path).stat()
        same = before and (before.size, before.mtime) == (stat.st_size, stat.st_mtime_ns)
        if before and same and before.trusted:
            return before
        if not S_ISREG(stat.st_mode):  # a pipe would never end
            return FileState(-1, -1, "no ordinary file", trusted=False)
        with (root / path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:  # reported when it is read
        return FileState(-1, -1, f"unreadable {error.errno}", trusted=False)
    trusted = now - stat.st_mtime_ns > SETTLED
    asks = before.asks if before and before.digest == digest else None
    return FileState(stat.st_size, stat.st_mtime_ns, digest, asks, trusted)


def fingerprint(states: Mapping[str, FileState]) -> str:
    """One hash for all files of a base, and for how this version reads them."""
    digest = hashlib.sha256(VERSION.encode())
    for path in sorted(states):
        digest.update(f"{path}\0{states[path].digest}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def read_states(folder: Path) -> States:
    """What was known when the base was last read; nothing where that is lost or of old."""
    try:
        said = json.loads((folder / FILES).read_text(encoding="utf-8"))
        if said["version"] != VERSION:
            return {}
        return {path: FileState(*state) for path, state in said["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def write_states(folder: Path, states: States) -> None:
    """Keep what is known; where the folder cannot be written, do without."""
    text = json.dumps({"version": VERSION, "files": states})
    write_quietly(folder / FILES, text)


def write_quietly(path: Path, text: str) -> None:
    """Write a file of the cache whole or not at all; a cache may always be missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_text(text, encoding="utf-8", errors="surrogatepass")
        fresh.replace(path)
    except OSError:
        return
