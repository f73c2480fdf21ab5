"""A new item, and where in a debate's file it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.grammar.items import read_page
from loaders.grammar.vocabulary import NAMES
from loaders.markup.inline import one_line
from loaders.markup.markdown import parse

STATEMENTS = {
    "claim": "Write one sentence here that is either true or false.",
    "position": "Write one answer to the debate's question here.",
    "crux": "Is this the yes/no question on whose answer the debate turns?",
    "question": "What is to be found out?",
    "evidence": "Write here what was observed.",
    "definition": "Write here what the term means.",
    "proposal": "Write here what should be done.",
    "prediction": "Write here what will happen, and by when.",
    "analogy": "Write here what is like what, and in which respect.",
}
POSED = "- **Posed by:**"
DEEPEST = 6  # level of a heading
HEADING = re.compile(r"^[ ]{0,3}(#{1,6})(?=\s)")
# A line that begins with a letter opens no other block; comments are looked at closely.
SURE = re.compile(r"[^\W\d_](?:[^<%]*[^<%\s])?")


def skeleton(
    kind: str,
    slug: str,
    statement: str | None = None,
    level: int = 2,
    *,
    term: str | None = None,
    title: str | None = None,
    said: Sequence[str] = (),
) -> str:
    """A new item that passes every check, with what else is `said` of it, in the order of `kb fmt`;
    without a statement it has one to be replaced."""
    lines = [f"- **Title:** {one_line(title)}"] if title else []
    if kind != "claim":
        lines.append(f"- **Kind:** {kind}")
    if kind == "definition":
        lines.append(f"- **Term:** {one_line(term or '') or _term(slug)}")
    lines += said
    if kind == "crux" and not any(line.startswith(POSED) for line in said):
        lines.append(f"{POSED} mapper")
    text = as_paragraph(statement or "") or STATEMENTS[kind]
    blocks = [f"{'#' * level} {slug}", text, "\n".join(lines)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _term(slug: str) -> str:
    """The term that a slug such as `terminal-goal-1` seems to define."""
    return re.sub(r"-\d+$", "", slug).replace("-", " ")


def as_paragraph(text: str) -> str:
    """A text as one paragraph on one line: what Markdown would take for another block escaped."""
    text = one_line(text)
    if not text or _is_paragraph(text):
        return text
    number = re.match(r"\d+(?=[.)])", text)
    at = number.end() if number else 0
    return f"{text[:at]}\\{text[at:]}"


def _is_paragraph(text: str) -> bool:
    if SURE.fullmatch(text):
        return True
    blocks = parse(f"{text}\n").blocks
    inline = blocks[0].inline if len(blocks) == 1 and blocks[0].kind == "paragraph" else None
    return inline is not None and len(inline.raw) == len(text)  # comments are spaces in it


def append_item(text: str, item: str, level: int | None = None) -> str:
    """The text of a file with an item at its end, in the line ends of the file.

    The item's heading gets the `level`; without one, that of the last item in the file.
    """
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    before = text.replace("\r\n", "\n")
    kept = before.rstrip("\n \t")
    between = "\n\n" if kept.strip("\ufeff") else ""
    whole = kept + between + with_level(item, level or last_level(before))
    return whole.replace("\n", newline)


def with_level(item: str, level: int) -> str:
    """An item whose heading has a level."""
    rows = item.replace("\r\n", "\n").strip("\n").split("\n")
    opening = next((n for n, row in enumerate(rows) if HEADING.match(row)), None)
    if opening is not None:
        rows[opening] = HEADING.sub("#" * level, rows[opening])
    return "\n".join(rows) + "\n"


def last_level(text: str) -> int:
    """The level of an item at the end of a file: that of the last one, or below a section that has
    none yet; 2 where there is neither."""
    document = parse(text.removeprefix("\ufeff"))
    items = {item.line for item in read_page("", document, NAMES).items}
    headings = [block for block in document.blocks if block.kind == "heading"]
    if headings and headings[-1].start not in items and headings[-1].level > 1:
        return min(headings[-1].level + 1, DEEPEST)
    return next((block.level for block in headings[::-1] if block.start in items), 2)
