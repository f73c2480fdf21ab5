"""A base as it was at a revision: its files out of git, read as those on the disk are."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from pathlib import Path

from kb.changes.git import Entry, Repository
from kb.diagnostics import Code
from kb.errors import BaseNotFound
from loaders.base.given import Given
from loaders.base.load import LoadedBase, load_base
from loaders.facts.parsed import ParsedDebate
from loaders.files.folder import LOCK, SETTINGS, files_among
from loaders.files.raw import MAX_FILE, MAX_LOCK, NO_MARK, Raw

LINK = "120000"
MOST = 1_000  # debates that are kept, as they were at all revisions
UNREAD = Raw(b"---\nquestion: Which?\n---\n", NO_MARK)


class Revisions:
    """The base in a folder as it was at revisions; what two of them share is read once."""

    def __init__(self, root: Path, cache: Path | None, repository: Repository) -> None:
        self._root, self._cache, self._repository = root, cache, repository
        self._parsed: dict[str, ParsedDebate] = {}

    def base(self, commit: str, shown: str) -> LoadedBase:
        """The base at a commit, which a message would call so. Raises BaseNotFound where it had
        none."""
        files = self.files(commit)
        if SETTINGS not in files:
            where = self._repository.prefix.decode("utf-8", "replace").rstrip("/")
            raise BaseNotFound(f"'{shown}' has no base: no {SETTINGS} in '{where or '.'}' there")
        return self.read(files)

    def read(self, files: Mapping[str, Raw]) -> LoadedBase:
        """The base that some files make."""
        if len(self._parsed) > MOST:
            self._parsed.clear()
        return load_base(self._root, self._cache, given=Given(files, self._parsed))

    def files(self, commit: str, is_read: Callable[[str], bool] = bool) -> dict[str, Raw]:
        """The files of the base at a commit; those that are not read have no more than a question,
        so that links to them are known."""
        entries = {entry.path: entry for entry in self._repository.entries(commit)}
        return {
            path: self._raw(path, entries) if is_read(path) else UNREAD
            for path in files_among(entries)
        }

    def _raw(self, path: str, entries: Mapping[str, Entry]) -> Raw:
        entry: Entry | None = entries[path]
        if entry and entry.mode == LINK:
            entry = self._linked(entry, entries)
        if entry is None:
            return _refused(Code.UNREADABLE_FILE, "is a link to no file of the base")
        most = MAX_LOCK if path == LOCK else MAX_FILE
        if entry.size > most:
            says = f"is {entry.size / 1e6:.1f} MB, more than the {most // 1_000_000} MB allowed"
            return _refused(Code.FILE_TOO_BIG, says)
        return Raw(self._repository.blob(entry.ident), NO_MARK)

    def _linked(self, entry: Entry, entries: Mapping[str, Entry]) -> Entry | None:
        """The file of the base to which a link leads; None where that is none."""
        if entry.size > MAX_FILE:
            return None
        goal = self._repository.blob(entry.ident).decode("utf-8", "surrogateescape")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), goal))
        found = entries.get(there)
        return found if found and found.mode != LINK else None


def _refused(code: Code, says: str) -> Raw:
    return Raw(b"---", NO_MARK, code, says)


def errors_in(loaded: LoadedBase, where: str) -> str | None:
    """One line on the errors of a version, where it has any."""
    count = len(loaded.errors)
    if not count:
        return None
    first = loaded.errors[0]
    found = "an error" if count == 1 else f"the first of {count} errors"
    place = f"{first.path}:{first.line}"
    return f"{place} in {where} has {found}; what cannot be read is not compared"
