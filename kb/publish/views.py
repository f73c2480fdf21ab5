"""What pages say, as typed values: one class for each kind of page, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kb.publish.fragments import (
    Bearing,
    Cited,
    Effect,
    Figure,
    Item,
    Link,
    Quoted,
    StanceView,
    Standing,
    Step,
    TieGroup,
    TurnView,
    WhatIf,
    Where,
)
from kb.publish.map.parts import DebateMap, NearbyMap

NO_DATA = Markup()


@dataclass(frozen=True, slots=True)
class Head:
    """What every page has: its title in words, and what scripts and crawlers may want to know.

    `data` is where the same is written for programs, `ld` what the page is about as linked data.
    """

    title: str
    page: str
    id: str = ""
    description: str = ""
    data: str = ""
    ld: Markup = NO_DATA


@dataclass(frozen=True, slots=True)
class CruxSide:
    """What one answer to a crux does."""

    answer: str
    bearings: tuple[Bearing, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim whose truth a crux asks, with what supports and rebuts it."""

    item: Item
    supports: tuple[Step, ...]
    rebuts: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class CruxView:
    """What the page of a crux has beyond that of any item."""

    yes: CruxSide
    no: CruxSide
    answers: tuple[StanceView, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The page of an item; `shown` are the passages whose text stands on it."""

    head: Head
    debate: Link
    section: Link | None
    item: Item
    statement: Markup
    body: Markup
    quotes: tuple[Quoted, ...]
    credence: str
    posed: str
    term: Link | None
    stances: tuple[StanceView, ...]
    cited: tuple[Cited, ...]
    shown: tuple[Cited, ...]
    supports: tuple[Step, ...]
    rebuts: tuple[Step, ...]
    bearings: tuple[Bearing, ...]
    ties: tuple[TieGroup, ...]
    where: Where
    tally: tuple[tuple[str, str], ...] = ()
    map: NearbyMap | None = None
    strength: Figure | None = None
    turns: tuple[TurnView, ...] = ()
    effect: Effect | None = None
    assumed: str = ""
    crux: CruxView | None = None


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """An item of a debate with the arguments on it, as text."""

    item: Item
    stances: tuple[StanceView, ...]
    supports: tuple[Step, ...]
    rebuts: tuple[Step, ...]
    ties: tuple[TieGroup, ...]


@dataclass(frozen=True, slots=True)
class OutlineSection:
    heading: str
    anchor: str
    prose: Markup
    items: tuple[OutlineItem, ...]


@dataclass(frozen=True, slots=True)
class PositionView:
    """A position as listed, with how much speaks for and against it, in words."""

    item: Item
    stances: tuple[StanceView, ...]
    supports: str
    rebuts: str
    letter: str = ""
    strength: Figure | None = None


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
    """On what a debate turns: in a sentence, the first cruxes, and those on which less turns."""

    standing: Standing | None
    first: tuple[CruxBrief, ...]
    rest: tuple[CruxBrief, ...]


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
    sections: tuple[OutlineSection, ...]
    people: tuple[Link, ...]
    standing: str
    counts: tuple[str, ...]
    latest: str
    latest_iso: str
    where: Where
    map: DebateMap | None = None
    what_if: WhatIf | None = None
    assumed: str = ""
    is_short: bool = True


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


@dataclass(frozen=True, slots=True)
class MethodSection:
    heading: str
    anchor: str
    prose: Markup


@dataclass(frozen=True, slots=True)
class MethodPage:
    """What the words on the other pages mean."""

    head: Head
    prose: Markup
    sections: tuple[MethodSection, ...]


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    head: Head


Page = ItemPage | DebatePage | HomePage | MethodPage | NotFoundPage
