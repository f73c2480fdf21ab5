"""The words in which strengths and effects are said, with their limits: for the terminal, for
pages and for their scripts."""

from __future__ import annotations

import math
from typing import Any

from kb.method import EDGE

FROM = ((0.75, "well supported"), (0.58, "leaning yes"))  # a strength of at least so much
UP_TO = ((0.25, "poorly supported"), (0.42, "leaning no"))  # one of at most so much
OPEN = "open"
NO_REASONS = "no reasons given"

CLEAR = 0.4  # an effect, in log-odds, from which something is a crux
EFFECTS = ((0.8, "strongly"), (CLEAR, "clearly"), (0.15, "a little"))
NOT = "not"
NO_CHANGE = "hardly a change"
CHANGES = ((0.8, "much"), *EFFECTS[1:])  # the same of a strength that becomes another

LEAD = 0.05  # a rival that is ahead by less is level


def strength_word(strength: float, reasons: bool = True) -> str:
    """How well the reasons given carry an item, one of five words; `reasons`: are there any?"""
    if not reasons:
        return NO_REASONS
    high = (word for least, word in FROM if strength >= least)
    low = (word for most, word in UP_TO if strength <= most)
    return next(high, None) or next(low, OPEN)


def effect_word(effect: float) -> str:
    """How much the answers to a question move an item, in log-odds: one of four words."""
    return next((word for least, word in EFFECTS if abs(effect) >= least), NOT)


def change_word(before: float, after: float) -> str:
    """`clearly stronger`, from one strength to another; "" for what does not show."""
    size = change_size(before, after)
    return f"{CHANGES[-abs(size)][1]} {'stronger' if size > 0 else 'weaker'}" if size else ""


def change_size(before: float, after: float) -> int:
    """The same as a number, from 3 for `much stronger` to -3 for `much weaker`."""
    by = log_odds(after) - log_odds(before)
    size = sum(abs(by) >= least for least, _ in CHANGES)
    return size if by > 0 else -size


def log_odds(strength: float) -> float:
    """The log-odds of a strength; what is nearer to 0 or 1 than 1e-12 counts as that far."""
    inside = min(max(strength, EDGE), 1 - EDGE)
    return math.log(inside / (1 - inside))


def scale() -> dict[str, Any]:
    """All of it as plain data, for a script."""
    return {
        "from": FROM,
        "upTo": UP_TO,
        "open": OPEN,
        "noReasons": NO_REASONS,
        "changes": CHANGES,
        "lead": LEAD,
    }
