"""Wikilinks as links of Markdown, where they lead to a note that is an item or somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import PurePath

from kb.interchange.label import label
from kb.interchange.markdown import plain
from kb.kinds import PersonKind
from kb.model import Person, slugify

WIKILINK = re.compile(r"!?\[\[([^\[\]|#^\n]*)(?:[#^][^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")


class Links:
    """What the notes of a vault are called: items by their ids, people by theirs."""

    def __init__(self, items: Mapping[str, str], known: dict[str, Person]) -> None:
        self.items, self.known = items, known
        self.people: dict[str, str] = {}  # ids by what links call them

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
            return self._to_somebody(self.people[key])
        slug = slug or self.items.get(key.rpartition("/")[2])
        return None if slug is None else f"[{plain(words) or slug}](#{slug})"

    def _somebody(self, target: str, words: str) -> str:
        ident = self.add(slugify(label(target)), label(words) or label(target), "person")
        self.people[key_of(target)] = ident
        return self._to_somebody(ident)

    def _to_somebody(self, ident: str) -> str:
        return f"[{plain(self.known[ident].heading)}](people.md#{ident})"

    def add(self, ident: str, name: str, kind: PersonKind) -> str:
        """The id of whoever is called so: the one that is given, where it is free."""
        for known in self.known.values():
            if known.heading == name:
                return known.id
        tries = (ident if n == 1 else f"{ident}-{n}" for n in count(1))
        free = next(one for one in tries if one not in self.known and one != "people")
        self.known[free] = Person(id=free, heading=name, kind=kind)
        return free


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
