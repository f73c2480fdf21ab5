"""Two items, or two people, as one text: what stands on the other is put where the one stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from loaders.editing.form.layout import FIRST, rank_in
from loaders.editing.former import shown_on
from loaders.editing.sameness import Home, Place, Rows, add_to
from loaders.editing.text import Edit
from loaders.facts.renaming import FORMERLY
from loaders.grammar.page import Annotation, Item
from loaders.grammar.targets import read_value_prose
from loaders.markup.blocks import Block

SINGLE = ("title", "kind", "term", "credence", "address")  # of which one is kept
LATER = ("kind", "term", "credence")  # that stand behind former ids
SIGNS = ("other", "html")  # blocks that may well stand twice


class Entry(NamedTuple):
    """An item and the text it stands in."""

    item: Item
    at: Place

    def blocks(self) -> list[Block]:
        """Its heading, its statement, and all else under the heading."""
        found: list[Block] = []
        for block in self.at.page.document.blocks:
            if block.start > self.item.line and block.kind == "heading":
                break
            if block.start >= self.item.line:
                found.append(block)
        return found

    @property
    def end(self) -> int:
        """The line of the next heading, or behind the last line."""
        document = self.at.page.document
        starts = (b.start for b in document.blocks if b.kind == "heading")
        return next((at for at in starts if at > self.item.line), len(document.written) + 1)

    @property
    def last(self) -> int:
        """The last line in which something stands."""
        rows = self.at.page.document.written
        return next(n for n in range(self.end - 1, 0, -1) if rows[n - 1].strip())

    def of(self, name: str) -> Annotation | None:
        return next((each for each in self.item.annotations if each.name == name), None)

    def statement(self) -> Block:
        return next(b for b in self.blocks() if b.kind == "paragraph")

    def prose(self) -> Iterator[tuple[str, str]]:
        """What stands under the heading beside statement and annotations: kind and text of each
        block, with the comments behind it."""
        gone = {n for a in self.item.annotations for n in _rows_of(a)}
        statement = self.statement()
        blocks = self.blocks()
        stops = [*(block.start for block in blocks[1:]), self.end]
        for block, stop in zip(blocks, stops, strict=True):
            if block.kind == "heading" or block is statement:
                gone |= set(range(block.start, block.end + 1))
            rows = self.at.page.document.written
            kept = [rows[n - 1] for n in range(block.start, stop) if n not in gone]
            text = "\n".join(kept).strip("\n").rstrip()
            if text:
                yield block.kind, text


def _rows_of(annotation: Annotation) -> range:
    return range(annotation.line.bullet.start, annotation.line.bullet.end + 1)


@dataclass
class Joining:
    """What of `other` goes to `one`; with `keep_other` its statement too, and what goes with it."""

    one: Entry
    other: Entry
    home: Home
    keep_other: bool = False

    def edits(self, formerly: Sequence[str] = ()) -> list[Edit]:
        """Edits of the text in which the one stands."""
        at, item = self.one.at, self.one.item
        edits = list(self._statement())
        rows, lost, new = Rows(at.written), list[str](), list[tuple[int, str]]()
        rank = rank_in(at.page.path)
        if formerly:
            new += self._formerly(formerly, edits)
        for annotation in self._singles(edits, lost):
            new.append((rank(annotation), self._row(annotation)))
        for annotation in self.other.item.annotations:
            known = annotation.name in (*SINGLE, FORMERLY)
            if not known and not add_to(
                item.annotations, annotation, at, self.other.at, self.home, rows
            ):
                new.append((rank(annotation), self._row(annotation)))
        self._put(rows, sorted(new, key=itemgetter(0)), "\n\n".join([*self._new_prose(), *lost]))
        return [*edits, *rows.edits()]

    def _row(self, annotation: Annotation) -> str:
        return self.other.at.rows(annotation, self.one.item.margin or 0, self.one.at.deeper)

    def _statement(self) -> Iterator[Edit]:
        if self.keep_other:
            block, theirs = self.one.statement(), self.other.statement()
            written = self.one.at.written
            rows = self.other.at.page.document.written[theirs.start - 1 : theirs.end]
            first, end = written.at(block.start), written.at(block.end)
            yield written.edit(first, end + len(written.line(block.end)), "\n".join(rows))

    def _singles(self, edits: list[Edit], lost: list[str]) -> Iterator[Annotation]:
        """The lines of the other for what an item has one of, where these are kept."""
        for name in SINGLE:
            own, theirs = self.one.of(name), self.other.of(name)
            kept, left = (theirs, own) if self.keep_other else (own, theirs)
            chosen = kept if kept or name == "kind" else left
            for each in (own, theirs):
                if each and each is not chosen:
                    said = [read_value_prose(each) if name in LATER else "", *each.prose]
                    lost += [text for text in said if text]
            if own and own is not chosen:
                edits.append(self.one.at.without(own))
            if chosen and chosen is theirs:
                yield chosen

    def _formerly(self, names: Sequence[str], edits: list[Edit]) -> Iterator[tuple[int, str]]:
        if self.one.of(FORMERLY):
            at = self.one.at
            edits.append(shown_on(at.page, at.written, self.one.item, names))
        else:
            margin = " " * (self.one.item.margin or 0)
            yield FIRST.index(FORMERLY), f"{margin}- **Formerly:** {'; '.join(names)}\n"

    def _new_prose(self) -> Iterator[str]:
        """The prose of the other, but for what the one has word for word."""
        known = {text for kind, text in self.one.prose() if kind not in SIGNS}
        yield from (text for _, text in self.other.prose() if text not in known)

    def _put(self, rows: Rows, new: Sequence[tuple[int, str]], prose: str) -> None:
        """Put lines where their kind stands, and prose at the end; never code behind a list, which
        would take it for its own."""
        blocks, annotations = self.one.blocks(), self.one.item.annotations
        end, below = self.one.last + 1, f"\n{prose}\n" if prose else ""
        code = prose.startswith((" ", "\t"))
        if annotations and code and blocks[-1].kind == "list":
            rows.add(blocks[-1].start, f"{prose}\n\n")
            below = ""
        if not annotations:
            lines = "".join(["\n" if new else "", *(row for _, row in new)])
            last = code or any(block.kind == "code" for block in blocks)
            rows.add(end if last else blocks[1].end + 1, below + lines if last else lines)
            below = "" if last else below
        rank = rank_in(self.one.at.page.path)
        for where, row in new if annotations else ():
            above = [a.line.bullet.end + 1 for a in annotations if rank(a) <= where]
            rows.add(above[-1] if above else annotations[0].line.bullet.start, row)
        rows.add(end, below)
