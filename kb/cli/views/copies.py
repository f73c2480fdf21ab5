"""What local copies of sources have for the passages that are pinned."""

from __future__ import annotations

from typing import NamedTuple


class Shown(NamedTuple):
    """What a local copy has for a passage: its text, and how it differs from what is pinned."""

    text: str | None
    drift: str | None = None


Copies = dict[str, Shown]  # by the id of the passage
