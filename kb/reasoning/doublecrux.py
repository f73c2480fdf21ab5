"""Double cruxes: the claims on which two views differ and that would bring them together."""

from collections.abc import Sequence
from typing import NamedTuple

from kb.errors import MisuseError
from kb.reasoning.evaluate import Valuation
from kb.reasoning.interventions import respond
from kb.reasoning.ranking import EXACT, MARGIN, extrapolate, ranks, verdict
from kb.reasoning.screening import bearing_on, screened, slopes_of

CLOSES = 0.1  # the share of the gap above which a claim is a crux for one side


class DoubleCrux(NamedTuple):
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


class DoubleCruxes(NamedTuple):
    """Where two views of a conclusion part, best first; none where they do not differ."""

    conclusion: str
    strength_a: float
    strength_b: float
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
    now_a, now_b = a.x[node], b.x[node]
    candidates = _differing(a, b, node)
    considered = len(candidates)
    if considered > exact:
        kept = screened(a, candidates, _promise(a, b, conclusion, candidates), exact)
        candidates = [candidates[i] for i in kept]
    moved = _moved(a, b, candidates, node), _moved(b, a, candidates, node)
    found = [
        _compared(a, b, node, claim, mine, other)
        for claim, mine, other in zip(candidates, *moved, strict=True)
    ]
    order = ranks([c.claim for c in found], [c.share for c in found])
    cruxes = [found[i]._replace(rank=rank, tied=tied) for i, rank, tied in order]
    return DoubleCruxes(
        conclusion,
        now_a,
        now_b,
        tuple(cruxes[:top]),
        considered,
        len(found),
    )


def _differing(a: Valuation, b: Valuation, node: int) -> list[int]:
    """The nodes of claims that bear on the conclusion and that the views see differently, by id.

    None where the views agree on the conclusion: there is no gap to close.
    """
    if abs(a.x[node] - b.x[node]) <= MARGIN:
        return []
    return [each for each in bearing_on(a, [node]) if abs(a.x[each] - b.x[each]) > MARGIN]


def _promise(a: Valuation, b: Valuation, conclusion: str, candidates: Sequence[int]) -> list[float]:
    """The share that both sides would close with each candidate, extrapolated."""
    node = a.network.node(conclusion)
    gap = a.x[node] - b.x[node]
    shares = []
    for view, other, sign in ((a, b, 1.0), (b, a, -1.0)):
        [slope] = slopes_of(view, [conclusion])
        now = view.x[node]
        moved = (extrapolate(now, slope[c], other.x[c] - view.x[c]) for c in candidates)
        shares.append([sign * (now - each) / gap for each in moved])
    return list(map(min, *shares))


def _moved(view: Valuation, other: Valuation, candidates: Sequence[int], node: int) -> list[float]:
    """The strength of the conclusion in one view, each candidate in turn as the other sees it."""
    rows = [{each: other.x[each]} for each in candidates]
    return [strength for [strength] in respond(view, rows, [node])]


def _compared(
    a: Valuation, b: Valuation, node: int, claim: int, moved_a: float, moved_b: float
) -> DoubleCrux:
    now_a, now_b = a.x[node], b.x[node]
    return DoubleCrux(
        claim=a.network.graph.claims[a.network.plan.circuit.node[claim]],
        rank=0,
        tied=False,
        strength_a=a.x[claim],
        strength_b=b.x[claim],
        moved_a=moved_a,
        moved_b=moved_b,
        share_a=(now_a - moved_a) / (now_a - now_b),
        share_b=(moved_b - now_b) / (now_a - now_b),
        strict=verdict(moved_a) != verdict(now_a) and verdict(moved_b) != verdict(now_b),
    )
