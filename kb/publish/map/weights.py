"""What an argument does to what it leads to, so that the strongest come first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kb.analysis.scale import log_odds
from kb.model import Argument
from kb.publish.parts import words
from kb.publish.parts.desk import Desk
from kb.publish.parts.tallies import is_open
from kb.publish.ties import is_ours


class Weighed(NamedTuple):
    """An argument with the change, in log-odds, that it makes to what it leads to."""

    argument: Argument
    weight: float
    is_open: bool

    @property
    def is_ours(self) -> bool:
        """Whether only the mapper reads the argument into the text."""
        return is_ours(self.argument)


def weighed(desk: Desk, arguments: Iterable[Argument]) -> list[Weighed]:
    """The arguments, the strongest first, otherwise as written; open ones last."""
    found = [Weighed(a, _weight(desk, a), is_open(desk, a)) for a in arguments if a.premises]
    return sorted(found, key=lambda one: (one.is_open, -one.weight))


def _weight(desk: Desk, argument: Argument) -> float:
    claim = desk.index.claims.get(argument.target)
    if claim is None:
        return 0.0
    numbers = desk.numbers_of(claim.debate)
    effect, strength = numbers.effects.get(argument.id), numbers.strengths.get(argument.target)
    if effect is None or strength is None:  # of another debate, all that bears on which is not here
        return 0.0
    return abs(log_odds(strength) - log_odds(strength - effect))


def counted(found: Iterable[Weighed], side: str) -> str:
    """How many arguments there are, those of the mapper apart: `2 for, and 1 link of ours`."""
    marks = [one.is_ours for one in found if not one.is_open]
    theirs, ours = marks.count(False), marks.count(True)
    links = words.count(ours, "link of ours", "links of ours")
    if theirs and ours:
        return f"{theirs} {side}, and {links}"
    return f"{links} {side}" if ours else f"{theirs} {side}" if theirs else ""
