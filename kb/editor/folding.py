"""What of a document can be folded away: items, sections, front matter."""

from __future__ import annotations

from lsprotocol.types import FoldingRange, FoldingRangeKind

from kb.editor.sheet import Sheet
from kb.editor.symbols import headings_of, page_of


def foldings(sheet: Sheet) -> list[FoldingRange]:
    """The headings of a document with what stands under them, and its front matter."""
    found = []
    page = page_of(sheet)
    if page and page.document.front is not None:
        last = page.document.front.count("\n") + 2 if page.document.front else 1
        found.append(FoldingRange(0, last, kind=FoldingRangeKind.Region))
    for heading in headings_of(sheet):
        last = heading.last
        while last > heading.line and not sheet.places.line(last).strip():
            last -= 1
        if last > heading.line:
            found.append(FoldingRange(heading.line, last, kind=FoldingRangeKind.Region))
    return found
