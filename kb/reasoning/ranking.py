"""Verdicts, extrapolation and ranks: what the searches for cruxes of all kinds share."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from kb.method import EDGE
from kb.reasoning.semantics import odds

EXACT = 64  # candidates that are computed exactly after screening, at least
MARGIN = 1e-9  # nearer to one half than this, or to each other, is undecided
SAME = 1e-12  # effects that differ by less are ties


class Rank(NamedTuple):
    """A place from 1 on; ties share it, and stand in the order of their ids."""

    item: int
    rank: int
    tied: bool


def verdict(strength: float) -> str:
    """`yes` above one half, `no` below, `undecided` within 1e-9 of it."""
    if abs(strength - 0.5) <= MARGIN:
        return "undecided"
    return "yes" if strength > 0.5 else "no"


def clipped(strength: float) -> float:
    """A strength, no nearer to 0 or 1 than 1e-12."""
    return min(max(strength, EDGE), 1 - EDGE)


def logit(strength: float) -> float:
    """Log-odds; what is nearer to 0 or 1 than 1e-12 counts as that far."""
    now = clipped(strength)
    return math.log(now / (1 - now))


def extrapolate(strength: float, slope: float, change: float) -> float:
    """logistic(logit S + slope change / (S (1 - S))): S after a change, to first order in log-odds.

    Straight extrapolation would leave [0, 1] where much turns on a claim.
    """
    now = clipped(strength)
    up, down = odds(logit(now) + slope * change / (now * (1 - now)))
    return up / (up + down)


def ranks(names: Sequence[str], effects: Sequence[float]) -> list[Rank]:
    """Indices by size of effect, the greatest first.

    Effects within 1e-12 of the first of a group are called ties and go by name.
    """
    by_size = sorted(range(len(names)), key=lambda i: (-effects[i], names[i]))
    groups: list[list[int]] = []
    for i in by_size:
        if groups and effects[groups[-1][0]] - effects[i] <= SAME:
            groups[-1].append(i)
        else:
            groups.append([i])
    found: list[Rank] = []
    for group in groups:
        rank = len(found) + 1
        found += [Rank(i, rank, len(group) > 1) for i in sorted(group, key=names.__getitem__)]
    return found
