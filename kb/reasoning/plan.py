"""The order in which a circuit is evaluated: all that does not depend on each other, at once.

Nodes are put in an order in which everything comes after what it reads, cycles apart, and so that
the nodes of a *step* stand together and can be computed by a few array operations. A *stage* is one
or more steps; a cyclic stage holds the strong components of one height and is repeated until it
settles. Within it, undercutters come before the arguments they go against, and claims last.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from kb.reasoning.arrays import Flags, Ints, group, offsets, stable_order
from kb.reasoning.circuit import Circuit, select
from kb.reasoning.components import heights, strong_components


class Step(NamedTuple):
    """Nodes low : middle are claims, middle : high undercutters; then arguments and literals."""

    low: int
    middle: int
    high: int
    arguments: tuple[int, int, int]
    literals: tuple[int, int]
    linked: bool  # some argument has more than one literal
    mixed: bool  # some literal is negated, or a lean


class Stage(NamedTuple):
    """Steps that are done once, or over and over where they depend on each other in a circle."""

    steps: tuple[Step, ...]
    cyclic: bool

    @property
    def nodes(self) -> slice:
        """Where its nodes stand."""
        return slice(self.steps[0].low, self.steps[-1].high)

    @property
    def literals(self) -> slice:
        """Where the literals of its nodes stand."""
        return slice(self.steps[0].literals[0], self.steps[-1].literals[1])


@dataclass(frozen=True, eq=False)
class Plan:
    """A circuit in order of evaluation. Its first `leaves` nodes have no arguments."""

    circuit: Circuit
    claims: int  # how many claims the graph has: nodes from this number on are undercutters
    component: Ints  # (N,) the same number for the nodes of one strong component
    stage: Ints  # (N,) ascending: 0 for leaves, even for what is done once, odd for cyclic stages
    turn: Ints  # (N,) the step within the stage, ascending
    stages: tuple[Stage, ...]

    @property
    def leaves(self) -> int:
        """How many nodes have no arguments; they stand first."""
        return self.stages[0].nodes.start if self.stages else self.circuit.size

    @cached_property
    def readers(self) -> tuple[Ints, Ints]:
        """Who reads each node, in compressed rows: first (N + 1,) and nodes (L,)."""
        first, order = group(self.circuit.source, self.circuit.size)
        owner = np.repeat(np.arange(self.circuit.size), np.diff(self.circuit.first))
        return first, owner[order]


def plan_of(circuit: Circuit, claims: int, depth: Ints) -> Plan:
    """Put a circuit in order. `depth` is 0 for claims, and for an undercutter the number of
    undercuts from it to an argument on a claim: (N,)."""
    component, height, cyclic = _condense(circuit)
    leaf = np.diff(circuit.first_argument) == 0
    deepest = int(depth.max(initial=0))
    top = int(height.max(initial=0))
    stage = np.where(leaf, 0, 2 * (top - height) + 2 + cyclic)
    turn = np.where(cyclic, deepest - depth, 0)
    key = (stage * (deepest + 1) + turn) * 2 + (circuit.node >= claims)
    order = stable_order(key, (2 * top + 4) * (deepest + 1) * 2)
    return lay_out(select(circuit, order), claims, component[order], stage[order], turn[order])


def lay_out(circuit: Circuit, claims: int, component: Ints, stage: Ints, turn: Ints) -> Plan:
    """A plan of a circuit whose nodes are in order already, by stage, then by turn."""
    starts = np.flatnonzero((np.diff(stage, prepend=0) != 0) | (np.diff(turn, prepend=0) != 0))
    high = np.append(starts, circuit.size)[1:]
    undercutters = offsets((circuit.node >= claims).astype(np.intp))
    altered = offsets((circuit.slope != 1).astype(np.intp))
    middle = high - (undercutters[high] - undercutters[starts])
    nodes = np.stack([starts, middle, high])
    arguments = circuit.first_argument[nodes]
    literals = circuit.first[nodes[[0, 2]]]
    linked = literals[1] - literals[0] > arguments[2] - arguments[0]
    mixed = altered[literals[1]] > altered[literals[0]]
    fields = (nodes, arguments, literals, linked[None], mixed[None])
    columns = zip(*(f.T.tolist() for f in fields), strict=True)
    steps = (
        Step(n[0], n[1], n[2], (a[0], a[1], a[2]), (b[0], b[1]), c[0], d[0])
        for n, a, b, c, d in columns
    )
    numbered = zip(stage[starts].tolist(), steps, strict=True)
    stages = tuple(
        Stage(tuple(step for _, step in group), number % 2 == 1)
        for number, group in itertools.groupby(numbered, key=itemgetter(0))
    )
    return Plan(circuit, claims, component, stage, turn, stages)


def cone(plan: Plan, keep: Flags) -> tuple[Plan, Ints]:
    """The plan of some nodes only, and where its nodes stand in the whole one.

    What the nodes kept read besides comes first, as leaves.
    """
    order = np.flatnonzero(keep)
    circuit = select(replace(plan.circuit, node=np.arange(plan.circuit.size)), order)
    place = circuit.node
    circuit = replace(circuit, node=plan.circuit.node[place])
    inputs = np.zeros(circuit.size - len(order), np.intp)
    component, stage, turn = (
        np.concatenate([inputs, each[order]]) for each in (plan.component, plan.stage, plan.turn)
    )
    return lay_out(circuit, plan.claims, component, stage, turn), place


def _condense(circuit: Circuit) -> tuple[Ints, Ints, Flags]:
    """For each node: its strong component, the height of that, and whether it is on a cycle."""
    first, source = circuit.first, circuit.source
    height = heights(first, source)
    alone = np.arange(circuit.size)
    if not (height < 0).any():
        return alone, height, np.zeros(circuit.size, bool)
    label = strong_components(first, source, height)
    target = np.repeat(alone, np.diff(first))
    cyclic = np.bincount(label, minlength=circuit.size)[label] > 1
    cyclic[source[source == target]] = True
    dense = (np.cumsum(label == alone) - 1)[label]
    across = label[target] != label[source]
    rows, order = group(dense[target[across]], int(dense.max()) + 1)
    height = heights(rows, dense[source[across]][order])
    return label, height[dense], cyclic
