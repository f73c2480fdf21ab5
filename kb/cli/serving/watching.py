"""Waiting for a file of a base to be saved, without following a link out of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from kb.disk import names_in

SUFFIXES = (".md", ".toml", ".lock")  # of files that can change a site


def saved(root: Path, out: Path | None, stop: Event) -> Iterator[None]:
    """Each time that files of the base were saved, or folders came; what is in `out` is no matter.

    Each folder is watched by itself: to watch a folder with all below it would follow links.
    """
    from watchfiles import Change, watch

    def concerns(change: Change, path: str) -> bool:
        name = Path(path)
        hidden = any(part.startswith(".") for part in name.relative_to(root).parts)
        return not hidden and (
            name.suffix in SUFFIXES or (change is Change.added and _is_folder(name))
        )

    while not stop.is_set():
        known = _folders(root, out)
        try:
            for _ in watch(
                *known,
                watch_filter=concerns,
                stop_event=stop,
                recursive=False,
                ignore_permission_denied=True,
            ):
                yield
                if _folders(root, out) != known:
                    break
        except FileNotFoundError:  # a folder went before it was watched
            continue


def _folders(root: Path, out: Path | None) -> list[Path]:
    """The folder of a base with all below it, but for links, hidden ones and that of the site."""
    found = [root]
    for folder in found:  # which grows
        with contextlib.suppress(OSError):
            below = (e for e in names_in(folder) if e.is_dir(follow_symlinks=False))
            inner = (folder / entry.name for entry in below if entry.name[0] != ".")
            found += [path for path in inner if path != out]
    return found


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
