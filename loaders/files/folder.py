"""Where a base is, and which of the files in it are its own. Imports nothing heavy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kb.errors import BaseNotFound

SETTINGS, LOCK = "kb.toml", "sources.lock"
PUBLISHED = ".kb-site.json"  # in a folder that `kb publish` made
PEOPLE, SOURCES = "people.md", "sources.md"


def find_base(start: Path) -> Path:
    """The nearest folder at or above `start` that holds a `kb.toml`.

    Raises BaseNotFound where there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise BaseNotFound(f"there is no {SETTINGS} in '{start}' or above; 'kb init DIR' makes a base")


def list_files(root: Path) -> list[str]:
    """All Markdown files of a base and its own files, relative to it, in order."""
    own = [name for name in (SETTINGS, LOCK) if (root / name).is_file()]
    return own + sorted(_markdown(root, ""))


def _markdown(root: Path, below: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(root / below), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{below}{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not _is_foreign(root / path):
                yield from _markdown(root, path + "/")
        elif entry.name.endswith(".md"):
            yield path


def _is_foreign(folder: Path) -> bool:
    """Whether a folder is a base of its own, published pages, or packages of JavaScript."""
    marks = (folder / SETTINGS, folder / PUBLISHED)
    return folder.name == "node_modules" or any(mark.is_file() for mark in marks)
