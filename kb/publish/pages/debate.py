"""The pages of debates: what is asked, how it stands, on what it turns, who thinks what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from kb.model import Debate
from kb.publish.exchange.view import Exchange, exchange_view, minutes_of
from kb.publish.feeds.linked_data import debate_ld
from kb.publish.index import Index
from kb.publish.map.fragments import Overview
from kb.publish.map.overview import overview
from kb.publish.pages.debate_cruxes import Turning, turning
from kb.publish.pages.debate_positions import PositionGroup, main_positions, position_groups
from kb.publish.pages.open_ends import OpenDebate, open_debate
from kb.publish.pages.outline import has_outline
from kb.publish.parts import words
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link, WhatIf, Where
from kb.publish.parts.number_views import stands, what_if
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.sides import stances_href
from kb.publish.parts.tallies import arguments_of, items_of, latest_date, stanced, voices_of
from kb.publish.parts.terms import glossary_of
from kb.publish.text import names

TABLED = 12  # positions in the table of the first screen; all of them stand in full below
TURNS = 3  # cruxes that the first screen names
OPEN = 40  # questions without an answer, and objections, that the page names


class DebatePage(NamedTuple):
    """The page of a debate; `short` is what its author says of it first, `more` what else."""

    head: Head
    heading: str
    question: Markup
    short: Markup
    more: Markup
    source: Link | None
    facts: tuple[str, ...]
    stands: tuple[str, ...]
    turning: Turning | None
    turns: int
    groups: tuple[PositionGroup, ...]
    tabled: tuple[PositionGroup, ...]
    untabled: int
    open: OpenDebate | None
    open_href: str
    people: tuple[Link, ...]
    apart: tuple[Link, ...]
    stances: str
    outline: str
    counts: tuple[str, ...]
    latest: str
    latest_iso: str
    where: Where
    exchange: Exchange | None
    map: Overview | None
    what_if: WhatIf | None
    assumed: str
    reading: str = words.METHOD_TITLE

    @property
    def in_full(self) -> int:
        """How many cruxes are shown with what either answer does: of one voice none, since nobody
        answers otherwise."""
        return 0 if len(self.people) == 1 else self.turns

    @property
    def is_one_sided(self) -> bool:
        """Whether one voice speaks and says nothing against its own positions: then how they stand
        is no question, and weighing them says nothing."""
        strips = self.map.strips.values() if self.map else ()
        return len(self.people) == 1 and not any(against.tally for _, against in strips)

    @property
    def full_title(self) -> str:
        """What the positions in full are called, with the map or where there is none."""
        if self.map is None:
            return "Positions in full"
        return "Positions and map" if self.groups else "Map"


def debate_page(desk: Desk, debate: Debate) -> DebatePage:
    latest, voices = latest_date(desk.index, debate), _voices(desk, debate)
    prose = desk.block(debate.summary, debate.place.path)
    short, more = _opening(glossary_of(desk, debate.id).linked(prose, set()))
    groups = position_groups(desk, debate)
    tabled = tuple(_first(groups, TABLED))
    people = tuple(map(desk.person, voices_of(desk.index, debate)))
    return DebatePage(
        head=Head(
            title=desk.prose.plain(debate.question),
            page="debate",
            id=debate.id,
            description=debate.heading,
            data=names.data_file(names.debate_file(debate.id)),
            ld=debate_ld(desk, debate, main_positions(desk, debate)),
        ),
        heading=debate.heading,
        question=desk.prose.label(debate.question),
        short=short,
        more=more,
        source=desk.source(debate.source) if debate.source else None,
        facts=tuple(facts_of(desk, debate)),
        stands=stands(desk, debate.id),
        turning=turning(desk, debate),
        turns=TURNS,
        groups=groups,
        tabled=tabled,
        untabled=sum(len(g.positions) for g in groups) - sum(len(g.positions) for g in tabled),
        open=open_debate(desk, debate, OPEN),
        open_href=f"{desk.root}{names.OPEN}#{names.debate_anchor(debate.id)}",
        people=people,
        apart=tuple(desk.person(v) for v in voices if not desk.index.is_person(v)),
        stances=stances_href(desk, debate),
        outline=desk.root + names.outline_file(debate.id)
        if has_outline(desk.index, debate)
        else "",
        counts=counts_of(desk, debate),
        latest=words.day(latest),
        latest_iso=latest,
        where=desk.where(debate.place),
        exchange=exchange_view(desk, debate),
        map=overview(desk, debate.id),
        what_if=what_if(desk, debate),
        assumed=desk.numbers_of(debate.id).assumed,
    )


def _opening(prose: Markup) -> tuple[Markup, Markup]:
    """The first paragraph of an introduction, and the rest."""
    first, end, rest = prose.partition(Markup("</p>"))
    return (first + end, rest) if first.startswith("<p>") else (prose, Markup())


def _first(groups: Iterable[PositionGroup], most: int) -> Iterator[PositionGroup]:
    """The first of the positions, with the questions that they answer."""
    for group in groups:
        if shown := group.positions[: max(most, 0)]:
            yield PositionGroup(group.question, shown)
        most -= len(shown)


def facts_of(desk: Desk, debate: Debate) -> Iterator[str]:
    """How many speak, and how long it takes to read what they say."""
    if voices := voices_of(desk.index, debate):
        yield words.count(len(voices), "voice")
        yield f"{minutes_of(desk.index, debate)} min"


def _voices(desk: Desk, debate: Debate) -> Iterable[str]:
    """Everybody who speaks in a debate."""
    return {
        stance.person: None
        for target in stanced(desk.index, debate)
        for stance in desk.index.stances_on.get(target, ())
    }


def counts_of(desk: Desk, debate: Debate) -> tuple[str, ...]:
    kinds = Counter(c.kind for c in items_of(desk.index, debate))
    named = [
        words.count(kinds[kind], one, many)
        for kind, (_, one, many) in words.KINDS.items()
        if kinds[kind]
    ]
    return (*named, words.count(arguments_of(desk.index, debate), "argument"))


def debate_pages(index: Index, debate: Debate) -> Iterator[PlannedPage]:
    """The page of a debate."""
    view = partial(debate_page, debate=debate)
    yield PlannedPage(names.debate_file(debate.id), "debate.html", view)


def debate_paths(debate: str, items: Sequence[str]) -> Iterator[str]:
    yield names.debate_file(debate)
