"""A file as items and sections: what the blocks of its Markdown are sorted into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.diagnostics import Code, Diagnostic, Proposal
from loaders.files.text import LEADING_TAB
from loaders.grammar.hidden import Seen, hidden
from loaders.grammar.lines import Line
from loaders.grammar.quotations import Quotation
from loaders.markup.anchors import anchors
from loaders.markup.blocks import Bullet, Document
from loaders.markup.inline import Link


@dataclass(slots=True)
class Annotation:
    """A labelled line with the lines nested under it; `prose` is what else stands in it."""

    name: str
    line: Line
    nested: list[Annotation] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)

    def problem(self, code: Code, message: str) -> Diagnostic:
        return self.line.problem(code, message)


@dataclass
class Item:
    """A heading that is an id, and all that stands under it.

    `begins` is the line of prose that stands where the statement should be, `margin` the indent of
    its annotations.
    """

    slug: str
    path: str
    line: int
    column: int
    section: str
    statement: str = ""
    begins: int = 0
    margin: int | None = None
    annotations: list[Annotation] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    quotes: list[Quotation] = field(default_factory=list)


@dataclass
class Heading:
    """A heading that opens a section, with the prose that stands in the section itself."""

    text: str
    plain: str
    level: int
    line: int
    column: int
    prose: list[str] = field(default_factory=list)
    items: int = 0


@dataclass
class Page:
    """A file as items and sections. `links` are those in prose, with line and column; `seen` is
    what became of its lines."""

    path: str
    document: Document
    items: list[Item] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    links: list[tuple[Link, int, int]] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)

    def problem(
        self,
        line: int,
        column: int,
        code: Code,
        message: str,
        proposals: tuple[Proposal, ...] = (),
    ) -> None:
        self.problems.append(Diagnostic(self.path, line, column, code, message, proposals))

    def indent(self, bullet: Bullet) -> int:
        row = self.document.lines[bullet.start - 1]
        if not row.startswith((" ", "\t")):
            return 0
        row = row.expandtabs(4)
        return len(row) - len(row.lstrip(" "))

    def tab(self, bullet: Bullet) -> tuple[int, int] | None:
        """The line and column of a tab that indents a list item, or stands behind its marker."""
        row = self.document.lines[bullet.start - 1]
        found = LEADING_TAB.match(row)
        return (bullet.start, found.end()) if found else None

    @property
    def anchors(self) -> set[str]:
        """The anchors of its sections, as GitHub makes them."""
        return set(anchors(heading.plain for heading in self.headings))


def warn_uneven(page: Page, bullet: Bullet, margin: int, first: Bullet) -> None:
    """Warn of a label that stands neither right below those beside it nor under one of them.

    `first` is the line by which the others are measured: a tab in either of the two is the cause.
    """
    indent = page.indent(bullet)
    if indent == margin:
        return
    if tab := page.tab(bullet) or page.tab(first):
        says = (
            "the line is indented with a tab, read as up to four spaces, and others with spaces: "
            "indent all of them with spaces"
        )
        page.problem(*tab, Code.UNEVEN_INDENT, says)
        return
    says = (
        f"the line is indented by {indent}, those that it is read beside by {margin}: make "
        "it the same, or two more to put the line under the one above"
    )
    page.problem(*bullet.inline.place(0), Code.UNEVEN_INDENT, says)


def check_statements(page: Page) -> None:
    for item in page.items:
        if not item.statement:
            says = f"'{item.slug}' has no statement: write one sentence in a paragraph below it"
            if item.begins:
                says += f"; what stands first (line {item.begins}) is no paragraph"
            page.problem(item.line, item.column, Code.STATEMENT_MISSING, says)


def check_anchors(page: Page) -> None:
    items = {item.slug: item for item in page.items}
    for anchor, heading in zip(anchors(h.plain for h in page.headings), page.headings, strict=True):
        if anchor in items:
            says = (
                f"the section '{heading.text}' has the same anchor as the item '{anchor}' "
                f"(line {items[anchor].line}); rename one, or links lead to the wrong place"
            )
            page.problem(heading.line, heading.column, Code.ANCHOR_SHARED, says)


def look_again(page: Page, labels: Mapping[str, str]) -> None:
    """Tell what hides in prose; a line that was to be something else is no doubtful quote."""
    doubts = [p for p in page.problems if p.code is Code.QUOTE_NOT_VERIFIED]
    page.problems[:] = [p for p in page.problems if p.code is not Code.QUOTE_NOT_VERIFIED]
    page.seen.doubted.update(p.line for p in doubts)
    for found in hidden(page.document, labels, page.seen, {p.line for p in page.problems}):
        page.problem(*found)
    told = {p.line for p in page.problems}
    page.problems += [p for p in doubts if p.line not in told]
