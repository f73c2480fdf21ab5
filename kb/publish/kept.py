"""What a build keeps for the next one: of each part of the site its stamp, its files, its extract.

Beside the base, in its cache folder; it may always be missing, and a site made with it is the same
as one made without. What is kept of a debate is a file with three lines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from kb.publish import names
from kb.publish.extract import Extract
from kb.publish.write import Written


class Entry(NamedTuple):
    """A part of the site as it was built: from what, and which files it became."""

    stamp: str
    files: dict[str, Written]
    extract: str = ""


NOTHING = Entry("", {})
PAGES, SEARCH, MAP, ASSETS = SHARED = (
    "_pages",
    "_search",
    "_map",
    "_assets",
)  # parts that are no debate


class Kept:
    """The entries of one output folder."""

    def __init__(self, cache: Path | None, folder: Path) -> None:
        """Nothing is kept where there is no `cache`; `compiled` is where it has the templates."""
        mark = hashlib.sha256(str(folder.resolve()).encode("utf-8", "replace")).hexdigest()[:12]
        self._folder = cache / "site" / mark if cache else None
        self.compiled = cache / "templates" if cache else None

    def get(self, name: str) -> Entry:
        """What is known of a part; nothing where that is lost or damaged."""
        if self._folder is None:
            return NOTHING
        try:
            lines = self._file(self._folder, name).read_text("utf-8").split("\n")
            stamp, files, extract = lines
            return Entry(stamp, {p: Written(*w) for p, w in json.loads(files).items()}, extract)
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return NOTHING

    def put(self, name: str, entry: Entry) -> None:
        if self._folder is None:
            return
        text = "\n".join((entry.stamp, json.dumps(entry.files), entry.extract))
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file(self._folder, name).write_text(text, encoding="utf-8")

    def keep_only(self, wanted: set[str]) -> None:
        """Let go of what is known of parts that there are no longer."""
        files = {f"{names.segment(name)}.txt" for name in {*wanted, *SHARED}}
        for path in self._all():
            if path.name not in files:
                path.unlink(missing_ok=True)

    def _all(self) -> Iterator[Path]:
        if self._folder is not None and self._folder.is_dir():
            yield from self._folder.iterdir()

    def _file(self, folder: Path, name: str) -> Path:
        return folder / f"{names.segment(name)}.txt"


def extract_of(entry: Entry) -> Extract | None:
    """The extract of an entry, where there is a whole one."""
    try:
        return Extract.model_validate_json(entry.extract)
    except ValidationError:
        return None
