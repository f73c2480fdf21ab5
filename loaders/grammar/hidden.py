"""A last look at the lines of a file that are read as prose: does something hide in one of them?

What people write almost as this format asks, Markdown reads as a paragraph, as code, as part of
the line above or of a block that never ends. Every line that is neither a heading nor an annotation
is looked at as it is written, whatever Markdown made of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from kb.diagnostics import Code, Proposal
from kb.model import SLUG
from loaders.grammar.almost_ids import almost_id
from loaders.grammar.lines import plain_link
from loaders.markup.blocks import Block, Document

COLON = "[:：﹕∶꞉;]"
MARKED = re.compile(
    r"(?P<lead>[^\w#＃♯`\"'“‘=]*+(?:\d{1,4}[.)]\s++[^\w#＃♯`\"'“‘=]*+)?)"
    r"(?P<marks>(?:\\?[#＃♯])+|={2,6}(?=\s))[\s\u3000]*(?P<text>[^\s#＃].*)"
)
ALONE = re.compile(r"(?![-*+]\s)[\s>*_~\\§]*([a-z0-9]+(?:-[a-z0-9]+)*)\\?:?[\s*_~:]*")
TITLE = re.compile(r"\s*<h[1-6][^>]*>\s*(?:<[^>]*>)*([^<]+)", re.IGNORECASE)
TITLE_OPENS = re.compile(r"\s*<h[1-6]\b", re.IGNORECASE)
PASSAGE = r"(?:\[[^\]]*\]\([^)]*\)\s*)?(?:¶+|pars?\.)\s*\d+(?:\s*[-–]\s*¶?\d+)?"
CITES = re.compile(rf"[\s*•+·-]*[(\[]?{PASSAGE}(?:\s*[,;]\s*{PASSAGE})*[)\].\s]*")
PERSON = re.compile(
    r"\s*(?:[-*+•·–]|\d+[.)])\s*(?:\[.\]\s*)?\[[^\]]*\]\([^)\s]*people\.md#[^)]*\)"
    r"\s*(?:—|–|--|:|;|$)"
)
CODE = re.compile(r"(?<!`)(`{1,3})(?!`).*?(?<!`)\1(?!`)")
JOINED_HEADING = re.compile(r"[^\s#>](?<![-*+])\s+(#{2,6}\s+[a-z0-9]+(?:-[a-z0-9]+)+)\s*$")
ONLY_MARKS = re.compile(r"[\s>]*(?:[-*+]|\d+[.)])\s+")
WIKI = re.compile(r"(?<![\\!`\[])\[\[(#?[^\W\d_][^\[\]\n]*)\]\](?![(`])")
OPENS = re.compile(r" *- \*\*[A-Za-z]")
MARKUP = r"(?:</?\w{1,9}>|&\w{1,9};|[\W_])*+"  # what may stand around a label
VALUE = (
    r"(?:\[|¶|<?https?://|§\s*\d|pars?\.\s*\d|[01]?\.\d|\d+\s*%|mapper\b|not\s+\[|"
    r"[a-z0-9]+(?:-[a-z0-9]+)+(?:\s*$|\s*[;+,]|\s+(?:—|--)\s))"
)


class Hidden(NamedTuple):
    """Something that a line of prose hides: where, and what is wrong with it."""

    line: int
    column: int
    code: Code
    says: str
    proposals: tuple[Proposal, ...] = ()


@dataclass
class Seen:
    """What the reader of a file made of its lines.

    `read` say something, or have been refused for what they say; `continued` are the further lines
    of annotations, `statements` the first lines of statements, `doubted` those that may have been
    meant for the source of a quote. `headings` are the lines of headings,
    each with whether an item begins there.
    """

    read: set[int] = field(default_factory=set)
    continued: set[int] = field(default_factory=set)
    statements: set[int] = field(default_factory=set)
    doubted: set[int] = field(default_factory=set)
    headings: list[tuple[int, bool]] = field(default_factory=list)

    def in_item(self, line: int) -> bool:
        at = bisect_right(self.headings, (line, True)) - 1
        return at >= 0 and self.headings[at][1]


def hidden(
    document: Document, labels: Mapping[str, str], seen: Seen, told: set[int]
) -> Iterator[Hidden]:
    """What hides in the prose of a file; on the lines in `told` there is a problem already."""
    look = _Look(document, labels, seen)
    skipped = set(range(1, (document.front.count("\n") + 4) if document.front is not None else 1))
    look.unclosed = any(not _fence(rows)[0] for rows in look.fences())
    for block, below in zip_longest(document.blocks, document.blocks[1:]):
        if block.kind in ("fence", "html") or _is_comment(block, document):
            yield from look.block(block, below.start - 1 if below else len(document.lines))
            skipped.update(range(block.start, block.end + 1))
    for number, row in enumerate(document.lines, 1):
        if row and number not in skipped and number not in told:
            found = look.row(number, row)
            if found:
                yield Hidden(number, len(row) - len(row.lstrip()) + 1, *found)
            elif wiki := look.wiki_link(number, row):
                yield wiki
            elif _may_join(row):
                yield from look.joined(number, row)


def _may_join(row: str) -> bool:
    """Whether a heading or a bold label can stand behind something else in a line: most lines have
    no mark of either, or one label, with which they open."""
    if "__" in row or "##" in row:
        return True
    marks = row.count("**")
    return marks > 2 or (marks == 2 and not OPENS.match(row))


def _is_comment(block: Block, document: Document) -> bool:
    if block.kind not in ("html", "other"):
        return False
    return document.written[block.start - 1].lstrip().startswith(("<!--", "%%"))


@lru_cache(maxsize=4)
def _label_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """A line that opens with a label, whatever stands around it."""
    known = "|".join(
        r"[\s_-]+".join(map(re.escape, name.split())) for name in sorted(names, key=len)[::-1]
    )
    return re.compile(
        rf"(?P<lead>{MARKUP}(?:\w{{1,9}}\]:?{MARKUP})?(?:\d{{1,4}}[.)]{MARKUP})?)"
        rf"(?P<label>{known})(?![\w-])(?P<tail>(?:[\s*_~\\]|</\w+>)*(?P<colon>{COLON}?)"
        rf"(?:[\s*_~\\]|</\w+>)*)(?P<value>{VALUE})?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4)
def _joined_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """A bold label with a value somewhere in a line, where a line break was lost in front of it."""
    known = "|".join(map(re.escape, sorted(names, key=len)[::-1]))
    return re.compile(
        rf"(?P<bullet>[-*+•]\s+)?(?P<bold>\*\*|__)(?P<label>{known})\s*"
        rf"(?::\s*(?P=bold)|(?P=bold)\s*:)\s*(?P<value>{VALUE})?",
        re.IGNORECASE,
    )


class _Look:
    """Looks at lines as they are written."""

    def __init__(self, document: Document, labels: Mapping[str, str], seen: Seen) -> None:
        self.document, self.labels, self.seen = document, labels, seen
        self.pattern = _label_pattern(tuple(labels))
        self.inner = _joined_pattern(tuple(labels))
        self.unclosed = False  # whether some fence of the file never ends

    def fences(self) -> Iterator[list[str]]:
        """The lines of each fence."""
        for block in self.document.blocks:
            if block.kind == "fence":
                yield self.document.lines[block.start - 1 : block.end]

    def row(self, number: int, row: str) -> tuple[Code, str] | None:
        """What hides in a line, if anything."""
        if number in self.seen.read:
            return None
        return self._heading(number, row) or self._label(number, row) or self._fact(number, row)

    def joined(self, number: int, row: str) -> Iterator[Hidden]:
        """The first annotation that stands behind something else in its line."""
        if "`" in row:
            row = CODE.sub(lambda code: "x" * len(code[0]), row)
        if "##" in row and (heading := JOINED_HEADING.search(row)):
            says = f"'{heading[1]}' is read as prose; a heading stands in a line of its own"
            yield Hidden(number, heading.start(1) + 1, Code.HEADING_READ_AS_PROSE, says)
        for found in self.inner.finditer(row):
            before = row[: found.start()]
            opens = not before.strip(" \t>") or ONLY_MARKS.fullmatch(before)
            meant = found["bullet"] or (found["value"] and found["label"][0].isupper())
            if meant and not opens:
                yield Hidden(number, found.start() + 1, Code.HIDDEN_IN_PROSE, self._says(found))
                return

    def _says(self, found: re.Match[str]) -> str:
        label = self.labels[" ".join(re.split(r"[\s_-]+", found["label"].casefold()))]
        return f"'{label}' is read as prose here; write '- **{label}:** ...' on a line of its own"

    # -- headings -------------------------------------------------------------------------------

    def _heading(self, number: int, row: str) -> tuple[Code, str] | None:
        marked = MARKED.match(row)
        meant = None
        if marked:
            several = len(marked["marks"].replace("\\", "")) > 1 or "＃" in marked["marks"]
            bare = marked["text"].strip().strip("#*_=| ")
            slug = bare if SLUG.fullmatch(bare) else almost_id(bare)
            if several and (slug or ">" not in marked["lead"]):
                meant = slug or bare
            elif slug and "-" in slug and slug == bare and self._is_alone(number):
                meant = slug
        elif number not in self.seen.statements and number not in self.seen.continued:
            alone = ALONE.fullmatch(row)
            marks = alone and alone.start(1) != len(row) - len(row.lstrip())
            meant_so = alone and (marks or ("-" in alone[1] and self.seen.in_item(number)))
            if alone and meant_so and self._is_alone(number):
                meant = alone[1]
        if not meant:
            return None
        says = (
            f"'{_short(row)}' is read as prose; a heading is written '## {_short(meant)}', at the"
        )
        return Code.HEADING_READ_AS_PROSE, f"{says} start of a line and with a space behind the '#'"

    def _is_alone(self, number: int) -> bool:
        """Whether a line is a paragraph of its own, with more than headings below it."""
        lines, before = self.document.lines, number - 1
        if before and lines[before - 1].strip() and before not in self.seen.read:
            return False
        if number < len(lines) and lines[number].strip():
            return False
        below = number + 1
        while below <= len(lines) and not lines[below - 1].strip():
            below += 1
        at = bisect_right(self.seen.headings, (below, False))
        starts = [line for line, _ in self.seen.headings[max(at - 1, 0) : at + 1]]
        return below <= len(lines) and below not in starts

    # -- labels and what stands behind them -----------------------------------------------------

    def _label(self, number: int, row: str) -> tuple[Code, str] | None:
        found = self.pattern.match(row)
        if not found:
            return None
        lead, colon, value = found["lead"], found["colon"], found["value"]
        bold = "**" in lead or "__" in lead or "\\*\\*" in lead or "<" in lead
        listed = bool(lead.strip(" \t>|*_~\\(\"'")) or bool(re.match(r"\s*\*\s", lead))
        inside = self.seen.in_item(number)
        meant = (
            (bold and (colon or value))
            or (inside and listed and (colon or value))
            or (inside and colon and value and number not in self.seen.continued)
        )
        if not meant:
            return None
        return Code.HIDDEN_IN_PROSE, self._says(found)

    def _fact(self, number: int, row: str) -> tuple[Code, str] | None:
        """A passage or a person that stands alone in a line."""
        if number in self.seen.continued or not self.seen.in_item(number):
            return None
        if "source" in self.labels and number not in self.seen.doubted and CITES.fullmatch(row):
            says = f"'{_short(row)}' is read as prose; write '- **Source:** {_short(row, '- ')}'"
            return Code.HIDDEN_IN_PROSE, says
        if "held by" in self.labels and PERSON.match(row):
            says = "a person without a label says nothing; write '- **Held by:** ...', or the like"
            return Code.HIDDEN_IN_PROSE, says
        return None

    def wiki_link(self, number: int, row: str) -> Hidden | None:
        """The first `[[link]]` in prose, or in the reason of a line that says something."""
        if "[[" not in row or number in self.seen.doubted:
            return None
        reason = row.find(" — ") if number in self.seen.read else 0
        found = WIKI.search(row, reason) if reason >= 0 else None
        if not found:
            return None
        link = plain_link(found[1])
        says = f"'{_short(found[0])}' is no link in Markdown; write '{link}'"
        at = found.start() + 1
        return Hidden(number, at, Code.HIDDEN_IN_PROSE, says, (Proposal(found[0], link),))

    # -- blocks ---------------------------------------------------------------------------------

    def block(self, block: Block, end: int) -> Iterator[Hidden]:
        """Items or labels in a block that was most likely never to hold them."""
        is_comment = _is_comment(block, self.document)  # the end of which nobody sees any more
        rows = self.document.written[block.start - 1 : end if is_comment else block.end]
        whole = "\n".join(rows)
        if block.kind == "fence" and not self.unclosed and not _fence(rows)[1]:
            return  # an example
        if is_comment and whole.count("<!--") <= whole.count("-->"):
            return
        for number, row in enumerate(rows, block.start):
            title = TITLE.match(row)
            slug = title[1].strip() if title else row.strip() if TITLE_OPENS.match(rows[0]) else ""
            if (slug and (SLUG.fullmatch(slug) or almost_id(slug))) or self._opens(number, row):
                what = "code" if block.kind == "fence" else "HTML"
                says = (
                    f"this block of {what} swallows a heading or label (line {number}): "
                    + ("close it in front of that" if block.kind == "fence" else "end it, and ")
                    + ("" if block.kind == "fence" else "put a blank line in front of that")
                )
                column = len(rows[0]) - len(rows[0].lstrip()) + 1
                yield Hidden(block.start, column, Code.ITEMS_IN_BLOCK, says)
                return

    def _opens(self, number: int, row: str) -> bool:
        """Whether a line would open an item or be an annotation."""
        marked = MARKED.match(row)
        if marked and len(marked["marks"]) > 1:
            return True
        return bool(self._label(number, row))


def _fence(rows: list[str]) -> tuple[bool, bool]:
    """Whether a fence ends, and whether one that says what it holds opens in it."""
    opening = re.match(r"\s*(`{3,}|~{3,})", rows[0])
    mark = opening[1] if opening else ""
    closed = (
        len(rows) > 1 and rows[-1].strip().startswith(mark) and not rows[-1].strip(f"{mark} \t")
    )
    return closed, any(row.strip().startswith(mark) for row in rows[1:-1])


def _short(text: str, strip: str = "") -> str:
    text = text.strip().lstrip(strip)
    return text if len(text) <= 40 else text[:37] + "..."
