"""What is needed to tell items that say much the same: what each says, and on what it bears."""

from typing import NamedTuple

from queries.ask import Run, ask


class Statement(NamedTuple):
    """What an item says, and where."""

    id: str
    kind: str
    text: str
    path: str
    line: int


class Bearing(NamedTuple):
    """That an item supports, rebuts or is otherwise related to another."""

    id: str
    kind: str
    target: str


def statements(run: Run) -> list[Statement]:
    """What every item says."""
    return ask(run, "statements", Statement)


def bearings(run: Run) -> list[Bearing]:
    """What every item supports or rebuts."""
    return ask(run, "bearings", Bearing)


def related(run: Run) -> list[Bearing]:
    """To what every item is related, but by arguments."""
    return ask(run, "related", Bearing)
