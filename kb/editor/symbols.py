"""The items of a document as an outline, and those of all bases by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lsprotocol.types import DocumentSymbol, SymbolKind, WorkspaceSymbol

from kb.editor.hostile import words
from kb.editor.opened import Opened
from kb.editor.places import Places
from kb.editor.sheet import Sheet
from kb.model import Claim
from loaders.files.folder import PEOPLE, SOURCES
from loaders.grammar.items import read_page
from loaders.grammar.page import Page
from loaders.grammar.vocabulary import PERSON_LABELS, SOURCE_LABELS
from loaders.markup.blocks import Block
from loaders.markup.markdown import parse

MOST = 200  # symbols of all bases that one question gets
KINDS = {
    "position": SymbolKind.Class,
    "crux": SymbolKind.Event,
    "question": SymbolKind.Interface,
    "definition": SymbolKind.Constant,
    "evidence": SymbolKind.Field,
    "person": SymbolKind.Object,
    "source": SymbolKind.Module,
}


@dataclass
class Heading:
    """A heading of a document with the lines that it stands over, from 0."""

    name: str
    kind: str
    level: int
    line: int
    last: int


def headings_of(sheet: Sheet) -> list[Heading]:
    """The headings of a document, each with its last line."""
    page = page_of(sheet)
    if page is None:
        return []
    slugs = {item.line: item.slug for item in page.items}
    kinds = _kinds(sheet)
    blocks = [block for block in page.document.blocks if block.kind == "heading"]
    found = []
    for number, block in enumerate(blocks):
        slug = slugs.get(block.start)
        name = slug or words(block.inline.source(0) if block.inline else "") or "-"
        kind = kinds.get(slug, "claim") if slug else ""
        last = _last(blocks[number + 1 :], block, slug is not None, len(page.document.lines))
        found.append(Heading(name, kind, block.level, block.start - 1, last - 1))
    return found


def _last(after: Iterable[Block], block: Block, is_item: bool, end: int) -> int:
    """The last line that belongs to a heading: an item ends at any other, a section at its like."""
    for other in after:
        if is_item or other.level <= block.level:
            return other.start - 1
    return end


def page_of(sheet: Sheet) -> Page | None:
    """The document as items and sections; None for one that has none."""
    if sheet.debate:
        pages = sheet.reading.lines(sheet.debate).pages
        return next((page for page in pages if page.path == sheet.path), None)
    labels = {PEOPLE: PERSON_LABELS, SOURCES: SOURCE_LABELS}.get(sheet.path)
    if labels is None:
        return None
    known = {label.casefold(): label for label in labels}
    text = sheet.places.text.replace("\r\n", "\n").replace("\r", "\n")
    return read_page(sheet.path, parse(text), known, cites=False)


def _kinds(sheet: Sheet) -> dict[str | None, str]:
    if sheet.debate:
        body = sheet.loaded.facts([sheet.debate]).bodies[0]
        return {claim.slug: claim.kind for claim in body.claims}
    kind = "person" if sheet.path == PEOPLE else "source"
    register = sheet.loaded.register
    return dict.fromkeys((*register.people, *register.sources), kind)


def document_symbols(sheet: Sheet) -> list[DocumentSymbol]:
    """The sections of a document with the items in them."""
    top: list[DocumentSymbol] = []
    around: list[tuple[int, list[DocumentSymbol]]] = [(0, top)]
    for heading in headings_of(sheet):
        while len(around) > 1 and around[-1][0] >= heading.level:
            around.pop()
        symbol = _symbol(heading, sheet.places)
        around[-1][1].append(symbol)
        if not heading.kind:
            symbol.children = []
            around.append((heading.level, symbol.children))
    return top


def _symbol(heading: Heading, places: Places) -> DocumentSymbol:
    start, end = places.at(heading.line + 1), places.at(heading.last + 1, 1 << 30)
    row_end = places.at(heading.line + 1, 1 << 30)
    return DocumentSymbol(
        name=heading.name,
        kind=KINDS.get(heading.kind, SymbolKind.Property) if heading.kind else SymbolKind.Namespace,
        range=places.range(start, end),
        selection_range=places.range(start, row_end),
        detail=heading.kind or None,
    )


def workspace_symbols(bases: Iterable[Opened], query: str) -> list[WorkspaceSymbol]:
    """Items whose ids or statements have all words of the query, people and sources too."""
    sought = query.casefold().split()
    found: list[WorkspaceSymbol] = []
    for opened in bases:
        opened.look()
        for ident, text, kind, location in _all(opened):
            hay = f"{ident} {text}".casefold()
            if all(word in hay for word in sought):
                found.append(_workspace_symbol(opened, ident, text, kind, location))
                if len(found) == MOST:
                    return found
    return found


def _workspace_symbol(
    opened: Opened, ident: str, text: str, kind: str, place: tuple[str, int]
) -> WorkspaceSymbol:
    debate, _, slug = ident.rpartition("/")
    at = opened.places(place[0]).at(place[1])
    return WorkspaceSymbol(
        location=opened.location(place[0], at, at),
        name=f"{slug} — {words(text)}" if text else slug,
        kind=KINDS.get(kind, SymbolKind.Property),
        container_name=debate or opened.reading.loaded.settings.heading,
    )


def _all(opened: Opened) -> Iterator[tuple[str, str, str, tuple[str, int]]]:
    """Everything that has an id: with its words, its kind and its place."""
    loaded = opened.reading.loaded
    for body in loaded.facts(loaded.heads).bodies:
        yield from (_of_claim(claim) for claim in body.claims)
    for kind, file, register in (
        ("person", PEOPLE, loaded.register.people),
        ("source", SOURCES, loaded.register.sources),
    ):
        for ident, one in register.items():
            path, line, _ = loaded.register.where[f"{file}#{ident}"]
            yield ident, one.heading, kind, (path, line)


def _of_claim(claim: Claim) -> tuple[str, str, str, tuple[str, int]]:
    return claim.id, claim.text, claim.kind, (claim.place.path, claim.place.line)
