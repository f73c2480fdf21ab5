"""The text of a paragraph without its markup, and where each character of it is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

SPACES = re.compile(r"[ \t\n\r\f\v]+")
LINK = "\ufffc"  # stands for one whole link in `Inline.text`; never let in from outside


class Link(NamedTuple):
    """A link as written: where it leads, the words that are shown, the address as encoded."""

    href: str
    text: str
    address: str = ""


@dataclass
class Inline:
    """The text of a paragraph without its markup; a link is the one character `LINK`.

    `bold` is the end of the bold run that the text opens with, 0 where there is none. Indexes
    into `text` are turned into places by `place` and into Markdown by `source`. A run is a
    stretch of text that stands so in the source, from one of `offsets` on; the markup in front
    of it begins at the run's `edge`.
    """

    raw: str
    line: int
    columns: list[int]  # of each line of raw: what to add to an index in that line
    text: str = ""
    bold: int = 0
    links: dict[int, Link] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)

    @cached_property
    def _lines(self) -> list[int]:
        """The offset at which each line of raw begins."""
        lines = [0]
        for row in self.raw.split("\n")[:-1]:
            lines.append(lines[-1] + len(row) + 1)
        return lines

    @property
    def plain(self) -> str:
        """The text with the words of its links."""
        if not self.links:
            return self.text
        return "".join(
            self.links[index].text if index in self.links else character
            for index, character in enumerate(self.text)
        )

    def _offset(self, index: int, markup: bool = False) -> int:
        """The offset into raw of a character of `text`, or of the markup in front of it."""
        if index >= len(self.text):
            return len(self.raw)
        run = bisect_right(self.starts, index) - 1
        if markup and self.starts[run] == index:
            return self.edges[run]
        return self.offsets[run] + index - self.starts[run]

    def place(self, index: int, markup: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of a character of `text`, or of the markup in front of it."""
        return self.place_in_raw(self._offset(index, markup))

    def place_in_raw(self, offset: int) -> tuple[int, int]:
        """The same of a character of `raw`."""
        if len(self.columns) == 1:
            return self.line, max(self.columns[0] + offset, 1)
        line = bisect_right(self._lines, offset) - 1
        return self.line + line, max(self.columns[line] + offset - self._lines[line], 1)

    def behind(self, index: int) -> tuple[int, str]:
        """The Markdown from a character of `text` on as it is written, and where in `raw`."""
        offset = self._offset(index)
        return offset, self.raw[offset:]

    def source(self, start: int, end: int | None = None) -> str:
        """The Markdown between two indexes of `text`, on one line."""
        stop = len(self.raw) if end is None else self._offset(end, markup=True)
        return one_line(self.raw[self._offset(start, markup=True) : stop])


def one_line(text: str) -> str:
    """A text on one line, each run of white space one space; unbreakable ones are kept."""
    if "  " not in text and text.isprintable():  # most are so already
        return text.strip(" ")
    return SPACES.sub(" ", text).strip(" ")
