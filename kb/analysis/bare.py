"""A debate as a bare graph, in the JSON that `kb.reasoning.bare` reads."""

from __future__ import annotations

from typing import Any

import numpy as np

from kb.analysis.weighed import Weighed
from kb.reasoning.graph import Graph

KINDS = {1.0: "supports", -1.0: "rebuts", 0.0: "undercuts"}


def bare_graph(weighed: Weighed) -> dict[str, Any]:
    """The claims and the arguments between them, with what other debates contribute."""
    graph = weighed.graph
    return {
        "claims": [
            {"id": claim, "score": float(tau)}
            for claim, tau in zip(graph.claims, graph.tau, strict=True)
        ],
        "arguments": [_argument(graph, i) for i in range(len(graph.arguments))],
    }


def _argument(graph: Graph, i: int) -> dict[str, Any]:
    sign, target = float(graph.sign[i]), int(graph.target[i])
    return {
        "id": graph.arguments[i],
        "kind": KINDS[sign],
        "premises": [_premise(graph, k) for k in np.arange(graph.first[i], graph.first[i + 1])],
        "target": graph.claims[target] if sign else graph.arguments[target],
        "weight": float(graph.weight[i]),
    }


def _premise(graph: Graph, k: int) -> str | dict[str, Any]:
    claim = graph.claims[graph.premise[k]]
    return {"id": claim, "negated": True} if graph.negated[k] else claim
