"""What some strengths become under many interventions, each for itself.

An intervention on a claim changes nothing but what depends on it, so only that is computed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kb.errors import KbError
from kb.reasoning.dynamics import follow
from kb.reasoning.evaluate import Valuation
from kb.reasoning.network import Network
from kb.reasoning.sweep import solve, work

LARGE = 100_000  # literals read in all, above which arrays are worth the import of numpy

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
    if network.large or len(rows) * work(network, network.plan.among(affected)) > LARGE:
        replies: list[list[float]] = network.sheet.responses(
            valuation.x, held, of, affected
        ).tolist()
        return replies
    found = []
    for row, each in zip(rows, held, strict=True):
        x = list(valuation.x)
        changed = network.plan.circuit.ahead(row) & affected
        solve(network, network.plan.among(changed), x, each)
        found.append([x[node] for node in of])
    return found


def affected_by(network: Network, rows: Iterable[Clamped], of: Iterable[int]) -> set[int]:
    """What lies between the nodes that are clamped and those they may change, `of`."""
    circuit = network.plan.circuit
    return circuit.ahead(node for row in rows for node in row) & circuit.behind(of)


def _followed(network: Network, held: Clamped, of: Sequence[int]) -> list[float]:
    """Without the guard everything has to be followed from the start."""
    x = list(network.tau)
    if not follow(network, x, held):
        raise KbError("the strengths under some answer do not settle without the guard")
    return [x[node] for node in of]
