"""Walks over a directed graph, given as the neighbours of each node: what is reached, what circles.

All without recursion, and in time proportional to the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Near = Sequence[Sequence[int]]


def reach(seeds: Iterable[int], near: Near) -> set[int]:
    """Which nodes can be reached from the seeds, these included."""
    found = set(seeds)
    waiting = list(found)
    while waiting:
        for node in near[waiting.pop()]:
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found


def strong_components(near: Near, among: Iterable[int]) -> list[list[int]]:
    """The strong components of what can be reached from some nodes (Tarjan 1972).

    Each comes after all that can be reached from it.
    """
    number: dict[int, int] = {}  # the order of discovery
    low: dict[int, int] = {}  # of the nodes on the path
    path: list[int] = []
    found: list[list[int]] = []
    for root in among:
        calls = [] if root in number else [(root, iter(near[root]))]
        while calls:
            node, upcoming = calls[-1]
            if node not in number:
                number[node] = low[node] = len(number)
                path.append(node)
            for other in upcoming:
                if other not in number:
                    calls.append((other, iter(near[other])))
                    break
                if other in low and low[other] < low[node]:
                    low[node] = low[other]
            else:
                calls.pop()
                if calls and low[node] < low[calls[-1][0]]:
                    low[calls[-1][0]] = low[node]
                if low[node] == number[node]:
                    found.append(_closed(path, low, node))
    return found


def _closed(path: list[int], low: dict[int, int], root: int) -> list[int]:
    """A finished component, taken off the path of open nodes."""
    start = len(path) - 1
    while path[start] != root:
        start -= 1
    component = path[start:]
    del path[start:]
    for node in component:
        del low[node]
    return component
