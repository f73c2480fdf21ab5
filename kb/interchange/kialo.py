"""The text that Kialo exports: a tree of claims by number, each for or against the one above it.

The thesis is a position; where those below it are neither for nor against it, it is the question
and they are the positions. `-> See 1.2.` means the claim of that number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.diagnostics import Code
from kb.interchange.account import Piece
from kb.interchange.frame import Format, Reading
from kb.interchange.markdown import kept
from kb.interchange.source import Source
from kb.kinds import ArgumentKind, RelationKind
from kb.model import Premise
from loaders.markup.inline import one_line

TITLE = re.compile(r"Discussion Title:[ \t]*(.*)")
NUMBERED = re.compile(r"(1\.(?:\d{1,6}\.){0,400})[ \t]+(?:(Pro|Con):[ \t]*)?(.*)")
SEE = re.compile(r"-> See (1\.(?:\d{1,6}\.){0,400})")
SIDES: dict[str, ArgumentKind] = {"Pro": "supports", "Con": "rebuts"}
MOST = 50_000  # claims
AS_IT_IS = "what would lead nowhere, or be hidden, is taken word for word"


class Entry(NamedTuple):
    """A claim with its number and side, from its first letter to its last."""

    number: str
    side: str
    text: str
    start: int
    end: int

    @property
    def above(self) -> str:
        return self.number[: self.number[:-1].rfind(".") + 1]

    @property
    def sees(self) -> str:
        """The number of the claim that this one is."""
        match = SEE.match(self.text)
        return match.group(1) if match else ""


def entries(source: Source) -> Iterator[Entry]:
    """All claims, and lines in front of them that are none, which have no number."""
    found: re.Match[str] | None = None
    at = open_at = last = 0
    texts: list[str] = []
    for line in source.text.split("\n"):
        match = NUMBERED.fullmatch(line)
        if match or (not found and line.strip()):
            if found:
                yield Entry(found[1], found[2] or "", "\n".join(texts), open_at, last)
            if match:
                open_at, found, texts = at, match, [match[3]]
            else:
                yield Entry("", "", line, at, at + len(line))
        elif found:
            texts.append(line)
        last = at + len(line) if line.strip() else last
        at += len(line) + 1
    if found:
        yield Entry(found[1], found[2] or "", "\n".join(texts), open_at, last)


def pieces(source: Source) -> Iterator[Piece]:
    """Every claim, the title, and every other line."""
    for entry in entries(source):
        what = "claim" if entry.number else "title" if TITLE.match(entry.text) else "line"
        yield Piece(entry.start, entry.end, what)


def read(reading: Reading) -> None:
    """Read an export into a draft."""
    found = list(entries(reading.source))
    numbered = [entry for entry in found if entry.number]
    if not numbered:
        says = "no line begins with '1.', so this is no export of Kialo in text"
        raise reading.source.problem(0, says)
    if len(numbered) > MOST:
        raise reading.source.problem(0, f"there are more than {MOST:,} claims", Code.TOO_MUCH)
    _Tree(reading, numbered).read([entry for entry in found if not entry.number])


class _Tree:
    def __init__(self, reading: Reading, numbered: list[Entry]) -> None:
        self.draft, self.account = reading.draft, reading.account
        self.entries: dict[str, Entry] = {}
        self.twice = [e for e in numbered if self.entries.setdefault(e.number, e) is not e]
        self.items: dict[str, str] = {}
        theses = [e for e in self.entries.values() if e.above == "1." and not e.side]
        self.theses = {entry.number for entry in theses}

    def read(self, others: list[Entry]) -> None:
        for entry in others:
            self._other(entry)
        for entry in self.twice:
            self.account.left_out(entry.start, entry.end, "this number stands above", "claim")
        for entry in self.entries.values():
            if not entry.sees:
                self.items[entry.number] = self._item(entry)
        for entry in self.entries.values():
            if entry.sees:
                self._see(entry)
        for entry in self.entries.values():
            self._tell(entry, self._relate(entry))

    def _other(self, entry: Entry) -> None:
        title = TITLE.match(entry.text)
        if title and not self.draft.heading:
            self.draft.heading = title.group(1)
            self.account.carried(entry.start, entry.end, "title")
            return
        what = "title" if title else "line"
        self.account.left_out(entry.start, entry.end, "it stands before the first claim", what)

    def _item(self, entry: Entry) -> str:
        text = kept(entry.text)
        if entry.number == "1." and self.theses:
            self.draft.question = one_line(entry.text)
            return self.draft.item(text, kind="question", posed="mapper")
        is_answer = entry.number == "1." or entry.number in self.theses
        return self.draft.item(text, kind="position" if is_answer else "claim")

    def _see(self, entry: Entry) -> None:
        """A link means the claim that it leads to, which may be by another link."""
        seen, number = {entry.number}, entry.sees
        while number in self.entries and self.entries[number].sees and number not in seen:
            seen.add(number)
            number = self.entries[number].sees
        if number in self.items:
            self.items[entry.number] = self.items[number]

    def _relate(self, entry: Entry) -> str:
        """What a claim does to the one above it; what keeps it from that."""
        if entry.number == "1.":
            return ""
        item, above = self.items.get(entry.number), self.items.get(entry.above)
        if item is None:
            return "no claim has the number that it names"
        if above is None:
            return "no claim that is read has the number above it"
        if not entry.side:
            kind: RelationKind = "answers" if entry.number in self.theses else "refines"
            why = self.draft.unrelatable(kind, item, above)
            if not why:
                self.draft.relate(kind, item, above)
            return why
        why = self.draft.refuses(SIDES[entry.side], [Premise(claim=item)], above)
        if not why:
            self.draft.argument(SIDES[entry.side], [item], above)
        return why

    def _tell(self, entry: Entry, why: str) -> None:
        if why and entry.sees:
            self.account.left_out(entry.start, entry.end, why, "claim")
        elif why:
            how = f"it is for or against nothing: {why}"
            self.account.changed(entry.start, entry.end, how, "claim")
        elif not entry.sees and kept(entry.text) != one_line(entry.text):
            self.account.changed(entry.start, entry.end, AS_IT_IS, "claim")
        else:
            self.account.carried(entry.start, entry.end, "claim")


FORMAT = Format("an export of Kialo in text", (".txt",), pieces=pieces, read=read)
