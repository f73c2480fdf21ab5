"""Strengths as numbers that say no more than they mean; the same in the terminal and on pages."""

from __future__ import annotations

from collections.abc import Sequence

KINDS = {"both": "declared and computed", "computed": "computed", "declared": "declared"}
HAIR = 0.02  # by which the first of several positions leads where it hardly does
LEVEL = 0.005  # differences that two digits do not show
EVEN = 1e-9  # as near to one half as makes no difference


def number(value: float) -> str:
    """A strength with two digits; only 0, 1 and one half themselves are written so."""
    if 0 < value < LEVEL:
        return "<0.01"
    if 1 - LEVEL <= value < 1:
        return ">0.99"
    if EVEN < abs(value - 0.5) < LEVEL:
        return f"just {'over' if value > 0.5 else 'under'} 0.50"
    return f"{value:.2f}"


def lead(strengths: Sequence[float]) -> float:
    """By how much the first of several positions leads over the next."""
    first, second = sorted(strengths, reverse=True)[:2]
    return first - second


def is_narrow(*answers: Sequence[float]) -> bool:
    """Whether the first of several positions leads by a hair only, whatever the answer."""
    return all(lead(strengths) < HAIR for strengths in answers)


def signed(value: float) -> str:
    """A change with two digits and its sign."""
    return f"{value:+.2f}" if abs(value) >= LEVEL else ("+0.00" if value >= 0 else "-0.00")
