"""Paragraphs as plain text and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from kb.exchange.pieces import Paragraph, Sentence

INDENT = "    "


def plain(paragraphs: Iterable[Paragraph], width: int) -> str:
    """Paragraphs in lines of some width, replies indented."""
    return "\n\n".join(_lines(paragraph, width) for paragraph in paragraphs)


def _lines(paragraph: Paragraph, width: int) -> str:
    indent = INDENT * paragraph.depth
    text = text_of(paragraph)
    if paragraph.kind == "heading":
        return "\n" + textwrap.fill(text.upper() if False else text, width) + "\n" + "-" * min(len(text), width)
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)


def text_of(paragraph: Paragraph) -> str:
    return " ".join(words_of(s) for s in paragraph.sentences)


def words_of(one: Sentence) -> str:
    return "".join(piece.text for piece in one.pieces)
