"""A debate as running text in lines, and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kb.cli.printing import screen_width
from kb.cli.text import Block, Text
from kb.cli.views.output import escaped

if TYPE_CHECKING:
    from kb.exchange.pieces import Paragraph

WIDTH = 80
INDENT = "    "
STYLES = {"heading": "bold", "ours": "dim", "definition": "dim"}
MARKDOWN = {"heading": "### ", "ours": "*Aside.* ", "definition": "*Aside.* "}


def exchange(paragraphs: Iterable[Paragraph]) -> Iterator[Block]:
    """Paragraphs in lines that are not too long to read, replies indented."""
    width = min(WIDTH, screen_width())
    before = False
    for paragraph in paragraphs:
        if before:
            yield Text("\n" if paragraph.kind == "heading" else "")
        before = True
        yield Text(("\n".join(_lines(paragraph, width)), STYLES.get(paragraph.kind, "")))


def _lines(paragraph: Paragraph, width: int) -> list[str]:
    indent = INDENT * paragraph.depth
    return textwrap.wrap(
        paragraph.text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )


def markdown(paragraphs: Iterable[Paragraph]) -> str:
    """The same as Markdown: threads as headings, replies as quotations."""
    found = (
        f"{'> ' * paragraph.depth}{MARKDOWN.get(paragraph.kind, '')}{escaped(paragraph.text)}\n"
        for paragraph in paragraphs
    )
    return "\n".join(found)
