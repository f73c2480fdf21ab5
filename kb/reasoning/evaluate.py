"""Strengths, with interventions; what settles is found stage by stage."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kb.reasoning import dynamics
from kb.reasoning.network import Network, Scaled
from kb.reasoning.sweep import solve


class Valuation(NamedTuple):
    """The strengths of a network's claims, and how they came about."""

    network: Network
    x: Sequence[float]  # (N,) strengths of claims and forces of undercutters
    held: Mapping[int, float]  # the nodes that were clamped, with their values
    settled: bool  # False where the guard is off and the dynamics found no rest

    def strength(self, claim: str) -> float:
        """The strength of one claim."""
        return self.x[self.network.node(claim)]

    def strengths(self) -> dict[str, float]:
        """The strengths of all claims that take part, in the order of the graph."""
        names, place = self.network.graph.claims, self.network.place
        return {names[i]: self.x[place[i]] for i in self.network.claims}

    @property
    def scaled(self) -> tuple[Scaled, ...]:
        """The claims whose cycles the guard weakened, and by how much."""
        return self.network.scaled


def evaluate(network: Network, do: Mapping[str, float] | None = None) -> Valuation:
    """The strengths, with the claims in `do` clamped to the values given.

    Raises `GraphError` for an unknown claim or a value out of [0, 1].
    """
    return _valued(network, network.nodes(do or {}))


def clamp(valuation: Valuation, held: Mapping[int, float]) -> Valuation:
    """The strengths with some nodes clamped besides what the valuation holds clamped already."""
    return _valued(valuation.network, {**valuation.held, **held})


def _valued(network: Network, held: Mapping[int, float]) -> Valuation:
    if not network.contracts:
        x = list(network.tau)
        return Valuation(network, x, held, dynamics.follow(network, x, held))
    if network.large:
        return Valuation(network, network.sheet.solved(held), held, True)
    x = list(network.tau)
    solve(network, network.plan.stages, x, held)
    return Valuation(network, x, held, True)
