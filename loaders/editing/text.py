"""Files as they are written, and edits of them: stretches, each with what is to stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

BREAK = re.compile(r"\r\n|\r|\n")
MARK = "\ufeff"


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins."""
    first = 1 if text.startswith(MARK) else 0
    return [first, *(found.end() for found in BREAK.finditer(text))]


class Edit(NamedTuple):
    """A stretch of a file, by offsets into its text as written, and what is to stand there."""

    path: str
    start: int
    end: int
    text: str


class Written:
    """The text of a file with its own line ends; places are those of the reader: from 1."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text

    @cached_property
    def _lines(self) -> list[int]:
        """The offset at which each line begins."""
        return line_starts(self.text)

    @cached_property
    def newline(self) -> str:
        """The line end that most lines have."""
        crlf = self.text.count("\r\n")
        return "\r\n" if crlf * 2 > self.text.count("\n") else "\n"

    def at(self, line: int, column: int = 1) -> int:
        """The offset of a place; behind the last line that of the end."""
        return self._lines[line - 1] + column - 1 if line <= len(self._lines) else len(self.text)

    def line(self, number: int) -> str:
        """A line without its end."""
        return self.text[self.at(number) : self.at(number + 1)].rstrip("\r\n")

    def edit(self, start: int, end: int, text: str) -> Edit:
        """An edit of this file; new lines get the ends that the others have."""
        return Edit(self.path, start, end, text.replace("\n", self.newline))

    def insert(self, line: int, rows: str) -> Edit:
        """Whole lines put in before a line, or behind the last one."""
        at = self.at(line)
        lacks = at == len(self.text) and not self.text.endswith(("\n", "\r"))
        return self.edit(at, at, f"\n{rows.removesuffix(chr(10))}" if lacks else rows)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with stretches of it replaced, which may not overlap."""
    done, pieces = 0, []
    for edit in sorted(set(edits)):
        assert edit.start >= done, "two edits of one stretch"
        pieces += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, text[done:]])
