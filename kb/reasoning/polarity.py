"""Whether more of a claim can mean more of a conclusion, or less, whatever the strengths."""

from __future__ import annotations

import numpy as np

from kb.reasoning.arrays import Flags, group, reach
from kb.reasoning.plan import Plan


def polarities(plan: Plan, conclusion: int) -> tuple[Flags, Flags]:
    """For each node, whether some way to the conclusion raises it, and whether some lowers it.

    A way lowers where it has an odd number of rebuttals, negations and undercuts. All semantics are
    monotone, so a claim without a lowering way can never lower the conclusion: (N,) and (N,).
    """
    circuit = plan.circuit
    target = np.repeat(np.arange(circuit.size), np.diff(circuit.first))
    sign = np.repeat(circuit.sign, np.diff(circuit.first_literal)) * circuit.slope
    turns = (sign < 0).astype(np.intp)
    # Every node twice: 2 i stands for ways that raise, 2 i + 1 for ways that lower.
    readers = np.concatenate([2 * target, 2 * target + 1])
    read = np.concatenate([2 * circuit.source + turns, 2 * circuit.source + 1 - turns])
    first, order = group(readers, 2 * circuit.size)
    found = reach(np.array([2 * conclusion]), first, read[order])
    return found[0::2], found[1::2]
