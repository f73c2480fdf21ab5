"""Cruxes: the claims on whose answer a conclusion turns, ranked by how much turns on them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kb.errors import MisuseError
from kb.reasoning.arrays import Floats, Ints
from kb.reasoning.evaluate import Valuation
from kb.reasoning.interventions import respond
from kb.reasoning.ranking import EXACT, MARGIN, extrapolate, ranks, verdict
from kb.reasoning.screening import always, competing, slopes_of

NEAR = 200  # positions, the strongest, by which claims are screened; what is computed is exact

TIED = "tied"


@dataclass(frozen=True)
class Crux:
    """One claim and what its two answers would do.

    With one position, `yes`, `no` and `flipped` are its strengths, and verdicts are yes, no or
    undecided. With several they are the margin of the leading position over the next best, and
    verdicts are the id of the one that leads, or `tied`.
    """

    claim: str
    rank: int  # from 1; ties share a rank
    tied: bool  # with another crux, so that their order is only that of their ids
    strength: float  # of the claim now
    influence: float  # dS by a nudge to its strength (of the margin, with several positions)
    yes: float
    no: float
    swing: float  # yes - no
    verdict_yes: str
    verdict_no: str
    flip_to: str  # the answer contrary to the map's: `yes` or `no`
    flip: float  # the change from now under that answer
    verdict_flip: str
    all_yes: tuple[float, ...]  # the strengths of all positions under each answer
    all_no: tuple[float, ...]

    @property
    def pivotal(self) -> bool:
        """Whether the verdict (or the lead) differs between the two answers."""
        return self.verdict_yes != self.verdict_no


@dataclass(frozen=True)
class Cruxes:
    """The cruxes of a conclusion, best first."""

    positions: tuple[str, ...]
    strengths: tuple[float, ...]  # of the positions
    leading: str  # the position whose strength or margin is at stake
    value: float  # its strength, or its margin over the next
    verdict: str
    cruxes: tuple[Crux, ...]
    considered: int  # claims that bear on the conclusion, apart from the positions
    exact: int  # those among them that were computed exactly; every crux is one of them


def find_cruxes(
    valuation: Valuation,
    positions: Sequence[str],
    *,
    top: int | None = None,
    exact: int = EXACT,
    among: Collection[str] | None = None,
    also: Collection[str] = (),
) -> Cruxes:
    """The cruxes of one position, or of a debate between several.

    All claims that bear on the positions are screened by a logistic extrapolation, from one
    backward pass a position; the best `exact` are then computed by intervention, and so is every
    question whose answers do something, as an open one has no slope to go by. `among` limits
    the candidates (to leaves, say), and all of those are computed; claims in `also` (the declared
    cruxes, say) are computed besides the best, and ranked among them. Raises `MisuseError` without
    positions.
    """
    if not positions:
        raise MisuseError("there is no position to find the cruxes of")
    scale = _Scale(valuation, list(dict.fromkeys(positions)))
    candidates, considered = competing(valuation, scale.nodes, among)
    near = [scale.positions[i] for i in scale.near]
    slopes = slopes_of(valuation, near)
    if among is None:
        leans = valuation.network.plan.circuit.leans
        plain = slopes_of(valuation, near, plain=True) if leans else slopes
        keep = always(valuation, candidates, also)
        keep[scale.screen(candidates, plain)[: max(exact, top or 0)]] = True
        candidates = candidates[keep]
    found = scale.measure(candidates, slopes)
    return Cruxes(
        tuple(scale.positions),
        tuple(scale.now.tolist()),
        scale.positions[scale.lead],
        scale.value(scale.now),
        scale.verdict(scale.now),
        tuple(found[:top]),
        considered,
        len(candidates),
    )


def _margins(strengths: Floats, lead: int) -> Floats:
    """By how much one of several strengths is ahead, or the only one itself, in each row."""
    if strengths.shape[1] == 1:
        return strengths[:, lead]
    margin: Floats = strengths[:, lead] - np.delete(strengths, lead, axis=1).max(axis=1)
    return margin


class _Scale:
    """What is measured: the strength of one position, or the lead of the first of several."""

    def __init__(self, valuation: Valuation, positions: list[str]) -> None:
        self.valuation = valuation
        self.positions = positions
        self.nodes = np.array([valuation.network.node(p) for p in positions], np.intp)
        self.now: Floats = valuation.x[self.nodes]
        self.lead = min(range(len(positions)), key=lambda i: (-self.now[i], positions[i]))
        self.near = self._near()

    def _near(self) -> Ints:
        """The strongest positions, in their order: only these are extrapolated."""
        if len(self.now) <= NEAR:
            return np.arange(len(self.now))
        behind = np.argsort(-self.now, kind="stable")
        return np.sort(np.append(behind[behind != self.lead][: NEAR - 1], self.lead))

    def value(self, strengths: Floats) -> float:
        """The strength, or the margin over the best of the others: (positions,) to a number."""
        return float(self.values(strengths[None])[0])

    def values(self, strengths: Floats) -> Floats:
        """The same for several rows of strengths."""
        return _margins(strengths, self.lead)

    def verdict(self, strengths: Floats) -> str:
        """Yes or no for one position; of several, who leads."""
        if len(self.positions) == 1:
            return verdict(float(strengths[0]))
        best, second = np.argsort(-strengths, kind="stable")[:2]
        close = strengths[best] - strengths[second] <= MARGIN
        return TIED if close else self.positions[best]

    def screen(self, candidates: Ints, slopes: Floats) -> Ints:
        """The order of the candidates by their swing as extrapolated on the scale of log-odds."""
        now, slope = self.now[self.near][:, None], slopes[:, candidates]
        lead = self._row(self.lead)
        sigma = self.valuation.x[candidates]
        yes, no = extrapolate(now, slope, 1 - sigma), extrapolate(now, slope, -sigma)
        swings = np.abs(_margins(yes.T, lead) - _margins(no.T, lead))
        return np.argsort(-swings, kind="stable")

    def _row(self, position: int) -> int:
        """The row of a near position among the slopes."""
        return int(np.searchsorted(self.near, position))

    def measure(self, candidates: Ints, slopes: Floats) -> list[Crux]:
        """Both answers of every candidate, by intervention, and their ranks."""
        count = len(candidates)
        answers = np.repeat([1.0, 0.0], count)
        reply = respond(
            self.valuation, np.arange(2 * count), np.tile(candidates, 2), answers, self.nodes
        )
        names = self.valuation.network.graph.claims
        claims = self.valuation.network.plan.circuit.node[candidates]
        leading = slopes[self._row(self.lead), candidates]
        if len(self.positions) > 1:
            second = int(np.argmax(np.where(np.arange(len(self.now)) == self.lead, -1.0, self.now)))
            leading = leading - slopes[self._row(second), candidates]
        cruxes = [
            self._crux(names[claims[i]], candidates[i], leading[i], reply[i], reply[count + i])
            for i in range(count)
        ]
        order = ranks([c.claim for c in cruxes], [abs(c.swing) for c in cruxes])
        return [replace(cruxes[i], rank=rank, tied=tied) for i, rank, tied in order]

    def _crux(self, claim: str, node: int, slope: float, yes: Floats, no: Floats) -> Crux:
        sigma = float(self.valuation.x[node])
        now = self.value(self.now)
        changes = {"yes": self.value(yes) - now, "no": self.value(no) - now}
        if abs(sigma - 0.5) <= MARGIN:
            flip_to = max(("no", "yes"), key=lambda answer: abs(changes[answer]))
        else:
            flip_to = "no" if sigma > 0.5 else "yes"
        return Crux(
            claim=claim,
            rank=0,
            tied=False,
            strength=sigma,
            influence=float(slope),
            yes=self.value(yes),
            no=self.value(no),
            swing=self.value(yes) - self.value(no),
            verdict_yes=self.verdict(yes),
            verdict_no=self.verdict(no),
            flip_to=flip_to,
            flip=changes[flip_to],
            verdict_flip=self.verdict(yes if flip_to == "yes" else no),
            all_yes=tuple(yes.tolist()),
            all_no=tuple(no.tolist()),
        )
