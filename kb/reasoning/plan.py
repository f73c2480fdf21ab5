"""The order in which a circuit is evaluated: everything after what it reads, circles apart.

Nodes of the same *level* do not depend on each other, unless they go round in a circle. A *stage*
is all of one level: one that is done once, or a cyclic one, which holds the strong components of
its level and is repeated until it settles. Within it undercutters come before the arguments they go
against, and claims last.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from kb.reasoning.circuit import Circuit, select
from kb.reasoning.walks import strong_components


class Stage(NamedTuple):
    """Nodes that are done once, or over and over where they depend on each other in a circle."""

    nodes: Sequence[int]
    cyclic: bool


class Plan(NamedTuple):
    """A circuit in order of evaluation. Its first `leaves` nodes have no arguments."""

    circuit: Circuit
    claims: int  # how many claims the graph has: nodes from this number on are undercutters
    component: Sequence[int]  # (N,) the same number for the nodes of one strong component
    stage: Sequence[int]  # (N,) ascending: 0 for leaves, even for what is done once, odd for cycles
    turn: Sequence[int]  # (N,) which of a cyclic stage are done together, ascending within it
    stages: tuple[Stage, ...]
    leaves: int

    @property
    def cyclic(self) -> bool:
        """Whether anything depends on itself."""
        return any(stage.cyclic for stage in self.stages)

    def among(self, nodes: Iterable[int]) -> tuple[Stage, ...]:
        """The stages of some nodes that are no leaves."""
        return tuple(
            Stage(tuple(group), number % 2 == 1)
            for number, group in groupby(sorted(nodes), key=self.stage.__getitem__)
            if number
        )


def plan_of(circuit: Circuit, claims: int, depth: Sequence[int], keep: Iterable[int]) -> Plan:
    """Put some nodes of a circuit, with all that they read, in order. `depth` is 0 for claims, and
    for an undercutter the number of undercuts from it to an argument on a claim: (N,)."""
    level: dict[int, int] = {}
    key: dict[int, tuple[int, int]] = {}  # stage and turn
    component: dict[int, int] = {}
    for nodes in strong_components(circuit.sources, keep):
        component.update(dict.fromkeys(nodes, nodes[0]))
        read = [source for node in nodes for source in circuit.sources[node]]
        height = 1 + max((level.get(source, -1) for source in read), default=-1)
        level.update(dict.fromkeys(nodes, height))
        cyclic = len(nodes) > 1 or nodes[0] in read
        for node in nodes:
            key[node] = (2 * height + cyclic, -depth[node] if cyclic else 0)
    order = sorted(key, key=lambda node: (*key[node], circuit.node[node] >= claims, node))
    leaves = sum(1 for node in order if not key[node][0])
    stage = [key[node][0] for node in order]
    stages = tuple(
        Stage(range(group[0], group[-1] + 1), number % 2 == 1)
        for number, each in groupby(range(len(order)), key=stage.__getitem__)
        if number and (group := list(each))
    )
    return Plan(
        select(circuit, order),
        claims,
        [component[node] for node in order],
        stage,
        [key[node][1] for node in order],
        stages,
        leaves,
    )
