"""The graph as nodes that are computed from other nodes: claims, and arguments that undercut.

An argument multiplies its weight with its *literals*. A premise is a literal that reads a claim,
as it is or, where it is negated, as 1 - strength. An undercut is one more literal of the argument
it goes against: it reads the force of the undercutter as 1 - force. So one kind of product does
for linked premises, negation, undercuts and undercuts of undercuts. The premise of an answer is a
literal twice as steep that starts at one half.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kb.reasoning.arrays import Flags, Floats, Ints, offsets, runs, stable_order
from kb.reasoning.graph import Graph


@dataclass(frozen=True, eq=False)
class Circuit:
    """N nodes, A arguments ordered by the node they go to, L literals ordered by argument.

    A node is a claim (numbered as in the graph) or an undercutter (n + its rank among them). Node i
    has the arguments first_argument[i] : first_argument[i + 1], argument a the literals
    first_literal[a] : first_literal[a + 1]; a literal is worth max(0, offset + slope * x[source]).
    """

    node: Ints  # (N,) the number of each node in the graph
    first_argument: Ints  # (N + 1,)
    first_literal: Ints  # (A + 1,)
    argument: Ints  # (A,) the index of each argument in the graph
    sign: Floats  # (A,) of an undercutter's only argument: 1
    weight: Floats  # (A,) scaled where the guard asks for it
    source: Ints  # (L,) the node that each literal reads
    offset: Floats  # (L,)
    slope: Floats  # (L,)

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.node)

    @cached_property
    def leaning(self) -> Flags:
        """Which literals are leans, 0 on one side of one half: (L,)."""
        return np.abs(self.slope) > 1

    @cached_property
    def leans(self) -> bool:
        """Whether any does."""
        return bool(self.leaning.any())

    @cached_property
    def plain(self) -> Circuit:
        """The circuit with its leans as ordinary literals."""
        if not self.leans:
            return self
        return replace(self, offset=np.where(self.slope < 0, 1.0, 0.0), slope=np.sign(self.slope))

    def read(self, literals: slice, x: Floats) -> Floats:
        """The values of some literals, given what they read."""
        value: Floats = self.offset[literals] + self.slope[literals] * x
        return np.maximum(value, 0.0, out=value) if self.leans else value

    def slopes(self, literals: slice, values: Floats) -> Floats:
        """The derivatives of some literals that have these values; 0 for a lean at one half."""
        slope = self.slope[literals]
        if not self.leans:
            return slope
        return np.where(self.leaning[literals] & (values <= 0), 0.0, slope)

    @property
    def first(self) -> Ints:
        """Where the literals of each node start: (N + 1,)."""
        return self.first_literal[self.first_argument]


def circuit_of(graph: Graph) -> Circuit:
    """The whole graph as a circuit, its nodes in the order of the graph."""
    n = len(graph.claims)
    undercutters = np.flatnonzero(graph.sign == 0)
    node_of = np.full(len(graph.arguments), -1, np.intp)
    node_of[undercutters] = n + np.arange(len(undercutters))
    size = n + len(undercutters)
    goes_to = np.where(graph.sign == 0, node_of, graph.target)
    order = stable_order(goes_to, size)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    owner = rank[np.concatenate([graph.owner, graph.target[undercutters]])]
    negated = np.concatenate([graph.negated, np.ones(len(undercutters), bool)])
    answer = np.concatenate([graph.answer, np.zeros(len(undercutters), bool)])
    literals = stable_order(owner, len(order))
    sign = graph.sign[order]
    return Circuit(
        node=np.arange(size),
        first_argument=offsets(np.bincount(goes_to, minlength=size)),
        first_literal=offsets(np.bincount(owner, minlength=len(order))),
        argument=order,
        sign=np.where(sign == 0, 1.0, sign),
        weight=graph.weight[order],
        source=np.concatenate([graph.premise, node_of[undercutters]])[literals],
        offset=np.where(answer, 2.0 * negated - 1.0, negated)[literals],
        slope=((1.0 + answer) * (1.0 - 2.0 * negated))[literals],
    )


def select(circuit: Circuit, order: Ints) -> Circuit:
    """The circuit of some nodes, in a given order. Nodes that they read but that are not among
    them come first, in their old order, and have no arguments any more."""
    arguments_of = np.diff(circuit.first_argument)[order]
    arguments = runs(circuit.first_argument[order], arguments_of)
    literals_of = np.diff(circuit.first_literal)[arguments]
    literals = runs(circuit.first_literal[arguments], literals_of)
    source = circuit.source[literals]
    place = np.full(circuit.size, -1, np.intp)
    place[order] = np.arange(len(order))
    inputs = np.unique(source[place[source] < 0])
    place[order] += len(inputs)
    place[inputs] = np.arange(len(inputs))
    return Circuit(
        node=circuit.node[np.concatenate([inputs, order])],
        first_argument=offsets(np.concatenate([np.zeros(len(inputs), np.intp), arguments_of])),
        first_literal=offsets(literals_of),
        argument=circuit.argument[arguments],
        sign=circuit.sign[arguments],
        weight=circuit.weight[arguments],
        source=place[source],
        offset=circuit.offset[literals],
        slope=circuit.slope[literals],
    )
