"""Whether an order of claims holds up where reasons are weighed in another way."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from kb.method import USUAL, Method
from kb.reasoning.effects import Effects, find_effects
from kb.reasoning.evaluate import evaluate
from kb.reasoning.graph import Graph, reweighted
from kb.reasoning.network import compile_graph
from kb.reasoning.ranking import MARGIN
from kb.reasoning.semantics import LOG_ODDS, NAMES, semantics_called

FIRST = 3  # claims that an order begins with


class Way(NamedTuple):
    """A way to weigh reasons: a semantics, and the numbers that go with it."""

    semantics: str
    method: Method

    @property
    def name(self) -> str:
        """What makes it differ from what is usual."""
        if self.semantics != LOG_ODDS.name:
            return self.semantics
        pairs = zip(Method._fields, self.method, USUAL, strict=True)
        return ", ".join(f"{key} {mine:g}" for key, mine, usual in pairs if mine != usual)


def other_ways(method: Method = USUAL) -> tuple[Way, ...]:
    """Nine ways that could be defended as well: more and less of each number, other semantics."""
    changes: tuple[dict[str, float], ...] = (
        {"beta": 0.5},
        {"beta": 2.0},
        {"rho": 0.0},
        {"rho": 3.0},
        {"inferred": 0.0},
        {"inferred": 1.0},
    )
    numbers = (Way(LOG_ODDS.name, method._replace(**change)) for change in changes)
    rest = (Way(name, method) for name in NAMES if name != LOG_ODDS.name)
    return (*numbers, *rest)


def effects_in(
    way: Way,
    graph: Graph,
    inferred: Collection[str],
    positions: Sequence[str],
    *,
    among: Collection[str] | None = None,
    do: Mapping[str, float] | None = None,
) -> Effects:
    """The effects of claims on positions where reasons are weighed in one way.

    `inferred` are the arguments that nobody makes, `do` the claims that are clamped.
    """
    is_usual = way.semantics == LOG_ODDS.name
    numbers = (way.method.beta, way.method.rho) if is_usual else ()
    weighed = reweighted(graph, inferred, way.method.inferred)
    network = compile_graph(weighed, semantics_called(way.semantics, *numbers), towards=positions)
    return find_effects(evaluate(network, do), positions, among=among)


class Stability(NamedTuple):
    """The rank that a claim has in each of several ways; 0 where it moves no position there."""

    claim: str
    ranks: tuple[int, ...]
    first: int  # in how many of them it is among the first three


def stability(effects: Sequence[Effects], claims: Iterable[str]) -> tuple[Stability, ...]:
    """How claims are ranked in several ways, one `Effects` a way."""
    ranks = [{e.claim: e.rank for e in way.claims if e.reach > MARGIN} for way in effects]
    found = ((claim, tuple(way.get(claim, 0) for way in ranks)) for claim in claims)
    return tuple(
        Stability(claim, places, sum(0 < place <= FIRST for place in places))
        for claim, places in found
    )
