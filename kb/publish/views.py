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
    PassageRef,
    Quoted,
    StanceView,
    Standing,
    Step,
    StepRef,
    Tie,
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
class Entry:
    """A line of a list page."""

    link: Link
    note: Markup | str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of things; `beside` leads to another view of them."""

    head: Head
    entries: tuple[Entry, ...]
    beside: Link | None = None


@dataclass(frozen=True, slots=True)
class PersonDebate:
    """A person's part in a debate; `standing` leads to where all its people are side by side."""

    debate: Link
    anchor: str
    stances: tuple[StanceView, ...]
    reported: tuple[StanceView, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class MeetsView:
    """Two people who meet, or the other of them, with how."""

    people: tuple[Markup | str, ...]
    href: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    head: Head
    name: Markup
    note: Markup
    address: Link | None
    debates: tuple[Markup, ...]
    sources: tuple[Link, ...]
    meets: tuple[MeetsView, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """One definition of a term, who gives it, and what is said in this sense."""

    item: Item
    debate: Link
    stances: tuple[StanceView, ...]
    body: Markup
    users: tuple[Tie, ...]
    apart: tuple[Tie, ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class TermPage:
    head: Head
    name: Markup
    senses: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class CitedBy:
    """One thing that cites a passage: an item, a step, a stance or a relation."""

    how: str
    item: Item | None = None
    step: StepRef | None = None
    person: Link | None = None
    other: Item | None = None


@dataclass(frozen=True, slots=True)
class PassageRow:
    number: int
    anchor: str
    text: str | None
    citations: tuple[Markup, ...]
    left_out: Markup | None
    repeats: PassageRef | None
    repeated_at: tuple[PassageRef, ...]
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class SourcePage:
    head: Head
    title: Markup
    facts: tuple[tuple[str, Markup | Link | str], ...]
    note: Markup
    rows: tuple[PassageRow, ...]
    coverage: tuple[str, ...]
    debates: tuple[Link, ...]


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


Page = (
    ItemPage
    | DebatePage
    | HomePage
    | ListPage
    | PersonPage
    | TermPage
    | SourcePage
    | MethodPage
    | NotFoundPage
)
