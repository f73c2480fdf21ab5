"""A circuit in order, in steps of nodes that can be computed at once."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from kb.reasoning.arrays.columns import Columns
from kb.reasoning.arrays.indices import Ints, offsets


class Step(NamedTuple):
    """Nodes low : middle are claims, which have the arguments begin : split, and middle : high
    undercutters, which have split : end. None of them reads another."""

    low: int
    middle: int
    high: int
    begin: int
    split: int
    end: int


class Layer(NamedTuple):
    """Steps that are done once, or over and over where they depend on each other in a circle."""

    steps: tuple[Step, ...]
    cyclic: bool

    @property
    def nodes(self) -> slice:
        """Where its nodes stand."""
        return slice(self.steps[0].low, self.steps[-1].high)

    @property
    def arguments(self) -> slice:
        """Where the arguments of its nodes stand."""
        return slice(self.steps[0].begin, self.steps[-1].end)


def layers_of(columns: Columns, claims: int, stage: Ints, turn: Ints) -> tuple[Layer, ...]:
    """The layers of a circuit of which `stage` and `turn` are as in `Plan`, leaves apart."""
    changes = (np.diff(each, prepend=0) != 0 for each in (stage, turn))
    starts = np.flatnonzero(np.logical_or(*changes) & (stage > 0))
    high = np.append(starts, columns.size)[1:]
    undercutters = offsets(columns.number >= claims)
    middle = high - (undercutters[high] - undercutters[starts])
    nodes = np.stack([starts, middle, high])
    steps = np.concatenate([nodes, columns.first_argument[nodes]])
    numbered = zip(stage[starts].tolist(), map(Step._make, steps.T.tolist()), strict=True)
    return tuple(
        Layer(tuple(step for _, step in each), number % 2 == 1)
        for number, each in groupby(numbered, key=itemgetter(0))
    )
