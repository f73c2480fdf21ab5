"""The guard against several answers: arguments within a cycle are scaled until there is one.

Two camps of mutually supporting claims have two fixed points, and only the start would decide
between them. Scaled so that the map from strengths to strengths is a contraction with a factor of
at most 0.9 (Banach 1922; for argumentation Mossakowski and Neuhaus 2018, Potyka 2019), a cycle has
one fixed point, whatever the order of evaluation. Cycles that are harmless are left as they are.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kb.reasoning.graph import Graph

CONTRACTION = 0.9
SETTLED = 1e-15  # between two sweeps; with a contraction of 0.9 the error is then below 1e-14
ENOUGH = 1e-16  # of the largest derivative: the change between two sweeps that ends them
SWEEPS = 1_000  # 0.9^1000 is far below any rounding: more of them would change nothing


class Guard(NamedTuple):
    """How much the arguments on each claim are scaled where they reach into its component."""

    inside: Sequence[
        float
    ]  # (m,) premises in the target's component, undercutters' too; an answer: 2
    load: Sequence[float]  # (n,) the sum over a claim's arguments of weight times `inside`
    scale: Sequence[float]  # (n,) in (0, 1]

    def weights(self, graph: Graph) -> list[float]:
        """The weights of all arguments, scaled: (m,)."""
        return [
            weight * self.scale[target] if inside else weight
            for inside, weight, target in zip(self.inside, graph.weight, graph.target, strict=True)
        ]


def guard_of(graph: Graph, component: Mapping[int, int], steepness: float) -> Guard:
    """The guard of a graph, given the strong component of each claim that takes part.

    With L beta (1 + rho) as `steepness` and n as load, the scale is min(1, 0.9 / (steepness n)).
    """
    inside = [0.0] * len(graph.arguments)
    for argument in range(len(graph.arguments)):
        root, _ = graph.chains.get(argument, (argument, 0))
        home = component.get(graph.target[root])  # of the claim that it bears on in the end
        for k in range(graph.first[argument], graph.first[argument + 1]):
            if home is not None and component.get(graph.premise[k]) == home:
                inside[root] += 2 if graph.answer[k] else 1  # a lean is twice as steep
    load = [0.0] * len(graph.claims)
    for argument, count in enumerate(inside):
        if count:
            load[graph.target[argument]] += graph.weight[argument] * count
    limit = CONTRACTION / steepness
    return Guard(inside, load, [limit / each if each > limit else 1.0 for each in load])
