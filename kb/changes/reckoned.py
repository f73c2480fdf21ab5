"""What reasoning says of a debate, as far as changes of it are told: by words and places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kb.analysis.outlook import Setting
from kb.analysis.reasoner import Reasoner
from kb.analysis.scale import strength_word
from kb.analysis.weighed import weigh
from kb.changes.kinds import Strength
from kb.method import Method
from queries.network import Network


class Reckoned(NamedTuple):
    """The positions of a debate, and its cruxes in their order, each with its place."""

    positions: Mapping[str, Strength]
    cruxes: Mapping[str, int]


def reckoned(network: Network, debate: str, method: Method) -> Reckoned:
    """Nothing for a debate without positions."""
    weighed, setting = weigh(network), Setting(usual=method)
    if not weighed.has_positions(debate):
        return Reckoned({}, {})
    found = Reasoner(weighed, (debate,), setting).cruxes(debate)
    return Reckoned(
        {p.id: _strength(p.strength, p.reasons) for p in found.positions},
        {turn.item: turn.rank for turn in found.cruxes if turn.rank is not None},
    )


def _strength(strength: float, reasons: bool) -> Strength:
    return Strength(round(strength, 4), strength_word(strength, reasons))
