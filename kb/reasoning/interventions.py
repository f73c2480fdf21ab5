"""What some strengths become under many interventions at once, each for itself.

An intervention on a claim changes nothing but what depends on it. So only the nodes that some of
the claims reach are computed again, as rows of one array that share the walk over the stages.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kb.errors import KbError
from kb.reasoning.arrays import Floats, Ints, reach
from kb.reasoning.evaluate import Valuation, solve
from kb.reasoning.network import Network
from kb.reasoning.plan import cone
from kb.reasoning.sweep import Clamps

CELLS = 1 << 17  # literals times rows that are worked on together: 1 MB an array


def respond(valuation: Valuation, rows: Ints, nodes: Ints, values: Floats, of: Ints) -> Floats:
    """The strengths of the nodes `of` under several interventions: (number of rows, len(of)).

    In row rows[i], node nodes[i] is clamped to values[i]; rows ascend from 0 without a gap. What
    the valuation holds clamped stays so, unless it is intervened on itself. Raises `KbError` where
    some row does not settle, without the guard.
    """
    count = int(rows[-1]) + 1 if len(rows) else 0
    network, place = _affected(valuation, nodes, of)
    before = valuation.x if network.contracts else valuation.network.tau
    within = np.full(len(valuation.x), -1, np.intp)
    within[place] = np.arange(len(place))
    held = np.flatnonzero(valuation.held & (within >= 0))
    known = within[of] >= 0
    found = np.repeat(valuation.x[of][None], count, axis=0)
    width = max(1, CELLS // max(1, len(network.plan.circuit.source)))
    for start in range(0, count, width):
        end = min(count, start + width)
        part = slice(*np.searchsorted(rows, (start, end)))
        everywhere = np.repeat(np.arange(end - start), len(held))
        clamps = Clamps(  # of two on the same node the last is in force
            np.concatenate([np.tile(within[held], end - start), within[nodes[part]]]),
            np.concatenate([np.tile(valuation.x[held], end - start), values[part]]),
            np.concatenate([everywhere, rows[part] - start]),
        )
        x = np.repeat(before[place][None], end - start, axis=0)
        if not solve(network, x, clamps):
            raise KbError("the strengths under some answer do not settle without the guard")
        found[start:end, known] = x[:, within[of[known]]]
    return found


def _affected(valuation: Valuation, nodes: Ints, of: Ints) -> tuple[Network, Ints]:
    """The network of what lies between some nodes and those they may change, `of`, and where its
    nodes stand in the whole one.

    Without the guard everything has to be followed from the start.
    """
    network = valuation.network
    if not network.contracts:
        return network, np.arange(network.plan.circuit.size)
    plan = network.plan
    changed = reach(np.unique(nodes), *plan.readers)
    bearing = reach(np.unique(of), plan.circuit.first, plan.circuit.source)
    plan, place = cone(plan, changed & bearing)
    tau, rest = network.tau[place], network.rest[place]
    return replace(network, plan=plan, tau=tau, rest=rest), place
