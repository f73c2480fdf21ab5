"""Where the site's templates and prose are: inside an installed wheel, or in a checkout."""

from __future__ import annotations

from pathlib import Path

from kb.errors import KbError

PACKAGE = Path(__file__).resolve().parent
METHOD = "METHOD.md"
CANDIDATES = (PACKAGE / "_site", PACKAGE.parent / "site")


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
