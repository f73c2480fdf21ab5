"""A debate as a bare graph, in the JSON that `kb.reasoning.bare` reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np

from kb.analysis.weighed import Weighed
from kb.reasoning.graph import Graph

KINDS = {1.0: "supports", -1.0: "rebuts", 0.0: "undercuts"}


def bare_graph(weighed: Weighed, towards: Collection[str] | None = None) -> dict[str, Any]:
    """The claims and the arguments between them; with `towards` only what bears on those claims."""
    graph = weighed.graph
    arguments: Iterable[int] = range(len(graph.arguments))
    claims: Collection[str] = graph.claims
    if towards is not None:
        claims, arguments = _bearing(graph, towards)
    return {
        "claims": [
            {"id": claim, "score": float(tau)}
            for claim, tau in zip(graph.claims, graph.tau, strict=True)
            if claim in claims
        ],
        "arguments": [_argument(graph, i) for i in arguments],
    }


def _bearing(graph: Graph, towards: Collection[str]) -> tuple[set[str], list[int]]:
    """The claims and arguments from which a way leads to some claims."""
    onto: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    for i, (sign, target) in enumerate(zip(graph.sign, graph.target.tolist(), strict=True)):
        (onto if sign else below).setdefault(target, []).append(i)
    claims = {graph.claim(claim) for claim in towards}
    waiting, arguments = list(claims), []
    while waiting:
        steps = list(onto.get(waiting.pop(), ()))
        for step in steps:  # grows by what undercuts
            steps += below.get(step, ())
            premises = graph.premise[graph.first[step] : graph.first[step + 1]].tolist()
            waiting += [p for p in dict.fromkeys(premises) if p not in claims]
            claims.update(premises)
        arguments += steps
    return {graph.claims[i] for i in claims}, sorted(arguments)


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
