"""Text with styles: how wide it is on a screen, and where its lines are broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Protocol

from kb.characters import is_readable

WORD = re.compile(r"\s*\S+\s*")
# What takes one cell each, as nearly all text does: Latin letters, dashes, quotes, arrows, lines of
# boxes. Only for the rest is the table of all characters read.
NARROW = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u257f]*")

Piece = tuple[str, str]  # text and its style: words like `bold` and `cyan`, with spaces between
Line = list[Piece]


class Block(Protocol):
    """What a view gives to be printed."""

    def lines(self, room: int) -> list[Line]:
        """Its lines, none of which takes more than `room` cells."""


class _Shown(dict[int, str]):
    """How each character is printed, found as they come."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        mark = " " if character.isspace() else "\ufffd"
        self[code] = mark if steers(character) else character
        return self[code]


def steers(character: str) -> bool:
    """Whether a character does something to a terminal or to the order of the text around it."""
    return character != "\n" and not is_readable(character)


_SHOWN = _Shown()


def clean(text: str) -> str:
    """Text that cannot steer a terminal; line breaks are kept."""
    return text if text.isprintable() else text.translate(_SHOWN)


class Text:
    """Pieces of text, each with a style; nothing in it can steer the terminal."""

    def __init__(self, *pieces: str | Text | Piece) -> None:
        self.pieces: Line = []
        for piece in pieces:
            if isinstance(piece, Text):
                self.pieces += piece.pieces
            elif isinstance(piece, str):
                self.pieces.append((clean(piece), ""))
            else:
                self.pieces.append((clean(piece[0]), piece[1]))

    @property
    def plain(self) -> str:
        return plain(self.pieces)

    @property
    def width(self) -> int:
        """How many cells its widest line takes where none is broken."""
        return max(map(width, self.plain.split("\n")))

    def lines(self, room: int) -> list[Line]:
        return [line for each in _split(self.pieces) for line in _wrapped(each, max(room, 1))]


def joined(between: str, texts: Iterable[Text]) -> Text:
    """Texts as one, with something between each and the next."""
    pieces = [piece for text in texts for piece in (between, text)]
    return Text(*pieces[1:])


def plain(line: Iterable[Piece]) -> str:
    return "".join(text for text, _ in line)


def width(text: str) -> int:
    """How many cells a line of text takes on a screen."""
    if NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _split(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The lines that a text is written in."""
    line: Line = []
    for text, style in pieces:
        first, *others = text.split("\n")
        line.append((first, style))
        for other in others:
            yield line
            line = [(other, style)]
    yield line


def _wrapped(line: Line, room: int) -> Iterator[Line]:
    """A line as those that have room for it, without the space that they would end with."""
    text = plain(line)
    if width(text) <= room:
        yield line
        return
    places = [0, *_breaks(text, room), len(text)]
    for start, end in pairwise(places):
        yield part(line, start, start + len(text[start:end].rstrip()))


def _breaks(text: str, room: int) -> Iterator[int]:
    """Where a line begins in a text that is too wide for one: before a word, or within a word that
    is wider than any line."""
    used = 0
    for found in WORD.finditer(text):
        word = found[0].rstrip()
        end = found.start()
        if used and used + width(word) > room:
            yield end
            used = 0
        *whole, rest = _parts(word, room)
        for full in whole:
            end += len(full)
            yield end
        used += width(rest + found[0][len(word) :])


def _parts(word: str, room: int) -> list[str]:
    """A word in parts of which each has room on a line."""
    if width(word) <= room:
        return [word]
    if NARROW.fullmatch(word):
        return [word[start : start + room] for start in range(0, len(word), room)]
    from rich.cells import chop_cells

    return [each for each in chop_cells(word, room) if each]


def part(line: Line, start: int, end: int) -> Line:
    """What stands in a line between two places."""
    found: Line = []
    place = 0
    for text, style in line:
        shown = text[max(start - place, 0) : max(end - place, 0)]
        if shown:
            found.append((shown, style))
        place += len(text)
    return found
