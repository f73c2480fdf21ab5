"""Where a base is, and which of the files in it are its own. Imports nothing heavy."""

import os
from collections.abc import Container, Iterable
from pathlib import Path
from typing import NamedTuple

from kb import disk
from kb.errors import BaseNotFound

SETTINGS, LOCK = "kb.toml", "sources.lock"
PUBLISHED = ".kb-site.json"  # in a folder that `kb build` made: what it wrote there
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


def files_among(paths: Iterable[str]) -> list[str]:
    """The same of files that are not on the disk: which of all paths below a folder a base there
    would have, in order."""
    every = set(paths)
    marks = {path.rpartition("/") for path in every}
    foreign = {folder for folder, _, name in marks if folder and name in (SETTINGS, PUBLISHED)}
    own = [name for name in (SETTINGS, LOCK) if name in every]
    return own + sorted(path for path in every if _is_own(path, foreign))


def base_reading(path: Path) -> Path | None:
    """The base that would read a file at this path as one of its own, be it there or not."""
    full = disk.real(path.parent) / path.name
    try:
        root = find_base(full.parent)
    except BaseNotFound:
        return None
    below = full.relative_to(root)
    between = [folder.as_posix() for folder in below.parents if folder.name]
    published = {folder for folder in between if disk.is_file(root / folder / PUBLISHED)}
    own = below.as_posix() in (SETTINGS, LOCK) or _is_own(below.as_posix(), published)
    return root if own else None


def _is_own(path: str, foreign: Container[str]) -> bool:
    """Whether a path is that of a Markdown file in no folder that is hidden or no base's own."""
    names = path.split("/")
    folders = ("/".join(names[:end]) for end in range(1, len(names)))
    return (
        path.endswith(".md")
        and path.count("/") <= DEEPEST
        and "node_modules" not in names[:-1]
        and not any(name.startswith(".") for name in names)
        and not any(folder in foreign for folder in folders)
    )


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
