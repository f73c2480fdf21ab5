"""Many evaluations at once, or a big one: each a row of an array of numpy.

For what is large; the same as `kb.reasoning.sweep` computes number by number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from kb.reasoning.network import Network
from kb.reasoning.plan import Stage
from kb.reasoning.semantics import Semantics, Sum
from kb.reasoning.sweep import SETTLED, SWEEPS

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Clamped = Mapping[int, float]

CELLS = 1 << 17  # literals times rows that are worked on together: 1 MB an array


def solved(network: Network, held: Clamped) -> list[float]:
    """The strengths of all nodes."""
    sheet = _Sheet(network, range(network.plan.circuit.size), network.plan.stages)
    x = np.array(network.tau)[None, sheet.nodes]
    sheet.fill(x, [held])
    found = np.empty(x.shape[1])
    found[sheet.nodes] = x[0]
    return found.tolist()


def responses(
    network: Network,
    was: Sequence[float],
    rows: Sequence[Clamped],
    of: Sequence[int],
    affected: Collection[int],
) -> Floats:
    """The strengths of the nodes `of`, where in each row some nodes are clamped: (rows, len(of)).

    `was` are the strengths, `affected` the nodes that may be other than that.
    """
    sheet = _Sheet(network, affected, network.plan.among(affected))
    before = np.array(was)
    known = [i for i, node in enumerate(of) if node in sheet.place]
    columns = [sheet.place[of[i]] for i in known]
    found = np.repeat(before[None, list(of)], len(rows), axis=0)
    width = max(1, CELLS // max(1, sheet.literals))
    for start in range(0, len(rows), width):
        clamped = rows[start : start + width]
        x = np.repeat(before[None, sheet.nodes], len(clamped), axis=0)
        sheet.fill(x, clamped)
        found[start : start + width, known] = x[:, columns]
    return found


class _Sheet:
    """Some nodes of a network with what they read, as columns of an array in order."""

    def __init__(self, network: Network, nodes: Iterable[int], stages: Sequence[Stage]) -> None:
        sources = network.plan.circuit.sources
        computed = [node for stage in stages for node in stage.nodes]
        read = {source for node in computed for source in sources[node]}
        given = sorted(read.union(nodes).difference(computed))
        self.nodes = given + computed
        self.place = {node: i for i, node in enumerate(self.nodes)}
        self.literals = sum(len(sources[node]) for node in computed)
        self._given = len(given)
        self._stages = [(self._steps(network, stage), stage.cyclic) for stage in stages]

    def _steps(self, network: Network, stage: Stage) -> list[_Step]:
        turns = groupby(stage.nodes, key=network.plan.turn.__getitem__)
        return [_Step(network, list(nodes), self.place) for _, nodes in turns]

    def fill(self, x: Floats, clamped: Sequence[Clamped]) -> None:
        """Fill x with strengths, row by row with what is clamped there."""
        clamps = _Clamps(clamped, self.place)
        clamps.apply(x, 0, self._given)
        for steps, cyclic in self._stages:
            inside = x[:, steps[0].low : steps[-1].high]
            clamps.apply(x, steps[0].low, steps[-1].high)
            for _ in range(SWEEPS if cyclic else 1):
                before = inside.copy() if cyclic else inside
                for step in steps:
                    step.advance(x)
                    clamps.apply(x, step.low, step.high)
                if cyclic and np.abs(inside - before).max(initial=0.0) <= SETTLED:
                    break


class _Clamps:
    """What is clamped in which row, ordered by column."""

    def __init__(self, clamped: Sequence[Clamped], place: Mapping[int, int]) -> None:
        cells = sorted(
            (place[node], row, value)
            for row, values in enumerate(clamped)
            for node, value in values.items()
            if node in place
        )
        self._columns = np.array([cell[0] for cell in cells], np.intp)
        self._rows = np.array([cell[1] for cell in cells], np.intp)
        self._values = np.array([cell[2] for cell in cells])

    def apply(self, x: Floats, low: int, high: int) -> None:
        """Overwrite what is clamped in the columns low : high."""
        start, end = np.searchsorted(self._columns, (low, high))
        if start < end:
            x[self._rows[start:end], self._columns[start:end]] = self._values[start:end]


class _Step:
    """Nodes that stand together and do not read each other: first claims, then undercutters."""

    def __init__(self, network: Network, nodes: list[int], place: Mapping[int, int]) -> None:
        circuit = network.plan.circuit
        lines = [line for node in nodes for line in circuit.lines[node]]
        literals = [literal for _, _, each in lines for literal in each]
        claims = sum(1 for node in nodes if circuit.node[node] < network.plan.claims)
        counts = [len(circuit.lines[node]) for node in nodes]
        self.low, self.high = place[nodes[0]], place[nodes[-1]] + 1
        self._middle = self.low + claims
        self._split = sum(counts[:claims])
        self._source = np.array([place[source] for source, _, _ in literals], np.intp)
        self._offset = np.array([offset for _, offset, _ in literals])
        self._slope = np.array([slope for _, _, slope in literals])
        self._is_mixed = bool((self._slope != 1).any())
        self._is_linked = len(literals) > len(lines)
        self._literals = _starts([len(each) for _, _, each in lines])
        self._weight = np.array([network.weight[argument] for argument, _, _ in lines])
        self._sign = np.array([sign for _, sign, _ in lines])[: self._split]
        self._arguments = _starts(counts[:claims])
        self._semantics = network.semantics
        self._tau = np.array([network.tau[node] for node in nodes[:claims]])
        self._rest = np.array([network.rest[node] for node in nodes[:claims]])

    def advance(self, x: Floats) -> None:
        """Compute the nodes in place."""
        force = x.take(self._source, axis=-1)
        if self._is_mixed:
            force = np.maximum(self._offset + self._slope * force, 0.0)
        if self._is_linked:
            force = np.multiply.reduceat(force, self._literals, axis=-1)
        force *= self._weight
        if self.low < self._middle:
            energy = _energy(self._semantics, force[:, : self._split], self._sign, self._arguments)
            x[:, self.low : self._middle] = self._semantics.strength(self._tau, self._rest, energy)
        if self._middle < self.high:
            x[:, self._middle : self.high] = force[:, self._split :]


def _starts(counts: Sequence[int]) -> Ints:
    """Where each of several consecutive runs starts."""
    return np.cumsum([0, *counts[:-1]], dtype=np.intp)


def _energy(semantics: Semantics, force: Floats, sign: Floats, starts: Ints) -> Floats:
    parts = (force * side for side in (sign > 0, sign < 0))
    if isinstance(semantics, Sum):
        pro, con = (np.add.reduceat(part, starts, axis=-1) for part in parts)
    else:
        pro, con = (np.multiply.reduceat(1 - part, starts, axis=-1) for part in parts)
    return semantics.balance(pro, con)
