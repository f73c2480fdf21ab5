"""Wikilinks as links of Markdown, where they lead to a note that is an item or somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from kb.interchange.label import label
from kb.interchange.markdown import plain
from kb.model import slugify

WIKILINK = re.compile(r"!?\[\[([^\[\]|#^\n]*)(?:[#^][^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")


class Links:
    """What the notes of a vault are called: items by their ids, people by theirs."""

    def __init__(self, items: Mapping[str, str], people: dict[str, tuple[str, str]]) -> None:
        self.items, self.people = items, people  # of people id and name

    def in_prose(self, text: str) -> tuple[str, bool]:
        """A line with its links made over, and whether one of them leads nowhere."""
        lost = False

        def made(match: re.Match[str]) -> str:
            nonlocal lost
            found = self._link(match[1], match[2] or match[1], False)
            lost = lost or found is None or match[0][0] == "!"
            return found or plain(match[2] or match[1])

        return WIKILINK.sub(made, text), lost

    def in_field(self, text: str, is_stance: bool) -> str:
        """The value of a field: in a stance, whoever is named and unknown is somebody new."""
        if is_stance and not WIKILINK.search(text):
            name, dash, rest = text.partition(" — ")
            if label(name) and label(name) != "mapper":
                text = f"[[{label(name)}]]{dash}{rest}"

        def made(match: re.Match[str]) -> str:
            found = self._link(match[1], "", is_stance)
            if found is None and is_stance and label(match[1]):
                found = self._somebody(match[1], match[2] or match[1])
            return found or f"[{_slug(match[1])}](#{_slug(match[1])})"

        return WIKILINK.sub(made, text)

    def _link(self, target: str, words: str, is_stance: bool) -> str | None:
        """The link to an item, or to somebody; in a stance, to somebody first."""
        key = key_of(target)
        slug = self.items.get(key)
        if key in self.people and (is_stance or slug is None):
            ident, name = self.people[key]
            return f"[{plain(name)}](people.md#{ident})"
        slug = slug or self.items.get(key.rpartition("/")[2])
        return None if slug is None else f"[{plain(words) or slug}](#{slug})"

    def _somebody(self, target: str, words: str) -> str:
        name = label(words) or label(target)
        taken = {ident for ident, _ in self.people.values()}
        ident, n = slugify(label(target)), 2
        while ident in taken:
            ident, n = f"{slugify(label(target))}-{n}", n + 1
        self.people[key_of(target)] = ident, name
        return f"[{plain(name)}](people.md#{ident})"


def keys_of(path: str) -> Iterator[str]:
    """All names by which a link may mean a note: its own, and those with folders in front."""
    parts = PurePath(path).with_suffix("").parts[-5:]
    for n in range(len(parts) - 1, -1, -1):
        yield "/".join(parts[n:]).casefold()


def key_of(target: str) -> str:
    """A note as links name it: without its ending, in any case."""
    return target.strip().removesuffix(".md").casefold()


def _slug(target: str) -> str:
    return slugify(target)
