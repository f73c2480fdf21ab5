"""What some strengths become under many interventions, each for itself.

An intervention on a claim changes nothing but what depends on it, so only that is computed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kb.errors import KbError
from kb.reasoning.dynamics import follow
from kb.reasoning.evaluate import Valuation
from kb.reasoning.network import Network
from kb.reasoning.sweep import LARGE, solve, work
from kb.reasoning.walks import reach

Clamped = Mapping[int, float]


def respond(valuation: Valuation, rows: Sequence[Clamped], of: Sequence[int]) -> list[list[float]]:
    """The strengths of the nodes `of`, for each row of nodes clamped to values.

    What the valuation holds clamped stays so, unless it is intervened on itself. Raises `KbError`
    where some row does not settle, without the guard.
    """
    network = valuation.network
    held = [{**valuation.held, **row} for row in rows]
    if not network.contracts:
        return [_followed(network, each, of) for each in held]
    affected = affected_by(network, rows, of)
    if len(rows) * work(network, network.plan.among(affected)) > LARGE:
        from kb.reasoning.rows import responses

        found: list[list[float]] = responses(network, valuation.x, held, of, affected).tolist()
        return found
    found = []
    for row, each in zip(rows, held, strict=True):
        x = valuation.x.copy()
        changed = reach(row, network.plan.circuit.readers) & affected
        solve(network, network.plan.among(changed), x, each)
        found.append([x[node] for node in of])
    return found


def affected_by(network: Network, rows: Iterable[Clamped], of: Iterable[int]) -> set[int]:
    """What lies between the nodes that are clamped and those they may change, `of`."""
    circuit = network.plan.circuit
    changed = reach((node for row in rows for node in row), circuit.readers)
    return changed & reach(of, circuit.sources)


def _followed(network: Network, held: Clamped, of: Sequence[int]) -> list[float]:
    """Without the guard everything has to be followed from the start."""
    x = network.tau.copy()
    if not follow(network, x, held):
        raise KbError("the strengths under some answer do not settle without the guard")
    return [x[node] for node in of]
