"""Debates as a graph of NetworkX, for programs in Python; it wants the extra `networkx`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.errors import MisuseError
from kb.interchange.graphs.network import edges, nodes
from kb.model import Base

if TYPE_CHECKING:
    import networkx


def to_networkx(base: Base) -> networkx.MultiDiGraph[str]:
    """All that a base says: a node for each item, argument, debate, person and source.

    Raises MisuseError where NetworkX is not installed.
    """
    try:
        import networkx
    except ModuleNotFoundError:
        raise MisuseError("NetworkX is not installed; pip install 'cruxbase[networkx]'") from None
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in nodes(base):
        graph.add_node(node.id, type=node.type, **node.values)
    for edge in edges(base):
        graph.add_edge(edge.source, edge.target, type=edge.type, **edge.values)
    return graph
