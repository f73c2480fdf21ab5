"""The order of evaluation, found over arrays: a few operations for all nodes of one height."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from kb.reasoning.arrays.columns import Columns, columns_of, select
from kb.reasoning.arrays.indices import (
    Flags,
    Ints,
    distinct,
    group,
    reach,
    runs,
    stable_order,
    view,
)
from kb.reasoning.graph import Graph
from kb.reasoning.plan import Plan, Stage, plan_of
from kb.reasoning.walks import strong_components

NARROW = 10  # literals a height, below which arrays gain nothing


class _TooNarrow(Exception):  # noqa: N818 - it is no error
    """The graph is long and narrow: hardly anything can be done at once."""


def plan_at_once(graph: Graph, seeds: Iterable[int] | None) -> Plan:
    """As `plan_of`; of some claims, or of all. What is too narrow to gain by arrays is planned, and
    computed, number by number."""
    n, columns = len(graph.claims), columns_of(graph)
    depth = np.zeros(columns.size, np.intp)
    if columns.size > n:
        depth[n:] = graph.depths
    if seeds is not None:
        found = reach(np.array([*seeds], np.intp), columns.first, columns.source)
        columns, _ = select(columns, np.flatnonzero(found))
    depth = depth[columns.number]
    try:
        return _ordered(columns, n, depth)
    except _TooNarrow:
        return plan_of(columns.by_number(), n, depth.tolist(), range(columns.size))


def _ordered(columns: Columns, claims: int, depth: Ints) -> Plan:
    component, height, cyclic = _condensed(columns)
    leaf = np.diff(columns.first) == 0
    stage = np.where(leaf, 0, 2 * (int(height.max(initial=0)) - height) + 2 + cyclic)
    turn = np.where(cyclic, -depth, 0)
    turn -= turn.min(initial=0)
    key = (stage * (int(turn.max(initial=0)) + 1) + turn) * 2 + (columns.number >= claims)
    order = stable_order(key)
    stage = stage[order]
    return Plan(
        select(columns, order)[0],
        claims,
        view(component[order]),
        view(stage),
        view(turn[order]),
        _stages(stage),
        int(leaf.sum()),
    )


def _stages(stage: Ints) -> tuple[Stage, ...]:
    starts = np.flatnonzero(np.diff(stage, prepend=0))
    bounds = pairwise([*starts.tolist(), len(stage)])
    return tuple(Stage(range(*bound), bool(stage[bound[0]] % 2)) for bound in bounds)


def placed(graph: Graph, plan: Plan) -> tuple[Sequence[int], Sequence[float], Sequence[float]]:
    """Where each claim stands among the nodes, and tau and rest of these, as in `Network`."""
    number = np.asarray(plan.circuit.node)
    here = np.flatnonzero(number < plan.claims)
    place = np.full(plan.claims, -1, np.intp)
    place[number[here]] = here
    found = np.full(len(number), 0.5)
    found[here] = np.asarray(graph.tau)[number[here]]
    return view(place), view(found), view(1 - found)


def by_claim(place: Sequence[int], values: Sequence[float], missing: float) -> Sequence[float]:
    """Values of the nodes as values of the claims: (N,) to (n,)."""
    at = np.asarray(place)
    found = np.full(len(at), missing)
    here = at >= 0
    found[here] = np.asarray(values)[at[here]]
    return view(found)


def _heights(first: Ints, sources: Ints, limit: int) -> Ints:
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
        if height > limit:
            raise _TooNarrow
        read = sources[runs(first, frontier)]
        np.subtract.at(readers, read, 1)
        frontier = distinct(read[readers[read] == 0], scratch)
    return found


def _condensed(columns: Columns) -> tuple[Ints, Ints, Flags]:
    """For each node: its strong component, the height of that, and whether it is on a cycle."""
    limit = 1 + len(columns.source) // NARROW
    height = _heights(columns.first, columns.source, limit)
    alone = np.arange(columns.size)
    if height.min(initial=0) >= 0:
        return alone, height, np.zeros(columns.size, bool)
    label = _components(columns, np.flatnonzero(height < 0), limit)
    cyclic = np.bincount(label, minlength=columns.size)[label] > 1
    cyclic[columns.source[columns.source == columns.owner]] = True
    dense = (np.cumsum(label == alone) - 1)[label]
    rows = _rows(dense[columns.owner], dense[columns.source], int(dense.max()) + 1)
    return label, _heights(*rows, limit)[dense], cyclic


def _components(columns: Columns, left: Ints, limit: int) -> Ints:
    """A number for each node, the same within a strong component: that of one of its nodes.

    What is not left is no part of a cycle. The rest is peeled from the other side too; then it is
    left to Tarjan.
    """
    head, tail = _among(left, columns.owner, columns.source, columns.size)
    core = np.flatnonzero(_heights(*_rows(tail, head, len(left)), limit) < 0)
    head, tail = _among(core, head, tail, len(left))
    first, near = _rows(head, tail, len(core))
    start, read = first.tolist(), near.tolist()
    label, left = np.arange(columns.size), left[core]
    for nodes in strong_components([read[a:b] for a, b in pairwise(start)], range(len(core))):
        label[left[nodes]] = left[nodes[0]]
    return label


def _among(nodes: Ints, head: Ints, tail: Ints, size: int) -> tuple[Ints, Ints]:
    """The pairs of which both are among some nodes, in places among them."""
    place = np.full(size, -1, np.intp)
    place[nodes] = np.arange(len(nodes))
    head, tail = place[head], place[tail]
    inside = (head >= 0) & (tail >= 0)
    return head[inside], tail[inside]


def _rows(head: Ints, tail: Ints, size: int) -> tuple[Ints, Ints]:
    """Pairs of different nodes as compressed rows."""
    across = head != tail
    first, order = group(head[across], size)
    return first, tail[across][order]
