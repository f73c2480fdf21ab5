"""Double cruxes: the claims on which two views differ and that would bring them together."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kb.errors import MisuseError
from kb.reasoning.arrays import Floats, Ints, reach
from kb.reasoning.evaluate import Valuation
from kb.reasoning.interventions import respond
from kb.reasoning.ranking import EXACT, MARGIN, extrapolate, ranks, verdict
from kb.reasoning.screening import always, slopes_of

CLOSES = 0.1  # the share of the gap above which a claim is a crux for one side


@dataclass(frozen=True)
class DoubleCrux:
    """A claim, and how far either view moves when it takes the other's answer to it."""

    claim: str
    rank: int  # from 1, by the smaller of the two shares; ties share a rank
    tied: bool
    strength_a: float  # of the claim, as A and as B sees it
    strength_b: float
    moved_a: float  # A's strength of the conclusion with B's answer
    moved_b: float  # and B's with A's
    share_a: float  # of the gap that closes from A's side
    share_b: float
    verdict_a: str  # after the change
    verdict_b: str
    strict: bool  # both verdicts flip

    @property
    def share(self) -> float:
        """The smaller of the two shares."""
        return min(self.share_a, self.share_b)

    @property
    def one_sided(self) -> str | None:
        """`a` or `b` where only that side would move by more than a tenth of the gap."""
        moves = [side for side in "ab" if getattr(self, f"share_{side}") > CLOSES]
        return moves[0] if len(moves) == 1 else None


@dataclass(frozen=True)
class DoubleCruxes:
    """Where two views of a conclusion part, best first; none where they do not differ."""

    conclusion: str
    strength_a: float
    strength_b: float
    verdict_a: str
    verdict_b: str
    cruxes: tuple[DoubleCrux, ...]
    considered: int  # claims that bear on the conclusion and on which the views differ
    exact: int


def find_double_cruxes(
    a: Valuation, b: Valuation, conclusion: str, *, top: int | None = None, exact: int = EXACT
) -> DoubleCruxes:
    """The double cruxes of two views of one network, as `calibrate` makes them.

    Screened like cruxes; those kept are computed exactly. Raises `MisuseError` for views of
    different networks.
    """
    if a.network.plan is not b.network.plan:
        raise MisuseError("the two views are not of the same network")
    node = a.network.node(conclusion)
    now_a, now_b = float(a.x[node]), float(b.x[node])
    candidates = _differing(a, b, node)
    considered = len(candidates)
    if considered > exact:
        keep = always(a, candidates)
        keep[_screen(a, b, conclusion, candidates)[:exact]] = True
        candidates = candidates[keep]
    moved = [_moved(a, b, candidates, node), _moved(b, a, candidates, node)]
    found = [
        _compared(a, b, node, int(c), float(moved[0][i]), float(moved[1][i]))
        for i, c in enumerate(candidates)
    ]
    order = ranks([c.claim for c in found], [c.share for c in found])
    cruxes = [replace(found[i], rank=rank, tied=tied) for i, rank, tied in order]
    return DoubleCruxes(
        conclusion,
        now_a,
        now_b,
        verdict(now_a),
        verdict(now_b),
        tuple(cruxes[:top]),
        considered,
        len(found),
    )


def _differing(a: Valuation, b: Valuation, node: int) -> Ints:
    """The nodes of claims that bear on the conclusion and that the views see differently, by id.

    None where the views agree on the conclusion: there is no gap to close.
    """
    network = a.network
    if abs(a.x[node] - b.x[node]) <= MARGIN:
        return np.zeros(0, np.intp)
    circuit = network.plan.circuit
    bearing = reach(np.array([node]), circuit.first, circuit.source)
    bearing &= np.abs(a.x - b.x) > MARGIN
    bearing[node] = False
    claims = network.claims[bearing[network.place[network.claims]]]
    return network.place[sorted(claims.tolist(), key=network.graph.claims.__getitem__)]


def _screen(a: Valuation, b: Valuation, conclusion: str, candidates: Ints) -> Ints:
    """The order of the candidates by the share that both sides would close, extrapolated."""
    node = a.network.node(conclusion)
    gap = a.x[node] - b.x[node]
    shares = []
    for view, other, sign in ((a, b, 1.0), (b, a, -1.0)):
        change = other.x[candidates] - view.x[candidates]
        slope = slopes_of(view, [conclusion], plain=True)[0, candidates]
        shares.append(sign * (view.x[node] - extrapolate(view.x[node], slope, change)) / gap)
    return np.argsort(-np.minimum(*shares), kind="stable")


def _moved(view: Valuation, other: Valuation, candidates: Ints, node: int) -> Floats:
    """The strength of the conclusion in one view, each candidate in turn as the other sees it."""
    rows = np.arange(len(candidates))
    return respond(view, rows, candidates, other.x[candidates], np.array([node]))[:, 0]


def _compared(
    a: Valuation, b: Valuation, node: int, claim: int, moved_a: float, moved_b: float
) -> DoubleCrux:
    now_a, now_b = float(a.x[node]), float(b.x[node])
    verdict_a, verdict_b = verdict(moved_a), verdict(moved_b)
    return DoubleCrux(
        claim=a.network.graph.claims[a.network.plan.circuit.node[claim]],
        rank=0,
        tied=False,
        strength_a=float(a.x[claim]),
        strength_b=float(b.x[claim]),
        moved_a=moved_a,
        moved_b=moved_b,
        share_a=(now_a - moved_a) / (now_a - now_b),
        share_b=(moved_b - now_b) / (now_a - now_b),
        verdict_a=verdict_a,
        verdict_b=verdict_b,
        strict=verdict_a != verdict(now_a) and verdict_b != verdict(now_b),
    )
