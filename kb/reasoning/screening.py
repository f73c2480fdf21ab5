"""Which claims compete for a rank, and by what slopes they are screened before exact answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from kb.reasoning.adjoint import influence, partials_of
from kb.reasoning.arrays import Flags, Floats, Ints, reach
from kb.reasoning.evaluate import Valuation


def competing(
    valuation: Valuation, positions: Ints, among: Collection[str] | None
) -> tuple[Ints, int]:
    """The nodes of the claims that bear on positions, in the order of their ids, and how many
    there are with those that are not `among` the wanted."""
    network = valuation.network
    names = network.graph.claims
    circuit = network.plan.circuit
    bearing = reach(positions, circuit.first, circuit.source)
    bearing[positions] = False
    bearing = bearing[network.place[network.claims]]
    chosen = network.claims[bearing]
    if among is not None:
        chosen = np.array([i for i in chosen if names[i] in among], np.intp)
    ordered = sorted(chosen.tolist(), key=names.__getitem__)
    return network.place[ordered], int(bearing.sum())


def always(valuation: Valuation, candidates: Ints, also: Collection[str] = ()) -> Flags:
    """Which candidates are computed exactly whatever their slope: those in `also`, and questions
    whose answers do something."""
    circuit, names = valuation.network.plan.circuit, valuation.network.graph.claims
    asked = np.zeros(circuit.size, bool)
    asked[circuit.source[circuit.leaning]] = True
    wanted = (names[i] in also for i in circuit.node[candidates])
    found: Flags = asked[candidates] | np.fromiter(wanted, bool, len(candidates))
    return found


def slopes_of(valuation: Valuation, positions: Sequence[str], *, plain: bool = False) -> Floats:
    """lambda of every node, for each position: (positions, N); `plain` as for `partials_of`."""
    partials = partials_of(valuation, plain=plain) if valuation.settled else None
    return np.stack([influence(valuation, p, partials).node for p in positions])
