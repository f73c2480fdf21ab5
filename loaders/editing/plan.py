"""What is to become of files: edits and new paths, as changes, as a difference, and checked."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kb.diagnostics import LINTS, Code, Diagnostic
from kb.disk import Change, Together
from kb.errors import FilesChanged, KbError
from loaders.base.load import LoadedBase
from loaders.editing.reading import Reading
from loaders.editing.text import Edit, edited
from loaders.files.folder import SETTINGS


@dataclass
class Plan:
    """Edits of files, where files are to be, and new files; `words` are those that speak of what
    changes."""

    reading: Reading
    edits: list[Edit] = field(default_factory=list)
    moves: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    made: dict[str, str] = field(default_factory=dict)

    def after(self) -> Iterator[tuple[str, str, bytes]]:
        """Each file that changes: its path, its new path, and what it will hold."""
        by_path = defaultdict[str, list[Edit]](list)
        for edit in self.edits:
            by_path[edit.path].append(edit)
        for path in sorted({*by_path, *self.moves, *self.made}):
            if path in self.made:
                yield path, path, self.made[path].encode()
                continue
            data = self.reading.data(path)
            if path in by_path:
                data = edited(self.reading.written(path).text, by_path[path]).encode()
            new = self.moves.get(path, path)
            if new != path or data != self.reading.data(path):
                yield path, new, data

    def _before(self, path: str) -> bytes | None:
        return None if path in self.made else self.reading.data(path)

    def changes(self) -> list[Change]:
        """The same for the disk."""
        found = []
        for path, new, data in self.after():
            before = self._before(path)
            if new == path:
                found.append(Change(path, before, data, SETTINGS if before is None else None))
            else:
                found += [Change(path, before, None), Change(new, None, data, path)]
        return found

    def write(self, kept: Path | None) -> None:
        """Change the files, all or none; `kept` is the user's own folder for what belongs to the
        base. Raises KbError where that cannot be done."""
        changes, root = self.changes(), self.reading.loaded.root
        try:
            Together(root, kept).change(changes)
        except OSError as error:
            names = ", ".join(f"'{root / change.path}'" for change in changes)
            why = error.strerror or error
            raise KbError(f"{names} cannot be changed: {why}") from None

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Each file that changes: its path, its new path, and how many of its lines change."""
        for path, new, data in self.after():
            before = self._before(path) or b""
            rows = list(difflib.unified_diff(_lines(before), _lines(data), n=0))
            found = max(sum(row.startswith(sign) for row in rows) for sign in "+-")
            yield path, new, max(found - 1, 0)  # but for the line that names the file

    def difference(self) -> str:
        """All changes as a unified diff, as git writes and applies it."""
        return "".join(
            text
            for path, new, data in self.after()
            for text in _difference(path, new, self._before(path), data)
        )

    def check(self, bearable: Container[Code] = ()) -> list[Diagnostic]:
        """Refuse a plan that would touch what nobody can read for sure, or bring in a problem;
        those new ones that can be borne with. What a map seems to lack counts if it is named."""
        self.refuse_errors()
        new = self._new_problems(bearable)
        for problem in new:
            if problem.code not in bearable:
                raise KbError(f"nothing was written, since it would bring in a problem: {problem}")
        return new

    def refuse_errors(self) -> None:
        """Refuse a plan for files that have errors, or for what stands in such a file."""
        concerned = {path for path, _, _ in self.after()}
        for problem in self.reading.loaded.errors:
            if problem.path in concerned or self._speaks(problem.path):
                raise KbError(
                    f"nothing was written, since there is an error in what would change: {problem}"
                )

    def left_alone(self) -> list[str]:
        """The files that are no debates and speak of what changes."""
        return [path for path in self.reading.loaded.layout.left_alone if self._speaks(path)]

    def _speaks(self, path: str) -> bool:
        """Whether a file has one of the words, in whatever way."""
        try:
            text = self.reading.data(path).decode("utf-8", "replace")
        except KbError:
            return True
        return any(re.search(rf"(?<![\w-]){word}(?![\w-])", text) for word in self.words)

    def outcome(self) -> LoadedBase:
        """The base as it would be; raises FilesChanged where somebody else is changing it."""
        drafts: dict[str, str | None] = {}
        for path, new, data in self.after():
            drafts |= {path: None} if new != path else {}
            if new.endswith((".md", ".toml", ".lock")):
                drafts[new] = data.decode("utf-8", "replace")
        found, before = self.reading.loaded.with_drafts(drafts), self.reading.loaded.digests
        for path in {*found.digests, *before} - {*drafts}:
            if found.digests.get(path) != before.get(path):
                raise FilesChanged(f"'{path}' was changed meanwhile; nothing was written")
        return found

    def _new_problems(self, lints: Container[Code]) -> list[Diagnostic]:
        """The problems of a kind of which there would be more than there are; what a map seems to
        lack is none of them, but for these."""
        before = Counter(problem.code for problem in self.reading.loaded.problems)
        after = self.outcome().problems
        more = Counter(problem.code for problem in after) - before
        counts = [code for code in more if code not in LINTS or code in lints]
        return [problem for problem in after if problem.code in counts]


def _difference(path: str, new: str, before: bytes | None, after: bytes) -> Iterator[str]:
    if path != new:
        yield f"diff --git a/{path} b/{new}\nrename from {path}\nrename to {new}\n"
    old = "/dev/null" if before is None else f"a/{path}"
    rows = difflib.unified_diff(_lines(before or b""), _lines(after), old, f"b/{new}")
    for row in rows:
        yield row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    """Lines that end where a file has `\\n` and nowhere else, as for git."""
    text = data.decode("utf-8", "replace")
    return [row for row in re.split(r"(?<=\n)", text) if row]
