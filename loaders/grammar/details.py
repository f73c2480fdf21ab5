"""What stands behind the dash of an annotation: credence, date, passages and so on, then prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kb.dates import is_date
from kb.diagnostics import Code, Diagnostic, Hint, Proposal, is_like, meant
from loaders.grammar import near_details as near
from loaders.grammar.lines import Line, Ref, pieces, read_ref, skip_space, split
from loaders.grammar.vocabulary import LABELS
from loaders.markup.inline import LINK

NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?|[+-]?\.\d+)\s*(%?)")
DECIMAL_COMMA = re.compile(r"(\d+),(\d+\s*%?)(?:\s*(?:,|$)|(?=\s*[-–]\s*\d+,\d))")
DAY = re.compile(r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?(?!\s*%)")
PASSAGES = re.compile(
    rf"(?:({LINK})\s*)?(?:¶+|pars?\.)\s*(\d{{1,18}})(?:\s*[-–]\s*(?:¶+|pars?\.)?\s*(\d{{1,18}}))?"
)
OF = re.compile(rf"of\s+({LINK}|[a-z0-9]+(?:-[a-z0-9]+)+)")
INFERRED = re.compile("inferred", re.IGNORECASE)
OPENING = re.compile(rf"[-+.\d¶p{LINK}iIİıo]")  # what any detail begins with
WHOLE_CREDENCE = re.compile(r"0?\.\d+|[01]\.0+|(?:100|\d?\d(?:\.\d+)?)\s*%")  # not any number
SEVERAL = 1_000  # a range of more passages than this is a slip of the pen
OF_SOURCES = re.compile(r"(?:^|/)sources\.md#")
LOST_PERSON = re.compile(r"of\s+(?:[a-z0-9]+|[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)*)\s*(?:,|$)")


@dataclass(frozen=True)
class Passages:
    """`¶3-5` of a source; without a source, of the debate's. What a line names last holds on."""

    source: Ref | None
    first: int
    last: int
    line: int
    column: int


@dataclass(slots=True)
class Details:
    """What stands behind the dash of an annotation; `said` is where each thing stands."""

    credence: float | None = None
    date: str | None = None
    passages: list[Passages] = field(default_factory=list)
    inferred: bool = False
    of: Ref | None = None
    prose: str = ""
    said: dict[str, int] = field(default_factory=dict)


def read_details(line: Line, span: tuple[int, int] | None, found: list[Diagnostic]) -> Details:
    """Read details up to the first thing that is none; the rest is prose."""
    details = Details()
    if span:
        _take_prose(line, details, _read(line, details, *span, found), found, whole=True)
    return details


def read_value(line: Line, found: list[Diagnostic]) -> Details:
    """The details of a line that has no targets: `Source: ¶3, ¶7-8 — where it says so`."""
    details = Details()
    (start, end), rest = split(line)
    prose = _read(line, details, start, end, found)
    if prose is None and rest:
        prose = _read(line, details, *rest, found)
    _take_prose(line, details, prose, found, whole=bool(details.said))
    return details


def _read(line: Line, details: Details, at: int, end: int, found: list[Diagnostic]) -> int | None:
    """Read details from `at` on; where the prose begins, None where there is none."""
    text = line.inline.text
    while (at := skip_space(text, at, end)) < end:
        stop = _detail(line, details, at, end, found)
        if stop is None:
            return at
        at = stop
    return None


