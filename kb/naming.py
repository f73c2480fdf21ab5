"""What things are called where their statement is too long: titles, letters, capitals; and how many
there are of them."""

from __future__ import annotations

import re
from functools import lru_cache

ARTICLE = re.compile(r"^(?:the|an?)(?= )")


@lru_cache(20_000)  # pages mention the same few things again and again
def short_name(title: str | None, slug: str) -> str:
    """The title of an item; without one, the words of its slug."""
    return title or capital(slug.replace("-", " "))


def letter(i: int) -> str:
    """What stands for a position on maps and in lines: A to Z, then numbers."""
    return chr(ord("A") + i) if i < 26 else str(i + 1)


def number_of(size: int, one: str, many: str = "") -> str:
    """`1 claim`, `2 claims`."""
    return f"{size} {one if size == 1 else many or one + 's'}"


def times(count: int) -> str:
    """`once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def opening(name: str) -> str:
    """A name at the beginning of a sentence: only an article gets a capital, since a handle or a
    name that somebody writes small is spelt so."""
    return ARTICLE.sub(lambda article: article[0].capitalize(), name)


def stripped(text: str) -> str:
    """A statement without its full stop."""
    text = text.strip()
    return text if text.endswith("..") else text.removesuffix(".")


def capital(text: str) -> str:
    """A text with a capital in front."""
    return text[:1].upper() + text[1:]
