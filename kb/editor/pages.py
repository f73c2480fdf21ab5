"""Which page of a built site shows what stands at a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lsprotocol.types import Position

from kb.editor.sheet import Sheet
from kb.editor.spots import Spot, defined_in
from kb.publish.text import names

FILES: dict[str, Callable[[str], str]] = {
    "item": names.claim_file,
    "person": names.person_file,
    "source": names.source_file,
    "debate": names.debate_file,
    "term": names.term_file,
}


class BuiltPage(NamedTuple):
    """The folder of a base, and a page as an address below that of its site."""

    root: str
    page: str


def page_at(sheet: Sheet, position: Position) -> BuiltPage:
    """The page of what is named at a place, else of the item around it, else of the debate."""
    spot = sheet.spot(position)
    return BuiltPage(str(sheet.opened.root), _named(spot) or _around(sheet, position.line + 1))


def _named(spot: Spot | None) -> str:
    if spot is None or not spot.ident:
        return ""
    if spot.kind == "passage":
        source, _, number = spot.ident.partition("#")
        return f"{names.source_file(source)}#{names.passage_anchor(int(number))}"
    return FILES[spot.kind](spot.ident)


def _around(sheet: Sheet, line: int) -> str:
    above = [one for one in defined_in(sheet.reading, sheet.path) if one[3] <= line]
    if above:
        _, kind, ident, _ = max(above, key=lambda one: one[3])
        return FILES[kind](ident)
    return names.debate_file(sheet.debate) if sheet.debate else "index.html"
