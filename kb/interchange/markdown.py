"""Text from elsewhere as Markdown that says the same: plain words, headings, names, blocks."""

from __future__ import annotations

import re

from kb.characters import is_readable
from loaders.markup.inline import one_line

MARKUP = re.compile(r"([\\\[\]`*_<>&!~|$^=]|%(?=%)|(?<=:)/)")
SPACES = "\n\t"
LONGEST = 20_000  # letters of a text: a line of a file has its limit


def clean(text: str) -> str:
    """A text without what would steer a terminal or stand for nothing."""
    return "".join(c if is_readable(c) or c in SPACES else " " for c in text)


def plain(text: str) -> str:
    """Plain text as Markdown on one line, in which nothing is markup."""
    return MARKUP.sub(r"\\\1", one_line(clean(text)))


def name(text: str) -> str:
    """Plain text for a line that is plain: what markup would change is given up, in full view."""
    return one_line(clean(text))


def fenced(text: str, language: str) -> str:
    """A block of code that holds a text as it is."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"
