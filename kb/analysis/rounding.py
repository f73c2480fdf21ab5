"""Strengths as numbers that say no more than they mean; the same in the terminal and on pages."""

from __future__ import annotations

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


def signed(value: float) -> str:
    """A change with two digits and its sign."""
    return f"{value:+.2f}" if abs(value) >= LEVEL else ("+0.00" if value >= 0 else "-0.00")
