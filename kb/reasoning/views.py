"""The map as somebody sees it: a person by their stances, a camp, a reader.

A stance is what somebody believes all things considered, so it is no base score: the reasons on the
map are part of it already. A view is calibrated, each rated claim given the base score from which
its reasons lead to its stance.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from kb.errors import MisuseError
from kb.reasoning.evaluate import evaluate
from kb.reasoning.network import Network
from kb.reasoning.semantics import LogOdds, odds
from kb.reasoning.sweep import energy

# What a stance counts as where it says no credence itself; None: it says nothing.
TABLE: dict[str, float | None] = {
    "holds": 0.85,
    "answers_yes": 0.85,
    "concedes": 0.7,
    "finds_plausible": 0.65,
    "questions": 0.35,
    "rejects": 0.15,
    "answers_no": 0.15,
    "reports": None,
    "supposes": None,
    "poses": None,
}
SURE = 0.98  # a member of a camp counts as no surer than this, nor than 1 minus it


def credence_of(kind: str, said: float | None) -> float | None:
    """The credence that a stance gives, None where it says nothing: `kind` as in `TABLE`, `said`
    the number that somebody puts to it. To report, to suppose and to pose something says nothing
    of what one believes."""
    return said if said is not None and TABLE[kind] is not None else TABLE[kind]


def camp(members: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """A camp's credence in each claim: the mean log-odds of those members who have a stance."""
    rated: dict[str, list[float]] = {}
    for member in members:
        for claim, credence in member.items():
            sure = min(max(credence, 1 - SURE), SURE)
            rated.setdefault(claim, []).append(math.log(sure / (1 - sure)))
    means = {claim: math.fsum(each) / len(each) for claim, each in rated.items()}
    return {claim: 1 / (1 + math.exp(-mean)) for claim, mean in means.items()}


def calibrate(network: Network, credences: Mapping[str, float]) -> Network:
    """The network as seen by somebody with these credences: logit tau = logit credence - E.

    E is the energy on each rated claim while all of them are clamped. An evaluation of the view
    gives the credences again, and what changes further down still moves them, but for those of
    exactly 0 or 1. Raises `MisuseError` but for log-odds, `GraphError` for an unknown claim.
    """
    semantics = network.semantics
    if not isinstance(semantics, LogOdds):
        raise MisuseError(f"views need the log-odds semantics, not {semantics.name}")
    values = network.nodes(credences)
    x = evaluate(network, credences).x
    tau, rest = list(network.tau), list(network.rest)
    for node, value in values.items():
        up, down = odds(-semantics.beta * energy(network, node, x))
        # Both odds are kept, so that a base score next to 1 still leads back to the credence.
        pro, con = value * up, (1 - value) * down
        tau[node], rest[node] = pro / (pro + con), con / (pro + con)
    return network._replace(tau=tau, rest=rest)
