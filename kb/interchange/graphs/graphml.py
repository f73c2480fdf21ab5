"""All that debates say as GraphML, which Gephi, yEd, Cytoscape and NetworkX read."""

from __future__ import annotations

from xml.etree import ElementTree

from kb.interchange.account import facts_of, saying
from kb.interchange.frame import Writing
from kb.interchange.graphs.network import Values, edges, is_plain, nodes
from kb.model import Argument
from kb.publish.text.signs import printable

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
TYPES = {str: "string", bool: "boolean", float: "double"}


def write(writing: Writing) -> str:
    """The debates as one graph."""
    for fact in facts_of(writing.base):
        names = saying(fact)
        ends = ("premises",) if isinstance(fact, Argument) else ()
        odd = [n for n in names if n not in ends and not is_plain(fact, n)]
        if odd:
            writing.account.changed(fact, "as JSON in one text", *odd)
        if names:
            writing.account.carried(fact, *names)
    return _Document(writing).text()


class _Document:
    def __init__(self, writing: Writing) -> None:
        self.base = writing.base
        self.root = ElementTree.Element("graphml", xmlns=NAMESPACE)
        self.keys: dict[tuple[str, str, str], str] = {}
        self.graph = ElementTree.Element("graph", id="debates", edgedefault="directed")

    def text(self) -> str:
        for node in nodes(self.base):
            element = ElementTree.SubElement(self.graph, "node", id=printable(node.id))
            self._data(element, "node", {"type": node.type, **node.values})
        for number, edge in enumerate(edges(self.base)):
            ends = {"source": printable(edge.source), "target": printable(edge.target)}
            element = ElementTree.SubElement(self.graph, "edge", {"id": f"e{number}"} | ends)
            self._data(element, "edge", {"type": edge.type, **edge.values})
        self.root.append(self.graph)
        ElementTree.indent(self.root)
        found = ElementTree.tostring(self.root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{found}\n'

    def _data(self, element: ElementTree.Element, place: str, values: Values) -> None:
        for name, value in values.items():
            data = ElementTree.SubElement(element, "data", key=self._key(place, name, value))
            is_truth = isinstance(value, bool)
            data.text = str(value).lower() if is_truth else printable(str(value))

    def _key(self, place: str, name: str, value: str | bool | float) -> str:
        """The key that is declared for values of a name."""
        kind = TYPES[type(value)]
        key = (place, name, kind)
        if key not in self.keys:
            self.keys[key] = f"k{len(self.keys)}"
            about = {"id": self.keys[key], "for": place, "attr.name": name, "attr.type": kind}
            self.root.append(ElementTree.Element("key", about))
        return self.keys[key]
