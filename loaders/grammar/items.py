"""Blocks in, items out: which heading opens what, which lines are annotations, what is prose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kb.diagnostics import Code, meant, nearest_hint
from kb.model import SLUG
from loaders.grammar.almost_ids import heading_problem
from loaders.grammar.almost_labels import almost_label
from loaders.grammar.lines import TARGETS, Line, label_of, read_label, second_label
from loaders.grammar.page import (
    Annotation,
    Heading,
    Item,
    Page,
    check_anchors,
    check_statements,
    look_again,
    warn_uneven,
)
from loaders.grammar.quotations import doubtful_quotes, outside_items, read_quotation
from loaders.grammar.vocabulary import meant_label
from loaders.markup.blocks import Block, Bullet, Document, placed_links
from loaders.markup.inline import Inline, one_line
from loaders.markup.markdown import MAX_NESTING

CODE_LABEL = re.compile(r"\s*(?:[-*+]\s+)?(?:\*\*|__)([A-Za-z][A-Za-z ]{1,24}?)\s*(?:\*\*|__|:)")


def read_page(path: str, document: Document, labels: Mapping[str, str], cites: bool = True) -> Page:
    """Sort the blocks of a file into items, sections, annotations and prose.

    `labels` has the known labels as they are written, by their name in lower case; `cites` says
    whether its items may quote passages.
    """
    page = Page(path, document)
    reader = _Reader(page, labels, cites)
    for index, block in enumerate(document.blocks):
        reader.take(block, index)
    if not any(line.strip() for line in document.lines):
        page.problem(1, 1, Code.EMPTY_FILE, "the file is empty")
    for line in document.too_deep:
        says = f"lists and quotes are nested too deeply here (more than {MAX_NESTING // 2} levels)"
        page.problem(line, 1, Code.NESTED_TOO_DEEPLY, says)
    check_statements(page)
    check_anchors(page)
    if not document.too_deep:  # else much of the file was not read at all
        look_again(page, labels)
    return page


class _Reader:
    """Walks the blocks of a page and knows which item and section it is in."""

    def __init__(self, page: Page, labels: Mapping[str, str], cites: bool) -> None:
        self.page, self.labels, self.cites = page, labels, cites
        self.item: Item | None = None
        self.slugs: set[str] = set()
        self.sections: list[Heading] = []
        self.told_outside = False  # whether a label outside any item was told of since the heading
        self.step: int | None = None  # by how much nested annotations are indented
        self.first: Bullet | None = None  # the one that said so

    def take(self, block: Block, index: int) -> None:
        if block.kind == "heading":
            self._heading(block, index)
            return
        self.page.links += block.links
        quoted = block.kind == "quote" and self._quote(block)
        self._doubt(index, quoted)
        if block.kind == "list":
            self._list(block.bullets)
            return
        warned = self._warn_no_list(block)
        item = self.item
        if block.kind == "paragraph" and item and not (item.statement or item.begins):
            assert block.inline is not None
            item.statement = block.inline.source(0)
            self.page.seen.statements.add(block.start)
        elif not quoted:
            if block.kind != "other" and not warned:
                self._begins(block.start)
            self._prose(self.page.document.source(block.start, block.end))

    def _begins(self, line: int) -> None:
        """Note prose that is no paragraph: what follows it is no statement any more."""
        if self.item and not self.item.statement:
            self.item.begins = self.item.begins or line

    # -- headings -------------------------------------------------------------------------------

    def _heading(self, block: Block, index: int) -> None:
        assert block.inline is not None
        inline, text = block.inline, block.inline.text.strip()
        self.page.links += block.links
        self.told_outside = False
        self.page.seen.read.update(range(block.start, block.end + 1))
        closed = [s for s in self.sections if s.level >= block.level]
        self.sections = [s for s in self.sections if s.level < block.level]
        is_item = block.level > 1 and bool(SLUG.fullmatch(text))
        is_item = is_item and not self._meant_as_section(inline, index)
        self.page.seen.headings.append((block.start, is_item))
        if is_item:
            self._warn_section_ends(closed)
            for open_section in self.sections:
                open_section.items += 1
            section = " / ".join(s.text for s in self.sections if s.level > 1)
            self.item = Item(text, self.page.path, *inline.place(0), section)
            self.slugs.add(text)
            self.page.items.append(self.item)
            return
        self.item = None
        heading = Heading(inline.source(0), inline.plain, block.level, *inline.place(0))
        self.sections.append(heading)
        self.page.headings.append(heading)
        self._warn_almost(block, inline, index)

    def _warn_almost(self, block: Block, inline: Inline, index: int) -> None:
        """Warn of a heading that was most likely to open an item, or to be none."""
        found = heading_problem(block, inline.plain, self._has_text(index))
        if found:
            line, column = inline.place(0)
            self.page.problem(line, column, *found)

    def _has_text(self, index: int) -> bool:
        """Whether a paragraph or list follows, as under the heading of an item."""
        following = self.page.document.blocks[index + 1 : index + 2]
        return any(block.kind in ("paragraph", "list") for block in following)

    def _warn_section_ends(self, closed: Sequence[Heading]) -> None:
        """Warn where an item ends a section that was to hold it: one that holds deeper items, or
        nothing at all."""
        told = {problem.line for problem in self.page.problems[-1:]}
        inside = any(section.level > 1 for section in self.sections)
        for section in closed[-1:]:
            holds = section.items and not inside  # else the item is one of the section around it
            empty = not section.items and not section.prose
            if section.level > 1 and section.line not in told and (holds or empty):
                says = (
                    f"the section '{section.text}' ends at the item in line "
                    f"{self.page.seen.headings[-1][0]}, whose heading is not below it: give the "
                    f"items of a section one '#' more ({'#' * (section.level + 1)})"
                )
                self.page.problem(section.line, section.column, Code.SECTION_ENDS, says)

    def _meant_as_section(self, inline: Inline, index: int) -> bool:
        """A one-word heading with nothing of an item below it: a section in lower case."""
        if "-" in inline.text or inline.text in self.slugs:
            return False
        blocks = self.page.document.blocks
        for kind in (blocks[i].kind for i in range(index + 1, len(blocks))):
            if kind == "heading":
                break
            if kind in ("paragraph", "list"):
                return False
        says = f"'{inline.text}' has no statement and is read as a section; if it is one, "
        says += "capitalise it"
        self.page.problem(*inline.place(0), Code.SLUG_WITHOUT_STATEMENT, says)
        return True

    # -- prose and quotes -----------------------------------------------------------------------

    def _prose(self, text: str) -> None:
        if not text.strip():  # of a comment nothing is left
            return
        if self.item:
            self.item.body.append(text)
        elif self.sections and self.sections[-1].level > 1:
            self.sections[-1].prose.append(text)
        else:
            self.page.summary.append(text)

    def _quote(self, block: Block) -> bool:
        """Keep a blockquote that ends in `— ¶n` as a quotation."""
        page, item = self.page, self.item if self.cites else None
        found = page.problems if item else []
        quotation = read_quotation(block, page.path, page.document, found)
        if quotation and not item:
            page.problems.append(outside_items(page.path, block))
        if not quotation or not item:
            return False
        if quotation.title:
            item.body.append(quotation.title)
        item.quotes.append(quotation)
        page.seen.read.add(block.end)
        return True

    def _doubt(self, index: int, read: bool) -> None:
        """Warn of what looks like a quotation here and is none."""
        if not (self.cites and self.item):
            return
        blocks, page = self.page.document.blocks, self.page
        before = blocks[index - 1] if index else None
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        around = (before, blocks[index], after)
        page.problems += doubtful_quotes(page.path, page.document.lines, around, read)

    # -- lists ----------------------------------------------------------------------------------

    def _list(self, bullets: Sequence[Bullet]) -> None:
        prose: list[Bullet] = []  # list items in a row that are prose stay one list
        for bullet in bullets:
            line = read_label(bullet, self.page.path)
            if line is not None and self.item is not None:
                self._flush(prose)
                if self.item.margin is None:
                    self.item.margin = self.page.indent(bullet)
                warn_uneven(self.page, bullet, self.item.margin, bullet)
                annotation = self._annotation(bullet, line)
                if annotation:
                    self.item.annotations.append(annotation)
                continue
            if line is not None:
                self._label_outside(line)
            count = len(self.page.problems)
            self._prose_bullet(bullet)
            if len(self.page.problems) == count:  # else it was meant as an annotation
                self._begins(bullet.start)
            prose.append(bullet)
        self._flush(prose)

    def _flush(self, prose: list[Bullet]) -> None:
        if prose:
            self._prose(self.page.document.source(prose[0].start, prose[-1].end))
        prose.clear()

    def _label_outside(self, line: Line) -> None:
        if line.label.casefold() in self.labels:
            self.page.seen.read.update(range(line.bullet.start, line.bullet.end + 1))
            if self.told_outside:
                return
            self.told_outside = True
            says = f"'{line.label}' belongs under an item: a heading written as an id, like 'my-id'"
            self.page.problems.append(line.problem(Code.LABEL_OUTSIDE_ITEM, says))

    def _prose_bullet(self, bullet: Bullet) -> None:
        """Look at a list item that is prose: its links, and whether it was meant as one."""
        self.page.links += placed_links(bullet.inline)
        for block in bullet.others:
            self.page.links += block.links
        self._warn_unbold(bullet)
        for child in bullet.children:
            self._prose_bullet(child)

    def _warn_unbold(self, bullet: Bullet) -> None:
        found = almost_label(bullet.inline, self.labels) if self.item else None
        if found:
            says, proposals = found
            place = bullet.inline.place(0)
            self.page.problem(*place, Code.LABEL_NOT_BOLD, says, proposals)

    def _warn_no_list(self, block: Block) -> bool:
        """Warn of a paragraph, or of code for its indentation, that begins with a label."""
        if not self.item or block.kind not in ("paragraph", "code"):
            return False
        row = self.page.document.lines[block.start - 1]
        place = (block.start, len(row) - len(row.lstrip()) + 1)
        if block.inline:
            found = label_of(block.inline)
            name = found[0] if found else ""
        else:
            match = CODE_LABEL.match(row)
            name = match[1] if match else ""
        label = self.labels.get(name.casefold())
        if label:
            says = f"'{label}' is read as prose here; put it in a list: '- **{label}:** ...'"
            if block.kind == "code":
                says += ", without spaces in front"
            self.page.problem(*place, Code.LABEL_NOT_IN_LIST, says)
        return bool(label)

    def _annotation(self, bullet: Bullet, line: Line) -> Annotation | None:
        self._warn_swallowed(bullet)
        first, rows = bullet.inline.line, len(bullet.inline.columns)
        self.page.seen.read.add(first)
        self.page.seen.continued.update(range(first + 1, first + rows))
        if line.label.casefold() not in self.labels:
            known = self.labels.values()
            other = meant_label(line.label, self.labels)
            so_far = len(self.page.problems)
            hint = meant(line.label, other) if other else nearest_hint(line.label, known, so_far)
            otherwise = "; the labels are closed: for prose, leave out the bold or the colon"
            says = f"unknown label '{line.label}'{hint.says or otherwise}"
            problem = line.problem(Code.UNKNOWN_LABEL, says, proposals=hint.proposals)
            self.page.problems.append(problem)
            self.page.seen.read.update(range(bullet.start, bullet.end + 1))
            return None
        is_prose = "held by" not in self.labels or line.label.casefold() == "because"
        if not is_prose and (second := second_label(line, self.labels)):
            self.page.problems.append(second)
            self.page.seen.read.update(range(bullet.start, bullet.end + 1))
            return None
        annotation = Annotation(line.label.casefold(), line)
        margin = None
        for child in bullet.children:
            if label_of(child.inline):
                if self.step is None:
                    self.first = child
                    self.step = self.page.indent(child) - self.page.indent(bullet)
                margin = self.page.indent(bullet) + self.step if margin is None else margin
                warn_uneven(self.page, child, margin, self.first or child)
            self._nested(annotation, child)
        for block in bullet.others:
            self.page.links += block.links
            text = one_line(self.page.document.source(block.start, block.end))
            annotation.prose += [text] if text else []
        return annotation

    def _nested(self, annotation: Annotation, bullet: Bullet) -> None:
        line = read_label(bullet, self.page.path)
        if line is None:
            self._prose_bullet(bullet)
            self._warn_target(bullet)
            annotation.prose.append(self._words(bullet))
            return
        below = self._annotation(bullet, line)
        if below:
            annotation.nested.append(below)

    def _warn_target(self, bullet: Bullet) -> None:
        """Warn of a reason that is nothing but targets."""
        if TARGETS.fullmatch(bullet.inline.text):
            says = (
                f"'{bullet.inline.source(0)}' is read as a reason; a target stands in the line "
                "above, behind '+' or ';', or in an annotation of its own"
            )
            self.page.problem(*bullet.inline.place(0), Code.HIDDEN_IN_PROSE, says)

    def _words(self, bullet: Bullet) -> str:
        """All that stands in a list item, on one line."""
        source = self.page.document.source
        others = [one_line(source(block.start, block.end)) for block in bullet.others]
        children = [self._words(child) for child in bullet.children]
        return " ".join(filter(None, (bullet.inline.source(0), *others, *children)))

    def _warn_swallowed(self, bullet: Bullet) -> None:
        for line in bullet.lazy[:1]:
            says = "Markdown reads this line as part of the list item above; put a blank line first"
            row = self.page.document.lines[line - 1]
            column = len(row) - len(row.lstrip()) + 1
            self.page.problem(line, column, Code.LINE_SWALLOWED, says)
