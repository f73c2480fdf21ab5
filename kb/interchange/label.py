"""A name from elsewhere for a line that may hold no markup: of a scheme, an argument, somebody."""

from __future__ import annotations

import re

from kb.interchange.markdown import name
from loaders.markup.inline import one_line
from loaders.markup.markdown import parse

MARKS = re.compile(r"[\\\[\]`*_<>&!~|$^=#%{}]+")


def label(text: str) -> str:
    """The text as it is where nothing in it is markup, else without the signs that would be."""
    row = name(text)
    return row if _is_plain(row) else one_line(MARKS.sub(" ", row))


def _is_plain(row: str) -> bool:
    blocks = parse(f"x {row}\n").blocks
    inline = blocks[0].inline if len(blocks) == 1 else None
    return inline is not None and not inline.links and inline.raw == inline.plain
