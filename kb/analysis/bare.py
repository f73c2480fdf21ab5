"""A debate as a bare graph, in the JSON that `kb.reasoning.bare` reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from kb.analysis.weighed import Weighed
from kb.method import USUAL, Method
from kb.reasoning.graph import Argument, Graph, arguments_of


def page_graph(weighed: Weighed, towards: Collection[str], method: Method) -> dict[str, Any]:
    """The same for a page that may weigh anew: with the method, and what nobody makes."""
    found = bare_graph(weighed, towards, method.inferred)
    inferred = [a["id"] for a in found["arguments"] if a["id"] in weighed.inferred]
    return {**found, "method": method._asdict(), "inferred": inferred}


def bare_graph(
    weighed: Weighed,
    towards: Collection[str] | None = None,
    inferred: float = USUAL.inferred,
) -> dict[str, Any]:
    """The claims and the arguments between them; with `towards` only what bears on those claims.

    `inferred` is the weight of the arguments that nobody makes.
    """
    graph = weighed.weighing(inferred)
    arguments: Iterable[int] = range(len(graph.arguments))
    known = arguments_of(graph)
    claims: Collection[str] = graph.claims
    if towards is not None:
        claims, arguments = _bearing(graph, towards)
    return {
        "claims": [
            {"id": claim, "score": tau}
            for claim, tau in zip(graph.claims, graph.tau, strict=True)
            if claim in claims
        ],
        "arguments": [_argument(known[i]) for i in arguments],
    }


def _bearing(graph: Graph, towards: Collection[str]) -> tuple[set[str], list[int]]:
    """The claims and arguments from which a way leads to some claims."""
    onto: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    for i, (sign, target) in enumerate(zip(graph.sign, graph.target, strict=True)):
        (onto if sign else below).setdefault(target, []).append(i)
    claims = {graph.claim(claim) for claim in towards}
    waiting, arguments = list(claims), []
    while waiting:
        found = list(onto.get(waiting.pop(), ()))
        for one in found:  # grows by what undercuts
            found += below.get(one, ())
            premises = graph.premise[graph.first[one] : graph.first[one + 1]]
            waiting += [p for p in dict.fromkeys(premises) if p not in claims]
            claims.update(premises)
        arguments += found
    return {graph.claims[i] for i in claims}, sorted(arguments)


def _argument(argument: Argument) -> dict[str, Any]:
    premises = [_premise(*premise) for premise in argument.premises]
    return {**argument._asdict(), "premises": premises}


def _premise(ident: str, negated: bool, answer: bool = False) -> str | dict[str, Any]:
    """A premise, with what it is besides: a plain id where it is nothing."""
    flags = {"negated": negated, "answer": answer}
    more = {name: True for name, is_so in flags.items() if is_so}
    return {"id": ident, **more} if more else ident
