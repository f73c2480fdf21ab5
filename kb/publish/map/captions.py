"""The words on the boxes of a drawing, as plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from typing import NamedTuple

from kb.naming import letter, short_name
from kb.publish.index import Index
from kb.publish.map import boxes
from kb.publish.map.opening import folded
from kb.publish.map.tree import Box, Forest
from kb.publish.numbers.leaning import NEUTRAL, leanings, sides
from kb.publish.parts.words import KINDS
from kb.publish.text.links import Resolver
from kb.publish.text.prose import UNPRINTABLE, Prose, printable

SPACE = re.compile(r"\s+")
BROAD = "MWmw@%—…"  # letters that take nearly two of the others


class Caption(NamedTuple):
    """What stands on a box: what it does, what it favours, its statement, what no line shows."""

    word: str
    favours: str
    statement: str
    notes: tuple[str, ...]
    fold: str


class Captions:
    """Writes the captions of a debate's map, of which some boxes are opened."""

    def __init__(self, index: Index, forest: Forest, opened: Collection[Box]) -> None:
        self._index = index
        self._opened = opened
        self._prose = Prose(Resolver(index))
        positions = [root.claim for root in forest.positions]
        self._letters = {claim: letter(i) for i, claim in enumerate(positions)}
        self._leanings = leanings(index, positions)

    def is_spread(self, box: Box) -> bool:
        """Whether what stands beside a box is drawn."""
        return box in self._opened

    def is_crux(self, box: Box) -> bool:
        return self._index.is_crux(box.claim)

    def caption(self, box: Box) -> Caption:
        return Caption(
            word=self._word(box),
            favours="" if box.place else self._favours(box.claim),
            statement=self._statement(box),
            notes=() if box.place else tuple(self._notes(box)),
            fold="" if self.is_spread(box) else folded(s.kind for s in box.replies),
        )

    def _word(self, box: Box) -> str:
        kind = KINDS[self._index.claims[box.claim].kind][0]
        lettered = self._letters.get(box.claim, "")
        if box.branch is None:
            return f"{kind} {lettered}".rstrip()
        aside = f"{kind.lower()} {lettered}".rstrip() if lettered or kind != "Claim" else ""
        ours = "our link" if boxes.is_ours(box) else ""
        said = (boxes.does(self._index, box), aside, boxes.mention(box), ours)
        return " · ".join(filter(None, said))

    def _favours(self, claim: str) -> str:
        if claim in self._letters:
            return ""
        found = sides(self._leanings.get(claim, NEUTRAL), len(self._letters))
        return ", ".join(f"{word} {' '.join(letters)}" for word, letters in found)

    def _statement(self, box: Box) -> str:
        claim = self._index.claims[box.claim]
        return self._brief(claim.id) if box.place or claim.title else self.plain(claim.text)

    def _notes(self, box: Box) -> list[str]:
        also = [
            f"{words} “{self._brief(claim)}”" if claim else words
            for words, _, claim in boxes.also(self._index, box)
        ]
        asking = self._index.relations_to.get(box.claim, ())
        return also + [f"crux: {self._brief(r.source)}" for r in asking if r.kind == "asks"]

    def _brief(self, claim: str) -> str:
        known = self._index.claims[claim]
        return printable(short_name(known.title, known.slug))

    def plain(self, text: str) -> str:
        """The words alone, in one line, without what no drawing can hold."""
        return SPACE.sub(" ", UNPRINTABLE.sub("\ufffd", self._prose.plain(text))).strip()


def width_of(text: str) -> int:
    """Columns that a text takes: two for each wide character, none for those that only combine."""
    if text.isascii():  # of which none is either
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def extent_of(text: str) -> float:
    """The same in letters of a printed font, in which some are wider than others."""
    broad, capitals = sum(map(text.count, BROAD)), sum(map(str.isupper, text))
    return width_of(text) + 0.6 * broad + 0.35 * capitals


def wrapped(text: str, width: int, measure: Callable[[str], float] = width_of) -> list[str]:
    """The text in lines of at most `width` columns; a longer word is broken."""
    lines = [""]
    for word in text.split():
        for part in _parts(word, width, measure):
            joined = f"{lines[-1]} {part}".lstrip()
            if measure(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(part)
    return lines


def _parts(word: str, width: int, measure: Callable[[str], float]) -> list[str]:
    if measure(word) <= width:
        return [word]
    parts, at = [""], 0.0
    for character in word:
        size = measure(character)
        if at + size > width:
            parts.append("")
            at = 0.0
        parts[-1] += character
        at += size
    return parts
