"""What each item turns on: both answers to every claim tried once, for all items together.

The answers are tried in blocks, and of each block only the best are kept, so that memory grows with
the number of claims and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from kb.analysis.outlook import Outlook
from kb.publish.numbers.numbers import TurnsOn
from kb.reasoning.arrays.indices import Floats
from kb.reasoning.interventions import affected_by, respond
from kb.reasoning.ranking import MARGIN

FEW = 3  # claims that an item is said to turn on
MANY = 1_000  # claims that bear on a debate, above which only its own are tried
PAIRS = 1 << 24  # of a claim and what it is tried on: above, only what argues most is tried
CELLS = 1 << 18  # pairs that are worked on together


def tried_of(outlook: Outlook, claims: Sequence[str]) -> list[str]:
    """The claims whose answers are tried for those of a debate."""
    network = outlook.network
    everything = network.graph.claims
    tried = list(everything if len(everything) <= MANY else claims)
    most = max(1, PAIRS // max(1, len(claims)))
    if len(tried) <= most:
        return tried
    readers = network.plan.circuit.readers
    tried.sort(key=lambda claim: (-len(readers[network.node(claim)]), claim))
    return tried[:most]


def turns_of(
    outlook: Outlook, claims: Sequence[str], tried: Sequence[str]
) -> dict[str, tuple[TurnsOn, ...]]:
    """The few claims on which each claim turns most, by their swing, exactly."""
    if not claims:
        return {}
    ordered = sorted(tried)  # of two that swing it as much, the first is kept
    best = _best(outlook, claims, ordered).T.tolist()  # numbers, which are sooner gone through
    return {claim: _named(few, ordered) for claim, few in zip(claims, best, strict=True)}


def _best(outlook: Outlook, claims: Sequence[str], tried: Sequence[str]) -> Floats:
    """The swing, the answers and the places of those that swing each claim most: (4, FEW, n)."""
    of = [outlook.network.node(claim) for claim in claims]
    nodes = [outlook.network.node(claim) for claim in tried]
    best = np.zeros((4, FEW, len(claims)))
    width = max(1, CELLS // len(claims))
    for start in range(0, len(nodes), width):
        part = nodes[start : start + width]
        found = np.concatenate([best, _swings(outlook, part, of, start)], axis=1)
        order = np.argsort(-found[0], axis=0, kind="stable")[:FEW]
        best = np.take_along_axis(found, order[None], axis=1)
    return best


def _swings(outlook: Outlook, nodes: Sequence[int], of: Sequence[int], start: int) -> Floats:
    count = len(nodes)
    replies = _replies(outlook, [{node: answer} for answer in (1.0, 0.0) for node in nodes], of)
    yes, no = replies[:count], replies[count:]
    swings = np.abs(yes - no)
    swings[np.array(nodes)[:, None] == np.array(of)[None]] = 0.0  # none is said to turn on itself
    places = np.broadcast_to(np.arange(start, start + count)[:, None], swings.shape)
    return np.stack([swings, yes, no, places])


def _replies(outlook: Outlook, rows: Sequence[Mapping[int, float]], of: Sequence[int]) -> Floats:
    """The answers in one array; what does not settle is followed row by row."""
    valuation, network = outlook.valuation, outlook.network
    if not network.contracts:
        return np.array(respond(valuation, rows, of))
    held = [{**valuation.held, **row} for row in rows]
    return network.sheet.responses(valuation.x, held, of, affected_by(network, rows, of))


def _named(best: Iterable[Sequence[float]], tried: Sequence[str]) -> tuple[TurnsOn, ...]:
    return tuple(
        TurnsOn(claim=tried[int(place)], yes=yes, no=no)
        for swing, yes, no, place in best
        if swing > MARGIN
    )
