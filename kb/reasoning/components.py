"""Strong components and heights of a directed graph, mostly by array operations.

Whoever reads whom is given as an adjacency in compressed rows: node i reads
sources[first[i] : first[i + 1]].
"""

from __future__ import annotations

import numpy as np

from kb.reasoning.arrays import Ints, distinct, group, runs, search

SMALL = 2_000  # nodes below which Tarjan in Python beats array operations
ROUNDS = 2_000  # of a breadth-first search, after which the graph is taken to be a long ring
GIANT = 0.01  # of the nodes left: a component at least so big is worth another search

_Rows = tuple[Ints, Ints]


def heights(first: Ints, sources: Ints) -> Ints:
    """The longest way from each node along its readers to one that nobody reads.

    -1 for the nodes on a cycle and those that a cycle reads, directly or not (Kahn 1962, all nodes
    of a height at a time).
    """
    readers = np.bincount(sources, minlength=len(first) - 1)
    found = np.full(len(readers), -1, np.intp)
    scratch = np.empty(len(readers), np.intp)
    frontier = np.flatnonzero(readers == 0)
    height = 0
    while frontier.size:
        found[frontier] = height
        height += 1
        start = first[frontier]
        read = sources[runs(start, first[frontier + 1] - start)]
        np.subtract.at(readers, read, 1)
        frontier = distinct(read[readers[read] == 0], scratch)
    return found


def strong_components(first: Ints, sources: Ints, height: Ints) -> Ints:
    """A number for each node, the same within a strong component: that of one of its nodes.

    `height` is that of `heights`: nodes that have one are components of their own. What is left is
    peeled from the other side too; a giant component is found by what a node reaches forwards and
    backwards (Fleischer, Hendrickson and Pinar 2000); the rest is left to Tarjan (1972).
    """
    label = np.arange(len(first) - 1)
    left = np.flatnonzero(height < 0)
    target = np.repeat(label, np.diff(first))
    while left.size:
        left, ahead, behind = _core(left, target, sources, len(label))
        found = _giant(ahead, behind) if left.size > SMALL else None
        if found is None:
            label[left] = left[_tarjan(*ahead)]
            break
        label[left[found]] = left[found[0]]
        rest = np.ones(len(left), bool)
        rest[found] = False
        left = left[rest]
    return label


def _core(left: Ints, target: Ints, source: Ints, size: int) -> tuple[Ints, _Rows, _Rows]:
    """Those of the nodes left that are on a cycle or between cycles: their numbers, whom they read
    and who reads them, both in places among them."""
    while True:
        place = np.full(size, -1, np.intp)
        place[left] = np.arange(len(left))
        inside = (place[target] >= 0) & (place[source] >= 0)
        head, tail = place[target[inside]], place[source[inside]]
        reads = _rows(head, tail, len(left))
        read_by = _rows(tail, head, len(left))
        core = (heights(*reads) < 0) & (heights(*read_by) < 0)
        if core.all():
            return left, reads, read_by
        left = left[core]


def _rows(head: Ints, tail: Ints, size: int) -> _Rows:
    first, order = group(head, size)
    return first, tail[order]


def _giant(reads: _Rows, read_by: _Rows) -> Ints | None:
    """The component of the best connected node, unless it is small or the search takes long."""
    ways = np.diff(reads[0]) * np.diff(read_by[0])
    seed = np.array([np.argmax(ways)])
    before, complete = search(seed, *reads, ROUNDS)
    after, also = search(seed, *read_by, ROUNDS) if complete else (before, False)
    found = np.flatnonzero(before & after)
    return found if also and len(found) >= GIANT * len(ways) else None


def _tarjan(first: Ints, sources: Ints) -> Ints:
    """Strong components in linear time (Tarjan 1972), without recursion: a member for each node."""
    start, read = first.tolist(), sources.tolist()
    upcoming = start[:-1]  # the next literal to follow from each node
    number = [0] * len(upcoming)  # the order of discovery, from 1
    low = [0] * len(upcoming)
    label = [-1] * len(upcoming)  # -1 while the component of a node is open
    path: list[int] = []
    count = 0
    for root in range(len(upcoming)):
        calls = [] if number[root] else [root]
        while calls:
            node = calls[-1]
            if not number[node]:
                count += 1
                number[node] = low[node] = count
                path.append(node)
            deeper = False
            while upcoming[node] < start[node + 1] and not deeper:
                near = read[upcoming[node]]
                if not number[near]:
                    calls.append(near)
                    deeper = True
                    continue  # and look at it again, once its low is known
                if label[near] < 0:
                    low[node] = min(low[node], low[near])
                upcoming[node] += 1
            if deeper:
                continue
            calls.pop()
            if low[node] == number[node]:
                _close(path, label, node)
    return np.array(label, np.intp)


def _close(path: list[int], label: list[int], root: int) -> None:
    """Take a finished component off the path of open nodes."""
    node = -1
    while node != root:
        node = path.pop()
        label[node] = root
