"""Waiting for a file of a base to be saved, without following a link out of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from kb.disk import names_in
from kb.errors import KbError

SUFFIXES = (".md", ".toml", ".lock")  # of files that can change a site
SOON = 1_000  # milliseconds


def saved(root: Path, out: Path | None, stop: Event, *, is_late: bool = False) -> Iterator[None]:
    """Each time that files of the base were saved, or folders came; what is in `out` is no matter.

    Each folder is watched by itself: to watch a folder with all below it would follow links. What
    was saved before they were watched nobody tells: where it `is_late` with that, as it is when
    folders came, files count as saved.
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
            for found in watch(
                *known,
                watch_filter=concerns,
                stop_event=stop,
                recursive=False,
                ignore_permission_denied=True,
                rust_timeout=SOON,
                yield_on_timeout=True,
            ):
                if not (found or is_late):
                    continue
                is_late = False
                yield
                if _folders(root, out) != known:
                    is_late = True
                    break
        except FileNotFoundError:  # a folder went before it was watched
            is_late = True
        except (RuntimeError, OSError) as error:  # as where no more can be watched
            raise KbError(f"the folders cannot be watched: {error}") from None


def _folders(root: Path, out: Path | None) -> list[Path]:
    """The folder of a base with all below it, but for links, hidden ones and that of the site, and
    those whose names no text can hold."""
    found = [root]
    for folder in found:  # which grows
        with contextlib.suppress(OSError):
            below = (e for e in names_in(folder) if e.is_dir(follow_symlinks=False))
            inner = (folder / entry.name for entry in below if _is_watched(entry.name))
            found += [path for path in inner if path != out]
    return found


def _is_watched(name: str) -> bool:
    return name[0] != "." and not any("\ud800" <= letter <= "\udfff" for letter in name)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
