"""Influence: derivatives of one strength with respect to everything, in one backward pass.

The strengths solve x = F(x, tau, w). With J = dF/dx and the unit vector e of the conclusion, the
adjoint lambda solves lambda = e + J^T lambda (implicit differentiation), and dS/dtau = lambda
dF/dtau. Where nothing is cyclic that is one walk from the conclusion to the leaves, about as dear
as one evaluation.
"""

from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from kb.errors import KbError
from kb.reasoning.circuit import Line, Literal
from kb.reasoning.evaluate import Valuation
from kb.reasoning.guard import ENOUGH, SWEEPS
from kb.reasoning.network import Network
from kb.reasoning.semantics import without_each
from kb.reasoning.sweep import product

DENSE = 2_000  # nodes of a cyclic stage up to which J is solved for directly, without the guard


class Partials(NamedTuple):
    """The derivatives of F at one valuation."""

    literal: Sequence[Sequence[float]]  # (N,) of each node, by the nodes that its literals read
    tau: Sequence[float]  # (N,) of each node by its own base score
    weight: Sequence[float]  # (m,) of the node that an argument goes to, by its weight as scaled


class _Lists(NamedTuple):
    """The same while it is filled in."""

    literal: list[list[float]]
    tau: list[float]
    weight: list[float]


class Influence(NamedTuple):
    """The derivatives of the strength S of `conclusion`, by claims and arguments of the graph."""

    conclusion: str
    network: Network
    partials: Partials
    node: Sequence[float]  # (N,) lambda

    @property
    def sigma(self) -> Sequence[float]:
        """lambda: dS by a nudge to each claim's strength, feedback included: (n,)."""
        return self.network.by_claim(self.node)

    @property
    def tau(self) -> Sequence[float]:
        """dS/dtau of each claim: (n,)."""
        if self.network.large:
            from kb.reasoning.arrays.slopes import times

            return self.network.by_claim(times(self.node, self.partials.tau))
        return self.network.by_claim(list(map(mul, self.node, self.partials.tau)))

    @property
    def weight(self) -> Sequence[float]:
        """dS/dw of each argument: (m,)."""
        if self.network.large:
            from kb.reasoning.arrays.slopes import by_weight

            return by_weight(
                self.network.sheet,
                self.partials.weight,
                self.node,
                self.network.graph,
                self.network.guard,
            )
        return _by_weight(self.network, self.partials, self.node)

    def gradients(self) -> dict[str, float]:
        """dS/dtau of every claim of the graph, in its order; 0 for what has no bearing."""
        return dict(zip(self.network.graph.claims, self.tau, strict=True))


def influence(valuation: Valuation, conclusion: str, partials: Partials | None = None) -> Influence:
    """All derivatives of one claim's strength; `partials` may be shared between conclusions.

    A clamped claim passes nothing on to what argues for or against it. Raises `GraphError` for a
    claim that is not there, and `KbError` where the dynamics did not settle: nothing to derive.
    """
    network = valuation.network
    if not valuation.settled:
        raise KbError("the strengths do not settle without the guard, so they have no gradients")
    if partials is None:
        partials = partials_of(valuation)
    return Influence(conclusion, network, partials, _backward(network, partials, conclusion))


def partials_of(valuation: Valuation, *, plain: bool = False) -> Partials:
    """F differentiated at a valuation, for all nodes.

    While a question is open its answers have no slope, whatever they would do. `plain` reads them
    as ordinary premises, whose slope is that of their chord: for whoever looks for what may matter.
    """
    network, circuit = valuation.network, valuation.network.plan.circuit
    if network.large:
        from kb.reasoning.arrays.slopes import partials_at_once

        return Partials(*partials_at_once(network.sheet, valuation.x, valuation.held, plain))
    size = circuit.size
    found = _Lists([[] for _ in range(size)], [1.0] * size, [0.0] * len(network.weight))
    for node in valuation.held:
        found.tau[node] = 0.0  # a leaf is its base score, unless it is clamped
    for node, lines in enumerate((circuit.plain if plain else circuit).lines):
        if lines:
            _differentiate(valuation, node, lines, found)
    return Partials(*found)


def _differentiate(valuation: Valuation, node: int, lines: Sequence[Line], found: _Lists) -> None:
    """Fill in the derivatives of a node that is no leaf."""
    network, x = valuation.network, valuation.x
    products = [product(literals, x) for _, _, literals in lines]
    for (argument, _, literals), each, gain in zip(
        lines, products, _gains(valuation, node, lines, products, found), strict=True
    ):
        found.weight[argument] = gain * each
        gain *= network.weight[argument]
        if len(literals) == 1:
            found.literal[node].append(gain * _slope(literals[0], x))
            continue
        values = [max(0.0, offset + slope * x[source]) for source, offset, slope in literals]
        for literal, others in zip(literals, without_each(values), strict=True):
            found.literal[node].append(gain * others * _slope(literal, x))


