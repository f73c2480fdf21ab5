"""A graph made ready for evaluation under one semantics, as a whole or towards some conclusions."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from kb.reasoning.circuit import circuit_of
from kb.reasoning.graph import Graph, GraphError
from kb.reasoning.guard import Guard, guard_of
from kb.reasoning.plan import Plan, plan_of
from kb.reasoning.semantics import LOG_ODDS, Semantics


class Scaled(NamedTuple):
    """A claim whose arguments within its cycle count only `factor` times as much."""

    claim: str
    factor: float


class Network(NamedTuple):
    """N nodes in order of evaluation, with their base scores; see `compile_graph`.

    `tau` and `rest`, 1 - tau, are of the nodes (of undercutters 0.5, which nothing reads).
    """

    graph: Graph
    semantics: Semantics
    plan: Plan
    guard: Guard | None  # None where it is off, or where there is nothing to guard
    weight: list[float]  # (m,) of the arguments, scaled where the guard asks for it
    place: list[int]  # (n,) where each claim stands among the nodes, -1 where it is left out
    tau: list[float]  # (N,)
    rest: list[float]  # (N,)

    @property
    def claims(self) -> list[int]:
        """The claims that take part, by their index in the graph, ascending."""
        return [claim for claim, place in enumerate(self.place) if place >= 0]

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
        scale, names = self.guard.scale, self.graph.claims
        return tuple(sorted(Scaled(names[i], scale[i]) for i in self.claims if scale[i] < 1))

    def node(self, claim: str) -> int:
        """Where a claim stands; raises `GraphError` for one that is not there."""
        found = self.place[self.graph.claim(claim)]
        if found < 0:
            raise GraphError(f"{claim!r} has no bearing on the conclusion")
        return found

    def nodes(self, values: Mapping[str, float]) -> dict[int, float]:
        """The values of some claims by where they stand; those without bearing are passed over.

        Raises `GraphError` for an unknown claim or a value that is not between 0 and 1.
        """
        for claim, value in values.items():
            if not 0 <= value <= 1:
                raise GraphError(f"the value of {claim!r} is {value!r}, not between 0 and 1")
        places = ((self.place[self.graph.claim(claim)], value) for claim, value in values.items())
        return {place: float(value) for place, value in places if place >= 0}

    def by_claim(self, values: Sequence[float], missing: float = 0.0) -> list[float]:
        """Values of the nodes as values of the graph's claims: (N,) to (n,)."""
        return [values[place] if place >= 0 else missing for place in self.place]


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
    plan = _planned(graph, towards)
    place, tau = [-1] * len(graph.claims), [0.5] * plan.circuit.size
    for i, node in enumerate(plan.circuit.node):
        if node < plan.claims:
            place[node], tau[i] = i, graph.tau[node]
    rest = [1 - each for each in tau]
    network = Network(graph, semantics, plan, None, graph.weight, place, tau, rest)
    return _guarded(network) if guard and network.cyclic else network


def _planned(graph: Graph, towards: Collection[str] | None) -> Plan:
    """The order of evaluation, found once."""
    n = len(graph.claims)
    seeds = None if towards is None else tuple(graph.claim(c) for c in dict.fromkeys(towards))
    found: Plan | None = graph.plans.get(seeds)
    if found is None:
        circuit = circuit_of(graph)
        _, depths = graph.chains
        depth = [0] * n + [d for d, sign in zip(depths, graph.sign, strict=True) if not sign]
        keep = range(circuit.size) if seeds is None else seeds
        found = graph.plans[seeds] = plan_of(circuit, n, depth, keep)
    return found


def _guarded(network: Network) -> Network:
    graph, plan = network.graph, network.plan
    component = {claim: plan.component[network.place[claim]] for claim in network.claims}
    guard = guard_of(graph, component, network.semantics.steepness)
    return network._replace(guard=guard, weight=guard.weights(graph))
