"""A graph made ready for evaluation under one semantics, as a whole or towards some conclusions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from kb.reasoning.arrays import Floats, Ints, reach
from kb.reasoning.circuit import circuit_of, select
from kb.reasoning.graph import Graph, GraphError
from kb.reasoning.guard import Guard, guard_of
from kb.reasoning.plan import Plan, plan_of
from kb.reasoning.semantics import LOG_ODDS, Semantics


@dataclass(frozen=True)
class Scaled:
    """A claim whose arguments within its cycle count only `factor` times as much."""

    claim: str
    factor: float


@dataclass(frozen=True, eq=False)
class Network:
    """N nodes in order of evaluation, with their base scores; see `compile_graph`.

    `tau` and `rest`, 1 - tau, are of the nodes (of undercutters 0.5, which nothing reads).
    """

    graph: Graph
    semantics: Semantics
    plan: Plan
    guard: Guard | None  # None where it is off, or where there is nothing to guard
    place: Ints  # (n,) where each claim stands among the nodes, -1 where it is left out
    tau: Floats  # (N,)
    rest: Floats  # (N,)

    @property
    def claims(self) -> Ints:
        """The claims that take part, by their index in the graph, ascending."""
        return np.flatnonzero(self.place >= 0)

    @property
    def cyclic(self) -> bool:
        """Whether anything depends on itself."""
        return any(stage.cyclic for stage in self.plan.stages)

    @property
    def contracts(self) -> bool:
        """Whether every cycle is known to have one fixed point."""
        return self.guard is not None or not self.cyclic

    @property
    def scaled(self) -> tuple[Scaled, ...]:
        """The claims that the guard touched, by id."""
        if self.guard is None:
            return ()
        touched = np.flatnonzero((self.guard.scale < 1) & (self.place >= 0))
        found = (Scaled(self.graph.claims[i], float(self.guard.scale[i])) for i in touched)
        return tuple(sorted(found, key=lambda s: s.claim))

    def node(self, claim: str) -> int:
        """Where a claim stands; raises `GraphError` for one that is not there."""
        found = int(self.place[self.graph.claim(claim)])
        if found < 0:
            raise GraphError(f"{claim!r} has no bearing on the conclusion")
        return found

    def nodes(self, values: Mapping[str, float]) -> tuple[Ints, Floats]:
        """Where some claims stand, and their values; claims without bearing are passed over.

        Raises `GraphError` for an unknown claim or a value that is not between 0 and 1.
        """
        for claim, value in values.items():
            if not 0 <= value <= 1:
                raise GraphError(f"the value of {claim!r} is {value!r}, not between 0 and 1")
        found = self.place[[self.graph.claim(claim) for claim in values]]
        given = np.array(list(values.values()), float)
        return found[found >= 0], given[found >= 0]

    def by_claim(self, values: Floats, missing: float = 0.0) -> Floats:
        """Values of the nodes as values of the graph's claims: (N,) to (n,)."""
        found = np.full(len(self.place), missing)
        found[self.claims] = values[self.place[self.claims]]
        return found

    def with_base(self, tau: Floats, rest: Floats) -> Network:
        """The same network with other base scores: (N,) and (N,)."""
        return replace(self, tau=tau, rest=rest)


def compile_graph(
    graph: Graph,
    semantics: Semantics = LOG_ODDS,
    *,
    guard: bool = True,
    towards: Collection[str] | None = None,
) -> Network:
    """Prepare a graph. With `towards`, only what bears on those claims: far less, in a big base.

    The work is linear in the size of the graph; a network is evaluated any number of times.
    """
    n = len(graph.claims)
    circuit = circuit_of(graph)
    if towards is not None:
        seeds = np.array([graph.claim(claim) for claim in dict.fromkeys(towards)], np.intp)
        keep = reach(seeds, circuit.first, circuit.source)
        circuit = select(circuit, np.flatnonzero(keep))
    _, depths = graph.chains
    depth = np.concatenate([np.zeros(n, np.intp), depths[graph.sign == 0]])
    plan = plan_of(circuit, n, depth[circuit.node])
    node = plan.circuit.node
    here = np.flatnonzero(node < n)
    place = np.full(n, -1, np.intp)
    place[node[here]] = here
    tau = np.full(len(node), 0.5)
    tau[here] = graph.tau[node[here]]
    network = Network(graph, semantics, plan, None, place, tau, 1 - tau)
    return _guarded(network) if guard and network.cyclic else network


def _guarded(network: Network) -> Network:
    graph, circuit = network.graph, network.plan.circuit
    component = -1 - np.arange(len(network.place))  # of claims left out: each its own
    component[network.claims] = network.plan.component[network.place[network.claims]]
    guard = guard_of(graph, component, network.semantics.steepness)
    scaled = replace(circuit, weight=guard.weights(graph)[circuit.argument])
    return replace(network, guard=guard, plan=replace(network.plan, circuit=scaled))
