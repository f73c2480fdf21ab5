"""The pages of debates, and how the home page lists each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from kb.model import Claim, Debate
from kb.publish.feeds.linked_data import debate_ld
from kb.publish.index import Index
from kb.publish.map.fragments import Overview
from kb.publish.map.overview import overview
from kb.publish.pages.item import answers_to, crux_side
from kb.publish.pages.outline import OutlineSection, outline
from kb.publish.parts import words
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import (
    Bearing,
    Effect,
    Item,
    Link,
    StanceView,
    StrengthView,
    WhatIf,
    Where,
)
from kb.publish.parts.number_views import effects, letters, stands, strength_view, verdict, what_if
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.sides import stances_href
from kb.publish.parts.tallies import arguments_of, items_of, latest_date, position_tally, stanced
from kb.publish.parts.terms import glossary_of
from kb.publish.text import names

TONES = ("for", "against", "open", "other")  # the order of stances on a position
SHORT = 15  # items that are shown unfolded
LONG = 300  # characters of an introduction beyond its first paragraph that are folded
FIRST = 5  # cruxes of a debate that its page shows unfolded
UNASKED = 3  # claims that nobody asked about, as many as its page names
GRANTED = 5  # claims that all grant, likewise


@dataclass(frozen=True, slots=True)
class PositionView:
    """A position as listed, with how much speaks for and against it, in words."""

    item: Item
    stances: tuple[StanceView, ...]
    tally: str
    letter: str = ""
    strength: StrengthView | None = None


@dataclass(frozen=True, slots=True)
class PositionGroup:
    """The positions that answer one question; None stands for that of the debate."""

    question: Item | None
    positions: tuple[PositionView, ...]


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Those who give one answer to a crux."""

    answer: str
    people: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CruxBrief:
    """A crux as listed, with what its answers do and who gives them."""

    item: Item
    yes: tuple[Bearing, ...]
    no: tuple[Bearing, ...]
    answers: tuple[AnswerGroup, ...]
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Turning:
    """On what a debate turns: which rival leads, its cruxes, first those that reach furthest, what
    nobody asked yet, and what all who speak of it grant."""

    verdict: str
    first: tuple[CruxBrief, ...]
    rest: tuple[CruxBrief, ...]
    unasked: tuple[CruxBrief, ...]
    granted: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class DebatePage:
    head: Head
    heading: str
    question: Markup
    summary: Markup
    more: Markup
    source: Link | None
    groups: tuple[PositionGroup, ...]
    turning: Turning | None
    stands: tuple[str, ...]
    sections: tuple[OutlineSection, ...]
    people: tuple[Link, ...]
    apart: tuple[Link, ...]
    stances: str
    counts: tuple[str, ...]
    latest: str
    latest_iso: str
    where: Where
    map: Overview | None = None
    what_if: WhatIf | None = None
    assumed: str = ""
    is_short: bool = True


def debate_page(desk: Desk, debate: Debate) -> DebatePage:
    latest, voices = latest_date(desk.index, debate), _voices(desk, debate)
    prose = desk.block(debate.summary, debate.place.path)
    summary, more = _opening(glossary_of(desk, debate.id).linked(prose, set()))
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
        summary=summary,
        more=more,
        source=desk.source(debate.source) if debate.source else None,
        groups=_groups(desk, debate),
        turning=_turning(desk, debate),
        stands=stands(desk, debate.id),
        sections=outline(desk, debate),
        people=tuple(desk.person(v) for v in voices if desk.index.is_person(v)),
        apart=tuple(desk.person(v) for v in voices if not desk.index.is_person(v)),
        stances=stances_href(desk, debate),
        counts=counts_of(desk, debate),
        latest=words.day(latest),
        latest_iso=latest,
        where=desk.where(debate.place),
        map=overview(desk, debate.id),
        what_if=what_if(desk, debate),
        assumed=desk.numbers_of(debate.id).assumed,
        is_short=len(items_of(desk.index, debate)) <= SHORT,
    )


