"""From what is named to where it stands, and back to everywhere that it is named."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import DocumentHighlight, Location, Position

from kb.editor.opened import Opened
from kb.editor.sheet import Sheet
from kb.editor.spots import Spot, home_of, spot_of, spots_in

NAMED = ("item", "person", "source")


def definition(sheet: Sheet, position: Position) -> list[Location]:
    """Where the thing stands that is named at a place; a term at each of its definitions."""
    spot = sheet.spot(position)
    if spot is None:
        return []
    if spot.kind == "term":
        return _definitions_of(sheet.opened, spot.ident)
    home = home_of(sheet.opened, spot)
    return [sheet.opened.location(*home)] if home else []


def references(sheet: Sheet, position: Position, with_definition: bool) -> list[Location]:
    """Everywhere that the thing is named which is named at a place."""
    spot = sheet.spot(position)
    if spot is None:
        return []
    if spot.kind == "term":
        return _definitions_of(sheet.opened, spot.ident)
    found = [sheet.opened.location(path, one.start, one.end) for path, one in _named(sheet, spot)]
    home = home_of(sheet.opened, spot) if with_definition and spot.kind in NAMED else None
    return [*([sheet.opened.location(*home)] if home else []), *found]


def highlights(sheet: Sheet, position: Position) -> list[DocumentHighlight]:
    """The same in one file."""
    spot = sheet.spot(position)
    if spot is None:
        return []
    same = {
        (one.start, one.end)
        for one in spots_in(sheet.opened, sheet.path)
        if (one.kind, one.ident) == (spot.kind, spot.ident)
    }
    return [DocumentHighlight(sheet.places.range(*stretch)) for stretch in sorted(same)]


def _named(sheet: Sheet, spot: Spot) -> Iterator[tuple[str, Spot]]:
    """Each place that names what a spot names, and is not where it stands."""
    opened = sheet.opened
    if spot.kind == "passage":
        yield from _citing(opened, spot)
        return
    file = spot.file if spot.kind == "debate" else ""
    word = file.rpartition("/")[2] or spot.ident.rpartition("/")[2]
    for mention in dict.fromkeys(opened.naming(word, spot.ident if spot.kind == "item" else "")):
        same = mention.ident == spot.ident and (not file or mention.file == file)
        if mention.kind == spot.kind and same:
            found = spot_of(mention, opened.places(mention.path))
            if found:
                yield mention.path, found


def _citing(opened: Opened, spot: Spot) -> Iterator[tuple[str, Spot]]:
    """The lines of all debates that cite one of the passages."""
    source, _, first = spot.ident.partition("#")
    wanted = range(int(first), spot.last + 1)
    for path in opened.reading.loaded.layout.owners:
        for one in spots_in(opened, path):
            its, _, begins = one.ident.partition("#")
            cited = range(int(begins), one.last + 1) if one.kind == "passage" else range(0)
            if its == source and max(cited.start, wanted.start) < min(cited.stop, wanted.stop):
                yield path, one


def _definitions_of(opened: Opened, term: str) -> list[Location]:
    heads = opened.reading.loaded.heads
    files = [
        path
        for debate, head in heads.items()
        if term in head.terms
        for path in opened.reading.loaded.layout.debates[debate]
    ]
    return [
        opened.location(path, one.start, one.end)
        for path in files
        for one in spots_in(opened, path)
        if (one.kind, one.ident) == ("term", term)
    ]
