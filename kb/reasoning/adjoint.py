"""Influence: derivatives of one strength with respect to everything, in one backward pass.

The strengths solve x = F(x, tau, w). With J = dF/dx and the unit vector e of the conclusion, the
adjoint lambda solves lambda = e + J^T lambda (implicit differentiation), and dS/dtau = lambda
dF/dtau. Where nothing is cyclic that is one walk from the conclusion to the leaves, about as dear
as one evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kb.errors import KbError
from kb.reasoning.arrays import Floats, Ints
from kb.reasoning.circuit import Circuit
from kb.reasoning.evaluate import SWEEPS, Valuation
from kb.reasoning.network import Network
from kb.reasoning.plan import Plan
from kb.reasoning.semantics import without_each

BLOCK = 1 << 15  # nodes that are differentiated together: so much stays in the cache
DENSE = 2_000  # nodes of a cyclic stage up to which J is solved for directly, without the guard
ENOUGH = 1e-16  # of the largest lambda: the change between two sweeps that ends them


@dataclass(frozen=True, eq=False)
class Partials:
    """The derivatives of F at one valuation, argument by argument."""

    literal: Floats  # (L,) of the node that a literal belongs to, by the node that it reads
    tau: Floats  # (N,) of each node by its own base score
    weight: Floats  # (A,) of the node that an argument goes to, by its weight as scaled


@dataclass(frozen=True, eq=False)
class Influence:
    """The derivatives of the strength S of `conclusion`, by claims and arguments of the graph."""

    conclusion: str
    network: Network
    partials: Partials
    node: Floats  # (N,) lambda

    @cached_property
    def sigma(self) -> Floats:
        """lambda: dS by a nudge to each claim's strength, feedback included: (n,)."""
        return self.network.by_claim(self.node)

    @cached_property
    def tau(self) -> Floats:
        """dS/dtau of each claim: (n,)."""
        return self.network.by_claim(self.node * self.partials.tau)

    @cached_property
    def weight(self) -> Floats:
        """dS/dw of each argument: (m,)."""
        return _by_weight(self.network, self.partials, self.node)

    def gradients(self) -> dict[str, float]:
        """dS/dtau of every claim of the graph, in its order; 0 for what has no bearing."""
        return dict(zip(self.network.graph.claims, self.tau.tolist(), strict=True))


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
    seed = np.zeros(network.plan.circuit.size)
    seed[network.node(conclusion)] = 1.0
    node = backward(network.plan, partials, seed, contracts=network.contracts)
    return Influence(conclusion, network, partials, node)


def partials_of(valuation: Valuation, *, plain: bool = False) -> Partials:
    """F differentiated at a valuation, for all nodes, some thousands at a time.

    While a question is open its answers have no slope, whatever they would do. `plain` reads them
    as ordinary premises, whose slope is that of their chord: for whoever looks for what may matter.
    """
    circuit, leaves = valuation.network.plan.circuit, valuation.network.plan.leaves
    circuit = circuit.plain if plain else circuit
    found = Partials(
        np.empty(len(circuit.source)),
        (~valuation.held).astype(float),  # a leaf is its base score
        np.empty(len(circuit.argument)),
    )
    for low in range(leaves, circuit.size, BLOCK):
        _differentiate(valuation, circuit, low, min(low + BLOCK, circuit.size), found)
    return found


def _differentiate(
    valuation: Valuation, circuit: Circuit, low: int, high: int, found: Partials
) -> None:
    """Fill in the derivatives of the nodes low : high, none of them a leaf."""
    network = valuation.network
    begin, end = circuit.first_argument[[low, high]].tolist()
    literals = slice(*circuit.first_literal[[begin, end]].tolist())
    arguments, nodes = slice(begin, end), slice(low, high)
    factors = circuit.first_literal[arguments] - literals.start
    starts = circuit.first_argument[nodes] - begin
    sign, weight = circuit.sign[arguments], circuit.weight[arguments]

    values = circuit.read(literals, valuation.x.take(circuit.source[literals]))
    linked = len(values) > end - begin
    product = np.multiply.reduceat(values, factors) if linked else values
    force = product * weight
    energy, pull = network.semantics.charge(force, sign, starts)
    base = network.tau[nodes], network.rest[nodes]
    by_energy, by_tau = network.semantics.slopes(*base, energy)
    by_energy = by_energy * found.tau[nodes]  # 0 where clamped
    found.tau[nodes] *= by_tau

    counts = np.diff(np.append(starts, end - begin))
    gain = np.repeat(by_energy, counts) * pull
    undercutter = circuit.node[nodes] >= network.plan.claims
    if undercutter.any():  # its force is what is read of it
        gain[np.repeat(undercutter, counts)] = 1.0
    found.weight[arguments] = gain * product
    gain *= weight
    if linked:
        gain = np.repeat(gain, np.diff(np.append(factors, len(values))))
        gain *= without_each(values, factors)
    found.literal[literals] = gain * circuit.slopes(literals, values)


def backward(plan: Plan, partials: Partials, seed: Floats, *, contracts: bool = True) -> Floats:
    """Solve lambda = seed + J^T lambda from the last stage to the first: (N,)."""
    circuit, found = plan.circuit, seed.copy()
    for stage in reversed(plan.stages):
        nodes, literals = stage.nodes, stage.literals
        source, slopes = circuit.source[literals], partials.literal[literals]
        begins = circuit.first_literal[circuit.first_argument[nodes]]
        counts = np.diff(np.append(begins, literals.stop))
        if stage.cyclic:
            owner = np.repeat(np.arange(len(counts)), counts)
            inside = source >= nodes.start
            cycle = source[inside] - nodes.start, owner[inside], slopes[inside]
            found[nodes] = _through_cycles(*cycle, found[nodes], contracts)
            slopes = np.where(inside, 0.0, slopes)  # what goes round has been followed already
        np.add.at(found, source, slopes * np.repeat(found[nodes], counts))
    return found


def _through_cycles(
    source: Ints, owner: Ints, slopes: Floats, seed: Floats, contracts: bool
) -> Floats:
    """Solve lambda = seed + J^T lambda for the nodes of a cyclic stage, counted from its first."""
    size = len(seed)
    if not contracts and size <= DENSE:
        system = np.eye(size)
        np.subtract.at(system, (source, owner), slopes)
        return np.asarray(np.linalg.solve(system, seed), np.float64)
    found = seed
    for _ in range(SWEEPS):
        after = seed + np.bincount(source, slopes * found[owner], minlength=size)
        change = np.abs(after - found).max()
        found = after
        if change <= ENOUGH * np.abs(found).max():
            break
    return found


def _by_weight(network: Network, partials: Partials, node: Floats) -> Floats:
    """dS/dw of every argument of the graph: (m,).

    Where the guard scales by c / n, n the sum of w k over a claim's arguments, more weight for one
    of them also takes from all: dS/dw_r = s (G_r - k_r / n * sum of G w), G by scaled weight.
    """
    graph, circuit = network.graph, network.plan.circuit
    counts = np.diff(circuit.first_argument)
    found = np.zeros(len(graph.arguments))
    found[circuit.argument] = partials.weight * np.repeat(node, counts)
    guard = network.guard
    if guard is None:
        return found
    claim = np.where(graph.sign == 0, 0, graph.target)
    scaled = (guard.inside > 0) & (guard.scale[claim] < 1) & (graph.sign != 0)
    by, share = claim[scaled], guard.inside[scaled]
    drain = np.bincount(by, found[scaled] * graph.weight[scaled], minlength=len(graph.claims))
    found[scaled] = guard.scale[by] * (found[scaled] - share / guard.load[by] * drain[by])
    return found
