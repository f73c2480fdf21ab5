"""How the lines of items are spelt: labels, separators, links, passages; never words of prose."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator

from loaders.base.registers import PARTED, RANGE
from loaders.editing.reading import Mention, Reading, every
from loaders.editing.text import Edit, Written
from loaders.files.folder import PEOPLE, SOURCES
from loaders.grammar.details import PASSAGES, detail_spans
from loaders.grammar.kinds import KINDS, VOICES
from loaders.grammar.lines import DASH, split
from loaders.grammar.page import Annotation, Page
from loaders.writing.phrases import link_to

LONGEST = 1_000  # characters of an id, and more
COMMENT = re.compile(r"<!--|%%")
SEPARATOR = re.compile(r"\s*(?P<sign>[;+→]|->)\s*")
SPELT = {";": "; ", "+": " + ", "→": " → ", "->": " → "}
SPACES = re.compile(r"[ \t]*(?P<ends>$)?", re.MULTILINE)
COMMA = re.compile(r"\s*,\s*")
NOT = re.compile(r"(?<![\w-])not\s+(?=\S)", re.IGNORECASE)
ALL_PROSE = ("because", "title", "term", "tags", "called", "scheme")  # where a dash is a dash
VALUES = ("source", "credence")  # whose details stand right behind the label
ENDED = re.compile(
    r"(?P<dash>—|--)(?P<link>\s*(?:\[[^]]*\]\([^)]*\)\s*)?)(?:¶+|pars?\.)\s*(?P<n>\d+)\s*$"
)


def spelling(page: Page, written: Written, labels: Iterable[str]) -> Iterator[Edit]:
    """What is to be spelt otherwise in the lines of a file, whose labels are these."""
    names = {label.casefold(): label for label in labels}
    for item in page.items:
        for annotation in every(item.annotations):
            yield from _Speller(written, annotation).edits(names[annotation.name])
    yield from _quotes(page, written)


class _Speller:
    """Spells one line. A stretch that is wrapped, escaped or has a comment in it is left alone."""

    def __init__(self, written: Written, annotation: Annotation) -> None:
        self.written, self.annotation, self.line = written, annotation, annotation.line
        self.text = self.line.inline.text

    def edits(self, label: str) -> Iterator[Edit]:
        yield from self._label(label)
        if self.line.path in (PEOPLE, SOURCES):
            yield from self._in_list()
        elif self.annotation.name not in ALL_PROSE:
            yield from self._in_debate()

    def _in_list(self) -> Iterator[Edit]:
        """A line about a person or a source, whose value is all of it, with whatever dashes."""
        name = self.annotation.name
        if name in ("left out", "repeats", "starts"):
            yield from self._ranges()
        elif name == "kind" and self.line.path == PEOPLE:
            yield from self._kind(VOICES, self.line.value, len(self.text))

    def _in_debate(self) -> Iterator[Edit]:
        name = self.annotation.name
        yield from self._dash()
        (start, end), rest = split(self.line)
        if name == "kind":
            yield from self._kind(KINDS, start, end)
        elif name in VALUES:
            yield from self._details([(start, end), *([rest] if rest else [])])
        else:
            yield from self._targets(start, end)
            yield from self._details([rest] if rest else [])

    def _put(self, start: int, end: int, text: str) -> Iterator[Edit]:
        """Put something in the place of a stretch of the line that is written as it reads."""
        inline, written = self.line.inline, self.written
        first, last = inline.place(start), inline.place(end, markup=True)
        at, stop = written.at(*first), written.at(*last)
        there = written.text[at:stop]
        same = there.split() == self.text[start:end].split()
        if first[0] == last[0] and same and there != text:
            yield written.edit(at, stop, text)

    def _label(self, label: str) -> Iterator[Edit]:
        """The label with its markup, up to whatever its value begins with, be it markup too."""
        inline, written = self.line.inline, self.written
        first, last = inline.place(0, markup=True), inline.place(self.line.value, markup=True)
        at = written.at(*first)
        found = SPACES.match(written.text, written.at(*last))
        assert found
        there = written.text[at : found.end()]
        shown = f"**{label}:**" if found["ends"] is not None else f"**{label}:** "
        if first[0] == last[0] and there != shown and not COMMENT.search(there):
            yield written.edit(at, found.end(), shown)

    def _dash(self) -> Iterator[Edit]:
        found = DASH.search(self.text, self.line.value)
        if found and self.line.at < found.start() and found.end() < len(self.text):
            yield from self._put(*found.span(), " — ")

    def _kind(self, known: Collection[str], start: int, end: int) -> Iterator[Edit]:
        value = self.text[start:end].strip()
        if value.casefold() in known:
            at = self.text.index(value, start)
            yield from self._put(at, at + len(value), value.casefold())

    def _targets(self, start: int, end: int) -> Iterator[Edit]:
        for found in SEPARATOR.finditer(self.text, start, end):
            if start < found.start() and found.end() < end:
                yield from self._put(*found.span(), SPELT[found["sign"]])
        for found in NOT.finditer(self.text, start, end):
            yield from self._put(*found.span(), "not ")

    def _details(self, regions: list[tuple[int, int]]) -> Iterator[Edit]:
        """Details up to the first word of prose, also where a dash parts them."""
        for start, end in regions:
            at = start
            for first, last in detail_spans(self.line, start, end):
                yield from self._detail(first, last)
                comma = COMMA.match(self.text, last, end)
                if comma and comma.end() < end:
                    yield from self._put(*comma.span(), ", ")
                at = last
            if self.text[at:end].strip(" ,"):
                return

    def _detail(self, first: int, last: int) -> Iterator[Edit]:
        found = PASSAGES.fullmatch(self.text, first, last)
        if found:
            numbers = _numbers(found[2], found[3])
            shown = f" {numbers}" if found[1] else numbers
            yield from self._put(found.end(1) if found[1] else first, last, shown)
        elif self.text[first:last].casefold() == "inferred":
            yield from self._put(first, last, "inferred")

    def _ranges(self) -> Iterator[Edit]:
        """`¶1-2 — why; ¶9 — why`, `¶30 = ¶1`, and `¶12; ¶18` in sources.md."""
        start, end = self.line.at, len(self.text)
        stops = [*PARTED.finditer(self.text, start), None]
        for stop in stops:
            until = stop.start() if stop else end
            dash = DASH.search(self.text, start, until)
            if dash:
                yield from self._put(*dash.span(), " — ")
            for found in RANGE.finditer(self.text, start, dash.start() if dash else until):
                yield from self._put(*found.span(), _numbers(found[1], found[2]))
            start = stop.end() if stop else end


def _numbers(first: str, last: str | None) -> str:
    return f"¶{first}-{last}" if last and last != first else f"¶{first}"


def _quotes(page: Page, written: Written) -> Iterator[Edit]:
    """The line under a quote that says where it stands."""
    read = {quote.line for item in page.items for quote in item.quotes}
    for block in page.document.blocks:
        if block.kind == "quote" and block.start in read:
            row = written.line(block.end)
            found = ENDED.search(row)
            if found:
                shown = f"— {found['link'].strip()} ¶{found['n']}".replace("  ", " ")
                at = written.at(block.end)
                yield written.edit(at + found.start(), at + len(row), shown)


def linked(reading: Reading, path: str, bare: Iterable[Mention]) -> Iterator[Edit]:
    """Links in the place of the bare ids in a file."""
    written = reading.written(path)
    for mention in bare:
        at = written.at(mention.line, mention.column)
        shown = _link(reading, path, mention.kind, mention.ident, written.text[at : at + LONGEST])
        if shown:
            yield written.edit(at, at + len(shown[0]), shown[1])


def _link(reading: Reading, path: str, kind: str, ident: str, text: str) -> tuple[str, str] | None:
    """A bare id at the beginning of a text, and the link for it."""
    folder = posixpath.dirname(path) or "."
    if kind == "person" and ident in reading.loaded.register.people and text.startswith(ident):
        name = reading.loaded.register.people[ident].heading
        return ident, link_to(name, posixpath.relpath(PEOPLE, folder), ident)
    debate, _, slug = ident.partition("/")
    head = reading.loaded.heads.get(debate)
    if kind != "item" or head is None or slug not in head.items:
        return None
    file = head.items[slug][0]
    goal = "" if file == path else posixpath.relpath(file, folder)
    written = ident if text.startswith(ident) else slug
    return (written, f"[{written}]({goal}#{slug})") if text.startswith(written) else None
