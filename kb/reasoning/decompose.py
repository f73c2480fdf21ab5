"""Why two views differ: the difference shared out over the claims they judge differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kb.errors import MisuseError
from kb.reasoning.adjoint import influence
from kb.reasoning.arrays import Floats
from kb.reasoning.evaluate import Valuation, evaluate
from kb.reasoning.network import Network

TOLERANCE = 1e-6
INTERVALS = 400  # after so many the residual is what it is; it is part of the result
POINTS = 6  # of Gauss and Legendre in each interval


@dataclass(frozen=True)
class Part:
    """What one claim's base scores contribute to the difference."""

    claim: str
    tau_a: float
    tau_b: float
    effect: float


@dataclass(frozen=True)
class Decomposition:
    """S^A - S^B as a sum over claims: effects and residual add up to it."""

    conclusion: str
    strength_a: float
    strength_b: float
    parts: tuple[Part, ...]  # the greatest effect first, ties by id
    residual: float


def decompose(
    a: Network, b: Network, conclusion: str, tolerance: float = TOLERANCE
) -> Decomposition:
    """Aumann-Shapley: phi_c = (tau^A_c - tau^B_c) times the mean of dS/dtau_c from B to A.

    (Aumann and Shapley 1974; as integrated gradients Sundararajan et al. 2017.) Within each
    interval the effects should add up to the change of S across it; the interval where they are
    furthest from it is halved until all of them together are within the tolerance. Raises
    `MisuseError` for views of different networks.
    """
    if a.plan is not b.plan:
        raise MisuseError("the two views are not of the same network")
    near_b, near_a = _Way(b, a, conclusion), _Way(a, b, conclusion)
    from_b, from_a, middle = near_b.strength(0.0), near_a.strength(0.0), near_a.strength(0.5)
    pieces = [near_b.piece(0.0, 0.5, from_b, middle), near_a.piece(0.0, 0.5, from_a, middle)]
    while len(pieces) < INTERVALS and sum(p.error for p in pieces) > tolerance:
        worst = pieces.pop(max(range(len(pieces)), key=lambda i: pieces[i].error))
        half = (worst.start + worst.end) / 2
        between = worst.way.strength(half)
        pieces.append(worst.way.piece(worst.start, half, worst.before, between))
        pieces.append(worst.way.piece(half, worst.end, between, worst.after))
    effects = np.zeros(len(a.place))
    for piece in pieces:
        effects += piece.effects if piece.way is near_b else -piece.effects
    residual = from_a - from_b - float(effects.sum())
    return Decomposition(conclusion, from_a, from_b, _parts(a, b, effects), residual)


class _Piece(NamedTuple):
    way: _Way
    start: float
    end: float
    before: float
    after: float
    effects: Floats  # (n,)
    error: float


class _Way:
    """The straight way from one view's base scores (0) half way to the other's (0.5).

    Each half is measured from its own end, for that is where a base score next to 0 or 1 makes S
    change within a distance that could not be told from 1 - x.
    """

    def __init__(self, start: Network, end: Network, conclusion: str) -> None:
        self.start, self.end, self.conclusion = start, end, conclusion
        self.change = start.by_claim(end.tau - start.tau)
        self.points, self.weights = np.polynomial.legendre.leggauss(POINTS)

    def at(self, x: float) -> Valuation:
        """The strengths on the way."""
        start, end = self.start, self.end
        tau = x * end.tau + (1 - x) * start.tau
        rest = x * end.rest + (1 - x) * start.rest
        return evaluate(start.with_base(tau, rest))

    def strength(self, x: float) -> float:
        """S on the way."""
        return self.at(x).strength(self.conclusion)

    def piece(self, start: float, end: float, before: float, after: float) -> _Piece:
        """The effects across one interval, and how far their sum is from the change of S."""
        middle, half = (start + end) / 2, (end - start) / 2
        slopes = np.zeros(len(self.change))
        for point, weight in zip(self.points, self.weights, strict=True):
            slopes += weight * influence(self.at(middle + half * point), self.conclusion).tau
        effects = self.change * half * slopes
        error = abs(float(effects.sum()) - (after - before))
        return _Piece(self, start, end, before, after, effects, error)


def _parts(a: Network, b: Network, effects: Floats) -> tuple[Part, ...]:
    tau_a, tau_b = a.by_claim(a.tau), b.by_claim(b.tau)
    differing = np.flatnonzero((tau_a != tau_b) | (effects != 0))
    names = a.graph.claims
    parts = [Part(names[i], float(tau_a[i]), float(tau_b[i]), float(effects[i])) for i in differing]
    return tuple(sorted(parts, key=lambda p: (-abs(p.effect), p.claim)))
