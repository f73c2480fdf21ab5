"""The guard against several answers: arguments within a cycle are scaled until there is one.

Two camps of mutually supporting claims have two fixed points, and only the start would decide
between them. Scaled so that the map from strengths to strengths is a contraction with a factor of
at most 0.9 (Banach 1922; for argumentation Mossakowski and Neuhaus 2018, Potyka 2019), a cycle has
one fixed point, whatever the order of evaluation. Cycles that are harmless are left as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kb.reasoning.arrays import Floats, Ints
from kb.reasoning.graph import Graph

CONTRACTION = 0.9


@dataclass(frozen=True, eq=False)
class Guard:
    """How much the arguments on each claim are scaled where they reach into its component."""

    inside: Floats  # (m,) premises in the target's component, undercutters' too; an answer is two
    load: Floats  # (n,) the sum over a claim's arguments of weight times `inside`
    scale: Floats  # (n,) in (0, 1]

    def weights(self, graph: Graph) -> Floats:
        """The weights of all arguments, scaled: (m,)."""
        claim = np.where(graph.sign == 0, 0, graph.target)
        return np.where(self.inside > 0, graph.weight * self.scale[claim], graph.weight)


def guard_of(graph: Graph, component: Ints, steepness: float) -> Guard:
    """The guard of a graph, given the strong component of each claim: (n,).

    With L beta (1 + rho) as `steepness` and n as load, the scale is min(1, 0.9 / (steepness n)).
    """
    root, _ = graph.chains
    ends_on = graph.target[root]  # the claim that each argument bears on in the end
    owner = root[graph.owner]
    within = component[graph.premise] == component[ends_on[graph.owner]]
    steps = within * (1.0 + graph.answer)  # a lean is twice as steep as a premise
    inside = np.bincount(owner, steps, minlength=len(graph.arguments)).astype(float)
    on_claims = graph.sign != 0
    reach_in = (graph.weight * inside)[on_claims]
    load = np.bincount(ends_on[on_claims], reach_in, minlength=len(graph.claims)).astype(float)
    limit = CONTRACTION / steepness
    scale = np.where(load > limit, limit / np.maximum(load, limit), 1.0)
    return Guard(inside, load, scale)
