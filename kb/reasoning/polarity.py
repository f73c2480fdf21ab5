"""Whether more of a claim can mean more of a conclusion, or less, whatever the strengths."""

from __future__ import annotations

from kb.reasoning.plan import Plan
from kb.reasoning.walks import reach


def polarities(plan: Plan, conclusion: int) -> tuple[set[int], set[int]]:
    """The nodes from which some way to the conclusion raises it, and those from which one lowers.

    A way lowers where it has an odd number of rebuttals, negations and undercuts. All semantics are
    monotone, so a claim without a lowering way can never lower the conclusion.
    """
    # Every node twice: 2 i stands for ways that raise, 2 i + 1 for ways that lower.
    near: list[list[int]] = []
    for lines in plan.circuit.lines:
        turned = [(s, sign * slope < 0) for _, sign, each in lines for s, _, slope in each]
        near.append([2 * source + turns for source, turns in turned])
        near.append([2 * source + 1 - turns for source, turns in turned])
    found = reach([2 * conclusion], near)
    raises = {each // 2 for each in found if each % 2 == 0}
    return raises, {each // 2 for each in found if each % 2 == 1}
