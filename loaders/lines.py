"""One line of annotation: label, targets, details. The grammar of `format.md`, on parsed text.

It reads an `Inline`, in which links are single characters, so that no pattern here ever looks
at Markdown. What cannot be read is reported at its own column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kb.diagnostics import Code, Diagnostic
from loaders.markdown import LINK, Bullet, Inline, Link

DASH = re.compile(r"(?:^|\s)(?:—|--)(?:\s|$)")
ARROW = re.compile(r"→|->")
NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?|[+-]?\.\d+)\s*(%?)")
DAY = re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2})?")
PASSAGES = re.compile(
    rf"(?:({LINK})\s*)?(?:¶+|pars?\.)\s*(\d{{1,9}})(?:\s*[-–]\s*(?:¶|par\.\s*)?(\d{{1,9}}))?"
)
OF = re.compile(rf"of\s+({LINK}|[a-z0-9-]+)")
ITEM = re.compile(rf"{LINK}|[^\s{LINK}]+")
SEVERAL = 10_000  # a range of more passages than this is a slip of the pen


@dataclass(frozen=True)
class Ref:
    """An item, person or source as written: by link or by bare id, and where."""

    written: str
    link: Link | None
    line: int
    column: int
    negated: bool = False


@dataclass(frozen=True)
class Passages:
    """`¶3-5` of a source; without a source, of the debate's."""

    source: Ref | None
    first: int
    last: int
    line: int
    column: int


@dataclass
class Details:
    """What stands behind the dash of an annotation."""

    credence: float | None = None
    credence_at: int | None = None
    date: str | None = None
    passages: list[Passages] = field(default_factory=list)
    inferred: bool = False
    of: Ref | None = None
    prose: str = ""


@dataclass
class Line:
    """An annotation: its label (None where the list item has none) and where its value begins."""

    bullet: Bullet
    label: str
    value: int
    path: str

    @property
    def inline(self) -> Inline:
        return self.bullet.inline

    @property
    def place(self) -> tuple[int, int]:
        return self.inline.place(0) if self.inline.text else (self.bullet.start, 1)

    def problem(self, code: Code, message: str, index: int | None = None) -> Diagnostic:
        """A problem at the label, or at a character of the line."""
        line, column = self.place if index is None else self.inline.place(index)
        if index is None and self.inline.raw.startswith("**"):
            column += 2
        return Diagnostic(self.path, line, column, code, message)


def read_label(bullet: Bullet, path: str) -> Line | None:
    """The annotation that a list item is, or None where it is prose."""
    text, bold = bullet.inline.text, bullet.inline.bold
    if not bold:
        return None
    inside = text[:bold].rstrip()
    if inside.endswith(":"):
        return Line(bullet, inside[:-1].strip(), bold, path)
    follows = re.match(r"\s*:", text[bold:])
    if follows:
        return Line(bullet, inside.strip(), bold + follows.end(), path)
    return None


def split(line: Line) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """The ranges of the targets and of the details in the text of a line."""
    text = line.inline.text
    dash = DASH.search(text, line.value)
    if not dash:
        return (line.value, len(text)), None
    return (line.value, dash.start()), (dash.end(), len(text))


def pieces(text: str, start: int, end: int, separator: str) -> Iterator[tuple[int, int]]:
    """The stretches of text between separators, without the white space around them."""
    for found in re.finditer(rf"[^{separator}]+", text[start:end]):
        stretch = found.group()
        inner = stretch.strip()
        if inner:
            begin = start + found.start() + len(stretch) - len(stretch.lstrip())
            yield begin, begin + len(inner)


def read_ref(line: Line, start: int, end: int, negatable: bool = True) -> Ref | Diagnostic:
    """One target: a link or a bare id, with `not` in front where that means something."""
    text = line.inline.text
    negated = bool(re.match(r"not\s", text[start:end]))
    begin = start
    if negated:
        begin = start + len(re.match(r"not\s+", text[start:end]).group())  # type: ignore[union-attr]
    word = text[begin:end]
    if negated and not negatable:
        says = "'not' says something of a premise only; for the opposite use the other label"
        return line.problem(Code.UNREADABLE_TARGET, says, start)
    if not ITEM.fullmatch(word):
        shown = _shown(line, start, end)
        says = f"'{shown}' is not an id or a link; a reason follows after ' — '"
        return line.problem(Code.UNREADABLE_TARGET, says, start)
    at = line.inline.place(begin)
    link = line.inline.links.get(begin) if word == LINK else None
    return Ref(link.href if link else word, link, *at, negated)


