"""Strengths and changes as numbers that say no more than they mean."""

from __future__ import annotations

from rich.text import Text

from kb.analysis.outlook import Assumptions
from kb.cli.layout import said

LEVEL = 0.005  # differences that two digits do not show


def number(value: float) -> str:
    """A strength with two digits; only 0, 1 and one half themselves are written so."""
    if 0 < value < 0.005:
        return "<0.01"
    if 0.995 <= value < 1:
        return ">0.99"
    if 1e-9 < abs(value - 0.5) < LEVEL:
        return f"just {'over' if value > 0.5 else 'under'} 0.50"
    return f"{value:.2f}"


def signed(value: float) -> str:
    """A change with two digits and its sign."""
    return f"{value:+.2f}" if abs(value) >= LEVEL else ("+0.00" if value >= 0 else "-0.00")


def assumed(found: Assumptions, *more: str) -> Text:
    """The line that says what the numbers rest on."""
    return said(("assumed: " + "; ".join([found.line, *more]), "dim"))
