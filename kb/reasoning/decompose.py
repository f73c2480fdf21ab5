"""Why two views differ: the difference shared out over the claims they judge differently."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from kb.errors import MisuseError
from kb.reasoning.adjoint import influence
from kb.reasoning.evaluate import Valuation, evaluate
from kb.reasoning.network import Network

TOLERANCE = 1e-6
INTERVALS = 400  # after so many the residual is what it is; it is part of the result
POINTS = (  # of Gauss and Legendre in each interval, with their weights
    (-0.9324695142031519, 0.17132449237917027),
    (-0.6612093864662645, 0.3607615730481387),
    (-0.2386191860831969, 0.46791393457269104),
    (0.2386191860831969, 0.46791393457269104),
    (0.6612093864662645, 0.3607615730481387),
    (0.9324695142031519, 0.17132449237917027),
)


class Part(NamedTuple):
    """What one claim's base scores contribute to the difference."""

    claim: str
    tau_a: float
    tau_b: float
    effect: float


class Decomposition(NamedTuple):
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
    effects = [0.0] * len(a.place)
    for piece in pieces:
        sign = 1.0 if piece.way is near_b else -1.0
        effects = [so_far + sign * e for so_far, e in zip(effects, piece.effects, strict=True)]
    residual = from_a - from_b - math.fsum(effects)
    return Decomposition(conclusion, from_a, from_b, _parts(a, b, effects), residual)


class _Piece(NamedTuple):
    way: _Way
    start: float
    end: float
    before: float
    after: float
    effects: list[float]  # (n,)
    error: float


class _Way:
    """The straight way from one view's base scores (0) half way to the other's (0.5).

    Each half is measured from its own end, for that is where a base score next to 0 or 1 makes S
    change within a distance that could not be told from 1 - x.
    """

    def __init__(self, start: Network, end: Network, conclusion: str) -> None:
        self.start, self.end, self.conclusion = start, end, conclusion
        self.change = start.by_claim([b - a for a, b in zip(start.tau, end.tau, strict=True)])

    def at(self, x: float) -> Valuation:
        """The strengths on the way."""
        start, end = self.start, self.end
        tau, rest = _between(start.tau, end.tau, x), _between(start.rest, end.rest, x)
        return evaluate(start._replace(tau=tau, rest=rest))

    def strength(self, x: float) -> float:
        """S on the way."""
        return self.at(x).strength(self.conclusion)

    def piece(self, start: float, end: float, before: float, after: float) -> _Piece:
        """The effects across one interval, and how far their sum is from the change of S."""
        middle, half = (start + end) / 2, (end - start) / 2
        slopes = [0.0] * len(self.change)
        for point, weight in POINTS:
            found = influence(self.at(middle + half * point), self.conclusion).tau
            slopes = [so_far + weight * s for so_far, s in zip(slopes, found, strict=True)]
        effects = [c * half * slope for c, slope in zip(self.change, slopes, strict=True)]
        error = abs(math.fsum(effects) - (after - before))
        return _Piece(self, start, end, before, after, effects, error)


def _between(one: Sequence[float], other: Sequence[float], x: float) -> list[float]:
    return [x * b + (1 - x) * a for a, b in zip(one, other, strict=True)]


def _parts(a: Network, b: Network, effects: Sequence[float]) -> tuple[Part, ...]:
    columns = (a.graph.claims, a.by_claim(a.tau), b.by_claim(b.tau), effects)
    parts = (Part(*row) for row in zip(*columns, strict=True))
    differing = (part for part in parts if part.tau_a != part.tau_b or part.effect)
    return tuple(sorted(differing, key=lambda p: (-abs(p.effect), p.claim)))
