"""Literals to forces, forces to energy, energy to a strength, node by node.

Every stage is computed once, in order; a cyclic one over and over until it settles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kb.reasoning.circuit import Literal
from kb.reasoning.guard import SETTLED, SWEEPS
from kb.reasoning.network import Network
from kb.reasoning.plan import Stage

USUAL_SWEEPS = 30  # to settle, about


def product(literals: Iterable[Literal], x: Sequence[float]) -> float:
    """What an argument needs, multiplied."""
    found = 1.0
    for source, offset, slope in literals:
        value = offset + slope * x[source]
        found *= value if value > 0 else 0.0
    return found


def forces(network: Network, node: int, x: Sequence[float]) -> tuple[list[float], list[float]]:
    """The forces of the arguments for a node, and of those against it."""
    pro: list[float] = []
    con: list[float] = []
    weight = network.weight
    for argument, sign, literals in network.plan.circuit.lines[node]:
        (pro if sign > 0 else con).append(product(literals, x) * weight[argument])
    return pro, con


def energy(network: Network, node: int, x: Sequence[float]) -> float:
    """The energy on a claim; 0 where nothing argues for or against it."""
    return network.semantics.energy(*forces(network, node, x))


def computed(network: Network, node: int, x: Sequence[float]) -> float:
    """The strength of a claim, or the force of an undercutter."""
    pro, con = forces(network, node, x)
    if network.plan.circuit.node[node] >= network.plan.claims:
        return pro[0]
    semantics = network.semantics
    return semantics.strength(network.tau[node], network.rest[node], semantics.energy(pro, con))


def work(network: Network, stages: Iterable[Stage]) -> int:
    """How many literals are read to compute some stages, about."""
    sources = network.plan.circuit.sources
    return sum(
        sum(len(sources[node]) for node in stage.nodes) * (USUAL_SWEEPS if stage.cyclic else 1)
        for stage in stages
    )


def solve(
    network: Network, stages: Iterable[Stage], x: list[float], held: Mapping[int, float]
) -> None:
    """Fill x with the strengths of some stages, given those of what they read."""
    for node, value in held.items():
        x[node] = value
    for stage in stages:
        nodes = [node for node in stage.nodes if node not in held]
        if stage.cyclic:
            _settle(network, nodes, x)
        else:
            for node in nodes:
                x[node] = computed(network, node, x)


def _settle(network: Network, nodes: Iterable[int], x: list[float]) -> None:
    for _ in range(SWEEPS):
        change = 0.0
        for node in nodes:
            before, x[node] = x[node], computed(network, node, x)
            change = max(change, abs(x[node] - before))
        if change <= SETTLED:
            return
