"""The passages of a source that changed: each `¶n` of it is written as it is counted now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kb.errors import KbError
from loaders.base.drift import Shift, may_slip, shifts
from loaders.base.registers import PARTED, RANGE
from loaders.editing.form.formatting import page_of
from loaders.editing.links import goal_at
from loaders.editing.moving import details_of
from loaders.editing.plan import Plan
from loaders.editing.reading import Reading, every
from loaders.editing.text import Edit, Written
from loaders.editing.things import find
from loaders.files.folder import LOCK, SOURCES
from loaders.files.lock import lock_text, pin, verify
from loaders.grammar.details import Passages
from loaders.grammar.lines import DASH
from loaders.grammar.page import Annotation

MARK = r"(?:¶+|pars?\.)\s*"
SEMICOLON = re.compile(";")
IN_LIST = {"left out": PARTED, "repeats": SEMICOLON, "starts": PARTED}

Numbers = Mapping[int, int]  # of passages, as they are counted now; without those that are gone


class Gone(NamedTuple):
    """A place that cites passages of which nothing is left."""

    place: str
    first: int
    last: int

    @property
    def shown(self) -> str:
        return f"¶{self.first}" if self.first == self.last else f"¶{self.first}-{self.last}"


class PassagesGone(KbError):  # noqa: N818 - reads as a word
    """Passages that something cites are gone; `places` has every place that does."""

    places: Sequence[Gone] = ()


class Renumbered(NamedTuple):
    """What is to change; the cited passages that stand elsewhere, read otherwise or are gone."""

    source: str
    plan: Plan
    shifts: list[Shift]


def renumber(
    reading: Reading, name: str, copies: Mapping[str, Sequence[str]], as_is: bool = False
) -> Renumbered:
    """What is to change for the lines that cite a source to mean the words that they did.

    Raises PassagesGone where these are gone, unless their numbers are to stay `as_is` and can.
    """
    loaded = reading.loaded
    source = find(loaded, name, "source").ident
    if source not in loaded.lock:
        raise KbError(
            f"'{source}' is not pinned, so nobody knows what moved: 'kb sources pin' first"
        )
    if source not in copies:
        raise KbError(f"'{source}' has no copy there; 'File' in sources.md names it")
    if error := may_slip(loaded.errors, loaded.lock, {source: copies[source]}):
        raise KbError(
            f"nothing was written, since what cites '{source}' may not be read for an error: "
            f"{error}"
        )
    verdicts = verify(source, loaded.lock[source], copies[source])
    now = {v.number: v.now for v in verdicts if v.now is not None and v.state != "new"}
    found = shifts(loaded.base, loaded.register, loaded.lock, {source: copies[source]})
    plan, gone = Plan(reading), list[Gone]()
    for debate in loaded.layout.debates:
        for path, group in _groups(reading, debate, source):
            plan.edits += _rewritten(reading.written(path), group, now, gone)
    plan.edits += _in_list(reading, source, now)
    _refuse_gone(source, gone, len(copies[source]), as_is)
    lock = {**loaded.lock, source: pin(copies[source])}
    written = reading.written(LOCK)
    plan.edits.append(written.edit(0, len(written.text), lock_text(lock)))
    plan.check()
    return Renumbered(source, plan, found)


def _refuse_gone(source: str, gone: Sequence[Gone], end: int, as_is: bool) -> None:
    """Name every place whose passages are gone; a number past the end cannot be left either."""
    past = [one for one in gone if one.last > end]
    places = past if as_is else gone
    if not places:
        return
    ends = f"the copy ends with ¶{end}" if end else "the copy is empty"
    what = "take these out, or leave their numbers with --as-is"
    if len(past) == len(places):
        what = f"take these out, since {ends}"
    elif past:
        what = f"take these out, or those up to ¶{end} may keep their numbers with --as-is"
    says = f"nothing was written, since cited passages of '{source}' are gone; {what}"
    error = PassagesGone(says)
    error.places = places
    raise error


def _groups(reading: Reading, debate: str, source: str) -> Iterator[tuple[str, Passages]]:
    """Every place in a debate that cites passages of a source, by its name or without."""
    lines = reading.lines(debate)
    for page in lines.pages:
        for item in page.items:
            details = [details_of(annotation) for annotation in every(item.annotations)]
            for each in [*details, *(quote.details for quote in item.quotes)]:
                for group in each.passages:
                    if _source_of(group, lines.scope.source) == source:
                        yield page.path, group


def _source_of(group: Passages, own: str | None) -> str | None:
    return group.source.written.rpartition("#")[2] if group.source else own


def _rewritten(written: Written, group: Passages, now: Numbers, gone: list[Gone]) -> Iterator[Edit]:
    """One stretch `¶3-5` as it is counted now, which may be several stretches."""
    numbers = range(group.first, group.last + 1)
    left = sorted({now[n] for n in numbers if n in now})
    if not left:
        gone.append(Gone(f"{written.path}:{group.line}", group.first, group.last))
    if not left or left == list(numbers):
        return
    at = written.at(group.line, group.column)
    first, last = (rf"0*{n}(?!\d)" for n in (group.first, group.last))
    pattern = rf"{MARK}(?P<n>{first}(?:\s*[-–]\s*(?:{MARK})?{last})?)"
    found = re.compile(pattern).search(written.text, at)
    if found is None or found.start() - at > _length_of_link(written, at):
        place = f"¶{group.first} ({written.path}:{group.line})"
        raise KbError(
            f"nothing was written, since {place} is written in a way that cannot be changed"
        )
    stretches = list(_stretches(left))
    link = written.text[at : found.start()] if group.source else ""
    rest = [f", {link}¶{stretch}" for stretch in stretches[1:]]
    yield written.edit(*found.span("n"), "".join([stretches[0], *rest]))


def _length_of_link(written: Written, at: int) -> int:
    """How far behind its place the number of a passage may stand: behind the link to its source."""
    link = goal_at(written.text, at)
    end = link[1].end if link else at
    line = written.text.find("\n", end)
    return (line if line >= 0 else len(written.text)) - at


def _stretches(numbers: Iterable[int]) -> Iterator[str]:
    """`3-5` and `7` for numbers in their order."""
    run: list[int] = []
    for number in [*numbers, None]:
        if run and number != run[-1] + 1:
            yield f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0])
            run = []
        run += [] if number is None else [number]


# -- the list of sources ---------------------------------------------------------------------------


def _in_list(reading: Reading, source: str, now: Numbers) -> Iterator[Edit]:
    """What is left out of a source, what stands in it twice, and where something begins."""
    written = reading.written(SOURCES)
    page = page_of(written)
    item = next(item for item in page.items if item.slug == source)
    for annotation in item.annotations:
        if annotation.name in IN_LIST:
            yield from _in_line(written, annotation, now)


def _in_line(written: Written, annotation: Annotation, now: Numbers) -> Iterator[Edit]:
    """A line with its stretches as they are counted now, without those of which nothing is left."""
    line, text = annotation.line, annotation.line.inline.text
    found, start = list[str](), line.at
    raw = line.inline.source
    stops = [*IN_LIST[annotation.name].finditer(text, start), None]
    changed = False
    for stop in stops:
        end = stop.start() if stop else len(text)
        old = raw(start, end).strip()
        dash = DASH.search(text, start, end) if IN_LIST[annotation.name] is PARTED else None
        new = _stretch(text[start : dash.start() if dash else end], now)
        if new and dash:
            new += f" — {raw(dash.end(), end).strip()}"
        same = _same(text[start : dash.start() if dash else end], now)
        found += [old] if same and old else [new] if new else []
        changed = changed or not same
        start = stop.end() if stop else end
    if not changed:
        return
    if not found:
        bullet = line.bullet
        yield written.edit(written.at(bullet.start), written.at(bullet.end + 1), "")
        return
    first = written.at(*line.inline.place(line.at, markup=True))
    last = written.at(*line.inline.place(len(text)))
    yield written.edit(first, last, "; ".join(found))


def _numbers(text: str) -> list[int]:
    return [
        number
        for found in RANGE.finditer(text)
        for number in range(int(found[1]), int(found[2] or found[1]) + 1)
    ]


def _same(text: str, now: Numbers) -> bool:
    return all(now.get(number) == number for number in _numbers(text))


def _stretch(text: str, now: Numbers) -> str:
    """`¶1-2`, or `¶30-31 = ¶1-2`, as it is counted now; nothing where nothing is left of it."""
    left, sign, right = text.partition("=")
    ones, others = _numbers(left), _numbers(right)
    if not sign:
        return _shown(sorted({now[n] for n in ones if n in now}))
    one_for_all = len(others) == 1
    others = others * len(ones) if one_for_all else others
    pairs = sorted((now[a], now[b]) for a, b in zip(ones, others, strict=True) if {a, b} <= {*now})
    if not pairs:
        return ""
    these = [a for a, _ in pairs]
    those = [b for _, b in pairs][: 1 if one_for_all else None]
    return f"{_shown(these)} = {_shown(those)}"


def _shown(numbers: Sequence[int]) -> str:
    return ", ".join(f"¶{stretch}" for stretch in _stretches(numbers))
