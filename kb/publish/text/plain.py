"""The words of a text alone, of most texts without a parser."""

from __future__ import annotations

from kb.publish.text.signs import without_markup


def plain_words(text: str) -> str:
    """The words of an author's Markdown, without its links, in one line."""
    plain = without_markup(text)
    if plain is not None:
        return plain
    from kb.publish.text.prose import without_links

    return without_links().plain(text)