def _gains(
    valuation: Valuation,
    node: int,
    lines: Sequence[Line],
    products: Sequence[float],
    found: _Lists,
) -> list[float]:
    """How much of the force of each argument arrives; the slope by the base score is filled in."""
    network = valuation.network
    if network.plan.circuit.node[node] >= network.plan.claims:
        return [1.0]  # of an undercutter its force is what is read
    pro: list[float] = []
    con: list[float] = []
    for (argument, sign, _), each in zip(lines, products, strict=True):
        (pro if sign > 0 else con).append(each * network.weight[argument])
    semantics = network.semantics
    by_energy, by_tau = semantics.slopes(
        network.tau[node], network.rest[node], semantics.energy(pro, con)
    )
    by_energy *= found.tau[node]  # 0 where clamped
    found.tau[node] *= by_tau
    up, down = map(iter, semantics.pulls(pro, con))
    return [by_energy * next(up if sign > 0 else down) for _, sign, _ in lines]


def _slope(literal: Literal, x: Sequence[float]) -> float:
    """The derivative of a literal; 0 for a lean at one half."""
    source, offset, slope = literal
    return 0.0 if abs(slope) > 1 and offset + slope * x[source] <= 0 else slope


def _backward(network: Network, partials: Partials, conclusion: str) -> Sequence[float]:
    """Solve lambda = e + J^T lambda from the last stage to the first: (N,)."""
    plan, start = network.plan, network.node(conclusion)
    if network.large:
        from kb.reasoning.arrays.slopes import backward

        return backward(network.sheet, partials.literal, start)
    sources, found = plan.circuit.sources, [0.0] * plan.circuit.size
    found[start] = 1.0
    for stage in reversed(plan.stages):
        inside = stage.nodes if stage.cyclic else ()
        if stage.cyclic:
            _through_cycles(stage.nodes, sources, partials, found, network.contracts)
        for node in stage.nodes:
            if mine := found[node]:
                for source, slope in zip(sources[node], partials.literal[node], strict=True):
                    if source not in inside:  # what goes round has been followed already
                        found[source] += slope * mine
    return found


def _through_cycles(
    nodes: Sequence[int],
    sources: Sequence[Sequence[int]],
    partials: Partials,
    found: list[float],
    contracts: bool,
) -> None:
    """Solve lambda = seed + J^T lambda for the nodes of a cyclic stage."""
    low = nodes[0]
    ways = [
        (source - low, node - low, slope)
        for node in nodes
        for source, slope in zip(sources[node], partials.literal[node], strict=True)
        if source in nodes
    ]
    seed = found[low : low + len(nodes)]
    dense = not contracts and len(nodes) <= DENSE
    found[low : low + len(nodes)] = (_directly if dense else _by_sweeps)(ways, seed)


def _directly(ways: Sequence[tuple[int, int, float]], seed: list[float]) -> list[float]:
    import numpy as np

    system = np.eye(len(seed))
    for source, owner, slope in ways:
        system[source, owner] -= slope
    solution: list[float] = np.linalg.solve(system, np.array(seed)).tolist()
    return solution


def _by_sweeps(ways: Sequence[tuple[int, int, float]], seed: list[float]) -> list[float]:
    found = seed
    for _ in range(SWEEPS):
        after = seed.copy()
        for source, owner, slope in ways:
            after[source] += slope * found[owner]
        change = max(abs(one - other) for one, other in zip(after, found, strict=True))
        found = after
        if change <= ENOUGH * max(map(abs, found)):
            break
    return found


def _by_weight(network: Network, partials: Partials, node: Sequence[float]) -> list[float]:
    """dS/dw of every argument of the graph: (m,).

    Where the guard scales by c / n, n the sum of w k over a claim's arguments, more weight for one
    of them also takes from all: dS/dw_r = s (G_r - k_r / n * sum of G w), G by scaled weight.
    """
    graph, guard = network.graph, network.guard
    found = [0.0] * len(graph.arguments)
    for mine, lines in zip(node, network.plan.circuit.lines, strict=True):
        for argument, _, _ in lines:
            found[argument] = partials.weight[argument] * mine
    if guard is None:
        return found
    scaled = [
        a for a, target in enumerate(graph.target) if guard.inside[a] and guard.scale[target] < 1
    ]
    drain: dict[int, float] = {}
    for a in scaled:
        target = graph.target[a]
        drain[target] = drain.get(target, 0.0) + found[a] * graph.weight[a]
    for a in scaled:
        target = graph.target[a]
        share = guard.inside[a] / guard.load[target]
        found[a] = guard.scale[target] * (found[a] - share * drain[target])
    return found
