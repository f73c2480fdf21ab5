"""A map evaluated: under which semantics, in whose view, and what was assumed for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kb.analysis.weighed import Weighed
from kb.reasoning.evaluate import Valuation, evaluate
from kb.reasoning.network import Network, compile_graph
from kb.reasoning.scenario import Scenario
from kb.reasoning.semantics import LogOdds, semantics_called
from kb.reasoning.views import calibrate

NAMED = 3  # scaled claims that the line of assumptions names; of more it gives the number


class Setting(NamedTuple):
    """How to evaluate; `beta` is that of log-odds, `guard` scales cycles so that they settle."""

    semantics: str = "log-odds"
    beta: float | None = None
    guard: bool = True
    scenario: Scenario = Scenario()


USUAL = Setting()


class Assumptions(NamedTuple):
    """What the numbers rest on, besides the map; `scaled` are claims whose cycles were weakened."""

    semantics: str
    beta: float | None
    claims: int
    unrated: int
    held: int
    supposed: int
    scaled: tuple[str, ...]
    settled: bool

    @property
    def line(self) -> str:
        """All of it in one line."""
        beta = f", beta {self.beta:g}" if self.beta is not None else ""
        parts = [f"{self.semantics}{beta}", _starts(self.unrated, self.claims)]
        if self.held or self.supposed:
            parts.append(f"your scenario holds {self.held} and sets {self.supposed}")
        parts.append(_cycles(self.scaled))
        if not self.settled:
            parts.append("the strengths do not settle: read nothing from them")
        return "; ".join(part for part in parts if part)


def _starts(unrated: int, claims: int) -> str:
    if claims == 1:
        return "the claim starts at 0.5" if unrated else ""
    if unrated == claims:
        return f"all {claims} claims start at 0.5"
    return f"{unrated} of {claims} claims have no credence and start at 0.5"


def _cycles(scaled: tuple[str, ...]) -> str:
    if not scaled:
        return ""
    names = ", ".join(scaled) if len(scaled) <= NAMED else f"{len(scaled)} claims"
    return f"arguments in cycles were scaled down on {names}"


@dataclass(frozen=True)
class Outlook:
    """A valuation of the claims of a map, with what was assumed."""

    weighed: Weighed
    network: Network
    valuation: Valuation
    setting: Setting

    def strength(self, item: str) -> float:
        """The strength of an item; raises NotFound for one that is neither true nor false."""
        return self.valuation.strength(self.weighed.claim(item))

    @property
    def bearing(self) -> set[str]:
        """The claims that take part: all, or those that bear on what it was evaluated towards."""
        names = self.network.graph.claims
        return {names[i] for i in self.network.claims.tolist()}

    @property
    def assumptions(self) -> Assumptions:
        semantics = self.network.semantics
        scenario = self.setting.scenario
        return Assumptions(
            semantics.name,
            semantics.beta if isinstance(semantics, LogOdds) else None,
            len(self.network.claims),
            sum(self.weighed.claims[claim].credence is None for claim in self.bearing),
            len(scenario.hold),
            len(scenario.set),
            tuple(scaled.claim for scaled in self.valuation.scaled),
            self.valuation.settled,
        )


def look(
    weighed: Weighed,
    setting: Setting = USUAL,
    towards: Collection[str] | None = None,
    do: Mapping[str, float] | None = None,
) -> Outlook:
    """Evaluate a map, or what of it bears on the claims `towards`; `do` clamps further claims.

    Raises NotFound for an item of the scenario or of `do` that is not there, and MisuseError for
    a semantics that does not exist.
    """
    semantics = semantics_called(setting.semantics, setting.beta)
    network = compile_graph(weighed.graph, semantics, guard=setting.guard, towards=towards)
    hold = {weighed.claim(item): value for item, value in setting.scenario.hold.items()}
    if hold:
        network = calibrate(network, hold)
    supposed = {**setting.scenario.set, **(do or {})}
    clamped = {weighed.claim(item): value for item, value in supposed.items()}
    return Outlook(weighed, network, evaluate(network, clamped), setting)
