"""What the pages of a debate show of what follows from it: strengths, cruxes, what items turn on.

The numbers are those of the command line; `reckoning` works them out. They are small, so that they
can be kept, and given to another process.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from kb.analysis.stands import Situation


class Said(BaseModel):
    """What all numbers have in common: they never change, and are read strictly."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TurnsOn(Said):
    """A claim on which an item turns: the strength of the item under either answer."""

    claim: str
    yes: float
    no: float


class CruxNumbers(Said):
    """A crux of a debate; see `kb.analysis.turning.Turn`. `item` is the crux that declares it,
    `turns` are two rivals with which of them is ahead if yes, and if no. `path` is the way to the
    position that it moves most: which claim, whether denied, does what to which other."""

    rank: int | None
    tied: bool
    claim: str
    item: str
    kind: str
    strength: float
    effects: tuple[float, ...]
    yes: tuple[float, ...]
    no: tuple[float, ...]
    turns: tuple[tuple[tuple[str, str], str | None, str | None], ...]
    whose: tuple[str, ...]
    path: tuple[tuple[str, bool, str, str], ...]
    first: int
    ways: int


class Meeting(Said):
    """Where two camps, or two people, part on a conclusion, and the claims that would bring both
    nearer: each with the share of the gap that it closes from either side."""

    a: str
    b: str
    conclusion: str
    strength_a: float
    strength_b: float
    claims: tuple[tuple[str, float, float], ...]


class ViewNumbers(Said):
    """What somebody who speaks of a position holds, as credences in claims."""

    person: str
    credences: dict[str, float]


class Numbers(Said):
    """The numbers of one debate.

    `strengths` are by item, `unargued` the items for and against which no reason weighs; `effects`
    are by argument on an item (what it adds to the strength of what it leads to), of those that
    weigh anything; `turns` are by item. `positions` are the conclusions in the order of the cruxes'
    strengths, empty where a debate has none, `rivals` each two of them that cannot both be right,
    `stands` how the debate stands.
    `meetings` are those of the camps of two rivals, `partings` those of two people, `views` what
    those hold who speak of positions. `graph` is the bare graph of all that bears on the debate,
    `assumed` says what the numbers rest on.
    """

    strengths: dict[str, float] = {}
    effects: dict[str, float] = {}
    turns: dict[str, tuple[TurnsOn, ...]] = {}
    positions: tuple[str, ...] = ()
    rivals: tuple[tuple[str, str], ...] = ()
    stands: Situation | None = None
    unargued: tuple[str, ...] = ()
    cruxes: tuple[CruxNumbers, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    partings: tuple[Meeting, ...] = ()
    views: tuple[ViewNumbers, ...] = ()
    graph: dict[str, Any] = {}
    assumed: str = ""
