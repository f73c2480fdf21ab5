"""The anchors that GitHub gives the headings of a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator


def anchors(headings: Iterable[str]) -> Iterator[str]:
    """The anchor of each heading, by its plain text: later ones of a name are numbered."""
    seen: dict[str, int] = {}
    for heading in headings:
        anchor = "".join(filter(_is_kept, heading.lower())).strip().replace(" ", "-")
        count = seen.get(anchor, 0)
        seen[anchor] = count + 1
        yield f"{anchor}-{count}" if count else anchor


def _is_kept(character: str) -> bool:
    """Letters, digits and the marks that belong to them, and what may part them."""
    return (
        character.isalnum()
        or character in "-_ "
        or (not character.isascii() and unicodedata.category(character)[0] == "M")
    )
