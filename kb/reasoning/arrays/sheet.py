"""Strengths over arrays: one evaluation, or many at once, each a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from kb.reasoning.arrays.columns import Columns, flattened, select
from kb.reasoning.arrays.indices import Floats, Ints, view
from kb.reasoning.arrays.layers import Layer, Step, layers_of
from kb.reasoning.guard import SETTLED, SWEEPS
from kb.reasoning.plan import Plan
from kb.reasoning.semantics import Semantics, Sum

Clamped = Mapping[int, float]

CELLS = 1 << 18  # literals times rows that are worked on together: 2 MB an array


class Sheet:
    """A network as columns of an array in order of evaluation, whose rows are evaluations of it.

    `stage` and `turn` are as in `Plan`, the rest is as in `Network`.
    """

    def __init__(
        self,
        columns: Columns,
        claims: int,
        order: tuple[Ints, Ints],
        semantics: Semantics,
        weight: Floats,
        base: tuple[Floats, Floats],
    ) -> None:
        self.columns, self.claims, self.semantics = columns, claims, semantics
        self.stage, self.turn = order
        self.layers = layers_of(columns, claims, self.stage, self.turn)
        self.leaves = self.layers[0].nodes.start if self.layers else columns.size
        self.by_argument = weight
        self.weight = weight[columns.argument]
        self.tau, self.rest = base

    def solved(self, held: Clamped) -> Sequence[float]:
        """The strengths of all nodes, some of them clamped."""
        x = self.tau.copy()
        self._fill(x, _Clamps([held]))
        return view(x)

    def responses(
        self,
        was: Sequence[float],
        rows: Sequence[Clamped],
        of: Sequence[int],
        affected: Collection[int],
    ) -> Floats:
        """The strengths of the nodes `of`, where in each row some nodes are clamped: (rows, of).

        `was` are the strengths, `affected` the nodes that may be other than that.
        """
        part, nodes = self._part(np.array(sorted(affected), np.intp))
        place = np.full(self.columns.size, -1, np.intp)
        place[nodes] = np.arange(len(nodes))
        columns = place[of]
        before = np.asarray(was)
        found = np.repeat(before[None, of], len(rows), axis=0)
        width = max(1, CELLS // max(1, len(part.columns.source)))
        for start in range(0, len(rows), width):
            within = [
                {int(place[node]): value for node, value in row.items() if place[node] >= 0}
                for row in rows[start : start + width]
            ]
            x = np.repeat(before[None, nodes], len(within), axis=0)
            part._fill(x, _Clamps(within))
            found[start : start + width, columns >= 0] = x[:, columns[columns >= 0]]
        return found

    def _part(self, nodes: Ints) -> tuple[Sheet, Ints]:
        """The sheet of some nodes, what they read as leaves, and where all stand here."""
        columns, places = select(self.columns, nodes)
        inputs = np.zeros(len(places) - len(nodes), np.intp)
        stage, turn = (np.concatenate([inputs, each[nodes]]) for each in (self.stage, self.turn))
        base = self.tau[places], self.rest[places]
        own = self.claims, (stage, turn), self.semantics, self.by_argument, base
        return Sheet(columns, *own), places

    def _fill(self, x: Floats, clamps: _Clamps) -> None:
        """Compute what reads anything in place: (N,), or (rows, N)."""
        clamps.apply(x, 0, self.leaves)
        for layer in self.layers:
            if layer.cyclic:
                self._settle(layer, x, clamps)
            else:
                self._sweep(layer, x, clamps)

    def _settle(self, layer: Layer, x: Floats, clamps: _Clamps) -> None:
        inside = x[..., layer.nodes]
        clamps.apply(x, layer.nodes.start, layer.nodes.stop)
        for _ in range(SWEEPS):
            before = inside.copy()
            self._sweep(layer, x, clamps)
            if np.abs(inside - before).max(initial=0.0) <= SETTLED:
                break

    def _sweep(self, layer: Layer, x: Floats, clamps: _Clamps) -> None:
        for step in layer.steps:
            self._advance(step, x)
            clamps.apply(x, step.low, step.high)

    def _advance(self, step: Step, x: Floats) -> None:
        columns, semantics = self.columns, self.semantics
        low, middle, high, begin, split, end = step
        arguments = slice(begin, end)
        force = columns.multiplied(arguments, columns.read(columns.literals(arguments), x))
        force *= self.weight[arguments]
        if low < middle:
            starts = columns.first_argument[low:middle] - begin
            sides = gathered(
                semantics, force[..., : split - begin], columns.sign[begin:split], starts
            )
            base = self.tau[low:middle], self.rest[low:middle]
            x[..., low:middle] = semantics.strength(*base, semantics.balance(*sides))
        if middle < high:
            x[..., middle:high] = force[..., split - begin :]


def sheet_of(
    plan: Plan,
    semantics: Semantics,
    weight: Sequence[float],
    base: tuple[Sequence[float], Sequence[float]],
) -> Sheet:
    """The sheet of a network."""
    columns, order = flattened(plan.circuit), (np.asarray(plan.stage), np.asarray(plan.turn))
    tau, rest = (np.asarray(each) for each in base)
    return Sheet(columns, plan.claims, order, semantics, np.asarray(weight), (tau, rest))


def gathered(
    semantics: Semantics, force: Floats, sign: Floats, starts: Ints
) -> tuple[Floats, Floats]:
    """What the forces on either side of each claim come to, as `balance` takes them; claim i has
    the arguments from starts[i] on."""
    parts = (force * side for side in (sign > 0, sign < 0))
    if isinstance(semantics, Sum):
        pro, con = (np.add.reduceat(part, starts, axis=-1) for part in parts)
    else:
        pro, con = (np.multiply.reduceat(1 - part, starts, axis=-1) for part in parts)
    return pro, con


class _Clamps:
    """What is clamped in which row, ordered by column."""

    def __init__(self, clamped: Sequence[Clamped]) -> None:
        cells = sorted(
            (node, row, value) for row, each in enumerate(clamped) for node, value in each.items()
        )
        self._columns = np.array([cell[0] for cell in cells], np.intp)
        self._rows = np.array([cell[1] for cell in cells], np.intp)
        self._values = np.array([cell[2] for cell in cells])

    def apply(self, x: Floats, low: int, high: int) -> None:
        """Overwrite what is clamped in the columns low : high."""
        if len(self._columns):
            start, end = np.searchsorted(self._columns, (low, high))
            rows = x.reshape(-1, x.shape[-1])
            rows[self._rows[start:end], self._columns[start:end]] = self._values[start:end]
