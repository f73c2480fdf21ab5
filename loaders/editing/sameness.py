"""Lines that say the same since a name in them changed: what stood twice then stands once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.editing.form.layout import indented
from loaders.editing.text import Edit, Written
from loaders.files.folder import PEOPLE
from loaders.grammar.lines import ARROW, pieces, split
from loaders.grammar.page import Annotation, Item, Page
from loaders.grammar.references import resolve_path
from loaders.grammar.vocabulary import LABELS
from loaders.markup.inline import LINK, one_line

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?")
NESTING = ("argument", "relation")  # lines of which two that say the same may share what is below

Key = tuple[object, ...]
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Home:
    """A file, whose debate it is of, and the debate of every file."""

    path: str
    debate: str
    owners: Mapping[str, str]

    def meant(self, annotation: Annotation, start: int, end: int) -> str:
        """A stretch of targets, in which a link and a bare id for the same thing are the same."""
        inline, found, at = annotation.line.inline, "", start
        while at < end:
            word = ID.match(inline.text, at, end)
            if inline.text[at] == LINK:
                found += self._link(inline.links[at].href)
            elif word:
                found += self._bare(word[0], LABELS[annotation.name].role)
            else:
                found += inline.text[at]
            at = word.end() if word else at + 1
        return " ".join(found.split())

    def _link(self, href: str) -> str:
        name, _, ident = href.partition("#")
        file = resolve_path(self.path, name)
        return f"<{self.owners.get(file, file)}/{ident}>"

    def _bare(self, word: str, role: str) -> str:
        if role == "stance":
            return f"<{PEOPLE}/{word}>"
        return f"<{word}>" if "/" in word else f"<{self.debate}/{word}>"

    def key(self, annotation: Annotation) -> Key:
        """What a line says by itself, by which two are the same."""
        line, role = annotation.line, LABELS[annotation.name].role
        span, rest = split(line)
        targets = self.meant(annotation, *span)
        if role == "property" and annotation.name != "with":
            targets = one_line(line.inline.source(*span))
        details = one_line(line.inline.source(*rest)) if rest else ""
        below = [n for n in annotation.nested if role not in NESTING or n.name == "with"]
        said = (annotation.name, targets, details, *annotation.prose)
        return (*said, *sorted(map(self.key, below), key=str))


@dataclass(frozen=True)
class Place:
    """Annotations as they stand in the text of a file, and how deep it nests them."""

    page: Page
    written: Written

    @property
    def deeper(self) -> int:
        nested = (
            self.page.indent(below.line.bullet) - self.page.indent(annotation.line.bullet)
            for item in self.page.items
            for annotation in item.annotations
            for below in annotation.nested
        )
        return next(nested, 2)

    def rows(self, annotation: Annotation, margin: int, deeper: int) -> str:
        """The lines of an annotation as they would stand elsewhere."""
        bullet, gone = annotation.line.bullet, set[int]()
        rows = list(self.page.document.written)
        indented(bullet, margin, deeper, rows, gone)
        kept = (rows[n - 1] for n in range(bullet.start, bullet.end + 1) if n not in gone)
        return "".join(f"{row}\n" for row in kept)

    def without(self, annotation: Annotation) -> Edit:
        bullet, written = annotation.line.bullet, self.written
        return written.edit(written.at(bullet.start), written.at(bullet.end + 1), "")


class Rows:
    """Lines to be put into a file, by the line before which they go."""

    def __init__(self, written: Written) -> None:
        self.written, self._rows = written, dict[int, str]()

    def add(self, line: int, rows: str) -> None:
        self._rows[line] = self._rows.get(line, "") + rows

    def edits(self) -> Iterator[Edit]:
        for line, rows in self._rows.items():
            if rows:
                yield self.written.insert(line, rows)


def add_to(
    into: Sequence[Annotation], more: Annotation, at: Place, taken: Place, home: Home, rows: Rows
) -> bool:
    """Put what stands under a line below the one of these that says the same; whether one does."""
    key = home.key(more)
    same = next((each for each in into if home.key(each) == key), None)
    if same is None:
        return False
    margin = at.page.indent(same.line.bullet) + at.deeper
    for below in more.nested if LABELS[more.name].role in NESTING else ():
        if not add_to(same.nested, below, at, taken, home, rows):
            rows.add(same.line.bullet.end + 1, taken.rows(below, margin, at.deeper))
    return True


def folded(item: Item, before: Item, at: Place, home: Home, rows: Rows) -> Iterator[Edit]:
    """One of two lines of an item where they say the same and did not before."""
    yield from _folded(item.annotations, before.annotations, at, home, rows)


def _folded(
    now: Sequence[Annotation], before: Sequence[Annotation], at: Place, home: Home, rows: Rows
) -> Iterator[Edit]:
    first: dict[Key, int] = {}
    for number, annotation in enumerate(now):
        earlier = first.setdefault(home.key(annotation), number)
        differed = home.key(before[earlier]) != home.key(before[number])
        if earlier != number and differed:
            add_to([now[earlier]], annotation, at, at, home, rows)
            yield at.without(annotation)
        else:
            yield from _folded(annotation.nested, before[number].nested, at, home, rows)


def once(page: Page, before: Page, written: Written, home: Home) -> Iterator[Edit]:
    """The targets of a line that stand in it twice now and did not before."""
    for item, was in zip(page.items, before.items, strict=True):
        yield from _once(item.annotations, was.annotations, written, home)


def _once(
    now: Sequence[Annotation], before: Sequence[Annotation], written: Written, home: Home
) -> Iterator[Edit]:
    for annotation, was in zip(now, before, strict=True):
        role = LABELS[annotation.name].role
        if role != "property" or annotation.name == "with":
            yield from _in_line(annotation, was, written, home)
        yield from _once(annotation.nested, was.nested, written, home)


def _in_line(now: Annotation, was: Annotation, written: Written, home: Home) -> Iterator[Edit]:
    """Take out premises that stand twice in one argument, and targets that do so in a list."""
    groups, old = _groups(now), _groups(was)
    meant = [_meant_once(now, group, home) for group in groups]
    for group, other in zip(groups, old, strict=True):
        for premises, others in zip(group, other, strict=True):
            same = [home.meant(now, *premise) for premise in premises]
            before = [home.meant(was, *premise) for premise in others]
            yield from _taken_out(now, written, premises, same, before)
    shown = [(group[0][0][0], group[-1][-1][1]) for group in groups]
    before = [str(_meant_once(was, group, home)) for group in old]
    yield from _taken_out(now, written, shown, [str(each) for each in meant], before)


def _groups(annotation: Annotation) -> list[list[Spans]]:
    """The targets of a line: for each the premises of the arguments in it, parted by arrows."""
    text = annotation.line.inline.text
    span, _ = split(annotation.line)
    groups = (_between(text, *piece) for piece in pieces(text, *span, ";"))
    return [group for group in groups if group]


def _between(text: str, start: int, end: int) -> list[Spans]:
    stops = [*ARROW.finditer(text, start, end), None]
    found = []
    for stop in stops:
        found.append(list(pieces(text, start, stop.start() if stop else end, "+")))
        start = stop.end() if stop else end
    return found if all(found) else []


def _meant_once(annotation: Annotation, group: list[Spans], home: Home) -> list[list[str]]:
    return [sorted({home.meant(annotation, *each) for each in premises}) for premises in group]


def _taken_out(
    annotation: Annotation, written: Written, spans: Spans, now: list[str], before: list[str]
) -> Iterator[Edit]:
    """Each stretch that means what an earlier one does and did not before, with its sign."""
    inline = annotation.line.inline
    for number, what in enumerate(now):
        earlier = now.index(what)
        if earlier != number and before[earlier] != before[number]:
            first = written.at(*inline.place(spans[number - 1][1]))
            yield written.edit(first, written.at(*inline.place(spans[number][1])), "")
