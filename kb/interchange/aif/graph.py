"""What an AIF file holds: its nodes, edges and speakers, whichever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kb.diagnostics import Code
from kb.interchange.json_text import Value, read_json
from kb.interchange.source import Source

MOST = 20_000  # nodes, and edges
KINDS = ("I", "RA", "CA", "MA", "PA", "L", "YA", "TA")
WRAPPED = ("AIF", "aif")


class Node(NamedTuple):
    """A node, and its place among the others."""

    id: str
    kind: str
    text: str
    value: Value


class Edge(NamedTuple):
    """An edge between two nodes that are there."""

    source: str
    goal: str
    value: Value


@dataclass
class Graph:
    """The nodes by id, and the edges that lead to each and from each."""

    root: Value
    held: Value
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    to: dict[str, list[Edge]] = field(default_factory=dict)
    out: dict[str, list[Edge]] = field(default_factory=dict)
    speakers: dict[str, str] = field(default_factory=dict)  # of locutions
    unread: list[tuple[Value, str]] = field(default_factory=list)  # and why

    def sources(self, node: str, *kinds: str) -> list[str]:
        """The nodes of some kinds with an edge to a node, each once."""
        found = (edge.source for edge in self.to.get(node, ()))
        return [n for n in dict.fromkeys(found) if self.nodes[n].kind in kinds]

    def goals(self, node: str, *kinds: str) -> list[str]:
        """The nodes of some kinds with an edge from a node, each once."""
        found = (edge.goal for edge in self.out.get(node, ()))
        return [n for n in dict.fromkeys(found) if self.nodes[n].kind in kinds]

    def of(self, *kinds: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.kind in kinds]


def read_graph(source: Source) -> Graph:
    """The graph that a file holds. Raises Unreadable for a file that holds none."""
    root = read_json(source)
    held = next((root.fields[name] for name in WRAPPED if name in root.fields), root)
    if "nodes" not in held.fields or not isinstance(held.fields["nodes"].said, list):
        says = "no list 'nodes' stands here, so this is no AIF: AIFdb and OVA write one"
        raise source.problem(held.start, says)
    for name in ("nodes", "edges"):
        rows = held.fields[name].rows if name in held.fields else []
        if len(rows) > MOST:
            says = f"there are more than {MOST:,} {name}"
            raise source.problem(held.fields[name].start, says, Code.TOO_MUCH)
    graph = Graph(root, held)
    _read_nodes(graph)
    _read_edges(graph)
    _read_speakers(graph)
    return graph


def _read_nodes(graph: Graph) -> None:
    for value in graph.held.fields["nodes"].rows:
        ident, kind = value.get("nodeID", "id"), value.get("type").strip().upper()
        node = Node(ident, kind, value.get("text"), value)
        if why := _unreadable(graph, node):
            graph.unread.append((value, why))
        else:
            graph.nodes[ident] = node


def _unreadable(graph: Graph, node: Node) -> str:
    if not node.id:
        return "a node has a 'nodeID'"
    if node.id in graph.nodes:
        return "a node of this id stands above"
    if node.kind not in KINDS:
        return f"a node has a type: {', '.join(KINDS)}"
    return ""


def _read_edges(graph: Graph) -> None:
    held = graph.held.fields
    for value in held["edges"].rows if "edges" in held else []:
        source, goal = _end(value, "fromID", "from"), _end(value, "toID", "to")
        if source not in graph.nodes or goal not in graph.nodes:
            graph.unread.append((value, "it begins or ends at no node that is read"))
            continue
        edge = Edge(source, goal, value)
        graph.edges.append(edge)
        graph.to.setdefault(goal, []).append(edge)
        graph.out.setdefault(source, []).append(edge)


def _end(value: Value, name: str, nested: str) -> str:
    """The id of the node at an end of an edge; older files of OVA repeat the whole node."""
    if nested in value.fields and value.fields[nested].fields:
        return value.fields[nested].get("id", "nodeID")
    return value.get(name, nested)


def _read_speakers(graph: Graph) -> None:
    held = graph.held.fields
    people = {
        row.get("participantID", "id"): f"{row.get('firstname')} {row.get('surname')}".strip()
        for row in (held["participants"].rows if "participants" in held else [])
    }
    for row in held["locutions"].rows if "locutions" in held else []:
        if name := people.get(row.get("personID")):
            graph.speakers.setdefault(row.get("nodeID"), name)
    for node in graph.of("L"):
        if name := people.get(node.value.get("participantID")):
            graph.speakers.setdefault(node.id, name)
