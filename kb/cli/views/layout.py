"""Pieces that every view is made of: what stands below, behind or beside something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from kb.cli.printing import draws_lines
from kb.cli.text import Block, Line, Piece, Text, plain, width

Rows = Iterator[tuple[str, Block]]

READABLE = 12  # cells that what stands beside a word has at least, on a screen of any use
GUIDES = {True: ("├── ", "│   ", "└── "), False: ("+-- ", "|   ", "`-- ")}
RULE = {True: "─", False: "-"}
NOTHING: Line = []


class Group:
    """Things one below the other."""

    def __init__(self, *blocks: Block) -> None:
        self._blocks = blocks

    def lines(self, room: int) -> list[Line]:
        return [line for block in self._blocks for line in block.lines(room)]


class _Indented:
    def __init__(self, block: Block, by: int) -> None:
        self._block, self._by = block, by

    def lines(self, room: int) -> list[Line]:
        return [[(" " * self._by, ""), *line] for line in self._block.lines(room - self._by)]


def indented(what: Block, by: int = 3) -> Block:
    return _Indented(what, by)


class Beside:
    """Rows of a word and what stands beside it, wrapped there."""

    def __init__(self, rows: Iterable[tuple[Text, Block]], gap: int, right: bool = False) -> None:
        self._rows, self._gap, self._right = list(rows), gap, right

    def lines(self, room: int) -> list[Line]:
        widest = max((word.width for word, _ in self._rows), default=0)
        before = max(min(widest, room - self._gap - READABLE), 1)
        rest = room - before - self._gap
        found: list[Line] = []
        for word, what in self._rows:
            pairs = zip_longest(word.lines(before), what.lines(rest), fillvalue=NOTHING)
            for one, other in pairs:
                found.append([*_filled(one, before, self._right), (" " * self._gap, ""), *other])
        return found


def facts(rows: Rows) -> Block:
    """Lines with a word in front, wrapped beside it."""
    return Beside(((Text((word, "dim")), what) for word, what in rows), gap=2)


def marked(mark: str | Piece, what: Block) -> Block:
    """Something with a mark in front, wrapped beside it."""
    return Beside([(Text(mark), what)], gap=1)


def _filled(line: Line, room: int, right: bool) -> Line:
    """A line that takes all its room, its text on the left or on the right."""
    space = " " * (room - width(plain(line))), ""
    return [space, *line] if right else [*line, space]


class Tree:
    """Something with others below it, on lines that show what hangs on what."""

    def __init__(self, label: Block) -> None:
        self._label = label
        self._branches: list[Tree] = []

    def add(self, label: Block) -> Tree:
        self._branches.append(Tree(label))
        return self._branches[-1]

    def lines(self, room: int) -> list[Line]:
        fork, by, corner = GUIDES[draws_lines()]
        found = list(self._label.lines(room))
        for place, branch in enumerate(self._branches, 1):
            is_last = place == len(self._branches)
            guide, further = (corner, "    ") if is_last else (fork, by)
            for line in branch.lines(room - len(guide)):
                found.append([(guide, "dim"), *line])
                guide = further
        return found


class Column(NamedTuple):
    """One column of a table: `width` where it has a certain one, `whole` where its texts are not
    broken as long as there is any other way."""

    name: str
    width: int | None = None
    whole: bool = False
    right: bool = False


class Table:
    """Rows of texts in columns, below the names of these."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Text]],
        *,
        gap: int,
        head: str,
        ruled: bool = False,
    ) -> None:
        self._columns, self._rows = columns, list(rows)
        self._gap, self._head, self._ruled = gap, head, ruled

    def lines(self, room: int) -> list[Line]:
        """Its rows below the names of the columns; nothing where there are none."""
        if not self._rows:
            return []
        widths = self._widths(room)
        names = [Text((column.name, self._head)) for column in self._columns]
        found = self._row(names, widths)
        if self._ruled:
            across = sum(widths) + self._gap * (len(widths) - 1)
            found.append([(RULE[draws_lines()] * across, "")])
        for row in self._rows:
            found += self._row(row, widths)
        return found

    def _row(self, row: Sequence[Text], widths: Sequence[int]) -> list[Line]:
        shown = [text.lines(cells) for text, cells in zip(row, widths, strict=True)]
        gap = " " * self._gap, ""
        found: list[Line] = []
        for parts in zip_longest(*shown, fillvalue=NOTHING):
            line: Line = []
            for part, cells, column in zip(parts, widths, self._columns, strict=True):
                line += [*([gap] if line else []), *_filled(part, cells, column.right)]
            found.append(line)
        return found

    def _widths(self, room: int) -> list[int]:
        """How wide each column is: as its widest text, where there is room for all."""
        free = room - self._gap * (len(self._columns) - 1)
        widths = [self._natural(place) for place in range(len(self._columns))]
        wrapped = [
            i for i, column in enumerate(self._columns) if not (column.width or column.whole)
        ]
        return lowered(lowered(widths, wrapped, free), range(len(widths)), free)

    def _natural(self, place: int) -> int:
        column = self._columns[place]
        cells = (row[place].width for row in self._rows)
        return column.width or max(width(column.name), *cells, 1)


def lowered(widths: Sequence[int], which: Iterable[int], room: int) -> list[int]:
    """Widths whose sum is no more than `room`, where lowering the widest of some of them is enough
    for that; none becomes less than 1."""
    found = list(widths)
    can = [i for i in which if found[i] > 1]
    while can and sum(found) > room:
        widest = max(found[i] for i in can)
        if widest == 1:
            break
        found[max(i for i in can if found[i] == widest)] -= 1
    return found
