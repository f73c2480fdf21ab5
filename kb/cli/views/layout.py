"""Pieces that every view is made of: safe text, lines with a word in front, sections."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kb.cli.printing import clean

Rows = Iterator[tuple[str, RenderableType]]


def said(*parts: str | Text | tuple[str, str]) -> Text:
    """Text from parts, some with a style; nothing in it can steer the terminal."""
    return Text.assemble(*(_cleaned(part) for part in parts))


def _cleaned(part: str | Text | tuple[str, str]) -> str | Text | tuple[str, str]:
    if isinstance(part, Text):  # made here before
        return part
    return clean(part) if isinstance(part, str) else (clean(part[0]), part[1])


def facts(rows: Rows) -> Table:
    """Lines with a word in front, wrapped beside it."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(name, value)
    return grid


def indented(what: RenderableType, by: int = 3) -> Padding:
    return Padding(what, (0, 0, 0, by))


def marked(mark: str | tuple[str, str], what: RenderableType) -> Table:
    """Something with a mark in front, wrapped beside it."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(said(mark), what)
    return grid
