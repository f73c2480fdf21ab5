"""Where a cursor is while somebody types: read from the lines around, which may be half written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.grammar.lines import DASH
from loaders.grammar.vocabulary import LABELS

BULLET = re.compile(r"(?P<indent>[ \t>]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?P<rest>.*)")
LABEL = re.compile(r"\*\*(?P<label>[A-Za-z][A-Za-z ]*?)\s*(?::\*\*|\*\*\s*:)[ \t]*")
TYPED_LABEL = re.compile(r"\**[A-Za-z][A-Za-z ]*|\**")
HEADING = re.compile(r"#{1,6}\s+(?P<words>.*?)\s*#*$")
GOAL = re.compile(r"\[[^\[\]]*\]\((?P<goal>[^()\s]*)$")
OPEN = re.compile(r"(?P<open>\[{1,2})(?P<words>[^\[\]]*)$")
PARTED = re.compile(r"[;+→]|->")
KEY = re.compile(r"(?P<key>[a-z]+)[ \t]*:[ \t]*(?P<value>.*)")
NOT = re.compile(r"\s*(?:not\s+)?", re.IGNORECASE)


class Cursor(NamedTuple):
    """What is being typed: a `kind` of thing (label, value, details, goal, link, key, setting),
    under which `label` or key, the `typed` letters, which begin at a column from 0, and what stands
    `before` them in a line of details."""

    kind: str
    label: str
    typed: str
    start: int
    before: str = ""


class Around(NamedTuple):
    """The lines of the item that a cursor is in: its kind, the labels that it has, and the label
    under which a line would be nested that is indented as the one with the cursor."""

    slug: str
    kind: str
    labels: tuple[str, ...]
    parent: str


def cursor_in(row: str, in_front: bool) -> Cursor | None:
    """What is being typed at the end of the beginning of a line, outside front matter or in it."""
    if in_front:
        return _in_front(row)
    if goal := GOAL.search(row):
        return Cursor("goal", _label(row), goal["goal"], goal.start("goal"))
    bullet = BULLET.fullmatch(row)
    if bullet and (label := LABEL.match(bullet["rest"])):
        return _value(row, label["label"].casefold(), bullet.start("rest") + label.end())
    if bullet and TYPED_LABEL.fullmatch(bullet["rest"]):
        return Cursor("label", "", bullet["rest"], bullet.start("rest"))
    if row.lstrip().startswith(">") and (dash := DASH.search(row)):
        return _details(row, "source", dash.end())
    found = OPEN.search(row)
    return Cursor("link", "", found[0], found.start()) if found else None


def _in_front(row: str) -> Cursor | None:
    found = KEY.fullmatch(row)
    if found:
        return Cursor("setting", found["key"], found["value"], found.start("value"))
    return Cursor("key", "", row, 0) if re.fullmatch(r"[a-z]*", row) else None


def _label(row: str) -> str:
    bullet = BULLET.fullmatch(row)
    label = LABEL.match(bullet["rest"]) if bullet else None
    return label["label"].casefold() if label else ""


def _value(row: str, label: str, at: int) -> Cursor | None:
    """What is typed behind a label: targets, and behind the dash details."""
    if label not in LABELS or label == "source":
        return (
            _details(row, label, at) if label == "source" else Cursor("value", label, row[at:], at)
        )
    dash = DASH.search(row, max(at - 1, 0))
    if dash:
        return _details(row, label, dash.end())
    stops = [at, *(found.end() for found in PARTED.finditer(row, at))]
    blank = NOT.match(row, stops[-1])
    start = blank.end() if blank else stops[-1]
    return Cursor("value", label, row[start:], start)


def _details(row: str, label: str, at: int) -> Cursor:
    start = max(at, row.rfind(",", at) + 1)
    start += len(row[start:]) - len(row[start:].lstrip())
    return Cursor("details", label, row[start:], start, row[:start])


def around(rows: list[str], number: int) -> Around:
    """The item in which a line is."""
    first = next((n for n in range(number, -1, -1) if HEADING.fullmatch(rows[n])), None)
    if first is None:
        return Around("", "claim", (), "")
    last = next((n for n in range(number + 1, len(rows)) if HEADING.fullmatch(rows[n])), len(rows))
    found = HEADING.fullmatch(rows[first])
    lines = list(_annotations(rows, first + 1, last, number))
    indent = _indent(rows[number])
    margin = min((inner for _, inner, _, _ in lines), default=indent)
    kind = next((value for _, _, name, value in lines if name == "kind"), "claim")
    above = [line for line in lines if line[0] < number and line[1] < indent]
    parent = above[-1][2] if above and indent > margin else ""
    labels = tuple(name for _, inner, name, _ in lines if inner == margin)
    return Around(found["words"] if found else "", kind.strip().casefold(), labels, parent)


def _annotations(
    rows: list[str], first: int, last: int, but: int
) -> Iterator[tuple[int, int, str, str]]:
    """The annotations between two lines: their lines, indents, labels and values."""
    for number in range(first, last):
        bullet = BULLET.fullmatch(rows[number]) if number != but else None
        label = LABEL.match(bullet["rest"]) if bullet else None
        if bullet and label:
            value = bullet["rest"][label.end() :]
            yield number, len(bullet["indent"].expandtabs(4)), label["label"].casefold(), value


def _indent(row: str) -> int:
    return len(row.expandtabs(4)) - len(row.expandtabs(4).lstrip())


def in_front_matter(rows: list[str], number: int) -> bool:
    """Whether a line is in front matter, which may not be closed yet."""
    if number == 0 or not rows[0].startswith("---"):
        return False
    return not any(row.startswith("---") for row in rows[1 : number + 1])
