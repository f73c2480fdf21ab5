"""The line `Formerly`: an id that an item, or a debate, had before is kept there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.editing.text import Edit, Written
from loaders.facts.renaming import FORMERLY
from loaders.files.front_matter import FrontMatter
from loaders.grammar.lines import split
from loaders.grammar.page import Item, Page

MARKER = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
INDENTED = re.compile(r" {2}| ?\t")


def shown_on(page: Page, written: Written, item: Item, names: Sequence[str]) -> Edit:
    """The ids that an item had before, in the line that it has for them or a new one."""
    shown = "; ".join(names)
    line = next((each.line for each in item.annotations if each.name == FORMERLY), None)
    if line is None:
        return _new_line(page, written, item, f"**Formerly:** {shown}")
    (start, end), _ = split(line)
    text = line.inline.text[start:end]
    first = written.at(*line.inline.place(start + len(text) - len(text.lstrip())))
    last = written.at(*line.inline.place(start + len(text.rstrip()) - 1)) + 1
    return written.edit(first, last, shown)


def names_on(item: Item) -> list[str]:
    """The ids that the line of an item has, as they are written."""
    lines = [each.line for each in item.annotations if each.name == FORMERLY]
    values = [line.inline.text[slice(*split(line)[0])] for line in lines]
    return [name for value in values for name in map(str.strip, value.split(";")) if name]


def _new_line(page: Page, written: Written, item: Item, words: str) -> Edit:
    """A line behind the title of an item, or in front of its other lines."""
    if not item.annotations:
        return _first_line(page, written, item, words)
    title = next((each for each in item.annotations if each.name == "title"), None)
    beside = (title or item.annotations[0]).line.bullet
    marker = MARKER.match(written.line(beside.start))
    row = f"{marker[0] if marker else '- '}{words}\n"
    return written.insert(beside.end + 1 if title else beside.start, row)


def _first_line(page: Page, written: Written, item: Item, words: str) -> Edit:
    """The first line of an item that has none: below its statement, and below what is indented
    there and would become a part of the line."""
    below = [block for block in page.document.blocks if block.start > item.line]
    first = next(at for at, block in enumerate(below) if block.kind == "paragraph")
    above = below[first]
    for block in below[first + 1 :]:
        if block.kind == "heading" or not INDENTED.match(written.line(block.start)):
            break
        above = block
    return written.insert(above.end + 1, f"\n- {words}\n")


def kept_of_debate(written: Written, front: FrontMatter, old: str, new: str) -> Edit:
    """Keep the id that a debate had, in its front matter."""
    if FORMERLY not in front.places:
        return written.insert(2, f"formerly: {old}\n")
    line, column = front.places[FORMERLY]
    names = [name for name in map(str.strip, front.values[FORMERLY].split(";")) if name]
    shown = "; ".join([*(name for name in names if name != new), old])
    start = written.at(line, column)
    return written.edit(start, start + len(written.line(line)) - column + 1, shown)
