"""What is known of a graph while it is read: which node is which item, and what became of each."""

from __future__ import annotations

from itertools import pairwise

from kb.interchange.aif.bonds import bonds_of
from kb.interchange.aif.graph import Graph
from kb.interchange.frame import Reading
from kb.interchange.report import Fate
from kb.interchange.telling import Telling

NAMES = ("nodeID", "id", "type", "text", "scheme")
EDGE = ("edgeID", "id", "fromID", "toID", "from", "to")

WHYS = {
    "timestamp": "when something was drawn is not when it was said",
    "date": "when something was drawn is not when it was said",
    "schemeID": "it is a number in a list of schemes that only AIFdb has",
    "descriptorID": "it is a number in a list of descriptors that only AIFdb has",
    "formEdgeID": "it is a number in a list of AIFdb",
    "text": "the text that was analysed is no part of a debate; it can be cited as a source",
    "txt": "the text that was analysed is no part of a debate; it can be cited as a source",
    "plain_txt": "the text that was analysed is no part of a debate; it can be cited as a source",
} | dict.fromkeys(("x", "y", "w", "h", "color", "visible"), "it is about how the map is drawn")


class Known:
    """A graph, the draft that is made of it, and the account of it."""

    def __init__(self, reading: Reading, graph: Graph) -> None:
        self.draft, self.graph = reading.draft, graph
        self.telling = Telling(reading.account, graph.root, WHYS)
        self.items: dict[str, str] = {}
        self.bonds = bonds_of(graph)
        self.fates: dict[str, tuple[Fate, str]] = {}
        self._used: set[tuple[str, str]] = set()  # ends of edges

    def use(self, *ends: str) -> None:
        """Edges from each of some nodes to the next say something."""
        self._used.update(pairwise(ends))

    def tell(self) -> None:
        """What became of every node and edge, and of all else."""
        for node in self.graph.nodes.values():
            fate, why = self.fates.get(node.id, ("left_out", "nothing leads from it or to it"))
            self.telling.tell(fate, why, node.value, *NAMES)
        for edge in self.graph.edges:
            why = self._unused((edge.source, edge.goal))
            self.telling.tell("left_out" if why else "carried", why, edge.value, *EDGE)
        for value, why in self.graph.unread:
            self.telling.tell("left_out", why, value, *value.fields)
        self.telling.close()

    def _unused(self, ends: tuple[str, str]) -> str:
        """Why an edge says nothing; empty where it does."""
        if ends in self._used:
            return ""
        kinds = [self.graph.nodes[end].kind for end in ends]
        for end, kind in zip(ends, kinds, strict=True):
            if self.fates.get(end, ("left_out",))[0] == "left_out":
                return f"the {kind}-node at its end is left out"
        return f"an edge from {kinds[0]} to {kinds[1]} says nothing here"
