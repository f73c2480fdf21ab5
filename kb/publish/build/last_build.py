"""What a build keeps for the next one: stamp, files and contribution of each part.

In the cache of the base; it may always be missing, and a site made with it is the same
as one made without. What is kept of a debate is a file with three lines, one with its numbers, and
one with the pieces of its contribution, of which only those are read that a page is made of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Set
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from kb.disk import Cache, real
from kb.publish.build.write import Written
from kb.publish.numbers.reuse import Counted
from kb.publish.parts.contribution import Contribution
from kb.publish.parts.pieces import Piece, mark_of
from kb.publish.text import names


class Entry(NamedTuple):
    """A part of the site as it was built: from what, and which files it became."""

    stamp: str
    files: dict[str, Written]
    contribution: str = ""


NOTHING = Entry("", {})
NUMBERS, PIECES = ".numbers", ".pieces"  # the endings of their files
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
        mark = hashlib.sha256(str(real(folder)).encode("utf-8", "replace")).hexdigest()[:12]
        self._cache = Cache(cache).below("site").below(mark)
        self.compiled = cache / "templates" if cache else None
        self._held: dict[str, bytes] = {}  # the pieces that could not be kept

    def get(self, name: str) -> Entry:
        """What is known of a part; nothing where that is lost or damaged."""
        try:
            stamp, files, contribution = self._read(_file(name))
            known = json.loads(files)
            written = map(Written._make, known.values())
            return Entry(stamp, dict(zip(known, written, strict=True)), contribution)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return NOTHING

    def put(self, name: str, entry: Entry) -> None:
        self._write(_file(name), entry.stamp, json.dumps(entry.files), entry.contribution)

    def counted(self, debate: str) -> Counted:
        """The numbers of a debate, which outlive its pages where only words changed."""
        try:
            return Counted(*self._read(_file(debate, NUMBERS)))
        except TypeError:
            return Counted()

    def put_counted(self, debate: str, counted: Counted) -> None:
        self._write(_file(debate, NUMBERS), *counted)

    def put_pieces(self, debate: str, text: str) -> None:
        content = text.encode("utf-8")
        self._held.pop(debate, None)
        if not self._cache.put(_file(debate, PIECES), content):
            self._held[debate] = content

    def piece(self, debate: str, piece: Piece) -> str | None:
        """The text of a piece; None where that is lost or damaged."""
        if debate in self._held:
            found = self._held[debate][piece.start : piece.start + piece.size]
        else:
            found = self._cache.excerpt(_file(debate, PIECES), piece.start, piece.size)
        text = found.decode("utf-8", "replace")
        return text if mark_of(text) == piece.mark else None

    def keep_only(self, debates: Set[str]) -> None:
        """Let go of what is known of parts that there are no longer."""
        files = {_file(name) for name in (*debates, *SHARED)}
        files |= {_file(debate, ending) for debate in debates for ending in (NUMBERS, PIECES)}
        self._cache.keep_only(files)

    def _read(self, file: str) -> list[str]:
        """The lines of a file; none where it is lost."""
        said = self._cache.get(file)
        return said.decode("utf-8", "replace").split("\n") if said is not None else []

    def _write(self, file: str, *lines: str) -> None:
        self._cache.put(file, "\n".join(lines).encode("utf-8"))


def _file(name: str, ending: str = ".txt") -> str:
    return names.segment(name) + ending


def contribution_of(entry: Entry) -> Contribution | None:
    """The contribution of an entry, where there is a whole one."""
    try:
        return Contribution.model_validate_json(entry.contribution)
    except ValidationError:
        return None
