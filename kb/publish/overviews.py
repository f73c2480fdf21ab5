"""The views of pages that look across many items: who stands where, lists, what is open, search."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kb.publish.fragments import Item, Link, StanceView, StepRef
from kb.publish.register_views import MeetsView
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
class Between:
    """Two camps and a conclusion that they see otherwise, by the letters of the positions, and how
    much nearer either comes by the other's answer to a claim."""

    a: str
    b: str
    conclusion: str
    strength_a: str
    strength_b: str
    share_a: str
    share_b: str


@dataclass(frozen=True, slots=True)
class DoubleCruxView:
    """A claim on which camps would move, and between which."""

    item: Item
    between: tuple[Between, ...]


@dataclass(frozen=True, slots=True)
class StandingPage:
    """Who stands where in a debate."""

    head: Head
    debate: Link
    people: tuple[tuple[str, Link], ...]
    groups: tuple[StandingGroup, ...]
    meetings: tuple[DoubleCruxView, ...] = ()
    pairs: tuple[MeetsView, ...] = ()
    positions: tuple[tuple[str, Item], ...] = ()


@dataclass(frozen=True, slots=True)
class PairRows:
    """Items on which two people differ, or agree."""

    heading: str
    rows: tuple[StandingRow, ...]


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A step by which one of two people answers the other, in words: who rebuts whom."""

    by: Link
    does: str
    to: Link
    step: StepRef
    reasons: tuple[Markup, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class PartingView:
    """A position that two people see otherwise, and what would bring them together."""

    conclusion: Item
    a: Link
    b: Link
    strength_a: str
    strength_b: str
    shared: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class PairDebate:
    """Two people in one debate; `alone` is of how many items only one of them speaks."""

    debate: Link
    anchor: str
    differ: PairRows
    replies: tuple[ReplyView, ...]
    partings: tuple[PartingView, ...]
    agree: PairRows
    alone: tuple[tuple[Link, str], ...]
    standing: str


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two people side by side; each debate as HTML that its own build made."""

    head: Head
    people: tuple[Link, Link]
    summary: str
    command: str
    debates: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class PairsPage:
    """Everybody who meets; `left_out` where a debate has more pairs than are set side by side."""

    head: Head
    pairs: tuple[MeetsView, ...]
    more: str
    left_out: str


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


Overview = StandingPage | PairPage | PairsPage | ItemsPage | OpenPage | SearchPage
