"""Effects: what the two answers to a claim make of each position, on the scale of log-odds.

The effect of a claim c on a position p is logit S_p(do c true) - logit S_p(do c false): what turns
on the answer, whatever is believed of it now and wherever p stands. The *reach* of c is the largest
of its effects on the positions of a debate, and claims are ranked by it.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from kb.errors import MisuseError
from kb.reasoning.evaluate import Valuation
from kb.reasoning.interventions import respond
from kb.reasoning.ranking import EXACT, clipped, logit, ranks
from kb.reasoning.screening import bearing_on, screened, slopes_of

NEAR = 200  # positions, the strongest, by which claims are screened; what is computed is exact


class Effect(NamedTuple):
    """A claim and what its answers do to each position, in the order of the positions."""

    claim: str
    rank: int  # from 1, by reach; ties share a rank
    tied: bool
    strength: float  # of the claim now
    yes: tuple[float, ...]  # the strengths of the positions with the claim true
    no: tuple[float, ...]  # and with the claim false
    effects: tuple[float, ...]  # in log-odds, with their sign

    @property
    def reach(self) -> float:
        """The largest effect, without its sign."""
        return max(map(abs, self.effects))

    @property
    def most(self) -> int:
        """Which position it moves most, by its place."""
        return max(range(len(self.effects)), key=lambda i: abs(self.effects[i]))


class Effects(NamedTuple):
    """The claims that bear on some positions, those of the greatest reach first."""

    positions: tuple[str, ...]
    strengths: tuple[float, ...]
    claims: tuple[Effect, ...]
    considered: int  # claims that bear on the positions, apart from these
    exact: int  # those among them that were computed, by intervention; all of `claims` were

    def of(self, claim: str) -> Effect | None:
        """What one claim does, None where it is not among them."""
        return next((each for each in self.claims if each.claim == claim), None)


def find_effects(
    valuation: Valuation,
    positions: Sequence[str],
    *,
    top: int | None = None,
    exact: int = EXACT,
    among: Collection[str] | None = None,
    also: Collection[str] = (),
) -> Effects:
    """The effects of claims on positions, exact, by reach.

    All claims that bear on the positions are screened by their slope in log-odds, and the best
    `exact` computed; so are those in `also`, and all questions whose answers do something. With
    `among` only these claims compete, and all of them are computed. Raises `MisuseError` without
    positions.
    """
    if not positions:
        raise MisuseError("there is no position to have an effect on")
    names = tuple(dict.fromkeys(positions))
    of = [valuation.network.node(p) for p in names]
    candidates = bearing_on(valuation, of)
    considered = len(candidates)
    if among is not None:
        called = _called(valuation)
        candidates = [each for each in candidates if called[each] in among]
    elif considered > exact:
        promise = _promise(valuation, names, of, candidates)
        kept = screened(valuation, candidates, promise, exact, also)
        candidates = [candidates[i] for i in kept]
    found = _measured(valuation, candidates, of)
    now = tuple(valuation.x[node] for node in of)
    return Effects(names, now, tuple(found[:top]), considered, len(candidates))


def _called(valuation: Valuation) -> list[str]:
    """The ids of the nodes that are claims, by node."""
    names = valuation.network.graph.claims
    return [
        names[node] if node < len(names) else "" for node in valuation.network.plan.circuit.node
    ]


def _promise(
    valuation: Valuation, names: Sequence[str], of: Sequence[int], candidates: Sequence[int]
) -> list[float]:
    """The reach of the candidates to first order; of very many positions only on the strongest."""
    x = valuation.x
    near = sorted(range(len(of)), key=lambda i: -x[of[i]])[:NEAR]
    now = [clipped(x[of[i]]) for i in near]
    slopes = slopes_of(valuation, [names[i] for i in near])
    turned = [(slope, 1 / (s * (1 - s))) for slope, s in zip(slopes, now, strict=True)]
    return [max(abs(slope[each]) * steep for slope, steep in turned) for each in candidates]


def _measured(valuation: Valuation, candidates: Sequence[int], of: Sequence[int]) -> list[Effect]:
    rows = [{node: answer} for answer in (1.0, 0.0) for node in candidates]
    replies = respond(valuation, rows, of)
    answers = zip(replies[: len(candidates)], replies[len(candidates) :], strict=True)
    called = _called(valuation)
    found = [
        Effect(
            claim=called[candidate],
            rank=0,
            tied=False,
            strength=valuation.x[candidate],
            yes=tuple(yes),
            no=tuple(no),
            effects=tuple(logit(one) - logit(other) for one, other in zip(yes, no, strict=True)),
        )
        for candidate, (yes, no) in zip(candidates, answers, strict=True)
    ]
    order = ranks([each.claim for each in found], [each.reach for each in found])
    return [found[i]._replace(rank=rank, tied=tied) for i, rank, tied in order]
