"""What is read: the text of one file, or of several put together, and where each letter stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kb.diagnostics import Code, Diagnostic
from kb.errors import KbError


class Place(NamedTuple):
    """Where something stands: the file as it was named, line and column from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Unreadable(KbError):  # noqa: N818 - reads as a word
    """A place in an input that cannot be read, with what to do about it."""


@dataclass(frozen=True)
class File:
    """One file of an input."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[int]:
        """Where the lines begin."""
        return [0, *(at + 1 for at, letter in enumerate(self.text) if letter == "\n")]

    def place(self, at: int) -> Place:
        line = bisect_right(self.lines, at)
        return Place(self.path, line, at - self.lines[line - 1] + 1)

    def problem(self, at: int, says: str, code: Code = Code.NOT_IN_FORMAT) -> Unreadable:
        """What to raise where the file cannot be read."""
        return Unreadable(str(Diagnostic(*self.place(at), code, says)))


class Stretch(NamedTuple):
    """From `start` on, the text of a source is that of a file from `at` on."""

    start: int
    file: File
    at: int


@dataclass(frozen=True)
class Source:
    """The text of an input, and the files that it comes from."""

    text: str
    stretches: Sequence[Stretch] = field(default_factory=tuple)

    @classmethod
    def of(cls, file: File) -> Source:
        return cls(file.text, (Stretch(0, file, 0),))

    @classmethod
    def joined(cls, parts: Sequence[tuple[File, int, int]]) -> Source:
        """The source made of stretches of files, each from one place to another."""
        texts, stretches, start = [], [], 0
        for file, first, last in parts:
            stretches.append(Stretch(start, file, first))
            texts.append(file.text[first:last])
            start += last - first
        return cls("".join(texts), tuple(stretches))

    def place(self, at: int) -> Place:
        index = bisect_right([stretch.start for stretch in self.stretches], at) - 1
        stretch = self.stretches[max(index, 0)]
        return stretch.file.place(min(stretch.at + at - stretch.start, len(stretch.file.text)))

    def problem(self, at: int, says: str, code: Code = Code.NOT_IN_FORMAT) -> Unreadable:
        """What to raise where the input cannot be read."""
        return Unreadable(str(Diagnostic(*self.place(at), code, says)))
