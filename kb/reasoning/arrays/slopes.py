"""All derivatives of one strength over arrays: the same as `kb.reasoning.adjoint`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from kb.reasoning.arrays.indices import Floats, Ints, Rows, view
from kb.reasoning.arrays.sheet import Sheet, gathered
from kb.reasoning.graph import Graph
from kb.reasoning.guard import ENOUGH, SWEEPS, Guard
from kb.reasoning.semantics import Semantics, Sum

BLOCK = 1 << 15  # nodes that are differentiated together: so much stays in the cache


def partials_at_once(
    sheet: Sheet, x: Sequence[float], held: Iterable[int], plain: bool
) -> tuple[Rows, Sequence[float], Sequence[float]]:
    """The fields of `Partials`, some thousand nodes at a time."""
    found = _Slopes(sheet, x, held, plain)
    for low in range(sheet.leaves, sheet.columns.size, BLOCK):
        found.differentiate(slice(low, min(low + BLOCK, sheet.columns.size)))
    return Rows(sheet.columns.first, found.literal), view(found.tau), view(found.weight)


class _Slopes:
    """The derivatives of F at one valuation."""

    def __init__(self, sheet: Sheet, x: Sequence[float], held: Iterable[int], plain: bool) -> None:
        self._sheet, self._x = sheet, np.asarray(x)
        self._columns = sheet.columns.plain if plain else sheet.columns
        self.literal = np.empty(len(self._columns.source))
        self.tau = np.ones(self._columns.size)
        self.tau[list(held)] = 0.0
        self.weight = np.zeros(len(sheet.by_argument))

    def differentiate(self, nodes: slice) -> None:
        """Fill in the derivatives of some nodes, none of them a leaf."""
        columns, sheet, semantics = self._columns, self._sheet, self._sheet.semantics
        arguments = slice(*columns.first_argument[[nodes.start, nodes.stop]].tolist())
        literals = columns.literals(arguments)
        starts = columns.first_argument[nodes] - arguments.start
        sign, weight = columns.sign[arguments], sheet.weight[arguments]

        values = columns.read(literals, self._x)
        product = columns.multiplied(arguments, values)
        force = product * weight
        sides = gathered(semantics, force, sign, starts)
        base = sheet.tau[nodes], sheet.rest[nodes]
        by_energy, by_tau = semantics.slopes(*base, semantics.balance(*sides))
        by_energy *= self.tau[nodes]  # 0 where clamped
        self.tau[nodes] *= by_tau
        counts = _counts(starts, force)
        gain = np.repeat(by_energy, counts) * _pulls(semantics, force, sign, starts, sides)
        gain[np.repeat(columns.number[nodes] >= sheet.claims, counts)] = 1.0  # undercutters
        self.weight[columns.argument[arguments]] = gain * product
        gain *= weight
        if len(values) > len(gain):
            factors = columns.first_literal[arguments] - literals.start
            gain = np.repeat(gain, _counts(factors, values)) * _without_each(values, factors)
        self.literal[literals] = gain * columns.slopes(literals, values)


def _pulls(
    semantics: Semantics, force: Floats, sign: Floats, starts: Ints, sides: tuple[Floats, Floats]
) -> Floats:
    """d energy / d force of each argument."""
    if isinstance(semantics, Sum):
        counts = _counts(starts, force)
        up, down = (
            np.repeat(np.broadcast_to(pull, len(starts)), counts) for pull in semantics.pull(*sides)
        )
    else:
        up = _without_each(1 - force * (sign > 0), starts)
        down = -_without_each(1 - force * (sign < 0), starts)
    return np.where(sign > 0, up, down)


def _without_each(factors: Floats, starts: Ints) -> Floats:
    """For each factor, the product of the others of its group, right where some are zero."""
    zero = factors == 0
    nonzero = np.where(zero, 1.0, factors)
    counts = _counts(starts, factors)
    zeros = np.repeat(np.add.reduceat(zero.astype(np.intp), starts), counts)
    others = np.repeat(np.multiply.reduceat(nonzero, starts), counts) / nonzero
    return np.where(zeros == zero, others, 0.0)


def _counts(starts: Ints, values: Floats) -> Ints:
    """How many values each group has, of which these are the starts."""
    return np.diff(np.append(starts, len(values)))


def backward(sheet: Sheet, literal: Sequence[Sequence[float]], start: int) -> Sequence[float]:
    """Solve lambda = e + J^T lambda from the last layer to the first."""
    assert isinstance(literal, Rows)  # as `partials_at_once` made it
    columns, found = sheet.columns, np.zeros(sheet.columns.size)
    found[start] = 1.0
    for layer in reversed(sheet.layers):
        nodes, literals = layer.nodes, columns.literals(layer.arguments)
        source, slopes = columns.source[literals], literal.values[literals]
        owner = columns.owner[literals]
        if layer.cyclic:
            inside = source >= nodes.start
            cycle = source[inside] - nodes.start, owner[inside] - nodes.start, slopes[inside]
            found[nodes] = _by_sweeps(*cycle, found[nodes])
            slopes = np.where(inside, 0.0, slopes)  # what goes round has been followed already
        np.add.at(found, source, slopes * found[owner])
    return view(found)


def _by_sweeps(source: Ints, owner: Ints, slopes: Floats, seed: Floats) -> Floats:
    found = seed
    for _ in range(SWEEPS):
        after = seed + np.bincount(source, slopes * found[owner], minlength=len(seed))
        change = np.abs(after - found).max()
        found = after
        if change <= ENOUGH * np.abs(found).max():
            break
    return found


def times(one: Sequence[float], other: Sequence[float]) -> Sequence[float]:
    """Two sequences multiplied, number by number."""
    return view(np.asarray(one) * np.asarray(other))


def by_weight(
    sheet: Sheet, weight: Sequence[float], node: Sequence[float], graph: Graph, guard: Guard | None
) -> Sequence[float]:
    """dS/dw of every argument of the graph, of the partials by `weight`: (m,)."""
    columns, found = sheet.columns, np.array(weight)
    found[columns.argument] *= np.repeat(np.asarray(node), np.diff(columns.first_argument))
    if guard is None:
        return view(found)
    target, was = np.asarray(graph.target), np.asarray(graph.weight)
    inside, load, scale = map(np.asarray, guard)
    scaled = np.flatnonzero(inside)
    scaled = scaled[scale[target[scaled]] < 1]
    by = target[scaled]
    drain = np.bincount(by, found[scaled] * was[scaled], minlength=len(load))
    found[scaled] = scale[by] * (found[scaled] - inside[scaled] / load[by] * drain[by])
    return view(found)
