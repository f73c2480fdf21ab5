"""What the program consists of: its code, and the site's templates and prose, which are inside an
installed wheel, or in a checkout."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kb.disk import names_in
from kb.errors import KbError

PACKAGE = Path(__file__).resolve().parent
PACKAGES = PACKAGE.parent
ROOMS = ("kb", "loaders", "queries")
METHOD = "METHOD.md"
CANDIDATES = (PACKAGE / "_site", PACKAGE.parent / "site")


def program_files() -> Iterator[os.DirEntry[str]]:
    """The code of the program and its statements: every file by which it may answer otherwise."""
    for room in ROOMS:
        yield from _code_below(PACKAGES / room)


def _code_below(folder: Path) -> Iterator[os.DirEntry[str]]:
    for entry in names_in(folder):
        if entry.name.startswith("."):  # what editors leave beside a file
            continue
        if entry.name.endswith((".py", ".cypher")):
            yield entry
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _code_below(Path(entry.path))


def site_folder() -> Path:
    """The folder that holds `templates/` and everything that pages link to."""
    for folder in CANDIDATES:
        if (folder / "templates").is_dir():
            return folder
    raise KbError("the site's templates are missing from this installation; install it again")


def method_file() -> Path:
    """The prose of the page about how to read a map: METHOD.md."""
    for folder in (PACKAGE / "_site", PACKAGE.parent):
        if (folder / METHOD).is_file():
            return folder / METHOD
    raise KbError(f"{METHOD} is missing from this installation; install it again")
