"""Statements compared by their words, and items called as their own debate calls them."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"\w+")


def words(text: str) -> tuple[str, ...]:
    """A statement without case, punctuation, markup and white space."""
    return tuple(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def slug(ident: str) -> str:
    """An item as its own debate calls it."""
    return ident.partition("/")[2]