def _opening(prose: Markup) -> tuple[Markup, Markup]:
    """The first paragraph of an introduction, and the rest if that is long."""
    first, end, rest = prose.partition(Markup("</p>"))
    if not first.startswith("<p>") or len(rest.striptags()) < LONG:
        return prose, Markup()
    return first + end, rest


def _cruxes_of(desk: Desk, debate: Debate) -> list[Claim]:
    return [claim for claim in items_of(desk.index, debate) if claim.kind == "crux"]


def ranked(desk: Desk, debate: Debate, computed: bool = False) -> list[Claim]:
    """The cruxes of a debate, those on which most turns first; with `computed` also the claims
    that nobody declared to be one."""
    declared = {c.id: c for c in _cruxes_of(desk, debate)}
    found = {
        item: desk.index.claims[item]
        for item in effects(desk, debate.id)
        if item in declared or (computed and item in desk.index.claims)
    }
    return list((found | declared).values())


def _question_of(desk: Desk, position: Claim) -> str | None:
    """The question inside the debate that a position answers, if not that of the debate."""
    relations = desk.index.relations_from.get(position.id, ())
    return next((r.target for r in relations if r.kind == "answers"), None)


def main_positions(desk: Desk, debate: Debate) -> list[Claim]:
    positions = [c for c in items_of(desk.index, debate) if c.kind == "position"]
    return [c for c in positions if _question_of(desk, c) is None] or positions


def _groups(desk: Desk, debate: Debate) -> tuple[PositionGroup, ...]:
    """The answers to the debate's own question first, then those to questions inside it."""
    by_question: dict[str | None, list[PositionView]] = {None: []}
    for claim in items_of(desk.index, debate):
        if claim.kind == "position":
            group = by_question.setdefault(_question_of(desk, claim), [])
            group.append(position_view(desk, claim))
    return tuple(
        PositionGroup(desk.item(question, debate.id) if question else None, tuple(positions))
        for question, positions in by_question.items()
        if positions
    )


def position_view(desk: Desk, claim: Claim) -> PositionView:
    return PositionView(
        item=desk.item(claim.id, claim.debate),
        stances=tuple(sorted(desk.stances(claim.id), key=lambda s: TONES.index(s.tone))),
        tally=position_tally(desk, claim),
        letter=letters(desk, claim.debate).get(claim.id, ""),
        strength=strength_view(desk, claim.id, claim.debate),
    )


def _crux(desk: Desk, crux: Claim, debate: Debate) -> CruxBrief:
    return CruxBrief(
        item=desk.item(crux.id, debate.id),
        yes=crux_side(desk, crux, yes=True).bearings,
        no=crux_side(desk, crux, yes=False).bearings,
        answers=_answer_groups(desk, crux),
        effect=effects(desk, debate.id).get(crux.id),
    )


def _turning(desk: Desk, debate: Debate) -> Turning | None:
    """On what a debate turns; None where it has no crux."""
    briefs = [_crux(desk, c, debate) for c in ranked(desk, debate, computed=True)]
    by_kind: dict[str, list[CruxBrief]] = {}
    for brief in briefs:
        by_kind.setdefault(brief.effect.kind if brief.effect else "declared", []).append(brief)
    if not briefs:
        return None
    declared = by_kind.get("declared", [])
    return Turning(
        verdict(desk, debate.id),
        tuple(declared[:FIRST]),
        tuple(declared[FIRST:]),
        tuple(by_kind.get("unasked", ())[:UNASKED]),
        tuple(brief.item for brief in by_kind.get("granted", ())[:GRANTED]),
    )


def _answer_groups(desk: Desk, crux: Claim) -> tuple[AnswerGroup, ...]:
    """Who answers how, by answer; what is only reported or supposed is no answer."""
    groups: dict[str, dict[Link, None]] = {answer: {} for answer in words.ANSWERS}
    for view in answers_to(desk, crux):
        if view.answer in groups:
            groups[view.answer][view.person] = None
    return tuple(AnswerGroup(answer, tuple(who)) for answer, who in groups.items() if who)


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
