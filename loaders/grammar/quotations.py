"""Blockquotes that name their passage, and those that only look as if somebody verified them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.diagnostics import Code, Diagnostic
from loaders.files.folder import PEOPLE, SOURCES
from loaders.grammar.details import PASSAGES, Details, read_details
from loaders.grammar.lines import Line
from loaders.markup.blocks import Block, Bullet, Document
from loaders.markup.inline import Inline

ATTRIBUTION = re.compile(rf"(?:^|\s)(?:—|--)\s*({PASSAGES.pattern})\s*$")
ENDED = re.compile(r"(?:^|\s)(?:—|--)\s*(?:\[[^]]*\]\([^)]*\)\s*)?(?:¶+|pars?\.)\s*\d+\s*$")
QUOTED = re.compile(r"^[ ]{0,3}> ?")
CALLOUT = re.compile(r"\s*\[!\w+\][+-]?[ \t]*([^\n]*)(?:\n|$)")

PASSAGE = r"(?:[¶§]|\b(?:par(?:a(?:graph)?)?s?|pp?|pages?|passages?|lines?)\b\.?)\s*\d"
NAMED = re.compile(rf"[¶§⁋]|{PASSAGE}|(?:{PEOPLE}|{SOURCES})#|\[\^\w", re.IGNORECASE)
BELOW = re.compile(  # a line that says where the words above it stand, and little else
    rf"\W*(?:[—–―‒-]|--)\W*[^.!?]{{0,80}}{PASSAGE}|\W*{PASSAGE}[^a-z]*$", re.IGNORECASE
)
NUMBERED = re.compile(r"\s(?:—|–|--)\s*(?:#|n[or]\.)?\s*(\d+)\s*$", re.IGNORECASE)
IN_MARKS = re.compile(rf"[*_]*[\"“„«].*[\"”“»][*_]*\s*[(\[]?{PASSAGE}+[)\]]?\.?\s*$", re.DOTALL)
AS_HTML = re.compile(r"<(?:blockquote|q|cite)\b|—\s*¶", re.IGNORECASE)
AS_CODE = re.compile(r"^\s*>", re.MULTILINE)

NUMBER = re.compile(rf"{PASSAGE[:-2]}(\d+)|{NUMBERED.pattern}", re.IGNORECASE)


@dataclass
class Quotation:
    """A blockquote that names its passage; `title` is what an editor shows above it."""

    text: str
    details: Details
    line: int
    title: str = ""


def read_quotation(
    block: Block, path: str, document: Document, found: list[Diagnostic]
) -> Quotation | None:
    """The quotation that a blockquote is, or None where it does not end in `— ¶n`."""
    inline = block.inline
    match = ATTRIBUTION.search(inline.text) if inline else None
    if not inline or not match:
        return None
    line = Line(Bullet(inline, block.start, block.end, []), "", match.start(1), path)
    details = read_details(line, match.span(1), found)
    if any(p.first != p.last for p in details.passages):
        says = "a quote is from one passage; quote each passage on its own"
        found.append(line.problem(Code.BAD_PASSAGES, says, match.start(1)))
    row, column = inline.place(match.end() - len(match[0].lstrip()), markup=True)
    rows = document.lines[block.start - 1 : row]
    rows[-1] = rows[-1][: column - 1]
    rows = [QUOTED.sub("", line) for line in rows]
    for number in document.tidy.keys() & range(block.start - 1, row):  # where a comment was
        rows[number - block.start + 1] = rows[number - block.start + 1].strip()
    title, words = _without_callout("\n".join(rows).strip())
    return Quotation(words, details, block.start, title) if words else None


def _without_callout(words: str) -> tuple[str, str]:
    """What stands beside a `[!quote]` is a title, unless there is nothing else."""
    callout = CALLOUT.match(words)
    if not callout:
        return "", words
    rest = words[callout.end() :].strip()
    return (callout[1].strip(), rest) if rest else ("", callout[1].strip())


def doubtful_quotes(
    path: str, lines: Sequence[str], around: tuple[Block | None, Block, Block | None], read: bool
) -> Iterator[Diagnostic]:
    """What in a block looks like a quote that is verified, and is none.

    `around` is the block between its neighbours; `read` whether it was read as a quotation.
    """
    before, block, after = around
    if block.kind == "quote" and read:
        yield from _several(path, lines, block)
    elif block.kind == "quote":
        yield from _unread(path, lines, before, block, after)
    elif block.kind == "paragraph" and block.inline:
        if not (before and before.kind == "quote"):
            yield from _unquoted(path, block.inline, "begin each line with '> '")
    elif block.kind == "list":
        for bullet in block.bullets:
            if bullet.others or bullet.children or not bullet.inline.bold:
                yield from _in_list(path, lines, bullet)
    elif block.kind in ("html", "code"):
        how = AS_HTML if block.kind == "html" else AS_CODE
        text = "\n".join(lines[block.start - 1 : block.end])
        if how.search(text) and NAMED.search(text):
            says = "this is no quote in Markdown, so nobody verifies it; begin each line with '> '"
            yield _warning(path, (block.start, 1), says + " and no other spaces")


def outside_items(path: str, block: Block) -> Diagnostic:
    """The warning of a quotation where there is no item that it could be of."""
    says = "only a quote under an item of a debate is verified; put it there"
    return _warning(path, (block.start, 1), says)


def _several(path: str, lines: Sequence[str], block: Block) -> Iterator[Diagnostic]:
    """Passages that are named inside the words of a quotation."""
    for number in range(block.start, block.end):
        if ENDED.search(lines[number - 1]) and any(
            QUOTED.sub("", line).strip() for line in lines[number : block.end]
        ):
            says = "a second quote begins below this line; put a blank line without '>' between"
            yield _warning(path, (number, 1), says)


def _unread(
    path: str, lines: Sequence[str], before: Block | None, block: Block, after: Block | None
) -> Iterator[Diagnostic]:
    if block.inline and ATTRIBUTION.match(block.inline.text) and block.inline.line == block.start:
        says = "these are no words of a quote; write the passage on the last line of the quote"
        yield _warning(path, (block.start, 1), f"{says} itself, with no blank line between")
        return
    for number in range(block.end, block.start - 1, -1):
        named = NAMED.search(lines[number - 1])
        if named:
            says = f"this quote is not verified: {_mended(lines[number - 1])}"
            yield _warning(path, (number, named.start() + 1), says)
            return
    place = (block.end, 1)
    if _says_where(lines, after):
        assert after
        says = "this line is no part of the quote above it, which nobody verifies"
        yield _warning(path, (after.start, 1), f"{says}; {_mended(lines[after.start - 1])}")
    elif before and before.inline and _leads_in(before.inline.plain):
        says = "the words before a quote do not make it verified"
        yield _warning(path, place, f"{says}; {_mended(before.inline.plain)}")
    elif NUMBERED.search(lines[block.end - 1]):
        yield _warning(path, place, f"this quote is not verified: {_mended(lines[block.end - 1])}")


def _mended(named: str) -> str:
    """How a quote ends whose passage is named in these words."""
    found = NUMBER.search(named)
    number = found[1] or found[2] if found else "3"
    return f"end it in '— ¶{number}', with nothing behind"


def _says_where(lines: Sequence[str], after: Block | None) -> bool:
    if after is None or after.kind not in ("paragraph", "list", "code"):
        return False
    return bool(BELOW.match(lines[after.start - 1]))


def _leads_in(text: str) -> bool:
    return text.rstrip().endswith(":") and bool(re.search(PASSAGE, text, re.IGNORECASE))


def _in_list(path: str, lines: Sequence[str], bullet: Bullet) -> Iterator[Diagnostic]:
    for block in bullet.others:
        text = "\n".join(lines[block.start - 1 : block.end])
        if block.kind == "quote" and NAMED.search(text):
            says = "a quote in a list is not verified; put it on lines of its own, without spaces"
            yield _warning(path, (block.start, 1), f"{says} in front")
    if not bullet.inline.bold:
        yield from _unquoted(path, bullet.inline, "put it on lines of its own that begin with '> '")
    for child in bullet.children:
        yield from _in_list(path, lines, child)


def _unquoted(path: str, inline: Inline, mended: str) -> Iterator[Diagnostic]:
    found = ATTRIBUTION.search(inline.text) if _may_be_named(inline.text) else None
    match = found or IN_MARKS.match(inline.text)
    if match and (match.re is IN_MARKS or inline.text[: match.start()].strip()):
        says = "this is no quote, so nobody verifies it, and the passage is prose"
        place = inline.place(match.start())
        yield _warning(path, place, f"{says}; {mended}, or cite with '- **Source:** ¶3'")


def _may_be_named(text: str) -> bool:
    """Whether there is a dash, behind which a passage could stand."""
    return "—" in text or "--" in text


def _warning(path: str, place: tuple[int, int], says: str) -> Diagnostic:
    return Diagnostic(path, *place, Code.QUOTE_NOT_VERIFIED, says)
