"""Effects: what the two answers to a claim make of each position, on the scale of log-odds.

The effect of a claim c on a position p is logit S_p(do c true) - logit S_p(do c false): what turns
on the answer, whatever is believed of it now and wherever p stands. The *reach* of c is the largest
of its effects on the positions of a debate, and claims are ranked by it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kb.errors import MisuseError
from kb.method import EDGE
from kb.reasoning.arrays import Floats, Ints
from kb.reasoning.evaluate import Valuation
from kb.reasoning.interventions import respond
from kb.reasoning.ranking import EXACT, ranks
from kb.reasoning.screening import always, competing, slopes_of

NEAR = 200  # positions, the strongest, by which claims are screened; what is computed is exact


@dataclass(frozen=True)
class Effect:
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


@dataclass(frozen=True)
class Effects:
    """The claims that bear on some positions, those of the greatest reach first."""

    positions: tuple[str, ...]
    strengths: tuple[float, ...]
    claims: tuple[Effect, ...]
    considered: int  # claims that bear on the positions, apart from these
    exact: int  # those among them that were computed, by intervention; all of `claims` were

    def of(self, claim: str) -> Effect | None:
        """What one claim does, None where it is not among them."""
        return next((each for each in self.claims if each.claim == claim), None)


def logit(strengths: Floats) -> Floats:
    """Log-odds; what is nearer to 0 or 1 than 1e-12 counts as that far."""
    clipped = np.clip(strengths, EDGE, 1 - EDGE)
    found: Floats = np.log(clipped / (1 - clipped))
    return found


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
    of = np.array([valuation.network.node(p) for p in names], np.intp)
    candidates, considered = competing(valuation, of, among)
    if among is None and considered > exact:
        keep = always(valuation, candidates, also)
        keep[_screen(valuation, names, of, candidates)[:exact]] = True
        candidates = candidates[keep]
    found = _measured(valuation, candidates, of)
    now = tuple(valuation.x[of].tolist())
    return Effects(names, now, tuple(found[:top]), considered, len(candidates))


def _screen(valuation: Valuation, names: Sequence[str], of: Ints, candidates: Ints) -> Ints:
    """The order of the candidates by their reach, to first order; of very many positions only on
    the strongest."""
    near = np.sort(np.argsort(-valuation.x[of], kind="stable")[:NEAR])
    now = np.clip(valuation.x[of[near]], EDGE, 1 - EDGE)[:, None]
    found = slopes_of(valuation, [names[i] for i in near], plain=True)
    slopes = found[:, candidates] / (now * (1 - now))
    return np.argsort(-np.abs(slopes).max(axis=0), kind="stable")


def _measured(valuation: Valuation, candidates: Ints, of: Ints) -> list[Effect]:
    count = len(candidates)
    rows, answers = np.arange(2 * count), np.repeat([1.0, 0.0], count)
    reply = respond(valuation, rows, np.tile(candidates, 2), answers, of)
    yes, no = reply[:count], reply[count:]
    effects = logit(yes) - logit(no)
    names, node = valuation.network.graph.claims, valuation.network.plan.circuit.node
    found = [
        Effect(
            claim=names[node[candidate]],
            rank=0,
            tied=False,
            strength=float(valuation.x[candidate]),
            yes=tuple(yes[i].tolist()),
            no=tuple(no[i].tolist()),
            effects=tuple(effects[i].tolist()),
        )
        for i, candidate in enumerate(candidates)
    ]
    order = ranks([each.claim for each in found], [each.reach for each in found])
    return [replace(found[i], rank=rank, tied=tied) for i, rank, tied in order]
