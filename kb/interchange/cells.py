"""Cells of a CSV or TSV text: read with their places, written so that no spreadsheet runs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kb.interchange.source import Source

FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
MOST = 400_000  # cells


class Cell(NamedTuple):
    """What stands in a cell, and where it begins and ends."""

    text: str
    start: int
    end: int


def read_rows(source: Source, sign: str) -> list[list[Cell]]:
    """The rows of a table that have anything in them. Raises Unreadable for a quote that never
    ends, or with letters behind it."""
    rows: list[list[Cell]] = [[]]
    at, text, count = 0, source.text, 0
    while at <= len(text):
        cell = _quoted(source, at, sign) if text.startswith('"', at) else _bare(text, at, sign)
        rows[-1].append(cell)
        at = cell.end
        if (count := count + 1) > MOST:
            raise source.problem(at, f"the table has more than {MOST:,} cells")
        if text.startswith("\n", at):
            rows.append([])
        elif at >= len(text):
            break
        at += 1
    return [row for row in rows if any(cell.text.strip() for cell in row)]


def _bare(text: str, at: int, sign: str) -> Cell:
    end = re.compile(f"[{sign}\n]|$(?!\n)").search(text, at)
    stop = end.start() if end else len(text)
    return Cell(_unguarded(text[at:stop]), at, stop)


def _quoted(source: Source, start: int, sign: str) -> Cell:
    text, at, parts = source.text, start + 1, []
    while True:
        end = text.find('"', at)
        if end < 0:
            raise source.problem(start, "this quotation mark opens a cell that never ends")
        parts.append(text[at:end])
        if not text.startswith('""', end):
            break
        parts.append('"')
        at = end + 2
    if end + 1 < len(text) and text[end + 1] not in (sign, "\n"):
        says = "a cell ends with its quotation mark; one inside of it is written twice"
        raise source.problem(end + 1, says)
    return Cell(_unguarded("".join(parts)), start, end + 1)


def _unguarded(text: str) -> str:
    return text[1:] if GUARDED.match(text) else text


def write_rows(rows: Iterable[Iterable[str]], sign: str) -> str:
    """A table, in which no cell is a formula."""
    return "".join(sign.join(_cell(text, sign) for text in row) + "\n" for row in rows)


def _cell(text: str, sign: str) -> str:
    guarded = f"'{text}" if FORMULA.match(text) else text
    if any(letter in guarded for letter in (sign, '"', "\n", "\r", "\t")):
        return '"' + guarded.replace('"', '""') + '"'
    return guarded
