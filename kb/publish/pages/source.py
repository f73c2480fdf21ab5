"""The page of a source: each passage, what cites it, what was left out, what repeats or starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from kb.addresses import outside
from kb.model import Argument, Claim, Passage, Quote, Source, Stance
from kb.publish.feeds.data import facts
from kb.publish.index import Citation, Index
from kb.publish.pages.person import address_link
from kb.publish.parts import words
from kb.publish.parts.arguments import argument_ref
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import ArgumentRef, Item, Link, PassageRef
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.shared import Shared, SharedPage
from kb.publish.text import names
from kb.publish.text.links import SOURCES_FILE

CitedIn = Mapping[str, Sequence[Markup]]  # what cites each passage, as lines


class CitedBy(NamedTuple):
    """One thing that cites a passage: an item, an argument, a stance or a relation."""

    how: str
    item: Item | None = None
    argument: ArgumentRef | None = None
    person: Link | None = None
    other: Item | None = None


class PassageRow(NamedTuple):
    """A passage. What it has in common with one that it repeats stands there."""

    number: int
    anchor: str
    text: str | None
    citations: tuple[Markup, ...]
    is_cited: bool
    left_out: Markup | None
    repeats: PassageRef | None
    repeated_at: tuple[PassageRef, ...]
    starts: Markup | None
    elsewhere: bool


class SourcePage(NamedTuple):
    """A source. Without a copy of it a page says where things are said, and what they say stands at
    `address`."""

    head: Head
    title: Markup
    facts: tuple[tuple[str, Markup | Link | str], ...]
    note: Markup
    rows: tuple[PassageRow, ...]
    coverage: tuple[str, ...]
    debates: tuple[Link, ...]
    has_text: bool
    address: str | None


def source_page(desk: Desk, source: Source, cited: CitedIn, about: tuple[Link, ...]) -> SourcePage:
    """A source, passage by passage: the text where it is at hand, and what cites it.

    `about` are the debates that are about the source.
    """
    passages = passages_of(desk.index, source.id, cited)
    rows = tuple(_row(desk, passage, cited) for passage in passages)
    return SourcePage(
        head=Head(
            title=desk.prose.plain(source.heading),
            page="source",
            id=source.id,
            data=names.data_file(names.source_file(source.id)),
        ),
        title=desk.prose.label(source.heading),
        facts=_facts(desk, source),
        note=desk.block(source.note, SOURCES_FILE),
        rows=rows,
        coverage=_coverage(rows),
        debates=about,
        has_text=any(row.text is not None for row in rows),
        address=outside(source.address),
    )


def passages_of(index: Index, source: str, cited: Iterable[str]) -> list[Passage]:
    """Every passage of a source in order, with those that are cited but were never pinned."""
    known = {p.id: p for p in index.passages_of.get(source, [])}
    for passage in cited:
        owner, _, number = passage.rpartition("#")
        if owner == source and passage not in known and number.isdecimal():
            known[passage] = Passage(id=passage, source=source, number=int(number))
    return sorted(known.values(), key=lambda p: p.number)


def _facts(desk: Desk, source: Source) -> tuple[tuple[str, Markup | Link | str], ...]:
    facts: tuple[tuple[str, Markup | Link | str | None], ...] = (
        ("Kind", desk.inline(source.kind or "", SOURCES_FILE)),
        ("By", desk.inline(source.by or "", SOURCES_FILE)),
        ("Date", words.day(source.date or "")),
        ("Address", address_link(source.address)),
        ("File", source.file),
    )
    return tuple((label, value) for label, value in facts if value)


def _row(desk: Desk, passage: Passage, cited: CitedIn) -> PassageRow:
    index = desk.index
    before = cited.get(passage.repeats or "", ())
    same = passage.repeats and desk.passage(passage.repeats).text == desk.passage(passage.id).text
    first = passage.repeats or passage.id
    twins = [first, *(p.id for p in index.repeats_of.get(first, ()))]
    return PassageRow(
        number=passage.number,
        anchor=names.passage_anchor(passage.number),
        text=None if same else desk.passage(passage.id).text,
        citations=tuple(line for line in cited.get(passage.id, ()) if line not in before),
        is_cited=passage.id in cited,
        left_out=_note(desk, passage.left_out),
        repeats=desk.passage(passage.repeats) if passage.repeats else None,
        repeated_at=tuple(desk.passage(p.id) for p in index.repeats_of.get(passage.id, ())),
        starts=_note(desk, passage.starts),
        elsewhere=any(twin in cited for twin in twins),
    )


def _note(desk: Desk, note: str | None) -> Markup | None:
    return None if note is None else desk.inline(note, SOURCES_FILE)


def cited_by(desk: Desk, citation: Citation) -> CitedBy:
    """One thing that cites a passage, as a line of the source's page."""
    by = citation.by
    if isinstance(by, Claim):
        return CitedBy("item", item=desk.item(by.id))
    if isinstance(by, Quote):
        return CitedBy("quoted", item=desk.item(citation.claim))
    if isinstance(by, Argument):
        return CitedBy("argument", argument=argument_ref(desk, by.id, None))
    if isinstance(by, Stance):
        return _by_stance(desk, by)
    said = words.TIES[by.kind][0].lower()
    return CitedBy(said, item=desk.item(by.source), other=desk.item(by.target))


def _by_stance(desk: Desk, stance: Stance) -> CitedBy:
    words_of = words.STANCES[stance.kind]
    person = desk.person(stance.person)
    if stance.target in desk.index.arguments:
        argument = argument_ref(desk, stance.target, None)
        how = words_of.on_argument.removesuffix(" this argument")
        return CitedBy(how, argument=argument, person=person)
    return CitedBy(
        words_of.on_item.replace(" this", ""), item=desk.item(stance.target), person=person
    )


def _coverage(rows: Sequence[PassageRow]) -> tuple[str, ...]:
    """How much of a source the debates account for, in words."""
    cited = sum(row.is_cited for row in rows)
    twin = sum(row.elsewhere and not row.is_cited for row in rows)
    left_out = sum(row.left_out is not None for row in rows)
    open_rows = sum(not row.is_cited and not row.elsewhere and row.left_out is None for row in rows)
    facts = (
        (len(rows), words.count(len(rows), "passage")),
        (cited, f"{cited} cited"),
        (twin, f"{twin} cited through a repetition"),
        (left_out, f"{left_out} left out"),
        (open_rows, f"{open_rows} not yet cited"),
    )
    return tuple(text for size, text in facts if size)


def shared_pages(shared: Shared) -> Iterator[SharedPage]:
    """The page of each source."""
    for source in shared.base.sources:
        cited = shared.citing.get(source.id, ())
        debates = [one for one in shared.contributions if one.source == source.id]
        about = tuple(Link(one.heading, "../" + one.path) for one in debates)
        view = partial(_shared_page, source=source, shared=shared, about=about)
        lines = (one.lines.mark for _, one in cited)
        paths = (f"{one.path}\0{one.heading}" for one in debates)
        page = PlannedPage(names.source_file(source.id), "source.html", view)
        yield SharedPage(page, chain(lines, ["\0\0"], paths), partial(_data, source))


def _shared_page(desk: Desk, source: Source, shared: Shared, about: tuple[Link, ...]) -> SourcePage:
    return source_page(desk, source, shared.cited(source.id), about)


def _data(source: Source) -> dict[str, object]:
    return {"source": facts(source)}
