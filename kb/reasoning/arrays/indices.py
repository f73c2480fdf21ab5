"""Small operations on arrays of indices, of which algorithms over graphs are made.

Who reads whom is given in compressed rows: node i reads near[first[i] : first[i + 1]].
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]


def view(array: NDArray[Any]) -> Sequence[Any]:
    """An array as a sequence of plain numbers, of which numpy makes the array again at no cost."""
    contiguous: Any = np.ascontiguousarray(array)
    return memoryview(contiguous)


class Rows(Sequence[Sequence[Any]]):
    """Compressed rows as a sequence of sequences, each made when it is asked for."""

    def __init__(self, first: Ints, values: NDArray[Any]) -> None:
        self.first, self.values = first, values

    def __len__(self) -> int:
        return len(self.first) - 1

    def __getitem__(self, row: Any) -> Any:
        return self.values[self.first[row] : self.first[row + 1]].tolist()


def offsets(counts: Ints | Flags) -> Ints:
    """Where each of several consecutive runs starts, and where the last one ends: (n + 1,)."""
    found = np.zeros(len(counts) + 1, np.intp)
    np.cumsum(counts, out=found[1:])
    return found


def runs(first: Ints, rows: Ints) -> Ints:
    """The indices of the values of some compressed rows, one row after the other."""
    start = first[rows]
    counts = first[rows + 1] - start
    ends = np.cumsum(counts)
    found = np.repeat(start - ends + counts, counts)
    found += np.arange(len(found))
    return found


def stable_order(keys: Ints) -> Ints:
    """The order that sorts keys from 0 on, equal ones as they come.

    Key and index are packed into one number, where they fit: numpy sorts plain numbers about ten
    times as fast as it sorts an index by them.
    """
    bits = max(len(keys) - 1, 1).bit_length()
    if int(keys.max(initial=0)).bit_length() + bits > 62:
        return np.argsort(keys, kind="stable")
    order: Ints = keys << bits
    order |= np.arange(len(keys))
    order.sort()
    order &= (1 << bits) - 1
    return order


def group(keys: Ints, top: int) -> tuple[Ints, Ints]:
    """Indices by their keys, which are below `top`, as compressed rows."""
    return offsets(np.bincount(keys, minlength=top)), stable_order(keys)


def distinct(indices: Ints, scratch: Ints) -> Ints:
    """Each index once, in time proportional to their number; `scratch` is overwritten at them."""
    places = np.arange(len(indices))
    scratch[indices] = places
    found: Ints = indices[scratch[indices] == places]
    return found


def reach(seeds: Ints, first: Ints, near: Ints) -> Flags:
    """Which nodes can be reached from the seeds, these included."""
    found = np.zeros(len(first) - 1, bool)
    scratch = np.empty(len(found), np.intp)
    frontier = seeds
    while frontier.size:
        found[frontier] = True
        ahead = near[runs(first, frontier)]
        frontier = distinct(ahead[~found[ahead]], scratch)
    return found
