"""The anchors that GitHub gives the headings of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def anchors(headings: Iterable[str]) -> Iterator[str]:
    """The anchor of each heading, by its plain text: later ones of a name are numbered."""
    seen: dict[str, int] = {}
    for heading in headings:
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        count = seen.get(anchor, 0)
        seen[anchor] = count + 1
        yield f"{anchor}-{count}" if count else anchor
