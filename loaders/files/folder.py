"""Where a base is, and which of the files in it are its own. Imports nothing heavy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from kb import disk
from kb.errors import BaseNotFound

SETTINGS, LOCK = "kb.toml", "sources.lock"
PUBLISHED = ".kb-site.json"  # in a folder that `kb publish` made
PEOPLE, SOURCES = "people.md", "sources.md"
DEEPEST = 50  # folders within each other


class Listing(NamedTuple):
    """The files of a base in order, relative to it, and the folders that were not looked into,
    each with the reason."""

    paths: list[str]
    skipped: list[tuple[str, str]]


def find_base(start: Path) -> Path:
    """The nearest folder at or above `start` that holds a `kb.toml`.

    Raises BaseNotFound where there is none.
    """
    start = disk.real(start)
    for folder in (start, *start.parents):
        if disk.is_file(folder / SETTINGS):
            return folder
    raise BaseNotFound(f"there is no {SETTINGS} in '{start}' or above; 'kb init DIR' makes a base")


def list_files(root: Path) -> list[str]:
    """All Markdown files of a base and its own files, relative to it, in order."""
    return survey(root).paths


def survey(root: Path) -> Listing:
    """The files of a base, and what hides others."""
    own = [name for name in (SETTINGS, LOCK) if disk.is_file(root / name)]
    found = Listing([], [])
    waiting = [""]
    while waiting:
        waiting += _look_into(root, waiting.pop(), found)
    return Listing(own + sorted(found.paths), sorted(found.skipped))


def _look_into(root: Path, below: str, found: Listing) -> list[str]:
    """Note the Markdown files of a folder; the folders in it are still to be looked into."""
    if below.count("/") > DEEPEST:
        found.skipped.append((below[:-1], f"it lies more than {DEEPEST} folders deep"))
        return []
    try:
        entries = disk.names_in(root / below)
    except OSError as error:
        found.skipped.append((below[:-1] or ".", (error.strerror or str(error)).lower()))
        return []
    folders = []
    for entry in entries:
        path = f"{below}{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            folders += [] if _is_foreign(root, path, found) else [f"{path}/"]
        elif entry.name.endswith(".md"):
            found.paths.append(path)
        elif entry.is_symlink() and disk.is_folder(entry.path):
            found.skipped.append((path, "it is a link"))
    return folders


def _is_foreign(root: Path, path: str, found: Listing) -> bool:
    """Whether a folder is a base of its own, published pages, or packages of JavaScript.

    One that nobody may enter cannot be told from these.
    """
    if path.rpartition("/")[2] == "node_modules":
        return True
    if not os.access(root / path, os.X_OK):
        found.skipped.append((path, "permission denied"))
        return True
    return any(disk.is_file(root / path / mark) for mark in (SETTINGS, PUBLISHED))
