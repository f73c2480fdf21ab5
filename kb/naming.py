"""What an item is called in tables, on maps and in tabs, where its statement is too long."""

from __future__ import annotations


def short_name(title: str | None, slug: str) -> str:
    """The title of an item; without one, the words of its slug."""
    words = slug.replace("-", " ")
    return title or words[:1].upper() + words[1:]
