"""What makes one gradual semantics differ from another: how arguments add up, and what that does.

Each semantics combines the forces of the arguments on a claim into an energy E, and turns base
score and energy into a strength. `tau` is the base score and `rest` is 1 - tau, kept apart so that
a score very close to one keeps its digits. Each formula is written once, for the numbers of one
claim and for arrays of those of many: V is either.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar, cast

from kb.errors import MisuseError
from kb.method import check

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LIMIT = 700.0  # exp(-700) is still a normal number, so nothing divides by zero

V = TypeVar("V", float, "NDArray[np.float64]")


class Semantics(Protocol):
    """A gradual semantics of the modular kind (Mossakowski and Neuhaus 2018)."""

    @property
    def name(self) -> str:
        """What the command line calls it."""

    @property
    def steepness(self) -> float:
        """A bound on d strength / d force, whatever the base score."""

    def energy(self, pro: Sequence[float], con: Sequence[float]) -> float:
        """The energy on a claim, from the forces of the arguments on either side."""

    def pulls(
        self, pro: Sequence[float], con: Sequence[float]
    ) -> tuple[Sequence[float], Sequence[float]]:
        """d energy / d force for each argument on either side."""

    def balance(self, pro: V, con: V) -> V:
        """The energy of what all forces on either side come to: their sum, where it is one; else
        what they leave, the product of all 1 - force."""

    def strength(self, tau: V, rest: V, energy: V) -> V:
        """The strength of a claim."""

    def slopes(self, tau: V, rest: V, energy: V) -> tuple[V, V]:
        """d strength / d energy and d strength / d tau of a claim."""


class Sum:
    """Supporters add to the energy, attackers take from it."""

    def energy(self, pro: Sequence[float], con: Sequence[float]) -> float:
        return self.balance(sum(pro, 0.0), sum(con, 0.0))

    def pulls(
        self, pro: Sequence[float], con: Sequence[float]
    ) -> tuple[Sequence[float], Sequence[float]]:
        up, down = self.pull(sum(pro, 0.0), sum(con, 0.0))
        return [up] * len(pro), [down] * len(con)

    def balance(self, pro: V, con: V) -> V:
        """The energy of what all forces on either side add up to."""
        return pro - con

    def pull(self, pro: V, con: V) -> tuple[V | float, V | float]:
        """Its derivatives by what either side adds up to."""
        return 1.0, -1.0


class _LogOdds(NamedTuple):
    beta: float = 1.0
    rho: float = 1.0
    name: str = "log-odds"


class LogOdds(_LogOdds, Sum):
    """Log-odds: logit strength = logit tau + beta E (MLP-based semantics; Potyka, AAAI 2021).

    Reasons on one map depend on each other, so that the sum of each side is damped as evidence from
    dependent sources is (Clemen and Winkler 1985): g(x) = (1 + rho) x / (1 + rho x). One full
    reason counts 1, any number of them less than 1 + 1/rho. `rho` = 0 takes them as independent.
    """

    @property
    def steepness(self) -> float:
        return self.beta * (1 + self.rho) / 4

    def balance(self, pro: V, con: V) -> V:
        """g(pro) - g(con) as one fraction: nothing is lost where both sides are nearly level."""
        rho = self.rho
        return (1 + rho) * (pro - con) / ((1 + rho * pro) * (1 + rho * con))

    def pull(self, pro: V, con: V) -> tuple[V | float, V | float]:
        rho = self.rho
        return (1 + rho) / (1 + rho * pro) ** 2, -(1 + rho) / (1 + rho * con) ** 2

    def strength(self, tau: V, rest: V, energy: V) -> V:
        up, down = odds(self.beta * energy)
        pro, con = tau * up, rest * down
        return pro / (pro + con)

    def slopes(self, tau: V, rest: V, energy: V) -> tuple[V, V]:
        up, down = odds(self.beta * energy)
        total = tau * up + rest * down
        moved = (up / total) * (down / total)
        return self.beta * tau * rest * moved, moved


class QuadraticEnergy(Sum):
    """Quadratic energy: h(E) = E^2 / (1 + E^2) of the way to 1 or to 0 (Potyka, KR 2018)."""

    name = "qe"
    steepness = 0.65  # max h' = 3 sqrt(3) / 8 = 0.6495...

    def strength(self, tau: V, rest: V, energy: V) -> V:
        way = energy * energy / (1 + energy * energy)
        return tau + either(energy > 0, rest, -tau) * way

    def slopes(self, tau: V, rest: V, energy: V) -> tuple[V, V]:
        stay = 1 / (1 + energy * energy)
        return 2 * abs(energy) * stay * stay * either(energy > 0, rest, tau), stay


class Euler(Sum):
    """Euler-based: 1 - (1 - tau^2) / (1 + tau e^E) (Amgoud and Ben-Naim 2017)."""

    name = "euler"
    steepness = 0.25

    def strength(self, tau: V, rest: V, energy: V) -> V:
        up, down = odds(energy)
        moved = 1 - rest * (1 + tau) * down / (down + tau * up)
        return either(energy == 0, tau, moved)  # what nothing speaks for or against stays exact

    def slopes(self, tau: V, rest: V, energy: V) -> tuple[V, V]:
        up, down = odds(energy)
        total = down + tau * up
        turn = (up / total) * (down / total) * rest * (1 + tau)
        return tau * turn, 2 * tau * down / total + turn


class DFQuAD:
    """Discontinuity-free QuAD: probabilistic sums of each side (Rago, Toni et al., KR 2016)."""

    name = "dfquad"
    steepness = 1.0

    def energy(self, pro: Sequence[float], con: Sequence[float]) -> float:
        return self.balance(
            math.prod(1 - force for force in pro), math.prod(1 - force for force in con)
        )

    def pulls(
        self, pro: Sequence[float], con: Sequence[float]
    ) -> tuple[Sequence[float], Sequence[float]]:
        missed, spared = (without_each([1 - force for force in side]) for side in (pro, con))
        return missed, [-each for each in spared]

    def balance(self, pro: V, con: V) -> V:
        """The energy of what the forces on either side leave."""
        return con - pro

    def strength(self, tau: V, rest: V, energy: V) -> V:
        return tau + either(energy > 0, rest, tau) * energy

    def slopes(self, tau: V, rest: V, energy: V) -> tuple[V, V]:
        # At the kink, E = 0, the mean of the slopes of both sides.
        kink = either(energy == 0, 0.5 * (tau + rest), either(energy > 0, rest, tau))
        return kink, 1 - abs(energy)


def odds(log_odds: V) -> tuple[V, V]:
    """A ratio up / down = e^x of two numbers in (0, 1], without overflow."""
    if isinstance(log_odds, float):
        if log_odds > 0:
            return 1.0, math.exp(-min(log_odds, LIMIT))
        return math.exp(max(log_odds, -LIMIT)), 1.0
    import numpy as np

    fading = np.exp(-np.minimum(np.abs(log_odds), LIMIT))
    return np.where(log_odds > 0, 1.0, fading), np.where(log_odds > 0, fading, 1.0)


def either(test: Any, one: V, other: V) -> V:
    """One or the other, by a test of numbers, or of arrays element by element."""
    if isinstance(test, bool):
        return one if test else other
    import numpy as np

    return cast("V", np.where(test, one, other))


def without_each(factors: Sequence[float]) -> list[float]:
    """For each factor, the product of the others, right where some are zero."""
    if len(factors) == 1:
        return [1.0]
    before, after = [1.0], [1.0]
    for factor in factors[:-1]:
        before.append(before[-1] * factor)
    for factor in factors[:0:-1]:
        after.append(after[-1] * factor)
    return [one * other for one, other in zip(before, reversed(after), strict=True)]


LOG_ODDS = LogOdds()
_BY_NAME: dict[str, Semantics] = {
    s.name: s for s in (LOG_ODDS, QuadraticEnergy(), DFQuAD(), Euler())
}
NAMES = tuple(_BY_NAME)


def semantics_called(name: str, beta: float | None = None, rho: float | None = None) -> Semantics:
    """The semantics of a name; `beta` and `rho` are those of the log-odds semantics.

    Raises `MisuseError` for an unknown name, and for a number out of range or not wanted.
    """
    found = _BY_NAME.get(name)
    if found is None:
        raise MisuseError(f"no semantics is called {name!r}; there are {', '.join(NAMES)}")
    given = {key: value for key, value in (("beta", beta), ("rho", rho)) if value is not None}
    for key, value in given.items():
        if name != LOG_ODDS.name:
            raise MisuseError(f"the semantics {name} has no {key}")
        check(key, value)
    if not given:
        return found
    return LogOdds(given.get("beta", LOG_ODDS.beta), given.get("rho", LOG_ODDS.rho))
