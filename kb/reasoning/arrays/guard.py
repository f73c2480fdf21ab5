"""Cycles scaled until they have one answer, over arrays: the same as `kb.reasoning.guard`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kb.reasoning.arrays.indices import view
from kb.reasoning.graph import Graph
from kb.reasoning.guard import CONTRACTION, Guard


def guard_at_once(
    graph: Graph, component: Sequence[float], steepness: float
) -> tuple[Guard, Sequence[float]]:
    """As `guard_of`, and the weights of all arguments, scaled: (m,). `component` is of each claim,
    -1 of one that is left out."""
    of, weight = np.asarray(component), np.asarray(graph.weight)
    root = np.arange(len(weight))
    for argument, (end, _) in graph.chains.items():
        root[argument] = end
    ends_on = np.asarray(graph.target)[root]
    owner = np.repeat(root, np.diff(graph.first))
    home = of[ends_on[owner]]
    within = (of[np.asarray(graph.premise)] == home) & (home >= 0)
    steps = within * (1.0 + np.asarray(graph.answer))
    inside = np.bincount(owner, steps, minlength=len(weight))
    load = np.bincount(ends_on, weight * inside, minlength=len(of))
    limit = CONTRACTION / steepness
    scale = np.where(load > limit, limit / np.maximum(load, limit), 1.0)
    scaled = np.where(inside > 0, weight * scale[ends_on], weight)
    return Guard(view(inside), view(load), view(scale)), view(scaled)
