"""Addresses of documents (`file:///...`) as paths of files, and back."""

from __future__ import annotations

import posixpath
from pathlib import Path

from pygls.uris import from_fs_path, to_fs_path

from kb.disk import is_file, real
from loaders.files.folder import LOCK, SETTINGS


def path_of(uri: str) -> Path | None:
    """The file that an address names; None for one that is no file, as of a text without name."""
    try:
        path = to_fs_path(uri)
    except ValueError:
        return None
    return Path(path) if path and "\0" not in path and Path(path).is_absolute() else None


def uri_of(path: Path) -> str:
    """The address of a file."""
    return str(from_fs_path(str(path)))


def root_above(path: Path) -> Path | None:
    """The base in which a file lies, or would lie."""
    folder = real(path.parent)
    for above in (folder, *folder.parents):
        if is_file(above / SETTINGS):
            return above
    return None


def name_in(root: Path, path: Path) -> str | None:
    """A file as the base names it; None for one that is none of its own."""
    place = real(path.parent) / path.name
    if not place.is_relative_to(root):
        return None
    name = place.relative_to(root).as_posix()
    hidden = any(word.startswith(".") or word == "node_modules" for word in name.split("/"))
    if hidden or not (name.endswith(".md") or name in (SETTINGS, LOCK)):
        return None
    return posixpath.normpath(name)
