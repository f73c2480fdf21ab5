"""Where the lines of a file stand: markers, indents, the order of labels, blank lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from loaders.grammar.lines import DASH
from loaders.grammar.page import Annotation, Item, Page
from loaders.grammar.vocabulary import LABELS, PERSON_LABELS, SOURCE_LABELS
from loaders.markup.blocks import Bullet, Document

MARKER = re.compile(r"[ ]*(?:[-*+]|\d{1,9}[.)])(?:[ ]+|$)")
FIRST = ("title", "formerly", "tags", "kind", "term", "credence", "asks")
GROUPS = ("stance", "argument", "relation")
LISTS = [label.casefold() for label in (*PERSON_LABELS, *SOURCE_LABELS)]


def in_lists(page: Page) -> list[str]:
    """The lines of a file with every annotation behind `- `, two spaces deeper than the one that
    it is about, and no blank line between two of them."""
    rows = list(page.document.written)
    gone: set[int] = set()
    for item in page.items:
        for annotation in item.annotations:
            indented(annotation.line.bullet, 0, 2, rows, gone)
        for above, below in zip(item.annotations, item.annotations[1:], strict=False):
            gone |= _between(above.line.bullet.end, below.line.bullet.start, rows)
    return [row for number, row in enumerate(rows, 1) if number not in gone]


def indented(bullet: Bullet, margin: int, deeper: int, rows: list[str], gone: set[int]) -> None:
    """Put a bullet behind `- ` at a margin, and those below it deeper by so much each; `gone` gets
    the blank lines between them."""
    first = rows[bullet.start - 1].expandtabs(4)
    marker = MARKER.match(first)
    if not marker:
        return
    inner = {n for child in bullet.children for n in range(child.start, child.end + 1)}
    width, spaces = marker.end(), " " * margin
    rows[bullet.start - 1] = f"{spaces}- {first[width:]}".rstrip()
    for number in range(bullet.start + 1, bullet.end + 1):
        row = rows[number - 1].expandtabs(4)
        if number not in inner and row.strip():
            kept = row[min(width, len(row) - len(row.lstrip())) :]
            rows[number - 1] = f"{spaces}  {kept}"
    before = bullet.start if not bullet.others else None
    for child in bullet.children:
        if before:
            gone |= _between(before, child.start, rows)
        indented(child, margin + deeper, deeper, rows, gone)
        before = child.end


def _between(end: int, start: int, rows: Sequence[str]) -> set[int]:
    """The lines between two, if all are blank."""
    between = set(range(end + 1, start))
    return set() if any(rows[number - 1].strip() for number in between) else between


def in_order(page: Page) -> list[str]:
    """The lines of a file with the labels of each item in order, those of a kind as they were."""
    rows = list(page.document.written)
    is_debate, rank = page.path not in ("people.md", "sources.md"), rank_in(page.path)
    for item in page.items:
        if is_debate and sum(map(_has_prose, item.annotations)) > 1:
            continue  # whose words would change places
        for run in _runs(item.annotations):
            _sort(run, rows, rank)
    return rows


def rank_in(path: str) -> Callable[[Annotation], int]:
    """What a file orders the lines of an item by."""
    return _rank_in_list if path in ("people.md", "sources.md") else _rank


def _has_prose(annotation: Annotation) -> bool:
    """Whether a property of an item has prose of its own, which becomes that of the item."""
    is_property = LABELS[annotation.name].role == "property" or annotation.name == "posed by"
    dash = DASH.search(annotation.line.inline.text, annotation.line.value)
    return is_property and bool(annotation.prose or annotation.nested or dash)


def _runs(annotations: Sequence[Annotation]) -> Iterator[list[Annotation]]:
    """Annotations with nothing between them."""
    run: list[Annotation] = []
    for annotation in annotations:
        if run and annotation.line.bullet.start != run[-1].line.bullet.end + 1:
            yield run
            run = []
        run.append(annotation)
    if run:
        yield run


def _sort(run: list[Annotation], rows: list[str], rank: Callable[[Annotation], int]) -> None:
    for annotation in run:
        for inner in _runs(annotation.nested):
            _sort(inner, rows, _rank_nested)
    first, last = run[0].line.bullet.start, run[-1].line.bullet.end
    texts = [rows[a.line.bullet.start - 1 : a.line.bullet.end] for a in sorted(run, key=rank)]
    rows[first - 1 : last] = [row for text in texts for row in text]


def _rank(annotation: Annotation) -> int:
    """Names first, then who says it, what it is for and against, how it is related, the rest."""
    if annotation.name in FIRST:
        return FIRST.index(annotation.name)
    role = LABELS[annotation.name].role
    if role in GROUPS and annotation.name != "posed by":
        return len(FIRST) + GROUPS.index(role)
    return len(FIRST) + len(GROUPS) + (annotation.name == "posed by")


def _rank_nested(annotation: Annotation) -> int:
    roles = ("property", "stance", "relation", "argument")
    return roles.index(LABELS[annotation.name].role)


def _rank_in_list(annotation: Annotation) -> int:
    return LISTS.index(annotation.name)


def parted(document: Document, items: Sequence[Item]) -> list[str]:
    """The lines of a file with one blank line between its blocks, and the headings of items plain.

    What stands in a block stays as it is.
    """
    slugs = {item.line: item.slug for item in items}
    rows = document.written
    front = 0 if document.front is None else document.front.count("\n") + 3
    if document.front == "":
        front = 2
    found = [rows[:front]] if front else []
    for block, below in zip_longest(document.blocks, document.blocks[1:]):
        stop = below.start - 1 if below else len(rows)
        stretch = rows[block.start - 1 : stop]  # with comments, which belong to no block
        if block.start in slugs and block.kind == "heading" and not block.underlined:
            stretch[0] = f"{'#' * block.level} {slugs[block.start]}"
        found.append(stretch)
    blocks = [_without_blank_end(stretch) for stretch in found]
    return [*"\n\n".join(filter(None, blocks)).split("\n"), ""]


def _without_blank_end(stretch: Sequence[str]) -> str:
    last = max((n for n, row in enumerate(stretch, 1) if row.strip()), default=0)
    return "\n".join(stretch[:last])
