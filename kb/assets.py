"""Where the site's templates and styles are: inside an installed wheel, or beside a checkout."""

from __future__ import annotations

from pathlib import Path

from kb.errors import KbError

PACKAGE = Path(__file__).resolve().parent
CANDIDATES = (PACKAGE / "_site", PACKAGE.parent / "site")


def site_folder() -> Path:
    """The folder that holds `templates/` and everything that pages link to."""
    for folder in CANDIDATES:
        if (folder / "templates").is_dir():
            return folder
    raise KbError("the site's templates are missing from this installation; install it again")
