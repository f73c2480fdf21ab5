"""Opens the notes of a vault: the Markdown files of a folder, none that a link leads to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kb.diagnostics import Code, Diagnostic
from kb.disk import NotText, TooBig, is_folder, names_in, read
from kb.errors import KbError
from kb.interchange.opening import BIGGEST
from kb.interchange.source import File, Source, Unreadable

MOST_FILES = 5_000
DEEPEST = 20
OTHER = "\0"  # the text of a file that is no note


def opened_vault(path: Path) -> Source:
    """All notes of a vault, one after the other; of other files the names."""
    if not is_folder(path):
        raise KbError(f"'{path}' is no folder; a vault is one")
    files, size = [], 0
    for found in _paths(path):
        file = _opened(found, BIGGEST - size)
        size += len(file.text)
        files.append(file)
        if len(files) > MOST_FILES:
            raise _problem(path, f"the vault has more than {MOST_FILES:,} files", Code.TOO_MUCH)
    if not any(file.text != OTHER for file in files):
        raise _problem(path, "the vault has no notes", Code.NOT_IN_FORMAT)
    return Source.joined([(file, 0, len(file.text)) for file in files])


def _paths(root: Path) -> Iterator[Path]:
    """The files of a vault in order, with links and without what stands in hidden folders."""
    waiting = [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        if depth > DEEPEST:
            raise _problem(folder, f"it lies more than {DEEPEST} folders deep", Code.TOO_MUCH)
        try:
            entries = names_in(folder)
        except OSError as error:
            raise KbError(f"'{folder}' cannot be read: {error.strerror}") from None
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((Path(entry.path), depth + 1))
            else:
                yield Path(entry.path)


def _opened(path: Path, most: int) -> File:
    """A note; of what is none, or is a link, the name alone."""
    shown = os.fsencode(path).decode("utf-8", "replace")
    if path.suffix != ".md" or os.path.islink(path):  # noqa: PTH114
        return File(shown, OTHER)
    try:
        text = read(path, most, follow=False).decode("utf-8")
    except TooBig:
        most = BIGGEST // 1_000_000
        raise _problem(path, f"the vault has more than {most} MB", Code.TOO_MUCH) from None
    except (NotText, UnicodeDecodeError):
        raise _problem(path, "it is no text in UTF-8; save it so", Code.NOT_IN_FORMAT) from None
    except OSError as error:
        raise KbError(f"'{path}' cannot be read: {error.strerror}") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").replace("\0", " ")
    return File(shown, text if text.endswith("\n") else f"{text}\n")


def _problem(path: Path, says: str, code: Code) -> Unreadable:
    return Unreadable(str(Diagnostic(str(path), 1, 1, code, says)))
