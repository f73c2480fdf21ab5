"""The RA- and CA-nodes of a graph as arguments, those first that others attack."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.interchange.aif.graph import Graph

DEEPEST = 12  # undercuts of undercuts, which stand within each other where they are written


@dataclass
class Bond:
    """A node that leads from premises to claims, or to other such nodes."""

    id: str
    kind: str
    premises: list[str]
    claims: list[str]
    bonds: list[str]
    made: list[str] = field(default_factory=list)  # its arguments
    depth: int = 0

    @property
    def why_not(self) -> str:
        """What keeps it from being an argument."""
        if not self.premises:
            return "it has no premise that is an I-node"
        return "" if self.claims or self.bonds else "it leads to no claim and no argument"


def bonds_of(graph: Graph) -> dict[str, Bond]:
    """All RA- and CA-nodes."""
    return {
        node.id: Bond(
            node.id,
            node.kind,
            graph.sources(node.id, "I"),
            graph.goals(node.id, "I"),
            graph.goals(node.id, "RA", "CA"),
        )
        for node in graph.of("RA", "CA")
    }


def in_order(bonds: dict[str, Bond]) -> Iterator[Bond]:
    """Each bond after those that it attacks; not those that attack each other in a circle."""
    waiting = {b.id: len(b.bonds) if b.kind == "CA" else 0 for b in bonds.values()}
    attackers: dict[str, list[Bond]] = {}
    for bond in bonds.values():
        for goal in bond.bonds if bond.kind == "CA" else ():
            attackers.setdefault(goal, []).append(bond)
    ready = deque(bond for bond in bonds.values() if not waiting[bond.id])
    while ready:
        bond = ready.popleft()
        yield bond
        for other in attackers.get(bond.id, ()):
            other.depth = max(other.depth, bond.depth + 1)
            waiting[other.id] -= 1
            if not waiting[other.id]:
                ready.append(other)
