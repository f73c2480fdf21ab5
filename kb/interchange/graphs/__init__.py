"""Debates as graphs for other programs: GraphML and NetworkX with all that they say, DOT and
Mermaid as drawings. Arguments are nodes: premises lead to them, they to what they bear on,
undercuts to arguments.
"""

from __future__ import annotations

from kb.interchange.frame import Format
from kb.interchange.graphs.drawing import write_dot, write_mermaid
from kb.interchange.graphs.graphml import write

FORMATS = {
    "graphml": Format("GraphML", (".graphml",), write=write),
    "dot": Format("DOT, for Graphviz", (".dot", ".gv"), write=write_dot),
    "mermaid": Format("Mermaid", (".mmd",), write=write_mermaid),
}
