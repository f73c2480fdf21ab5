"""The lists of a base: `people.md` and `sources.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kb.dates import FORMS, is_date
from kb.diagnostics import Code, Diagnostic, nearest_hint
from kb.kinds import PersonKind
from kb.model import Person, Source
from loaders.facts.stances import MAPPER
from loaders.files.folder import PEOPLE
from loaders.files.text import TextFile
from loaders.grammar.items import read_page
from loaders.grammar.kinds import VOICES
from loaders.grammar.lines import DASH, Line
from loaders.grammar.page import Annotation, Item, Page
from loaders.grammar.references import same_passages
from loaders.grammar.vocabulary import PERSON_LABELS, SOURCE_LABELS
from loaders.markup.blocks import placed_links
from loaders.markup.inline import LINK, Link
from loaders.markup.markdown import parse

RANGE = re.compile(r"(?:¶+|pars?\.)\s*(\d{1,18})(?:\s*[-–]\s*(?:¶+|pars?\.)?\s*(\d{1,18}))?")
SEMICOLON = re.compile(";")
PARTED = re.compile(r";(?=\s*(?:¶|pars?\.|$))")  # a reason may have a semicolon of its own
LEADING = ("address", "file")  # labels whose value is where something is
SEVERAL = 10_000  # a range of more passages than this is a slip of the pen
SWALLOWED = re.compile(rf"{RANGE.pattern}\s+(?:—|--)\s")
LEFT_OUT = "write passages and why they are left out: '¶1-2 — heading; ¶9 — thanks'"
STARTS = "write the passages at which another contribution begins: '¶12; ¶18 — as it seems'"


@dataclass
class Register:
    """The people and sources of a base; `where` has the file and line of each id."""

    people: dict[str, Person] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    left_out_at: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    repeats: dict[str, str] = field(default_factory=dict)
    starts: dict[str, str] = field(default_factory=dict)
    needs: list[tuple[str, int, str, int, int]] = field(default_factory=list)
    where: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    links: list[tuple[Link, str, int, int]] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def same(self) -> dict[str, tuple[str, ...]]:
        """For each passage the others that hold the same: citing one cites both."""
        return same_passages(self.repeats)


def read_register(people: TextFile | None, sources: TextFile | None) -> Register:
    """Read both lists; a file that does not exist is an empty list."""
    register = Register()
    if people:
        page = _page(people, PERSON_LABELS, register)
        for item in _first_of_each(page, register):
            register.people[item.slug] = _person(item, page)
    if sources:
        page = _page(sources, SOURCE_LABELS, register)
        for item in _first_of_each(page, register):
            register.sources[item.slug] = _source(item, page, register)
    return register


def _page(file: TextFile, labels: Sequence[str], register: Register) -> Page:
    known = {name.casefold(): name for name in labels}
    page = Page(file.path, parse(""))
    if file.text is not None:
        page = read_page(file.path, parse(file.text), known, cites=False)
    page.problems += file.problems
    lines = [a.line.inline for item in page.items for a in item.annotations]
    found = chain(page.links, *map(placed_links, lines))
    register.links += [(link, file.path, line, column) for link, line, column in found]
    register.problems = register.problems + page.problems
    page.problems = register.problems
    return page


def _first_of_each(page: Page, register: Register) -> Iterable[Item]:
    seen: dict[str, Item] = {}
    for item in page.items:
        first = seen.setdefault(item.slug, item)
        if item.slug == MAPPER and page.path == PEOPLE:
            says = (
                "'mapper' is taken: it stands for whoever makes the map; give the person another id"
            )
            page.problem(item.line, item.column, Code.ID_TWICE, says)
        elif first is item:
            register.where[f"{page.path}#{item.slug}"] = (item.path, item.line, item.column)
            yield item
        else:
            says = f"'{item.slug}' is taken; it is first defined at {first.path}:{first.line}"
            page.problem(item.line, item.column, Code.ID_TWICE, says)


def _person(item: Item, page: Page) -> Person:
    values = _values(item, page)
    return Person(
        id=item.slug,
        heading=item.statement,
        kind=_voice(item, page, values.get("kind", "")),
        note="\n\n".join(item.body),
        address=values.get("address"),
    )


def _voice(item: Item, page: Page, written: str) -> PersonKind:
    """Whether a person speaks, a work, or a character in one."""
    kind = written.casefold()
    if kind in VOICES:
        return kind
    for annotation in item.annotations:
        if annotation.name == "kind" and written:
            hint = nearest_hint(written, VOICES)
            says = f"unknown kind '{written}'{hint.says}; kinds: {', '.join(VOICES)}"
            at = annotation.line.at
            found = annotation.line.problem(Code.UNKNOWN_KIND, says, at, hint.proposals)
            page.problems.append(found)
            break
    return "person"


def _source(item: Item, page: Page, register: Register) -> Source:
    values = _values(item, page)
    for annotation in item.annotations:
        if annotation.name == "left out":
            at = register.left_out_at
            _noted(item.slug, annotation, register, LEFT_OUT, register.left_out, at=at)
        elif annotation.name == "starts":
            _noted(item.slug, annotation, register, STARTS, register.starts, is_bare=True)
        elif annotation.name == "repeats":
            _repeats(item.slug, annotation, register)
        elif annotation.name == "date" and not is_date(values.get("date", "")):
            says = f"'{values.get('date', '')}' is no date; write {FORMS}"
            page.problems.append(annotation.problem(Code.BAD_DATE, says))
    return Source(
        id=item.slug,
        heading=item.statement,
        kind=values.get("kind"),
        by=values.get("by"),
        date=values.get("date"),
        address=values.get("address"),
        file=values.get("file"),
        note="\n\n".join(item.body),
    )


def _values(item: Item, page: Page) -> dict[str, str]:
    values: dict[str, str] = {}
    for annotation in item.annotations:
        name, line = annotation.name, annotation.line
        shown = _value(line, leads=name in LEADING)
        if not shown:
            says = f"'{line.label}' says nothing: a value is missing"
            page.problems.append(annotation.problem(Code.VALUE_MISSING, says))
        elif name in values and name not in ("left out", "repeats", "starts"):
            says = f"'{line.label}' is given twice; keep one line"
            page.problems.append(annotation.problem(Code.GIVEN_TWICE, says))
        else:
            values[name] = shown
        for below in annotation.nested:
            says = f"'{below.line.label}' says nothing under '{line.label}'"
            page.problems.append(below.problem(Code.LABEL_NESTED_WRONG, says))
        item.body += annotation.prose
    return values


def _value(line: Line, leads: bool) -> str:
    """A value as it is meant: of what leads somewhere, where its only link does; else what stands
    there, without back ticks around it."""
    text = line.text
    if leads and text == LINK:
        return line.inline.links[line.at].address
    value = line.inline.source(line.value).strip() if text else ""
    return value[1:-1] if value[:1] + value[-1:] == "``" else value


def _noted(
    source: str,
    annotation: Annotation,
    register: Register,
    says: str,
    notes: dict[str, str],
    is_bare: bool = False,
    at: dict[str, tuple[str, int, int]] | None = None,
) -> None:
    """`¶1-2 — heading; ¶9 — thanks`: passages, each with a note, which may be missing if bare;
    `at` gets the place of each."""
    line = annotation.line
    for start, stretch in _stretches(line.inline.text, line.value, PARTED):
        dash = DASH.search(stretch)
        numbers = _numbers(stretch[: dash.start()] if dash else stretch)
        note = ""
        if dash:
            note = line.inline.source(start + dash.end(), start + len(stretch)).strip()
        if not numbers or not (note or is_bare):
            register.problems.append(line.problem(Code.BAD_PASSAGES, says, start))
            continue
        if SWALLOWED.search(note):
            swallowed = "passages stand in a reason; put ';' before them, as in '¶1 — a; ¶9 — b'"
            register.problems.append(line.problem(Code.BAD_PASSAGES, swallowed, start))
        register.needs.append((source, max(numbers), *_spot(annotation, start)))
        notes |= {f"{source}#{number}": note for number in numbers}
        if at is not None:
            at |= {f"{source}#{number}": _spot(annotation, start) for number in numbers}


def _repeats(source: str, annotation: Annotation, register: Register) -> None:
    """`¶30 = ¶1; ¶31-33 = ¶2-4; ¶41-44 = ¶11`: pairs in order, or several of one."""
    line = annotation.line
    for start, stretch in _stretches(line.inline.text, line.value, SEMICOLON):
        left, _, right = stretch.partition("=")
        ones, others = _numbers(left), _numbers(right)
        if len(others) == 1:
            others = others * len(ones)
        if not ones or len(ones) != len(others) or set(ones) & set(others):
            says = "write which passage repeats which: '¶30 = ¶1; ¶31-33 = ¶2-4'"
            register.problems.append(line.problem(Code.BAD_PASSAGES, says, start))
            continue
        register.needs.append((source, max(ones + others), *_spot(annotation, start)))
        pairs = zip(ones, others, strict=True)
        register.repeats |= {f"{source}#{a}": f"{source}#{b}" for a, b in pairs}


def _spot(annotation: Annotation, index: int) -> tuple[str, int, int]:
    return (annotation.line.path, *annotation.line.inline.place(index))


def _stretches(text: str, start: int, separator: re.Pattern[str]) -> Iterable[tuple[int, str]]:
    at = start
    for found in [*separator.finditer(text, start), None]:
        stretch = text[at : found.start() if found else len(text)]
        if stretch.strip():
            yield at + len(stretch) - len(stretch.lstrip()), stretch.strip()
        at = found.end() if found else at


def _numbers(text: str) -> list[int]:
    """The numbers of `¶1-2, ¶5`; empty where it is something else."""
    numbers: list[int] = []
    for part in text.split(","):
        match = RANGE.fullmatch(part.strip())
        if not match:
            return []
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last or last - first > SEVERAL:
            return []
        numbers += range(first, last + 1)
        if len(numbers) > SEVERAL:
            return []
    return numbers
