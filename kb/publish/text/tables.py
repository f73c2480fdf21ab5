"""Tables in which what stands is more than what is left out.

A row may have fewer cells than the head, and markdown-it fills it up: a kilobyte of short rows
below a wide head would become half a megabyte of empty cells.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock, table

EMPTY = 2  # cells that are filled up for each character of the table


def table_of_what_stands(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for tables; it ends before the row that leaves too many cells empty."""
    if silent or not table(state, start, end, True):
        return silent and table(state, start, end, True)
    return table(state, start, _stop(state, start, end), False)


def _stop(state: StateBlock, start: int, end: int) -> int:
    columns, empty, written = _cells(state, start), 0, 0
    for line in range(start, end):
        written += state.eMarks[line] - state.bMarks[line]
        empty += columns - _cells(state, line)
        if empty > EMPTY * written and line > start + 1:
            return line
        if state.isEmpty(line):
            break
    return end


def _cells(state: StateBlock, line: int) -> int:
    return state.src.count("|", state.bMarks[line], state.eMarks[line]) + 1