def _shown(line: Line, start: int, end: int) -> str:
    shown = line.inline.source(start, end)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def read_details(line: Line, span: tuple[int, int] | None, found: list[Diagnostic]) -> Details:
    """Read details up to the first thing that is none; the rest is prose."""
    details = Details()
    if span is None:
        return details
    at, end = span
    text = line.inline.text
    while at < end:
        at += len(text[at:end]) - len(text[at:end].lstrip())
        stop = _detail(line, details, at, end, found)
        if stop is None:
            break
        at = stop
    if text[at:end].strip():
        details.prose = line.inline.source(at)
        _warn_of_lost_passage(line, text[at:end], at, found)
    return details


def _detail(line: Line, details: Details, at: int, end: int, found: list[Diagnostic]) -> int | None:
    """Read one detail that ends at a comma or at the end; where it ends, None if it is prose."""
    text = line.inline.text
    for pattern, take in _DETAILS:
        match = pattern.match(text, at, end)
        if not match:
            continue
        stop = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
        if stop < end and text[stop] != ",":
            continue
        problem = take(line, details, match)
        if problem:
            found.append(problem)
        return stop + 1
    return None


def _take_credence(line: Line, details: Details, match: re.Match[str]) -> Diagnostic | None:
    value = float(match.group(1)) / (100 if match.group(2) else 1)
    if not 0 <= value <= 1:
        says = f"the credence {match.group()} is not between 0 and 1 (0 % and 100 %)"
        return line.problem(Code.CREDENCE_OUT_OF_RANGE, says, match.start())
    details.credence, details.credence_at = value, match.start()
    return None


def _take_date(line: Line, details: Details, match: re.Match[str]) -> Diagnostic | None:
    if not is_date(match.group()):
        says = f"'{match.group()}' is no date; write year-month-day, as in 2031-04-02"
        return line.problem(Code.BAD_DATE, says, match.start())
    details.date = match.group()
    return None


def is_date(text: str) -> bool:
    """Whether a text is an ISO date, `2031-04-02` or `2031-04`."""
    try:
        date.fromisoformat(text if len(text) > 7 else text + "-01")
    except ValueError:
        return False
    return True


def _take_passages(line: Line, details: Details, match: re.Match[str]) -> Diagnostic | None:
    first = int(match.group(2))
    last = int(match.group(3) or first)
    if first < 1 or last < first or last - first > SEVERAL:
        says = f"'{_shown(line, match.start(), match.end())}' is no range of passages from 1 on"
        return line.problem(Code.BAD_PASSAGES, says, match.start())
    source = None
    if match.group(1):
        ref = read_ref(line, match.start(1), match.end(1))
        assert isinstance(ref, Ref)
        source = ref
    at = line.inline.place(match.start())
    details.passages.append(Passages(source, first, last, *at))
    return None


def _take_inferred(line: Line, details: Details, match: re.Match[str]) -> None:
    details.inferred = True


def _take_of(line: Line, details: Details, match: re.Match[str]) -> None:
    ref = read_ref(line, match.start(1), match.end(1))
    assert isinstance(ref, Ref)
    details.of = ref


_DETAILS = (
    (DAY, _take_date),
    (NUMBER, _take_credence),
    (PASSAGES, _take_passages),
    (re.compile("inferred"), _take_inferred),
    (OF, _take_of),
)
_LOST = re.compile(rf"(?:{LINK}\s*)?¶\s*\d")


def _warn_of_lost_passage(line: Line, rest: str, at: int, found: list[Diagnostic]) -> None:
    if _LOST.match(rest.lstrip()):
        shown = _shown(line, at, min(at + 40, at + len(rest)))
        says = f"'{shown}' is read as prose; a comma must follow each passage, as in '¶3, ¶7'"
        found.append(line.problem(Code.DETAIL_READ_AS_PROSE, says, at))


def read_passages(line: Line, found: list[Diagnostic]) -> Details:
    """The details of a line that has no targets: `Source: ¶3, ¶7-8`."""
    start, text = line.value, line.inline.text
    dash = re.compile(r"\s*(?:—|--)\s").match(text, start)
    return read_details(line, (dash.end() if dash else start, len(text)), found)
