"""A graph made ready for evaluation under one semantics, as a whole or towards some conclusions."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kb.reasoning.circuit import circuit_of
from kb.reasoning.graph import Graph, GraphError
from kb.reasoning.guard import Guard, guard_of
from kb.reasoning.plan import Plan, plan_of
from kb.reasoning.semantics import LOG_ODDS, Semantics

if TYPE_CHECKING:
    from kb.reasoning.arrays.sheet import Sheet

LARGE = 15_000  # premises from which on arrays are worth the import of numpy,
LARGE_CIRCLE = 333  # and literals that go round in circles, which are read again and again


class Scaled(NamedTuple):
    """A claim whose arguments within its cycle count only `factor` times as much."""

    claim: str
    factor: float


class _Network(NamedTuple):
    graph: Graph
    semantics: Semantics
    plan: Plan
    guard: Guard | None  # None where it is off, or where there is nothing to guard
    weight: Sequence[float]  # (m,) of the arguments, scaled where the guard asks for it
    place: Sequence[int]  # (n,) where each claim stands among the nodes, -1 where it is left out
    tau: Sequence[float]  # (N,)
    rest: Sequence[float]  # (N,)


class Network(_Network):
    """N nodes in order of evaluation, with their base scores; see `compile_graph`.

    `tau` and `rest`, 1 - tau, are of the nodes (of undercutters 0.5, which nothing reads).
    """

    @property
    def large(self) -> bool:
        """Whether it is computed over arrays, by its sheet, and not number by number."""
        return self.plan.circuit.large

    @cached_property
    def sheet(self) -> "Sheet":
        """The network over arrays; of one that is not large too, for many evaluations at once."""
        from kb.reasoning.arrays.sheet import sheet_of

        return sheet_of(self.plan, self.semantics, self.weight, (self.tau, self.rest))

    @property
    def claims(self) -> list[int]:
        """The claims that take part, by their index in the graph, ascending."""
        return [claim for claim, place in enumerate(self.place) if place >= 0]

    @property
    def cyclic(self) -> bool:
        """Whether anything depends on itself."""
        return self.plan.cyclic

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

    def by_claim(self, values: Sequence[float], missing: float = 0.0) -> Sequence[float]:
        """Values of the nodes as values of the graph's claims: (N,) to (n,)."""
        if self.large:
            from kb.reasoning.arrays.planning import by_claim

            return by_claim(self.place, values, missing)
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
    if plan.cyclic and not guard:
        plan = plan._replace(circuit=plan.circuit.by_number())  # its dynamics are followed so
    elif not plan.circuit.large and _circling(plan) > LARGE_CIRCLE:
        plan = _over_arrays(plan)
    place, tau, rest = _placed(graph, plan)
    network = Network(graph, semantics, plan, None, graph.weight, place, tau, rest)
    if guard and network.cyclic:
        network = _guarded(network)
    if network.large:
        _ = network.sheet  # made once, before it is asked for
    return network


def _planned(graph: Graph, towards: Collection[str] | None) -> Plan:
    """The order of evaluation, found once."""
    seeds = None if towards is None else tuple(graph.claim(c) for c in dict.fromkeys(towards))
    found: Plan | None = graph.plans.get(seeds)
    if found is None and len(graph.premise) >= LARGE:
        from kb.reasoning.arrays.planning import plan_at_once

        found = plan_at_once(graph, seeds)
    elif found is None:
        n, circuit = len(graph.claims), circuit_of(graph)
        keep = range(circuit.size) if seeds is None else seeds
        found = plan_of(circuit, n, [0] * n + graph.depths, keep)
    graph.plans[seeds] = found
    return found


def _circling(plan: Plan) -> int:
    """How many literals go round in circles."""
    nodes = (node for stage in plan.stages if stage.cyclic for node in stage.nodes)
    return sum(len(plan.circuit.sources[node]) for node in nodes)


def _over_arrays(plan: Plan) -> Plan:
    from kb.reasoning.arrays.columns import flattened

    return plan._replace(circuit=flattened(plan.circuit))


def _placed(graph: Graph, plan: Plan) -> tuple[Sequence[int], Sequence[float], Sequence[float]]:
    """Where each claim stands among the nodes, and the base scores of these."""
    if plan.circuit.large:
        from kb.reasoning.arrays.planning import placed

        return placed(graph, plan)
    place, tau = [-1] * len(graph.claims), [0.5] * plan.circuit.size
    for i, node in enumerate(plan.circuit.node):
        if node < plan.claims:
            place[node], tau[i] = i, graph.tau[node]
    return place, tau, [1 - each for each in tau]


def _guarded(network: Network) -> Network:
    graph, steepness = network.graph, network.semantics.steepness
    if network.large:
        from kb.reasoning.arrays.guard import guard_at_once

        component = network.by_claim(network.plan.component, missing=-1)
        guard, weight = guard_at_once(graph, component, steepness)
        return network._replace(guard=guard, weight=weight)
    of = network.plan.component
    guard = guard_of(graph, {c: of[network.place[c]] for c in network.claims}, steepness)
    return network._replace(guard=guard, weight=guard.weights(graph))
