"""What stands at a place of a file: the name of something, or passages of a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.editor.opened import Opened
from kb.editor.places import Places
from kb.model import term_id
from loaders.base.registers import RANGE
from loaders.editing.links import GOAL, link_at
from loaders.editing.reading import OF_LISTS, Mention, Reading
from loaders.files.folder import PEOPLE, SOURCES
from loaders.grammar.page import Item
from loaders.grammar.references import passage_order
from loaders.grammar.targets import Targets

BARE = re.compile(r"[\w-]+(?:/[\w-]+)?")


class Spot(NamedTuple):
    """A stretch of a file that names something of a kind: item, person, source, debate, term or
    passages, whose `ident` is `source#first` and `last` the last of them. `defines` is whether it
    is where the thing itself stands; a `file` is what a link to no more than a file names."""

    kind: str
    ident: str
    start: int
    end: int
    defines: bool = False
    file: str = ""
    last: int = 0


def spot_at(opened: Opened, path: str, offset: int) -> Spot | None:
    """The narrowest thing that is named at a place."""
    around = [spot for spot in spots_in(opened, path) if spot.start <= offset <= spot.end]
    return min(around, key=lambda spot: spot.end - spot.start, default=None)


def spots_in(opened: Opened, path: str) -> Iterator[Spot]:
    """All that is named in a file."""
    reading, places = opened.reading, opened.places(path)
    yield from _headings(reading, path, places)
    debate = reading.loaded.layout.owners.get(path)
    if debate:
        yield from _in_debate(reading, debate, path, places)
    found = opened.named_in(debate) if debate else reading.mentions_in_lists()
    for mention in found:
        if mention.path == path and (spot := spot_of(mention, places)):
            yield spot


def spot_of(mention: Mention, places: Places) -> Spot | None:
    """The stretch that a mention takes."""
    at = places.at(mention.line, mention.column)
    end = link_end(places.text, at, mention.link.href) if mention.link else None
    if end is None:
        at += places.text[at : at + 1] in ("'", '"')  # in front matter
        bare = BARE.match(places.text, at)
        end = bare.end() if bare else at
    if at == end:
        return None
    return Spot(mention.kind, mention.ident, at, end, file=mention.file)


def link_end(text: str, at: int, href: str) -> int | None:
    """Where the link ends whose bracket is at an offset."""
    link = link_at(text, at, href)
    if link is None:
        return None
    inline = GOAL.match(text, link.words.end + 1)
    if not inline:
        return link.words.end + 1
    close = text.find(")", inline.end())
    return close + 1 if close >= 0 else inline.end()


def _headings(reading: Reading, path: str, places: Places) -> Iterator[Spot]:
    """The ids that are defined in a file."""
    for slug, kind, ident, line in defined_in(reading, path):
        row = places.line(line - 1)
        start = places.at(line) + max(row.find(slug), 0)
        yield Spot(kind, ident, start, start + len(slug), defines=True)


def defined_in(reading: Reading, path: str) -> Iterator[tuple[str, str, str, int]]:
    """The ids that a file defines: as written, of which kind, in full, and the line."""
    loaded = reading.loaded
    if kind := OF_LISTS.get(path):
        for ident in loaded.register.people if path == PEOPLE else loaded.register.sources:
            yield ident, kind, ident, loaded.register.where[f"{path}#{ident}"][1]
    elif debate := loaded.layout.owners.get(path):
        for slug, (file, line) in loaded.heads[debate].items.items():
            if file == path:
                yield slug, "item", f"{debate}/{slug}", line


def _in_debate(reading: Reading, debate: str, path: str, places: Places) -> Iterator[Spot]:
    """Passages that lines cite, the source in front matter, and terms that are defined."""
    lines = reading.lines(debate)
    for kind, ref, file, line, column, _ in lines.scope.needs:
        at = places.at(line, column)
        if file == path and kind == "passage" and (found := RANGE.search(places.text, at)):
            source, last = passage_order(ref)
            yield Spot(kind, f"{source}#{int(found[1])}", *found.span(), last=last)
    for page in lines.pages:
        for item in page.items if page.path == path else ():
            yield from _terms(item, Targets(item, lines.scope), places)


def _terms(item: Item, targets: Targets, places: Places) -> Iterator[Spot]:
    for annotation in item.annotations:
        if annotation.name == "term" and annotation.line.text:
            inline = annotation.line.inline
            start = places.at(*inline.place(annotation.line.at, markup=True))
            end = places.at(*inline.place(len(inline.text)))
            yield Spot("term", term_id(targets.value(annotation)), start, end, defines=True)


def home_of(opened: Opened, spot: Spot) -> tuple[str, int, int] | None:
    """Where the thing that a spot names stands: its file, and the stretch of its name."""
    loaded = opened.reading.loaded
    if spot.kind in ("person", "source", "passage"):
        list_file = PEOPLE if spot.kind == "person" else SOURCES
        ident = spot.ident.partition("#")[0]
        place = loaded.register.where.get(f"{list_file}#{ident}")
        return _heading_at(opened, place[0], place[1], ident) if place else None
    if spot.kind == "item":
        debate, _, slug = spot.ident.partition("/")
        head = loaded.heads.get(debate)
        found = head.items.get(slug) if head else None
        return _heading_at(opened, *found, slug) if found else None
    if spot.kind == "debate":
        file = spot.file or next(iter(loaded.layout.debates.get(spot.ident, ())), "")
        return (file, 0, 0) if file in loaded.digests else None
    return None


def _heading_at(opened: Opened, path: str, line: int, slug: str) -> tuple[str, int, int]:
    places = opened.places(path)
    start = places.at(line) + max(places.line(line - 1).find(slug), 0)
    return path, start, start + len(slug)
