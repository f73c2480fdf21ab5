"""Statements compared by their words, and items called as their own debate calls them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"\w+")
SMALL = frozenset(
    {
        "a", "an", "the", "that", "which", "who", "it", "so", "is", "are", "was", "were", "be",
        "been", "being", "has", "had", "have",
    }
)  # fmt: skip
ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|e?s|ly|e)$")


@lru_cache(maxsize=1000)  # several lints ask for the statements of one debate
def words(text: str) -> tuple[str, ...]:
    """A statement without case, punctuation, markup and white space."""
    return tuple(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def gist(text: str) -> tuple[str, ...]:
    """The words that a statement turns on, without their endings: hedges, numbers and "not" stay,
    for these make it another statement."""
    return tuple(_without_ending(word) for word in words(text) if word not in SMALL)


@lru_cache(maxsize=1000)  # people use the same words again and again
def _without_ending(word: str) -> str:
    return ENDING.sub("", word)


def slug(ident: str) -> str:
    """An item as its own debate calls it."""
    return ident.partition("/")[2]
