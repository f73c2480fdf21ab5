"""The first page, and how it lists each debate."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kb.model import Debate
from kb.publish.pages.debate import PositionView, counts_of, main_positions, position_view, ranked
from kb.publish.parts import words
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Item, Link
from kb.publish.parts.page import Head
from kb.publish.parts.tallies import latest_date
from kb.publish.text import names


@dataclass(frozen=True, slots=True)
class DebateBrief:
    """A debate as listed on the home page."""

    id: str
    anchor: str
    heading: str
    question: Link
    positions: tuple[PositionView, ...]
    cruxes: tuple[Item, ...]
    counts: tuple[str, ...]
    latest: str
    latest_iso: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page; each debate on it as HTML that its own build made."""

    head: Head
    debates: tuple[Markup, ...]
    questions: tuple[Link, ...]
    counts: tuple[str, ...]
    kinds: tuple[tuple[Link, str, bool], ...]


SHOWN = 1  # cruxes of a debate that the home page names


def brief(desk: Desk, debate: Debate) -> DebateBrief:
    """A debate as the home page lists it."""
    latest = latest_date(desk.index, debate)
    question = desk.prose.label(debate.question)
    return DebateBrief(
        id=debate.id,
        anchor=names.debate_anchor(debate.id),
        heading=debate.heading,
        question=Link(question, desk.root + names.debate_file(debate.id)),
        positions=tuple(position_view(desk, c) for c in main_positions(desk, debate)),
        cruxes=tuple(desk.item(c.id, debate.id) for c in ranked(desk, debate)[:SHOWN]),
        counts=counts_of(desk, debate),
        latest=words.day(latest),
        latest_iso=latest,
    )
