"""What the pages of people, terms and sources say, and the lists of them, as typed values."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kb.publish.fragments import Cited, Item, Link, PassageRef, StanceView, StepRef, Tie
from kb.publish.views import Head


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


Register = ListPage | PersonPage | TermPage | SourcePage
