"""Over each item, what is said for and against it."""

from __future__ import annotations

from lsprotocol.types import CodeLens, Command

from kb.editor.sheet import Sheet
from kb.editor.spots import defined_in


def lenses(sheet: Sheet) -> list[CodeLens]:
    """`3 for, 1 against, unanswered` over the heading of an item that anything is said of."""
    debate = sheet.debate
    if debate is None:
        return []
    weighed, found = sheet.opened.weights().of(debate), []
    for _, _, ident, line in defined_in(sheet.reading, sheet.path):
        claim = weighed.index.claims.get(ident)
        tally = weighed.tally(claim) if claim else ""
        if tally:
            at = sheet.places.at(line)
            shown = sheet.places.range(at, sheet.places.at(line, 1 << 30))
            found.append(CodeLens(shown, Command(tally, "")))
    return found
