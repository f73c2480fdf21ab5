"""What a file is made of once Markdown has read it: blocks, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.markup.inline import Inline, Link


@dataclass(slots=True)
class Bullet:
    """One item of a list: its first paragraph, the lists below it and any other blocks in it."""

    inline: Inline
    start: int
    end: int
    lazy: list[int]
    children: list[Bullet] = field(default_factory=list)
    others: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A block of a document with its lines, from 1 (`end` is the last).

    `kind` is heading, paragraph, list, quote, code (by its indentation), fence, html (but for
    comments) or other. `links` are all links in it, but for a list: there they are in the inlines
    of its bullets. `underlined` is whether a heading is one for the line below it.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    inline: Inline | None = None
    bullets: list[Bullet] = field(default_factory=list)
    links: list[tuple[Link, int, int]] = field(default_factory=list)
    underlined: bool = False


@dataclass
class Document:
    """A file as blocks. `front` is the text of its front matter, `too_deep` the lines below which
    something was nested too deeply to be read, `written` the lines with their comments, `tidy` how
    the lines read that had a comment."""

    lines: list[str]
    blocks: list[Block]
    front: str | None = None
    too_deep: list[int] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    tidy: dict[int, str] = field(default_factory=dict)

    def source(self, start: int, end: int) -> str:
        """The Markdown of the lines `start` to `end`, without blank ones around it."""
        rows = self.lines[start - 1 : end]
        if self.tidy:
            rows = [self.tidy.get(number, row) for number, row in enumerate(rows, start - 1)]
        return "\n".join(rows).strip("\n").rstrip()


def placed_links(inline: Inline) -> Iterator[tuple[Link, int, int]]:
    """The links of a paragraph with their lines and columns."""
    for index, link in inline.links.items():
        yield (link, *inline.place(index))
