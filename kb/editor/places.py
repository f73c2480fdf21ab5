"""Places in a text as an editor counts them: lines from 0, characters as it asked for."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from lsprotocol.types import Position, PositionEncodingKind, Range

from loaders.editing.text import line_starts

WIDTHS = {  # how many of an editor's characters one of ours is
    PositionEncodingKind.Utf8: lambda text: len(text.encode("utf-8", "surrogatepass")),
    PositionEncodingKind.Utf16: lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    PositionEncodingKind.Utf32: len,
}


class Places:
    """The lines of a text, and its places as an editor counts them. One past the end of a line is
    the end of the line, one past the last line the end of the text."""

    def __init__(self, text: str, encoding: PositionEncodingKind | str) -> None:
        self.text = text
        self._width = WIDTHS[PositionEncodingKind(encoding)]

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        return line_starts(self.text)

    def line(self, number: int) -> str:
        """A line, from 0, without its end; nothing past the last one."""
        if not 0 <= number < len(self.starts):
            return ""
        return self.text[self.starts[number] : self._end(number)]

    def _end(self, number: int) -> int:
        """Where the words of a line end."""
        stop = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        while stop > self.starts[number] and self.text[stop - 1] in "\r\n":
            stop -= 1
        return stop

    def offset(self, position: Position) -> int:
        """Where in the text a place of the editor is."""
        if position.line >= len(self.starts):
            return len(self.text)
        start, line = self.starts[position.line], self.line(position.line)
        if line.isascii():
            return start + min(position.character, len(line))
        return start + self._reach(line, position.character)

    def _reach(self, line: str, characters: int) -> int:
        """How many characters of ours so many of the editor are; one it is inside of counts not."""
        seen = 0
        for number, character in enumerate(line):
            seen += self._width(character)
            if seen > characters:
                return number
        return len(line)

    def position(self, offset: int) -> Position:
        """A place in the text as the editor counts it."""
        number = max(bisect_right(self.starts, offset) - 1, 0)
        return Position(number, self._width(self.text[self.starts[number] : offset]))

    def range(self, start: int, end: int) -> Range:
        return Range(self.position(start), self.position(end))

    def at(self, line: int, column: int = 1) -> int:
        """The offset of a place as diagnostics name it, from 1, which may be past the end."""
        number = min(max(line, 1), len(self.starts)) - 1
        return min(self.starts[number] + max(column, 1) - 1, self._end(number))

    @property
    def all(self) -> Range:
        """The text from its beginning to its end."""
        return Range(Position(0, 0), self.position(len(self.text)))
