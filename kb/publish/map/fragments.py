"""What maps on pages say, as typed values ready to print (see kb/publish/parts/fragments.py)."""

from typing import NamedTuple

from kb.publish.parts.fragments import Item


class Favour(NamedTuple):
    """What a box says in the end of the positions with these letters: for, against, or both."""

    word: str
    letters: tuple[str, ...]


class Chip(NamedTuple):
    """A tie that no line shows, as words that lead to its other end, if that is elsewhere."""

    words: str
    kind: str
    item: Item | None = None
    href: str = ""


class Fold(NamedTuple):
    """What stands beside a box, in numbers: `+4, 2 rebut`; `more` is not on the page at all."""

    words: str
    is_open: bool
    more: bool


class MapBox(NamedTuple):
    """A claim on the map. `word` says what it does to what it bears on, `kind` in which colour.

    Where it is only a mention, `mention` says so and `href` leads to its place.
    """

    anchor: str
    kind: str
    word: str
    letter: str
    ours: bool
    item: Item
    href: str
    favours: tuple[Favour, ...]
    chips: tuple[Chip, ...]
    mention: str
    fold: Fold | None
    groups: "tuple[MapGroup, ...]"


class MapGroup(NamedTuple):
    """The arguments of one kind beside a box, each with the boxes that it needs together."""

    kind: str
    label: str
    branches: tuple[tuple[MapBox, ...], ...]


class DebateMap(NamedTuple):
    """The map of a debate; `columns` are open to begin with."""

    positions: tuple[MapBox, ...]
    apart: tuple[MapBox, ...]
    columns: int
    boxes: int


class Bar(NamedTuple):
    """An argument as a stretch of a bar, in percent of its width; `title` says what it is from."""

    x: str
    width: str
    ours: bool
    title: str


class Ground(NamedTuple):
    """An argument in a line: its premises, each with whether it has to be false."""

    premises: tuple[tuple[Item, bool], ...]
    ours: bool


class Side(NamedTuple):
    """What weighs for a position, or against it, the strongest first; `more` are not named.

    `challenges` undercut an argument of the other side, `challenging` says how many they are.
    """

    kind: str
    tally: str
    bars: tuple[Bar, ...]
    grounds: tuple[Ground, ...]
    more: int
    challenging: str
    challenges: tuple[Ground, ...]
    more_challenges: int


class Overview(NamedTuple):
    """The map of a debate at a glance.

    `strips` are what weighs for and against each of the first positions, by id; `apart` is argued
    about and bears on no position; `whole` leads to the whole map, `data` is the script from which
    one item is shown in focus.
    """

    strips: dict[str, tuple[Side, Side]]
    apart: tuple[Item, ...]
    more: int
    whole: str
    data: str
