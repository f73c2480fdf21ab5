"""The graph as nodes that are computed from other nodes: claims, and arguments that undercut.

An argument multiplies its weight with its *literals*. A premise is a literal that reads a claim,
as it is or, where it is negated, as 1 - strength. An undercut is one more literal of the argument
it goes against: it reads the force of the undercutter as 1 - force. So one kind of product does
for linked premises, negation, undercuts and undercuts of undercuts. The premise of an answer is a
literal twice as steep that starts at one half.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from kb.reasoning.graph import Graph
from kb.reasoning.walks import reach

Literal = tuple[int, float, float]  # the node that it reads, offset and slope
Line = tuple[int, float, tuple[Literal, ...]]  # an argument's index in the graph, sign, literals


class Circuit:
    """N nodes with the arguments that go to each.

    A node is a claim (numbered as in the graph) or an undercutter (n + its rank among them), whose
    only argument has the sign 1. A literal is worth max(0, offset + slope * x[source]).
    """

    large = False  # whether it is computed over arrays

    def __init__(self, node: Sequence[int], lines: Sequence[tuple[Line, ...]]) -> None:
        self.node = node  # (N,) the number of each node in the graph
        self.lines = lines  # (N,)

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.node)

    @cached_property
    def sources(self) -> Sequence[Sequence[int]]:
        """What each node reads, literal by literal: (N,)."""
        return [[literal[0] for line in lines for literal in line[2]] for lines in self.lines]

    @cached_property
    def readers(self) -> Sequence[Sequence[int]]:
        """Who reads each node, literal by literal: (N,)."""
        found: list[list[int]] = [[] for _ in self.node]
        for node, sources in enumerate(self.sources):
            for source in sources:
                found[source].append(node)
        return found

    @cached_property
    def leaning(self) -> set[int]:
        """The nodes that are read as leans, 0 on one side of one half: questions with answers."""
        return {
            source
            for lines in self.lines
            for _, _, literals in lines
            for source, _, slope in literals
            if abs(slope) > 1
        }

    def by_number(self) -> Circuit:
        """The circuit to be computed number by number."""
        return self

    def behind(self, nodes: Iterable[int]) -> set[int]:
        """Some nodes, with all that they read, directly or not."""
        return reach(nodes, self.sources)

    def ahead(self, nodes: Iterable[int]) -> set[int]:
        """Some nodes, with all that reads them, directly or not."""
        return reach(nodes, self.readers)

    @cached_property
    def plain(self) -> Circuit:
        """The circuit with its leans as ordinary literals."""
        if not self.leaning:
            return self
        return Circuit(
            self.node,
            [
                tuple((a, sign, tuple(map(_plain, literals))) for a, sign, literals in lines)
                for lines in self.lines
            ],
        )


def _plain(literal: Literal) -> Literal:
    source, _, slope = literal
    return (source, 1.0, -1.0) if slope < 0 else (source, 0.0, 1.0)


def circuit_of(graph: Graph) -> Circuit:
    """The whole graph as a circuit, its nodes in the order of the graph."""
    n = len(graph.claims)
    node_of = {argument: n + i for i, argument in enumerate(graph.undercutters)}
    literals = [_premises(graph, a) for a in range(len(graph.arguments))]
    for argument in graph.undercutters:
        literals[graph.target[argument]].append((node_of[argument], 1.0, -1.0))
    lines: list[list[Line]] = [[] for _ in range(n + len(node_of))]
    for a, (sign, target) in enumerate(zip(graph.sign, graph.target, strict=True)):
        lines[target if sign else node_of[a]].append((a, sign or 1.0, tuple(literals[a])))
    return Circuit(list(range(len(lines))), [tuple(each) for each in lines])


def _premises(graph: Graph, argument: int) -> list[Literal]:
    found = []
    for k in range(graph.first[argument], graph.first[argument + 1]):
        contrary, steep = graph.negated[k], 2.0 if graph.answer[k] else 1.0
        offset = float(contrary) if steep == 1 else (1.0 if contrary else -1.0)
        found.append((graph.premise[k], offset, -steep if contrary else steep))
    return found


def select(circuit: Circuit, order: Sequence[int]) -> Circuit:
    """The circuit of some nodes, in a given order; they read each other alone."""
    place = {node: i for i, node in enumerate(order)}

    def moved(line: Line) -> Line:
        argument, sign, literals = line
        return argument, sign, tuple((place[source], at, by) for source, at, by in literals)

    lines = [tuple(map(moved, circuit.lines[node])) for node in order]
    return Circuit([circuit.node[node] for node in order], lines)
