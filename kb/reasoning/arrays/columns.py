"""A circuit as columns: nodes, their arguments and the literals of these, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.reasoning.arrays.indices import Floats, Ints, Rows, group, offsets, reach, runs, view
from kb.reasoning.circuit import Circuit, Line
from kb.reasoning.graph import Graph

Kinds = NDArray[np.int8]  # of literals: 1 for what is negated, and 2 for an answer

READS = ((0.0, 1.0), (1.0, -1.0), (-1.0, 2.0), (1.0, -2.0))  # offset and slope, by kind
OFFSETS: Floats = np.array([offset for offset, _ in READS])
SLOPES: Floats = np.array([slope for _, slope in READS])


class Columns(Circuit):
    """N nodes, A arguments in the order of the nodes they go to, L literals in that of arguments.

    Node i has the arguments first_argument[i] : first_argument[i + 1], argument a the literals
    first_literal[a] : first_literal[a + 1].
    """

    large = True

    def __init__(
        self,
        node: Ints,
        first_argument: Ints,
        first_literal: Ints,
        argument: Ints,
        sign: Floats,
        source: Ints,
        kind: Kinds,
    ) -> None:
        super().__init__(
            view(node), _Lines(first_argument, first_literal, argument, sign, source, kind)
        )
        self.number = node  # (N,) as in the graph
        self.first_argument = first_argument  # (N + 1,)
        self.first_literal = first_literal  # (A + 1,)
        self.argument = argument  # (A,) the index of each argument in the graph
        self.sign = sign  # (A,)
        self.source = source  # (L,) the node that each literal reads
        self.kind = kind  # (L,)

    @cached_property
    def first(self) -> Ints:
        """Where the literals of each node start: (N + 1,)."""
        return self.first_literal[self.first_argument]

    @cached_property
    def owner(self) -> Ints:
        """The node that each literal belongs to: (L,)."""
        return np.repeat(np.arange(self.size), np.diff(self.first))

    @cached_property
    def sources(self) -> Sequence[Sequence[int]]:
        return Rows(self.first, self.source)

    @cached_property
    def readers(self) -> Sequence[Sequence[int]]:
        return Rows(*self._read_by)

    @cached_property
    def _read_by(self) -> tuple[Ints, Ints]:
        first, literals = group(self.source, self.size)
        return first, self.owner[literals]

    @cached_property
    def leaning(self) -> set[int]:
        return set(self.source[self.kind > 1].tolist())

    @cached_property
    def plain(self) -> Columns:
        columns = self.first_argument, self.first_literal, self.argument, self.sign, self.source
        return Columns(self.number, *columns, self.kind & 1)

    def by_number(self) -> Circuit:
        return Circuit(list(self.node), list(self.lines))

    def behind(self, nodes: Iterable[int]) -> set[int]:
        return _reached(nodes, self.first, self.source)

    def ahead(self, nodes: Iterable[int]) -> set[int]:
        return _reached(nodes, *self._read_by)

    def literals(self, arguments: slice) -> slice:
        """Where the literals of some arguments stand."""
        return slice(*self.first_literal[[arguments.start, arguments.stop]].tolist())

    def read(self, literals: slice, x: Floats) -> Floats:
        """What some literals are worth, at some strengths: (N,) or (rows, N)."""
        value: Floats = x.take(self.source[literals], axis=-1)
        kind = self.kind[literals]
        if kind.any():
            value *= SLOPES[kind]
            value += OFFSETS[kind]
            np.maximum(value, 0.0, out=value)
        return value

    def slopes(self, literals: slice, values: Floats) -> Floats:
        """The derivatives of some literals of these values; 0 for a lean at one half."""
        kind = self.kind[literals]
        slope = SLOPES[kind]
        slope[(kind > 1) & (values <= 0)] = 0.0
        return slope

    def multiplied(self, arguments: slice, values: Floats) -> Floats:
        """What some arguments need, given what their literals are worth; may be `values`."""
        first = self.first_literal[arguments]
        if values.shape[-1] == len(first):
            return values
        return np.multiply.reduceat(values, first - first[0], axis=-1)


class _Lines(Sequence[tuple[Line, ...]]):
    """The lines of each node, made when they are asked for."""

    def __init__(self, *columns: NDArray[Any]) -> None:
        self._columns = tuple(map(view, columns))

    def __len__(self) -> int:
        return len(self._columns[0]) - 1

    def __getitem__(self, node: Any) -> Any:
        first_argument, first_literal, argument, sign, source, kind = self._columns
        return tuple(
            (argument[a], sign[a], tuple((source[k], *READS[kind[k]]) for k in literals))
            for a in range(first_argument[node], first_argument[node + 1])
            for literals in [range(first_literal[a], first_literal[a + 1])]
        )


def _reached(nodes: Iterable[int], first: Ints, near: Ints) -> set[int]:
    return set(np.flatnonzero(reach(np.array([*set(nodes)], np.intp), first, near)).tolist())


def columns_of(graph: Graph) -> Columns:
    """The whole graph as a circuit, its nodes in the order of the graph."""
    n, arguments = len(graph.claims), np.arange(len(graph.arguments))
    sign, target = np.asarray(graph.sign, float), np.asarray(graph.target, np.intp)
    first, source = np.asarray(graph.first, np.intp), np.asarray(graph.premise, np.intp)
    kind = np.asarray(graph.negated, np.int8) + np.int8(2) * np.asarray(graph.answer, np.int8)
    undercutters = np.flatnonzero(sign == 0)
    if len(undercutters):  # each is one more literal of what it goes against, after the premises
        owner = np.concatenate([np.repeat(arguments, np.diff(first)), target[undercutters]])
        first, literals = group(owner, len(arguments))
        source = np.concatenate([source, n + np.arange(len(undercutters))])[literals]
        kind = np.concatenate([kind, np.ones(len(undercutters), np.int8)])[literals]
        target = target.copy()
        target[undercutters] = n + np.arange(len(undercutters))
        sign = np.where(sign == 0, 1.0, sign)
    size = n + len(undercutters)
    first_argument, order = group(target, size)
    literals = runs(first, order)
    return Columns(
        np.arange(size),
        first_argument,
        offsets(np.diff(first)[order]),
        order,
        sign[order],
        source[literals],
        kind[literals],
    )


def flattened(circuit: Circuit) -> Columns:
    """A circuit as columns, its nodes in their order."""
    if isinstance(circuit, Columns):
        return circuit
    lines = [line for each in circuit.lines for line in each]
    literals = [literal for line in lines for literal in line[2]]
    slope = np.array([slope for _, _, slope in literals], float)
    return Columns(
        np.array(circuit.node, np.intp),
        offsets(np.array([len(each) for each in circuit.lines], np.intp)),
        offsets(np.array([len(line[2]) for line in lines], np.intp)),
        np.array([argument for argument, _, _ in lines], np.intp),
        np.array([sign for _, sign, _ in lines], float),
        np.array([source for source, _, _ in literals], np.intp),
        ((slope < 0) + 2 * (np.abs(slope) > 1)).astype(np.int8),
    )


def select(columns: Columns, order: Ints) -> tuple[Columns, Ints]:
    """The circuit of some nodes, in a given order, and where its nodes stand in the whole one.

    Nodes that they read but that are not among them come first, in their old order, and have no
    arguments any more.
    """
    arguments = runs(columns.first_argument, order)
    literals = runs(columns.first_literal, arguments)
    source = columns.source[literals]
    wanted = np.zeros(columns.size, bool)
    wanted[source] = True
    wanted[order] = False
    inputs = np.flatnonzero(wanted)
    nodes = np.concatenate([inputs, order])
    place = np.empty(columns.size, np.intp)
    place[nodes] = np.arange(len(nodes))
    counts = np.diff(columns.first_argument)[order]
    selected = Columns(
        columns.number[nodes],
        offsets(np.concatenate([np.zeros(len(inputs), np.intp), counts])),
        offsets(np.diff(columns.first_literal)[arguments]),
        columns.argument[arguments],
        columns.sign[arguments],
        place[source],
        columns.kind[literals],
    )
    return selected, nodes