def detail_spans(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each detail stands, from `start` up to the first thing that is none."""
    text, details, at = line.inline.text, Details(), start
    while (at := skip_space(text, at, end)) < end:
        stop = _detail(line, details, at, end, [])
        if stop is None:
            return
        yield at, at + len(text[at : min(stop - 1, end)].rstrip())
        at = stop


def _detail(line: Line, details: Details, at: int, end: int, found: list[Diagnostic]) -> int | None:
    """Read one detail that ends at a comma or at the end; where it ends, None if it is prose."""
    text = line.inline.text
    if not OPENING.match(text, at):  # as with most prose
        return None
    comma = DECIMAL_COMMA.match(text, at, end)
    if comma:
        right = f"{comma[1]}.{comma[2].strip()}"
        says = f"a credence is written with a point: write '{right}'"
        instead = Proposal(f"{comma[1]},{comma[2].strip()}", right)
        found.append(line.problem(Code.CREDENCE_OUT_OF_RANGE, says, at, (instead,)))
        return comma.end()
    for name, pattern, take in _DETAILS:
        match = pattern.match(text, at, end)
        if not match:
            continue
        stop = skip_space(text, match.end(), end)
        if stop < end and text[stop] != ",":
            continue
        if name in details.said and name != "passages":
            says = f"the {name} is given twice on this line; keep one"
            found.append(line.problem(Code.GIVEN_TWICE, says, at))
        details.said.setdefault(name, at)
        problem = take(line, details, match)
        if problem:
            found.append(problem)
        return stop + 1
    return None


def _take_credence(line: Line, details: Details, match: re.Match[str]) -> Diagnostic | None:
    value = float(match.group(1)) / (100 if match.group(2) else 1)
    if not 0 <= value <= 1:
        says = f"the credence {match.group().strip()} is not between 0 and 1 (0 % and 100 %)"
        hint = Hint()
        if details.passages and match.group().isdigit():
            hint = meant(match.group(), f"¶{match.group()}")
        elif 2 <= value <= 100 and not match.group(2):
            hint = meant(match.group(1), f"{match.group(1)}%")
        place = match.start()
        return line.problem(Code.CREDENCE_OUT_OF_RANGE, says + hint.says, place, hint.proposals)
    details.credence = value
    if details.passages and match.group().isdigit():
        shown = match.group()
        says = f"'{shown}' is read as a credence: write '¶{shown}' for a passage, else '{shown}.0'"
        proposals = (Proposal(shown, f"¶{shown}"), Proposal(shown, f"{shown}.0"))
        return line.problem(Code.READ_TWO_WAYS, says, match.start(), proposals)
    return None


def _take_date(line: Line, details: Details, match: re.Match[str]) -> Diagnostic | None:
    if not is_date(match.group()):
        says = f"'{match.group()}' is no date; write year-month-day, as in 2031-04-02"
        return line.problem(Code.BAD_DATE, says, match.start())
    details.date = match.group()
    return None


def _take_passages(line: Line, details: Details, match: re.Match[str]) -> Diagnostic | None:
    first = int(match.group(2))
    last = int(match.group(3) or first)
    if first < 1 or last < first or last - first >= SEVERAL:
        shown = line.shown(match.start(), match.end())
        says = f"'{shown}' is no range of passages: from 1 on, upwards, at most {SEVERAL} of them"
        return line.problem(Code.BAD_PASSAGES, says, match.start())
    source = read_ref(line, match.start(1), match.end(1)) if match.group(1) else None
    assert not isinstance(source, Diagnostic)
    before = details.passages[-1].source if details.passages else None
    at = line.inline.place(match.start())
    details.passages.append(Passages(source or before, first, last, *at))
    if before and not source and any(p.source is None for p in details.passages):
        shown = line.shown(match.start(), match.end())
        says = f"'{shown}' is of the source last named; link its source, to say which is meant"
        return line.problem(Code.READ_TWO_WAYS, says, match.start())
    return None


def _take_inferred(line: Line, details: Details, match: re.Match[str]) -> None:
    details.inferred = True


def _take_of(line: Line, details: Details, match: re.Match[str]) -> None:
    ref = read_ref(line, match.start(1), match.end(1))
    assert isinstance(ref, Ref)
    details.of = ref


Take = Callable[[Line, Details, "re.Match[str]"], "Diagnostic | None"]
_DETAILS: tuple[tuple[str, re.Pattern[str], Take], ...] = (
    ("date", DAY, _take_date),
    ("credence", NUMBER, _take_credence),
    ("passages", PASSAGES, _take_passages),
    ("inferred", INFERRED, _take_inferred),
    ("of", OF, _take_of),
)


def _take_prose(
    line: Line, details: Details, at: int | None, found: list[Diagnostic], whole: bool
) -> None:
    """Keep the prose from `at` on, and warn where it looks like a detail."""
    if at is None:
        return
    details.prose = line.inline.source(at)
    lost = _lost(line, at, whole)
    if lost:
        where, (says, proposals) = lost
        found.append(line.problem(Code.DETAIL_READ_AS_PROSE, says, where, proposals))


def warn_lost(line: Line, found: list[Diagnostic]) -> None:
    """Warn of a passage in a value that is all prose."""
    text = line.inline.text
    for start, end in pieces(text, line.value, len(text), ","):
        if PASSAGES.fullmatch(text, start, end) or near.IN_BRACKETS.fullmatch(text, start, end):
            says = (
                f"'{line.shown(start, end)}' is read as prose; give it a line '- **Source:** ...'"
            )
            found.append(line.problem(Code.DETAIL_READ_AS_PROSE, says, start))


def _lost(line: Line, at: int, whole: bool) -> tuple[int, Hint] | None:
    """What in the prose from `at` on looks like a detail: where, and what to do about it.

    Unless `whole`, only what is certain: a value in which there is no detail at all is an error.
    """
    text = line.inline.text
    if near.LOST_PASSAGE.match(text, at):
        shown = line.shown(at, min(at + 40, len(text)))
        says = f"'{shown}' is read as prose; a comma must follow each passage, as in '¶3, ¶7'"
        return at, Hint(says)
    if line.label.casefold() == "reported by" and LOST_PERSON.match(text, at):
        return at, Hint(f"'{line.shown(at, len(text))}' is read as prose; link to whose view it is")
    parts = pieces(text, at, len(text), ",") if whole and _may_be_lost(text[at:]) else []
    for number, (start, end) in enumerate(parts):
        if number and _is_whole(text, start, end):
            hint: Hint | None = Hint(", for what stands before it; details come before prose")
        else:
            hint = _nearly(line, start, end, first=number == 0)
        if hint:
            says = f"'{line.shown(start, end)}' is read as prose{hint.says}"
            return start, Hint(says, hint.proposals)
    return None


def _may_be_lost(prose: str) -> bool:
    """Whether it is worth looking for a detail in a prose: few begin with anything as short as a
    misspelt `inferred`, or have a sign of another."""
    first = prose.partition(",")[0].strip()
    return len(first) < 2 * len("inferred") or near.may_be_detail(prose)


def _nearly(line: Line, start: int, end: int, first: bool) -> Hint | None:
    """What to do about a piece of prose that is nearly a detail. What begins a prose need only
    begin like one; a later piece must be hardly anything else."""
    text = line.inline.text
    piece = text[start:end]
    says = near.lost_passage(piece) if first or near.IN_BRACKETS.fullmatch(piece) else None
    if says:
        return Hint(f"; {says}")
    if first and is_like(piece, "inferred"):
        return meant(piece, "inferred")
    if first and near.INFERRED.match(piece):
        return Hint("; a comma follows 'inferred'")
    dressed = _dressed(line, start, end, first)
    if dressed:
        return dressed
    label = LABELS.get(line.label.casefold())
    if not label or label.role != "stance":  # elsewhere a credence or date says nothing
        return None
    says = near.lost_date(text[start:]) if first else None
    says = says or near.lost_credence(piece, whole=not first)
    return Hint(f"; {says}") if says else None


def _dressed(line: Line, start: int, end: int, first: bool) -> Hint | None:
    """The same of a detail that stands in quotation marks, in tags or in a link."""
    piece = line.inline.text[start:end]
    link = line.inline.links.get(start) if piece == LINK else None
    alone = first and link and OF_SOURCES.search(link.href)
    if link and (alone or near.LOST_PASSAGE.search(link.text)):
        return Hint("; a passage stands behind the link: '[its-id](sources.md#its-id) ¶3'")
    bare = near.undressed(piece)
    if bare != piece and _is_whole(bare, 0, len(bare)):
        return Hint(f"; write '{bare}', with nothing around it", (Proposal(piece, bare),))
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch of prose would by itself be a detail, and is hardly anything else."""
    piece = text[start:end]
    patterns = (PASSAGES, WHOLE_CREDENCE, INFERRED)
    return any(p.fullmatch(piece) for p in patterns) or (
        "-" in piece and bool(DAY.fullmatch(piece)) and is_date(piece)
    )
