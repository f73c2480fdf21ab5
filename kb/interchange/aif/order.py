"""The order of an exchange: which locution comes behind which, and so which claim."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from kb.interchange.aif.graph import Graph, Node


def in_order_of_speech(graph: Graph) -> tuple[list[Node], str]:
    """The I-nodes as they were said, those behind that nobody says; and why that order is none."""
    claims = graph.of("I")
    places = {node.id: n for n, node in enumerate(graph.of("L"))}
    before: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(places, ()))
    for node in graph.of("TA"):
        for later in graph.goals(node.id, "L"):
            before.add(later, *graph.sources(node.id, "L"))
    try:
        before.prepare()
    except CycleError:
        return claims, "the order goes round in a circle"
    rank: dict[str, int] = {}
    while before.is_active():
        ready = sorted(before.get_ready(), key=places.__getitem__)
        for locution in ready:
            for act in graph.goals(locution, "YA"):
                for claim in graph.goals(act, "I"):
                    rank.setdefault(claim, len(rank))
        before.done(*ready)
    if not graph.of("TA"):
        return claims, ""
    return sorted(claims, key=lambda node: rank.get(node.id, len(rank))), ""
