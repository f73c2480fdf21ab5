"""What makes one gradual semantics differ from another: how arguments add up, and what that does.

Each semantics combines the forces of the arguments on a claim into an energy E, and turns base
score and energy into a strength. `tau` is the base score and `rest` is 1 - tau, kept apart so that
a score very close to one keeps its digits. All functions work element by element on arrays whose
last axis runs over claims (or over arguments), and on complex numbers, which the tests use to
differentiate by the complex step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from kb.errors import MisuseError
from kb.method import check
from kb.reasoning.arrays import Floats, Ints

LIMIT = 700.0  # exp(-700) is still a normal number, so nothing divides by zero


class Semantics(Protocol):
    """A gradual semantics of the modular kind (Mossakowski and Neuhaus 2018)."""

    @property
    def name(self) -> str:
        """What the command line calls it."""

    @property
    def steepness(self) -> float:
        """A bound on d strength / d force, whatever the base score."""

    def energy(self, force: Floats, sign: Floats, starts: Ints) -> Floats:
        """The energy on each claim; claim i has the arguments from starts[i] on."""

    def charge(self, force: Floats, sign: Floats, starts: Ints) -> tuple[Floats, Floats]:
        """The energy on each claim, and d energy / d force for each argument."""

    def strength(self, tau: Floats, rest: Floats, energy: Floats) -> Floats:
        """The strength of each claim."""

    def slopes(self, tau: Floats, rest: Floats, energy: Floats) -> tuple[Floats, Floats]:
        """d strength / d energy and d strength / d tau, for each claim."""


class Sum:
    """Supporters add to the energy, attackers take from it."""

    def energy(self, force: Floats, sign: Floats, starts: Ints) -> Floats:
        energy: Floats = np.add.reduceat(force * sign, starts, axis=-1)
        return energy

    def charge(self, force: Floats, sign: Floats, starts: Ints) -> tuple[Floats, Floats]:
        return self.energy(force, sign, starts), sign

    def balance(self, pro: float, con: float) -> float:
        """The energy of what all forces on either side add up to."""
        return pro - con


@dataclass(frozen=True)
class LogOdds(Sum):
    """Log-odds: logit strength = logit tau + beta E (MLP-based semantics; Potyka, AAAI 2021).

    Reasons on one map depend on each other, so that the sum of each side is damped as evidence from
    dependent sources is (Clemen and Winkler 1985): g(x) = (1 + rho) x / (1 + rho x). One full
    reason counts 1, any number of them less than 1 + 1/rho. `rho` = 0 takes them as independent.
    """

    beta: float = 1.0
    rho: float = 1.0
    name: str = "log-odds"

    @property
    def steepness(self) -> float:
        return self.beta * (1 + self.rho) / 4

    def energy(self, force: Floats, sign: Floats, starts: Ints) -> Floats:
        if not self.rho:
            return super().energy(force, sign, starts)
        gap, pro, con = self._sides(force, sign, starts)
        return (1 + self.rho) * gap / (pro * con)

    def charge(self, force: Floats, sign: Floats, starts: Ints) -> tuple[Floats, Floats]:
        if not self.rho:
            return super().charge(force, sign, starts)
        gap, pro, con = self._sides(force, sign, starts)
        up, down = ((1 + self.rho) / np.square(side) for side in (pro, con))
        counts = np.diff(np.append(starts, force.shape[-1]))
        pull = np.repeat((up + down) / 2, counts) * sign  # up for supports, -down for the others
        pull += np.repeat((up - down) / 2, counts)
        return (1 + self.rho) * gap / (pro * con), pull

    def balance(self, pro: float, con: float) -> float:
        return (1 + self.rho) * (pro - con) / ((1 + self.rho * pro) * (1 + self.rho * con))

    def _sides(self, force: Floats, sign: Floats, starts: Ints) -> tuple[Floats, Floats, Floats]:
        """The sum of the forces for less that of those against, and 1 + rho times either.

        g(p) - g(c) is (1 + rho) (p - c) over the product of these two: nothing is lost where both
        sides are nearly level.
        """
        gap = np.add.reduceat(force * sign, starts, axis=-1)
        middle = 1 + self.rho / 2 * np.add.reduceat(force, starts, axis=-1)
        tilt = self.rho / 2 * gap
        return gap, middle + tilt, middle - tilt

    def strength(self, tau: Floats, rest: Floats, energy: Floats) -> Floats:
        up, down = odds(self.beta * energy)
        pro, con = tau * up, rest * down
        strength: Floats = pro / (pro + con)
        return strength

    def slopes(self, tau: Floats, rest: Floats, energy: Floats) -> tuple[Floats, Floats]:
        up, down = odds(self.beta * energy)
        total = tau * up + rest * down
        moved = (up / total) * (down / total)
        return self.beta * tau * rest * moved, moved


@dataclass(frozen=True)
class QuadraticEnergy(Sum):
    """Quadratic energy: h(E) = E^2 / (1 + E^2) of the way to 1 or to 0 (Potyka, KR 2018)."""

    name: str = "qe"
    steepness: float = 0.65  # max h' = 3 sqrt(3) / 8 = 0.6495...

    def strength(self, tau: Floats, rest: Floats, energy: Floats) -> Floats:
        way = np.square(energy) / (1 + np.square(energy))
        moved: Floats = np.where(energy.real > 0, tau + rest * way, tau - tau * way)
        return moved

    def slopes(self, tau: Floats, rest: Floats, energy: Floats) -> tuple[Floats, Floats]:
        stay = 1 / (1 + np.square(energy))
        return 2 * np.abs(energy) * np.square(stay) * np.where(energy > 0, rest, tau), stay


@dataclass(frozen=True)
class Euler(Sum):
    """Euler-based: 1 - (1 - tau^2) / (1 + tau e^E) (Amgoud and Ben-Naim 2017)."""

    name: str = "euler"
    steepness: float = 0.25

    def strength(self, tau: Floats, rest: Floats, energy: Floats) -> Floats:
        up, down = odds(energy)
        moved = 1 - rest * (1 + tau) * down / (down + tau * up)
        return np.where(energy == 0, tau, moved)  # what nothing speaks for or against stays exact

    def slopes(self, tau: Floats, rest: Floats, energy: Floats) -> tuple[Floats, Floats]:
        up, down = odds(energy)
        total = down + tau * up
        turn = (up / total) * (down / total) * rest * (1 + tau)
        return tau * turn, 2 * tau * down / total + turn


@dataclass(frozen=True)
class DFQuAD:
    """Discontinuity-free QuAD: probabilistic sums of each side (Rago, Toni et al., KR 2016)."""

    name: str = "dfquad"
    steepness: float = 1.0

    def energy(self, force: Floats, sign: Floats, starts: Ints) -> Floats:
        spared = np.where(sign < 0, 1 - force, 1.0)
        missed = np.where(sign > 0, 1 - force, 1.0)
        multiply = np.multiply.reduceat
        return multiply(spared, starts, axis=-1) - multiply(missed, starts, axis=-1)

    def charge(self, force: Floats, sign: Floats, starts: Ints) -> tuple[Floats, Floats]:
        spared = without_each(np.where(sign < 0, 1 - force, 1.0), starts)
        missed = without_each(np.where(sign > 0, 1 - force, 1.0), starts)
        return self.energy(force, sign, starts), np.where(sign < 0, -spared, missed)

    def strength(self, tau: Floats, rest: Floats, energy: Floats) -> Floats:
        return tau + np.where(energy.real > 0, rest, tau) * energy

    def slopes(self, tau: Floats, rest: Floats, energy: Floats) -> tuple[Floats, Floats]:
        # At the kink, E = 0, the mean of the slopes of both sides.
        kink = np.where(energy == 0, 0.5 * (tau + rest), np.where(energy > 0, rest, tau))
        return kink, 1 - np.abs(energy)


def odds(log_odds: Floats) -> tuple[Floats, Floats]:
    """A ratio up / down = e^x of two numbers in (0, 1], without overflow."""
    positive = log_odds.real > 0
    size = np.where(positive, log_odds, -log_odds)
    fading = np.exp(-np.where(size.real < LIMIT, size, LIMIT))
    return np.where(positive, 1.0, fading), np.where(positive, fading, 1.0)


def without_each(factors: Floats, starts: Ints) -> Floats:
    """For each factor, the product of the others of its group, right where some are zero."""
    counts = np.diff(np.append(starts, factors.shape[-1]))
    zero = factors == 0
    if not zero.any():
        product = np.multiply.reduceat(factors, starts)
        return np.repeat(product, counts) / factors
    zeros = np.repeat(np.add.reduceat(zero.astype(np.intp), starts), counts)
    nonzero = np.where(zero, 1.0, factors)
    others = np.repeat(np.multiply.reduceat(nonzero, starts), counts) / nonzero
    return np.where(zeros == zero, others, 0.0)


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
