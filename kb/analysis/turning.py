"""On what a debate turns: its cruxes, declared and computed, ranked by what follows from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kb.analysis.bearing import Hop, strongest_paths
from kb.analysis.opinions import Opinion, Sides, opinions, sides
from kb.analysis.outlook import USUAL, Assumptions, Outlook, Setting, look
from kb.analysis.weighed import Weighed
from kb.errors import MisuseError
from kb.reasoning import cruxes as engine
from kb.reasoning.ranking import MARGIN

TOP = 5  # computed cruxes by rank; those on which the verdict turns are cruxes at any rank
EXACT = 256  # claims that are computed exactly, so that a declared crux has its true rank
ORDERS: dict[str, Callable[[engine.Crux], float]] = {
    "swing": lambda crux: abs(crux.swing),
    "flip": lambda crux: abs(crux.flip),
    "influence": lambda crux: abs(crux.influence),
    "declared": lambda crux: abs(crux.swing),
}


class Position(NamedTuple):
    """A position with its strength on the map as it stands."""

    id: str
    text: str
    strength: float


class Turn(NamedTuple):
    """One crux and what its answers would do.

    With one position `when_yes` and `when_no` are its strength under either answer, with several
    the strengths of all, in the order of the ranking's `positions`; a verdict is yes, no or
    undecided, or the id of the position that leads (or tied). `kind` is computed where the claim is
    among the first or the verdict turns on it, declared where the map says so, or both. `rank` is
    None for a declared crux that bears on no position. `crux` is the item that declares it.
    """

    rank: int | None
    tied: bool
    claim: str
    crux: str | None
    text: str
    kind: str
    strength: float
    influence: float
    when_yes: tuple[float, ...]
    when_no: tuple[float, ...]
    swing: float
    verdict_yes: str
    verdict_no: str
    flip_to: str
    flip: float
    sides: Sides
    path: tuple[Hop, ...]

    @property
    def pivotal(self) -> bool:
        """Whether the verdict, or the lead, differs between the two answers."""
        return self.verdict_yes != self.verdict_no

    @property
    def undisputed(self) -> bool:
        """Whether several speak of it, all on the same side."""
        return len(self.sides.yes) + len(self.sides.no) > 1 and not all(self.sides)


class Ranking(NamedTuple):
    """The cruxes of a debate. `value` is the strength of its only position, or the margin of the
    leading one over the next; `considered` counts the claims that bear on the positions."""

    debate: str
    positions: tuple[Position, ...]
    leading: str
    value: float
    verdict: str
    cruxes: tuple[Turn, ...]
    considered: int
    assumptions: Assumptions


def rank_cruxes(
    weighed: Weighed,
    debate: str,
    *,
    by: str = "swing",
    top: int = TOP,
    setting: Setting = USUAL,
) -> Ranking:
    """The `top` computed cruxes of a debate and all its declared ones.

    Raises MisuseError for a debate without positions, an order that does not exist, and strengths
    that do not settle.
    """
    if by not in ORDERS:
        raise MisuseError(f"cruxes cannot be ordered by '{by}'; there are {', '.join(ORDERS)}")
    positions = weighed.positions(debate)
    outlook = look(weighed, setting, [weighed.claim(p) for p in positions])
    declared = {
        claim: crux
        for claim, crux in weighed.declared.items()
        if weighed.claims[crux].debate == debate
    }
    found = engine.find_cruxes(outlook.valuation, positions, exact=EXACT, also=declared)
    ranked = sorted(found.cruxes, key=lambda crux: (-ORDERS[by](crux), crux.claim))
    best = {crux.claim for crux in _best(ranked, top)}
    first = {crux.claim for crux in _best(ranked, TOP)}
    computed = best | first | {crux.claim for crux in ranked if crux.pivotal}
    wanted = declared.keys() if by == "declared" else best | declared.keys()
    chosen = [crux for crux in ranked if crux.claim in wanted]
    paths = _paths(outlook, found.positions, chosen)
    everybody = opinions(weighed)
    turns = [
        _turn(crux, weighed, declared, computed, everybody, paths.get(crux.claim, ()))
        for crux in chosen
    ]
    idle = sorted(declared.keys() - {turn.claim for turn in turns} - set(positions))
    turns += [_idle(claim, weighed, declared, everybody, found, setting) for claim in idle]
    return Ranking(
        debate,
        tuple(
            Position(p, weighed.claims[p].text, strength)
            for p, strength in zip(found.positions, found.strengths, strict=True)
        ),
        found.leading,
        found.value,
        found.verdict,
        tuple(turns),
        found.considered,
        outlook.assumptions,
    )


def _best(ranked: list[engine.Crux], top: int) -> list[engine.Crux]:
    """The first `top` claims on which anything turns at all."""
    return [crux for crux in ranked if abs(crux.swing) > MARGIN][:top]


def _paths(
    outlook: Outlook, positions: tuple[str, ...], chosen: list[engine.Crux]
) -> dict[str, tuple[Hop, ...]]:
    """The way from each crux to the position whose strength it changes most."""
    ends: dict[str, list[str]] = {}
    for crux in chosen:
        changes = [abs(y - n) for y, n in zip(crux.all_yes, crux.all_no, strict=True)]
        ends.setdefault(positions[changes.index(max(changes))], []).append(crux.claim)
    found: dict[str, tuple[Hop, ...]] = {}
    for position, claims in ends.items():
        found |= strongest_paths(outlook.valuation, position, claims)
    return found


def _turn(
    crux: engine.Crux,
    weighed: Weighed,
    declared: dict[str, str],
    computed: set[str],
    everybody: dict[str, Opinion],
    path: tuple[Hop, ...],
) -> Turn:
    item = declared.get(crux.claim)
    return Turn(
        rank=crux.rank,
        tied=crux.tied,
        claim=crux.claim,
        crux=item,
        text=weighed.claims[item or crux.claim].text,
        kind="declared" if crux.claim not in computed else "both" if item else "computed",
        strength=crux.strength,
        influence=crux.influence,
        when_yes=crux.all_yes,
        when_no=crux.all_no,
        swing=crux.swing,
        verdict_yes=crux.verdict_yes,
        verdict_no=crux.verdict_no,
        flip_to=crux.flip_to,
        flip=crux.flip,
        sides=sides(crux.claim, everybody),
        path=path,
    )


def _idle(
    claim: str,
    weighed: Weighed,
    declared: dict[str, str],
    everybody: dict[str, Opinion],
    found: engine.Cruxes,
    setting: Setting,
) -> Turn:
    """A declared crux from which no way leads to a position: nothing follows from its answers."""
    return Turn(
        rank=None,
        tied=False,
        claim=claim,
        crux=declared[claim],
        text=weighed.claims[declared[claim]].text,
        kind="declared",
        strength=look(weighed, setting, [claim]).valuation.strength(claim),
        influence=0.0,
        when_yes=found.strengths,
        when_no=found.strengths,
        swing=0.0,
        verdict_yes=found.verdict,
        verdict_no=found.verdict,
        flip_to="no",
        flip=0.0,
        sides=sides(claim, everybody),
        path=(),
    )
