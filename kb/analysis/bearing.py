"""How claims bear on a conclusion: the way by which a nudge to each reaches it most strongly."""

import heapq
import math
from collections.abc import Collection, Iterator
from typing import NamedTuple

from kb.reasoning.adjoint import partials_of
from kb.reasoning.evaluate import Valuation

LEAST = 1e-300  # a slope that is smaller passes nothing on


class Hop(NamedTuple):
    """One argument on the way: a claim (or its denial) supports, rebuts or undercuts.

    What is undercut is an argument that leads to `target`.
    """

    claim: str
    negated: bool
    kind: str
    target: str


class _Reached(NamedTuple):
    """How a node was reached from behind: by which literal of which node."""

    literal: int
    node: int


def strongest_paths(
    valuation: Valuation, conclusion: str, claims: Collection[str]
) -> dict[str, tuple[Hop, ...]]:
    """For each claim, the way to the conclusion on which most of a nudge arrives.

    The share that arrives is the product of the derivatives along the way, so the best way is a
    shortest one with -log|derivative| as length (Dijkstra 1959). Claims that reach nothing, or
    are the conclusion, have no entry.
    """
    network = valuation.network
    places = ((network.place[network.graph.claim(c)], c) for c in claims)
    wanted = {place: c for place, c in places if place >= 0}
    walk = _Walk(valuation)
    reached = walk.back_from(network.node(conclusion), set(wanted))
    return {
        claim: tuple(walk.hops(node, reached)) for node, claim in wanted.items() if node in reached
    }


class _Walk:
    """The network from a conclusion back, by how steep each literal of a node is."""

    def __init__(self, valuation: Valuation) -> None:
        self.network = valuation.network
        self.slopes = partials_of(valuation, plain=True).literal  # open questions too

    def back_from(self, start: int, wanted: set[int]) -> dict[int, _Reached]:
        """How each node is reached, going back from the conclusion until all wanted are found."""
        reached: dict[int, _Reached] = {}
        done: set[int] = set()
        length = {start: 0.0}
        queue = [(0.0, start)]
        missing = wanted - {start}
        sources = self.network.plan.circuit.sources
        while queue and missing:
            so_far, node = heapq.heappop(queue)
            if node in done:
                continue
            done.add(node)
            missing.discard(node)
            for literal, source in enumerate(sources[node]):
                slope = abs(self.slopes[node][literal])
                if slope <= LEAST:
                    continue
                far = so_far - math.log(slope)
                if source not in done and far < length.get(source, math.inf):
                    length[source] = far
                    reached[source] = _Reached(literal, node)
                    heapq.heappush(queue, (far, source))
        return reached

    def hops(self, node: int, reached: dict[int, _Reached]) -> Iterator[Hop]:
        """The arguments from a node to the conclusion, undercutters passed through."""
        graph, circuit = self.network.graph, self.network.plan.circuit
        n = len(graph.claims)
        while node in reached:
            start, (literal, node) = node, reached[node]
            argument, slope = self._read(node, literal)
            while circuit.node[node] >= n:  # an undercutter: on to the claim at the end
                node = reached[node].node
            kind = {1.0: "supports", -1.0: "rebuts"}.get(graph.sign[argument], "undercuts")
            ends = graph.claims[circuit.node[start]], graph.claims[circuit.node[node]]
            yield Hop(ends[0], slope < 0, kind, ends[1])

    def _read(self, node: int, literal: int) -> tuple[int, float]:
        """The argument on a node that a literal belongs to, and how it reads."""
        lines = self.network.plan.circuit.lines[node]
        read = [(argument, slope) for argument, _, each in lines for _, _, slope in each]
        return read[literal]
