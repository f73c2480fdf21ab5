"""Reads the blocks that most of a debate is made of, without the general parser.

Headings, paragraphs, lists of `-` and quotes, each from its first column, without blank lines in
them and in lines that are plain (`plain_inline`), have one reading in CommonMark. Whatever might
have another is left to markdown-it, a block at a time.
"""

from __future__ import annotations

import re

from loaders.markup.blocks import Block, Bullet, placed_links
from loaders.markup.inline import Inline
from loaders.markup.plain_inline import read_plain

# what may begin a line of a paragraph: nothing that begins another block, or would end this one
LINKED = r"\[(?=[^\[\]\\]*\]\()"
WORD = rf"(?:[^\W\d_]|\d+(?![\d.)])|[\"'“‘„«(¶—…]|{LINKED}|\*\*[A-Za-z])"
HEADING = re.compile(r"(#{1,6}) ([^\s#][^#\t]*)")
ROW = re.compile(rf"{WORD}[^\t]*")
QUOTED = re.compile(rf"> ({WORD}[^\t]*)")
LISTED = re.compile(rf"((?:  )*+)(- )?({WORD}[^\t]*)")
DEEPEST = 12  # levels of a list, far from where markdown-it stops


def read_block(lines: list[str], at: int) -> Block | None:
    """The block that begins in a line (from 0), or None where it takes the general parser."""
    match lines[at][0]:
        case "#":
            return _heading(lines[at], at + 1)
        case "-":
            return _list(lines, at)
        case ">":
            return _paragraph("quote", QUOTED, lines, at)
        case _:
            return _paragraph("paragraph", ROW, lines, at)


def _heading(row: str, number: int) -> Block | None:
    found = HEADING.fullmatch(row)
    level = found.end(1) if found else 0
    inline = _inline([row[level + 1 :]], number, level + 2) if found else None
    return _with_links(Block("heading", number, number, level, inline)) if inline else None


def _paragraph(kind: str, pattern: re.Pattern[str], lines: list[str], at: int) -> Block | None:
    """A paragraph, which a quote may be around."""
    end, rows = at, []
    while end < len(lines) and not _is_blank(lines[end]):
        found = pattern.fullmatch(lines[end])
        if not found:
            return None
        rows.append(found[found.lastindex or 0])
        end += 1
    inline = _inline(rows, at + 1, len(lines[at]) - len(rows[0]) + 1)
    return _with_links(Block(kind, at + 1, end, inline=inline)) if inline else None


def _inline(rows: list[str], number: int, column: int) -> Inline | None:
    """What stands in rows that begin at one column."""
    raw = "\n".join(rows)
    if raw[-1].isspace() or (len(rows) > 1 and any(row[-1].isspace() for row in rows)):
        return None
    return read_plain(raw, number, [column] * len(rows))


def _with_links(block: Block) -> Block:
    assert block.inline
    if block.inline.links:
        block.links = list(placed_links(block.inline))
    return block


def _is_blank(row: str) -> bool:
    return not row.strip(" \t")


def _list(lines: list[str], at: int) -> Block | None:
    block = Block("list", at + 1, at)
    levels = [block.bullets]  # where a list item goes that is indented by so many levels
    found = LISTED.fullmatch(lines[at])
    while (row := block.end) < len(lines) and not _is_blank(lines[row]):
        level = len(found[1]) // 2 if found else 0
        if not found or not found[2] or level >= min(len(levels), DEEPEST):
            return None
        rows, column, found = [found[3]], found.start(3) + 1, None
        while (end := row + len(rows)) < len(lines):
            found = LISTED.fullmatch(lines[end])
            if not found or found[2] or len(found[1]) // 2 != level + 1:
                break
            rows.append(found[3])
        inline = _inline(rows, row + 1, column)
        if not inline:
            return None
        bullet = Bullet(inline, row + 1, end, [])
        levels[level].append(bullet)
        levels[level + 1 :] = [bullet.children]
        for above in range(level):
            levels[above][-1].end = end
        block.end = end
    return block if _is_ended(lines, block.end) else None


def _is_ended(lines: list[str], at: int) -> bool:
    """Whether what stands behind the blank lines there is no more of a list."""
    while at < len(lines) and _is_blank(lines[at]):
        at += 1
    return at == len(lines) or lines[at][0] not in " \t-"
