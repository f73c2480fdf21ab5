"""Debates, their positions and their items."""

from typing import NamedTuple

from queries.ask import Run, ask


class Debate(NamedTuple):
    """A debate with the numbers of what is in it."""

    id: str
    heading: str
    question: str
    items: int
    positions: int
    cruxes: int
    arguments: int
    path: str


def debates(run: Run) -> list[Debate]:
    """All debates, in the order of their files."""
    return ask(run, "debates", Debate)


class DebateName(NamedTuple):
    """A debate by name; a passage of its own `source` is cited by its number alone."""

    id: str
    question: str
    source: str | None


def debate_names(run: Run) -> list[DebateName]:
    """What the debates are called, in the order of their files."""
    return ask(run, "debate_names", DebateName)


class Position(NamedTuple):
    """A position with the numbers of arguments for and against it."""

    id: str
    text: str
    title: str | None
    supports: int
    rebuts: int


def positions(run: Run, debate: str) -> list[Position]:
    """The positions of a debate, as ordered in its file."""
    return ask(run, "positions", Position, debate=debate)


class ItemName(NamedTuple):
    """An item as a list shows it."""

    id: str
    slug: str
    kind: str
    text: str
    title: str | None


def items(run: Run, debate: str | None = None) -> list[ItemName]:
    """All items of a debate, or of all."""
    return ask(run, "items", ItemName, debate=debate)
