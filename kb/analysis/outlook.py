"""A map evaluated: under which semantics, in whose view, and what was assumed for it."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from kb.analysis.weighed import Weighed
from kb.method import USUAL as METHOD
from kb.method import Method, check
from kb.reasoning.evaluate import Valuation
from kb.reasoning.network import Network, compile_graph
from kb.reasoning.ranking import MARGIN
from kb.reasoning.scenario import Scenario, view_of
from kb.reasoning.semantics import LOG_ODDS, LogOdds, Semantics, semantics_called
from kb.reasoning.sweep import product

NAMED = 3  # scaled claims that the line of assumptions names; of more it gives the number


class Setting(NamedTuple):
    """How to evaluate; `guard` scales cycles so that they settle.

    `beta`, `rho` and `inferred` are chosen for once, else the scenario has them, else the base,
    whose `usual` method it is; the first two are of log-odds alone.
    """

    semantics: str = LOG_ODDS.name
    beta: float | None = None
    guard: bool = True
    scenario: Scenario = Scenario()
    rho: float | None = None
    inferred: float | None = None
    usual: Method = METHOD

    @property
    def method(self) -> Method:
        """The numbers that are in force."""
        chosen = {key: getattr(self, key) for key in Method._fields}
        given = {key: value for key, value in chosen.items() if value is not None}
        return self.usual._replace(**{**self.scenario.method, **given})

    @property
    def has_views(self) -> bool:
        """Whether the map can be seen as somebody sees it: with log-odds alone."""
        return self.semantics == LOG_ODDS.name

    def rule(self) -> Semantics:
        """The semantics that is in force. Raises MisuseError for one that does not exist, and for
        numbers that it does not have."""
        if self.semantics == LOG_ODDS.name:
            return semantics_called(self.semantics, self.method.beta, self.method.rho)
        return semantics_called(self.semantics, self.beta, self.rho)


USUAL = Setting()


class Assumptions(NamedTuple):
    """What the numbers rest on, besides the map: how many claims bear on them, how many of these
    have no credence, get one from a view (`held`) or are set; `scaled` are claims whose cycles were
    weakened."""

    semantics: str
    beta: float | None
    rho: float | None
    inferred: float
    claims: int
    unrated: int
    held: int
    supposed: int
    scaled: tuple[str, ...]
    settled: bool

    @property
    def is_usual(self) -> bool:
        """Whether reasons are weighed as without any wish, and nothing is special to the map."""
        method = Method(self.beta or 0, self.rho or 0, self.inferred)
        plain = method == METHOD and self.settled and not self.scaled
        return plain and self.semantics == USUAL.semantics and not (self.held or self.supposed)

    @property
    def line(self) -> str:
        """All of it in one line."""
        numbers = (("beta", self.beta), ("rho", self.rho), ("inferred", self.inferred))
        method = [f"{name} {value:g}" for name, value in numbers if value is not None]
        parts = [", ".join([self.semantics, *method]), _starts(self.unrated, self.claims)]
        if self.held or self.supposed:
            parts.append(_given(self.held, self.supposed))
        parts.append(_cycles(self.scaled))
        if not self.settled:
            parts.append("the strengths do not settle: read nothing from them")
        return "; ".join(part for part in parts if part)


def _given(held: int, supposed: int) -> str:
    """What somebody's view, a scenario or a supposition says of items: `2 start at a credence that
    is given, 1 is set`."""
    said = []
    if held:
        said.append(f"{held} {'starts' if held == 1 else 'start'} at a credence that is given")
    if supposed:
        said.append(f"{supposed} {'is' if supposed == 1 else 'are'} set")
    return ", ".join(said)


def _starts(unrated: int, claims: int) -> str:
    if not unrated:
        return ""
    if claims == 1:
        return "the one item weighed starts at 0.5"
    if unrated == claims:
        return f"all {claims} items weighed start at 0.5"
    return f"{unrated} of {claims} items weighed have no credence and start at 0.5"


def _cycles(scaled: tuple[str, ...]) -> str:
    if not scaled:
        return ""
    names = ", ".join(scaled) if len(scaled) <= NAMED else f"{len(scaled)} claims"
    return f"arguments in cycles were scaled down on {names}"


class Outlook(NamedTuple):
    """A valuation of the claims of a map, with what was assumed."""

    weighed: Weighed
    network: Network
    valuation: Valuation
    setting: Setting

    def strength(self, item: str) -> float:
        """The strength of an item; raises NotFound for one that is neither true nor false."""
        return self.valuation.strength(self.weighed.claim(item))

    def has_reasons(self, item: str) -> bool:
        """Whether any reason for or against an item weighs anything."""
        return any(self.forces_on(self.weighed.claim(item)))

    def forces_on(self, claim: str) -> list[float]:
        """How much of each argument on a claim comes through, from 0 to 1, in their order."""
        network, x = self.network, self.valuation.x
        lines = network.plan.circuit.lines[network.node(claim)]
        found = (product(literals, x) * network.weight[a] for a, _, literals in lines)
        return [force if force > MARGIN else 0.0 for force in found]

    @property
    def bearing(self) -> set[str]:
        """The claims that take part: all, or those that bear on what it was evaluated towards."""
        names = self.network.graph.claims
        return {names[i] for i in self.network.claims}

    @property
    def assumptions(self) -> Assumptions:
        semantics, bearing = self.network.semantics, self.bearing
        scenario = self.setting.scenario
        held, supposed = (
            {self.weighed.claim(item) for item in items} & bearing
            for items in (scenario.hold, scenario.set)
        )
        return Assumptions(
            semantics.name,
            semantics.beta if isinstance(semantics, LogOdds) else None,
            semantics.rho if isinstance(semantics, LogOdds) else None,
            self.setting.method.inferred,
            len(self.network.claims),
            sum(self.weighed.claims[c].credence is None for c in bearing - held - supposed),
            len(held),
            len(supposed),
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
    inferred = setting.method.inferred
    check("inferred", inferred)
    graph = weighed.weighing(inferred)
    network = compile_graph(graph, setting.rule(), guard=setting.guard, towards=towards)
    hold = {weighed.claim(item): value for item, value in setting.scenario.hold.items()}
    supposed = {**setting.scenario.set, **(do or {})}
    clamped = {weighed.claim(item): value for item, value in supposed.items()}
    valuation = view_of(network, Scenario(hold, clamped))
    return Outlook(weighed, valuation.network, valuation, setting)
