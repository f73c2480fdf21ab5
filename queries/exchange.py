"""All that is said in one debate, with where: what telling it as running text is made of."""

from __future__ import annotations

from typing import Any, NamedTuple

from queries.ask import Run, ask


class Item(NamedTuple):
    """An item; `term` is the word that a definition defines, `cited` every passage it names."""

    id: str
    slug: str
    kind: str
    text: str
    title: str | None
    posed: str | None
    section: str
    debate: str
    ordinal: int
    term: str | None
    cited: tuple[str, ...]


class Argument(NamedTuple):
    """An argument; each premise with whether it is negated."""

    id: str
    kind: str
    premises: tuple[tuple[str, bool], ...]
    target: str
    reasons: tuple[str, ...]
    inferred: bool
    answer: str | None
    ordinal: int


class Stance(NamedTuple):
    """What somebody thinks of an item or argument (`target`)."""

    id: str
    person: str
    kind: str
    target: str
    credence: float | None
    date: str | None
    of: str | None
    inferred: bool
    passages: tuple[str, ...]
    note: str


class Tie(NamedTuple):
    """A relation that is no argument; its kind in lower case."""

    kind: str
    source: str
    target: str
    reason: str
    inferred: bool


class Voice(NamedTuple):
    """Somebody who speaks, or a work or character."""

    id: str
    name: str
    kind: str


class Passage(NamedTuple):
    """A passage of a source that the debate cites; `date` is that of the source."""

    id: str
    source: str
    date: str | None
    number: int
    repeats: str | None


class Record(NamedTuple):
    """A debate with all that is said in it. `items` has those of other debates that its arguments
    and relations name, too; `source` is the debate's own."""

    debate: str
    source: str | None
    items: tuple[Item, ...]
    arguments: tuple[Argument, ...]
    stances: tuple[Stance, ...]
    ties: tuple[Tie, ...]
    voices: tuple[Voice, ...]
    passages: tuple[Passage, ...]
