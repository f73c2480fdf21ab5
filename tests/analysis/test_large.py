"""What is said of a debate is the same where it is computed over arrays, as very large ones are."""

from __future__ import annotations

from typing import Any

from bases import ROOT
from reasoning.engines import assert_same, engine

import kb
from kb.analysis.outlook import look
from kb.api import OpenBase


def said(base: OpenBase, debate: str, *, large: bool) -> dict[str, Any]:
    """What a debate turns on, why, and what would flip it, computed anew."""
    reasoner = base.reason(debate)
    assert look(reasoner.weighed).network.large == large
    positions = reasoner.positions(debate)
    return {
        "strengths": reasoner.strengths(),
        "cruxes": reasoner.cruxes(debate),
        "situation": reasoner.situation(debate),
        "why": [reasoner.why(position) for position in positions],
        "flips": [reasoner.flip(position) for position in positions],
        "supposed": reasoner.what_if({positions[0]: 0.0}, debate),
    }


def test_every_debate_is_told_alike() -> None:
    base = kb.open(ROOT / "kb" / "debates")
    for debate in base.debates():
        found = []
        for large in (False, True):
            with engine(large=large):
                found.append(said(base, debate.id, large=large))
        assert_same(*found)
