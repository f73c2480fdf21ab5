"""Strengths: every stage once, in order; a cyclic one over and over until it settles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from kb.reasoning import dynamics
from kb.reasoning.arrays import Flags, Floats, Ints
from kb.reasoning.network import Network, Scaled
from kb.reasoning.plan import Stage
from kb.reasoning.sweep import Clamps, sweep

SETTLED = 1e-15  # between two sweeps; with a contraction of 0.9 the error is then below 1e-14
SWEEPS = 1_000  # 0.9^1000 is far below any rounding: more of them would change nothing


@dataclass(frozen=True, eq=False)
class Valuation:
    """The strengths of a network's claims, and how they came about."""

    network: Network
    x: Floats  # (N,) strengths of claims and forces of undercutters
    held: Flags  # (N,) which claims were clamped
    settled: bool  # False where the guard is off and the dynamics found no rest

    def strength(self, claim: str) -> float:
        """The strength of one claim."""
        return float(self.x[self.network.node(claim)])

    def strengths(self) -> dict[str, float]:
        """The strengths of all claims that take part, in the order of the graph."""
        network = self.network
        values = self.x[network.place[network.claims]].tolist()
        names = network.graph.claims
        return {names[i]: s for i, s in zip(network.claims.tolist(), values, strict=True)}

    @property
    def scaled(self) -> tuple[Scaled, ...]:
        """The claims whose cycles the guard weakened, and by how much."""
        return self.network.scaled


def evaluate(network: Network, do: Mapping[str, float] | None = None) -> Valuation:
    """The strengths, with the claims in `do` clamped to the values given.

    Raises `GraphError` for an unknown claim or a value out of [0, 1].
    """
    nodes, values = network.nodes(do or {})
    held = np.zeros(network.plan.circuit.size, bool)
    held[nodes] = True
    x = network.tau.copy()
    settled = solve(network, x, Clamps(nodes, values))
    return Valuation(network, x, held, settled)


def clamp(valuation: Valuation, nodes: Ints, values: Floats) -> Valuation:
    """The strengths with some nodes clamped besides what the valuation holds clamped already."""
    held = np.flatnonzero(valuation.held)
    everything = Clamps(np.concatenate([held, nodes]), np.concatenate([valuation.x[held], values]))
    now = valuation.held.copy()
    now[nodes] = True
    x = valuation.network.tau.copy()
    settled = solve(valuation.network, x, everything)
    return replace(valuation, x=x, held=now, settled=settled)


def solve(network: Network, x: Floats, clamps: Clamps) -> bool:
    """Fill x with strengths, given those of the leaves: (N,), or (rows, N) for several at once.

    Returns whether everything settled.
    """
    if not network.contracts:
        return dynamics.follow(network, x, clamps)
    clamps.apply(x, 0, network.plan.leaves)
    for stage in network.plan.stages:
        if stage.cyclic:
            _settle(network, stage, x, clamps)
        else:
            sweep(network, stage, x, clamps)
    return True


def _settle(network: Network, stage: Stage, x: Floats, clamps: Clamps) -> None:
    inside = x[..., stage.nodes]
    clamps.apply(x, stage.nodes.start, stage.nodes.stop)
    for _ in range(SWEEPS):
        before = inside.copy()
        sweep(network, stage, x, clamps)
        if np.abs(inside - before).max() <= SETTLED:
            return
