"""Pieces of Markdown, YAML and TOML that the writers put together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kb.model import Section
from loaders.grammar.details import SEVERAL
from loaders.grammar.references import passage_order

MARKUP, ESCAPED = re.compile(r"([\\\[\]`*_<>&!]|%(?=%))"), r"\\\1"
PLAIN = re.compile(r"[A-Za-z][\w ,'’?!.()-]*", re.ASCII)
UNPRINTABLE = re.compile(r"[\x7f-\xa0\u2028\u2029\ufeff\ufff0-\uffff]")


def link_to(text: str, file: str, anchor: str) -> str:
    return f"[{MARKUP.sub(ESCAPED, text)}]({file}#{anchor})"


def inferred_word(inferred: bool) -> list[str]:
    return ["inferred"] if inferred else []


def number(credence: float) -> str:
    return f"{Decimal(repr(credence)):f}"


def ranges(passages: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Passages that follow each other as one range."""
    open_range: tuple[str, int, int] | None = None
    for source, number in map(passage_order, passages):
        first = open_range[1] if open_range else number
        if open_range == (source, first, number - 1) and number - first < SEVERAL:
            open_range = (source, first, number)
            continue
        if open_range:
            yield open_range
        open_range = (source, number, number)
    if open_range:
        yield open_range


def yaml_text(text: str) -> str:
    special = text.lower() in ("null", "yes", "no", "true", "false")
    return text if PLAIN.fullmatch(text) and not special else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, as YAML and TOML both read it."""
    plain = json.dumps(text, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


def in_blocks(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


def file_of(blocks: Iterable[str]) -> str:
    return in_blocks(blocks) + "\n"


def below(lines: str, body: str, *quotes: str) -> list[str]:
    """Annotations, quotes and prose; prose that opens with code goes first, since Markdown would
    take it for a part of the list."""
    return [body, lines, *quotes] if body[:1].isspace() else [lines, *quotes, body]


def depth_under(above: Sequence[Section], section: str) -> int | None:
    """How many of the open sections an item of `section` stands under; None if it is another."""
    for depth in range(len(above), -1, -1):
        if " / ".join(s.heading for s in above[:depth]) == section:
            return depth
    return None
