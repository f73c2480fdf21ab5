"""The views of pages that look across many items: who stands where, lists, what is open, search."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kb.publish.fragments import Item, Link, StanceView, StepRef
from kb.publish.views import Head


@dataclass(frozen=True, slots=True)
class StandingCell:
    """What one person thinks of one item; several stances are several."""

    person: str
    stances: tuple[StanceView, ...]
    side: str


@dataclass(frozen=True, slots=True)
class StandingRow:
    """An item with what each person thinks of it; `split` where some are for it, some against."""

    item: Item
    cells: tuple[StandingCell, ...]
    split: bool


@dataclass(frozen=True, slots=True)
class StandingGroup:
    """The items of a debate on which people differ, on which they agree, ..."""

    anchor: str
    heading: str
    rows: tuple[StandingRow, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A claim on which two camps differ, and how much of their gap either would close for it."""

    item: Item
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    """Two camps and the conclusion on which they part, by the letters of the positions, and what
    would bring them together."""

    a: str
    b: str
    conclusion: str
    strength_a: str
    strength_b: str
    shared: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class StandingPage:
    """Who stands where in a debate."""

    head: Head
    debate: Link
    people: tuple[tuple[str, Link], ...]
    groups: tuple[StandingGroup, ...]
    meetings: tuple[MeetingView, ...] = ()
    positions: tuple[tuple[str, Item], ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """Items of one debate in a list; `html` of each, or how many there are where too many."""

    debate: Link
    links: tuple[Link, ...]
    count: str


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """All items of a kind, by debate."""

    head: Head
    kinds: tuple[tuple[Link, str, bool], ...]
    debates: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class OpenDebate:
    """What is open in a debate: questions nobody answers, attacks nobody meets, bare positions."""

    debate: Link
    anchor: str
    questions: tuple[Item, ...]
    attacks: tuple[StepRef, ...]
    bare: tuple[Item, ...]
    more: str


@dataclass(frozen=True, slots=True)
class OpenPage:
    head: Head
    debates: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search; without scripts it lists what there is, debate by debate."""

    head: Head
    kinds: tuple[tuple[Link, str, bool], ...]
    debates: tuple[Kept, ...]


Overview = StandingPage | ItemsPage | OpenPage | SearchPage
