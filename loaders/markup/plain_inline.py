"""Reads the inline Markdown that most lines of a debate are made of, without the general parser.

Nearly every line is plain text, or a bold label followed by plain links and plain text. Such a
line has one reading in CommonMark, which a regular expression finds many times faster; whatever
it does not match whole is left to markdown-it.
"""

from __future__ import annotations

import re

from loaders.markup.inline import LINK, Inline, Link

# outside these characters no inline rule of CommonMark begins (an image begins at its bracket)
PLAIN = r"[^\n\\`*_\[\]<&]"
BOLD = rf"\*\*([A-Za-z](?:{PLAIN}*[A-Za-z])?:)\*\*(?= )"
LINKED = rf"\[({PLAIN}+)\]\(([A-Za-z0-9#./-]+)\)"
WRAPPED = r"(?<![ \t\n])\n(?![ \t\n]|\Z)"  # without spaces around it, which are taken away or count
LABEL = re.compile(BOLD)
PIECE = re.compile(rf"(?<!!){LINKED}|{PLAIN}++|({WRAPPED})")
USUAL = re.compile(rf"(?:{BOLD} {LINKED})?({PLAIN}*+)")  # most lines, of which it finds all pieces


def read_plain(raw: str, line: int, columns: list[int]) -> Inline | None:
    """A paragraph as `Inline` has it, or None where it takes the general parser."""
    if "%%" in raw:  # a comment, perhaps
        return None
    usual = USUAL.fullmatch(raw)
    return _usual(usual, line, columns) if usual else _pieces(raw, line, columns)


def _usual(found: re.Match[str], line: int, columns: list[int]) -> Inline:
    """Plain text alone, or behind a label and one link."""
    raw = found.string
    label, shown, address, rest = found.groups()
    if not label:
        return Inline(raw, line, columns, raw, 0, {}, [0], [0], [0])
    bold, link = len(label), found.start(2) - 1
    text, links = f"{label} {LINK}{rest}", {bold + 1: Link(address, shown, address)}
    starts, offsets, edges = [0, bold, bold + 1], [2, link - 1, link], [0, link - 1, link]
    if rest:
        starts.append(bold + 2)
        offsets.append(found.start(4))
        edges.append(found.start(4))
    return Inline(raw, line, columns, text, bold, links, starts, offsets, edges)


def _pieces(raw: str, line: int, columns: list[int]) -> Inline | None:
    """A label, links and plain text, a piece at a time."""
    words: list[str] = []
    links: dict[int, Link] = {}
    starts: list[int] = []
    offsets: list[int] = []
    edges: list[int] = []
    length = edge = bold = 0
    label = LABEL.match(raw)
    if label:
        words, starts, offsets, edges = [label[1]], [0], [2], [0]
        length = bold = len(label[1])
        edge = label.end()
    for piece in PIECE.finditer(raw, edge):
        at, end = piece.span()
        if at != edge:
            return None
        shown, address, wrapped = piece.groups()
        starts.append(length)
        offsets.append(at)
        edges.append(at)
        if address:
            links[length] = Link(address, shown, address)
            shown = LINK
        words.append(shown or (" " if wrapped else piece[0]))
        length += len(words[-1])
        edge = end
    if edge != len(raw):
        return None
    if not words:
        starts, offsets, edges = [0], [0], [0]
    return Inline(raw, line, columns, "".join(words), bold, links, starts, offsets, edges)


def is_plain(raw: str) -> bool:
    """Whether a paragraph has no need of the general parser."""
    return read_plain(raw, 1, []) is not None
