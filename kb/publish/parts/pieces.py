"""Texts of a debate that shared pages repeat: kept on the disk until such a page is made.

Together they are most of what is known of a big base, and an edit makes few of these pages.
"""

from __future__ import annotations

from typing import NamedTuple

from kb.publish.parts.stamps import stamp_of


class Piece(NamedTuple):
    """Where a text stands among those of its debate, in bytes, and the hash that tells it."""

    mark: str
    start: int
    size: int


class Pieces:
    """The texts of one debate, one behind the other."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._size = 0

    def add(self, text: str) -> Piece:
        size = len(text.encode("utf-8"))
        piece = Piece(mark_of(text), self._size, size)
        self._texts.append(text)
        self._size += size
        return piece

    def text(self) -> str:
        """All of them."""
        return "".join(self._texts)


def mark_of(text: str) -> str:
    """The hash of a piece."""
    return stamp_of([text])[:32]
