"""Which claims compete for a rank, and by what slopes they are screened before exact answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kb.reasoning.adjoint import influence, partials_of
from kb.reasoning.evaluate import Valuation


def bearing_on(valuation: Valuation, positions: Collection[int]) -> list[int]:
    """The nodes of the claims that bear on positions, apart from these, in the order of ids."""
    network = valuation.network
    names, node = network.graph.claims, network.plan.circuit.node
    bearing = network.plan.circuit.behind(positions).difference(positions)
    claims = (each for each in bearing if node[each] < network.plan.claims)
    return sorted(claims, key=lambda each: names[node[each]])


def screened(
    valuation: Valuation,
    candidates: Sequence[int],
    promise: Sequence[float],
    count: int,
    also: Collection[str] = (),
) -> list[int]:
    """The places of the candidates that promise most, so many of them, and besides these of what is
    computed exactly in any case: those in `also`, and questions whose answers do something."""
    circuit, names = valuation.network.plan.circuit, valuation.network.graph.claims
    best = set(sorted(range(len(candidates)), key=lambda i: -promise[i])[:count])
    return [
        i
        for i, node in enumerate(candidates)
        if i in best or node in circuit.leaning or names[circuit.node[node]] in also
    ]


def slopes_of(valuation: Valuation, positions: Iterable[str]) -> list[Sequence[float]]:
    """lambda of every node, for each position; answers are read as ordinary premises."""
    partials = partials_of(valuation, plain=True) if valuation.settled else None
    return [influence(valuation, position, partials).node for position in positions]
