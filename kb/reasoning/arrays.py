"""Small operations on index arrays that graph algorithms over numpy are made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]


def offsets(counts: Ints) -> Ints:
    """Where each of several consecutive runs starts, and where the last one ends: (n + 1,)."""
    found = np.zeros(len(counts) + 1, np.intp)
    np.cumsum(counts, out=found[1:])
    return found


def runs(first: Ints, counts: Ints) -> Ints:
    """The indices of several runs, one after the other: first[0], first[0] + 1, ..."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    found = np.repeat(first - ends + counts, counts)
    found += np.arange(total)
    return found


def stable_order(keys: Ints, top: int) -> Ints:
    """The order that sorts keys from 0 below `top`, equal ones as they come.

    Key and index are packed into one number where they fit, since numpy sorts plain numbers about
    ten times as fast as it sorts an index by them.
    """
    bits = max(len(keys) - 1, 1).bit_length()
    if top.bit_length() + bits > 62:
        return np.argsort(keys, kind="stable")
    packed = (keys.astype(np.int64) << bits) | np.arange(len(keys))
    packed.sort()
    order: Ints = packed & ((1 << bits) - 1)
    return order


def group(keys: Ints, top: int) -> tuple[Ints, Ints]:
    """Group indices by key: where each key's group starts (top + 1,), and the indices in order."""
    return offsets(np.bincount(keys, minlength=top)), stable_order(keys, top)


def distinct(indices: Ints, scratch: Ints) -> Ints:
    """Each index once, in time proportional to their number; `scratch` is overwritten at them."""
    scratch[indices] = np.arange(len(indices))
    found: Ints = indices[scratch[indices] == np.arange(len(indices))]
    return found


def reach(seeds: Ints, first: Ints, neighbours: Ints) -> Flags:
    """Which nodes can be reached from the seeds, these included.

    The neighbours of node i are neighbours[first[i] : first[i + 1]].
    """
    found, _ = search(seeds, first, neighbours, len(first))
    return found


def search(seeds: Ints, first: Ints, neighbours: Ints, rounds: int) -> tuple[Flags, bool]:
    """The same by so many rounds of a breadth-first search, and whether they were enough."""
    found = np.zeros(len(first) - 1, bool)
    scratch = np.empty(len(found), np.intp)
    frontier = seeds
    found[frontier] = True
    for _ in range(rounds):
        start = first[frontier]
        near = neighbours[runs(start, first[frontier + 1] - start)]
        frontier = distinct(near[~found[near]], scratch)
        found[frontier] = True
        if not frontier.size:
            return found, True
    return found, False
