"""Blocks in, items out: which heading opens what, which lines are annotations, what is prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kb.diagnostics import Code, Diagnostic, did_you_mean, nearest
from kb.model import SLUG
from loaders.lines import PASSAGES, Details, Line, read_details, read_label
from loaders.markdown import Block, Bullet, Document, Inline, Link, placed_links

ALMOST_SLUG = re.compile(r"[A-Za-z0-9]+(?:[-_]+[A-Za-z0-9]+)+[-_]*")
UNBOLD = re.compile(r"(?:\*\*|__)?\s*([A-Za-z][A-Za-z ]{1,24}?)\s*(?:\*\*|__)?:")
ATTRIBUTION = re.compile(rf"(?:^|\s)(?:—|--)\s*({PASSAGES.pattern})\s*$")


@dataclass
class Annotation:
    """A labelled line with the lines nested under it; `prose` is what else stands in it."""

    name: str
    line: Line
    nested: list[Annotation] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)

    def problem(self, code: Code, message: str) -> Diagnostic:
        return self.line.problem(code, message)


@dataclass
class Quotation:
    """A blockquote that names its passage."""

    text: str
    details: Details
    line: int


@dataclass
class Item:
    """A heading that is an id, and all that stands under it."""

    slug: str
    path: str
    line: int
    column: int
    section: str
    statement: str = ""
    annotations: list[Annotation] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    quotes: list[Quotation] = field(default_factory=list)


@dataclass
class Heading:
    """A heading that opens a section, with the prose that stands in the section itself."""

    text: str
    level: int
    line: int
    prose: list[str] = field(default_factory=list)


@dataclass
class Page:
    """A file as items and sections. `links` are those in prose, with line and column."""

    path: str
    document: Document
    items: list[Item] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    links: list[tuple[Link, int, int]] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def problem(self, line: int, column: int, code: Code, message: str) -> None:
        self.problems.append(Diagnostic(self.path, line, column, code, message))

    @property
    def anchors(self) -> set[str]:
        """The anchors of its sections, as GitHub makes them."""
        return {anchor for anchor, _ in section_anchors(self.headings)}


def read_page(path: str, document: Document, labels: Mapping[str, object]) -> Page:
    """Sort the blocks of a file into items, sections, annotations and prose."""
    page = Page(path, document)
    reader = _Reader(page, labels)
    for index, block in enumerate(document.blocks):
        reader.take(block, document.blocks[index + 1 :])
    _check_statements(page)
    _check_anchors(page)
    return page


class _Reader:
    """Walks the blocks of a page and knows which item and section it is in."""

    def __init__(self, page: Page, labels: Mapping[str, object]) -> None:
        self.page, self.labels = page, labels
        self.item: Item | None = None
        self.sections: list[Heading] = []

    def take(self, block: Block, rest: list[Block]) -> None:
        if block.kind == "heading":
            self._heading(block, rest)
            return
        self.page.links += block.links
        if block.kind == "list":
            self._list(block)
        elif block.kind == "paragraph" and self.item and not self.item.statement:
            assert block.inline is not None
            self.item.statement = block.inline.source(0)
        elif not (block.kind == "quote" and self._quote(block)):
            self._prose(self.page.document.source(block.start, block.end))

    def _heading(self, block: Block, rest: list[Block]) -> None:
        assert block.inline is not None
        inline, text = block.inline, block.inline.text
        self.page.links += block.links
        self.sections = [s for s in self.sections if s.level < block.level]
        if block.level > 1 and SLUG.fullmatch(text) and not self._meant_as_section(block, rest):
            section = " / ".join(s.text for s in self.sections if s.level > 1)
            place = inline.place(0)
            self.item = Item(text, self.page.path, *place, section)
            self.page.items.append(self.item)
            return
        self.item = None
        heading = Heading(inline.source(0), block.level, block.start)
        self.sections.append(heading)
        self.page.headings.append(heading)
        if block.level > 1 and ALMOST_SLUG.fullmatch(text) and not SLUG.fullmatch(text):
            self._almost_slug(inline)

    def _almost_slug(self, inline: Inline) -> None:
        proposal = re.sub(r"[-_]+", "-", inline.text).strip("-").lower()
        says = f"'{inline.text}' is almost an id, but is read as a section; write '{proposal}'"
        self.page.problem(*inline.place(0), Code.ALMOST_SLUG, says)

    def _meant_as_section(self, block: Block, rest: list[Block]) -> bool:
        """A one-word heading with nothing of an item below it: a section in lower case."""
        assert block.inline is not None
        text = block.inline.text
        if "-" in text or any(text == item.slug for item in self.page.items):
            return False
        for following in rest:
            if following.kind == "heading":
                break
            if following.kind in ("paragraph", "list"):
                return False
        says = f"'{text}' has no statement and is read as a section; if it is one, capitalise it"
        self.page.problem(*block.inline.place(0), Code.SLUG_WITHOUT_STATEMENT, says)
        return True

    def _prose(self, text: str) -> None:
        if self.item:
            self.item.body.append(text)
        elif self.sections and self.sections[-1].level > 1:
            self.sections[-1].prose.append(text)
        else:
            self.page.summary.append(text)

    def _quote(self, block: Block) -> bool:
        """Keep a blockquote that ends in `— ¶n` as a quotation."""
        inline = block.inline
        match = ATTRIBUTION.search(inline.text) if inline else None
        if not (self.item and inline and match):
            return False
        bullet = Bullet(inline, block.start, block.end, [])
        line = Line(bullet, "", match.start(1), self.page.path)
        details = read_details(line, (match.start(1), match.end(1)), self.page.problems)
        source = self.page.document.source(block.start, block.end)
        words = "\n".join(re.sub(r"^[ ]{0,3}> ?", "", row) for row in source.split("\n"))
        words = words[: max(words.rfind("—"), words.rfind("--"))].rstrip()
        self.item.quotes.append(Quotation(words, details, block.start))
        return True

    def _list(self, block: Block) -> None:
        for bullet in block.bullets:
            line = read_label(bullet, self.page.path)
            if line is None:
                self._prose_bullet(bullet, self.labels)
                self._prose(self.page.document.source(bullet.start, bullet.end))
            elif self.item is None:
                self._label_outside(line, bullet)
            else:
                annotation = self._annotation(bullet, line)
                if annotation:
                    self.item.annotations.append(annotation)

    def _label_outside(self, line: Line, bullet: Bullet) -> None:
        if line.label.casefold() in self.labels:
            says = f"'{line.label}' belongs under an item: a heading written as an id, like 'my-id'"
            self.page.problems.append(line.problem(Code.LABEL_OUTSIDE_ITEM, says))
        self._prose_bullet(bullet, {})
        self._prose(self.page.document.source(bullet.start, bullet.end))

    def _prose_bullet(self, bullet: Bullet, labels: Mapping[str, object]) -> None:
        self.page.links += placed_links(bullet.inline)
        for block in bullet.others:
            self.page.links += block.links
        self._warn_unbold(bullet, labels)
        for child in bullet.children:
            self._prose_bullet(child, labels)

    def _warn_unbold(self, bullet: Bullet, labels: Mapping[str, object]) -> None:
        match = UNBOLD.match(bullet.inline.text)
        if not match or bullet.inline.bold or match.group(1).casefold() not in labels:
            return
        says = f"'{match.group(1)}' is not bold, so the line is prose; write '- **{{}}:** ...'"
        place = bullet.inline.place(0)
        message = says.format(match.group(1).capitalize())
        self.page.problem(*place, Code.LABEL_NOT_BOLD, message)

    def _annotation(self, bullet: Bullet, line: Line) -> Annotation | None:
        self._warn_swallowed(bullet)
        if line.label.casefold() not in self.labels:
            known = [_sentence_case(name) for name in self.labels]
            says = f"unknown label '{line.label}'{did_you_mean(line.label, known)}"
            if not nearest(line.label, known):
                says += "; the labels are closed: for prose, leave out the bold or the colon"
            self.page.problems.append(line.problem(Code.UNKNOWN_LABEL, says))
            return None
        annotation = Annotation(line.label.casefold(), line)
        for child in bullet.children:
            self._nested(annotation, child)
        for block in bullet.others:
            self.page.links += block.links
            annotation.prose.append(_dedent(self.page.document.source(block.start, block.end)))
        return annotation

    def _nested(self, annotation: Annotation, bullet: Bullet) -> None:
        line = read_label(bullet, self.page.path)
        if line is None:
            self._prose_bullet(bullet, self.labels)
            annotation.prose.append(bullet.inline.source(0))
            return
        below = self._annotation(bullet, line)
        if below:
            annotation.nested.append(below)

    def _warn_swallowed(self, bullet: Bullet) -> None:
        for line in bullet.lazy[:1]:
            says = "Markdown reads this line as part of the list item above; put a blank line first"
            self.page.problem(line, 1, Code.LINE_SWALLOWED, says)


def _sentence_case(name: str) -> str:
    return name[:1].upper() + name[1:]


def _dedent(text: str) -> str:
    return " ".join(text.split())


def _check_statements(page: Page) -> None:
    for item in page.items:
        if not item.statement:
            says = f"'{item.slug}' has no statement: write one sentence in a paragraph below it"
            page.problem(item.line, item.column, Code.STATEMENT_MISSING, says)


def _check_anchors(page: Page) -> None:
    items = {item.slug: item for item in page.items}
    for anchor, heading in section_anchors(page.headings):
        if anchor in items:
            says = (
                f"the section '{heading.text}' has the same anchor as the item '{anchor}' "
                f"(line {items[anchor].line}); rename one, or links lead to the wrong place"
            )
            page.problem(heading.line, 1, Code.ANCHOR_SHARED, says)


def section_anchors(headings: list[Heading]) -> Iterator[tuple[str, Heading]]:
    """The anchor that GitHub gives each section of a file: later ones of a name are numbered."""
    seen: dict[str, int] = {}
    for heading in headings:
        anchor = re.sub(r"[^\w\- ]", "", heading.text.lower()).strip().replace(" ", "-")
        count = seen.get(anchor, 0)
        seen[anchor] = count + 1
        yield (f"{anchor}-{count}" if count else anchor), heading
