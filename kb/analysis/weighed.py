"""The items and arguments of debates as a graph that can be evaluated.

Two items of the map that are one for reasoning become one here: a crux that asks a claim *is* that
claim, so its answers, its arguments and its stances are the claim's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from kb.errors import MisuseError, NotFound
from kb.method import USUAL
from kb.reasoning.graph import Argument, Graph, Premise, build, reweighted
from queries.network import NO_TRUTH, Network, WeighedArgument, WeighedClaim
from queries.saying import RivalsOf, by_item

UNRATED = 0.5  # the base score of a claim without a credence: nothing is known before the reasons


@dataclass(frozen=True)
class Weighed:
    """Debates ready for reasoning: `graph` has a claim for each item, or for several that are one.

    `claims` are the items by id, `same` leads from the id of a crux that asks a claim to the claim;
    `inferred` are the arguments that nobody makes, which the graph has at their usual weight.
    """

    network: Network
    claims: dict[str, WeighedClaim]
    same: dict[str, str]
    graph: Graph
    inferred: frozenset[str]

    def weighing(self, inferred: float) -> Graph:
        """The graph with another weight for the arguments that nobody makes."""
        if inferred == USUAL.inferred:
            return self.graph
        return reweighted(self.graph, self.inferred, inferred)

    def claim(self, item: str) -> str:
        """The claim of the graph that an item is. Raises NotFound where it is neither true nor
        false, as a question or a definition is."""
        if item in self.claims:
            return self.same.get(item, item)
        debate = item.partition("/")[0]
        if debate not in self.network.debates:
            raise NotFound(f"'{item}' has no bearing on {', '.join(self.network.debates)}")
        raise NotFound(f"'{item}' is neither true nor false (a question, or a definition)")

    def has_positions(self, debate: str) -> bool:
        """Whether a debate has a position."""
        return any(c.debate == debate and c.kind == "position" for c in self.claims.values())

    def positions(self, debate: str) -> list[str]:
        """The conclusions of a debate: its positions, but for those on another question of it.

        Raises MisuseError for a debate without positions.
        """
        own = self._every_position(debate)
        main = [c for c in own if not c.answers] or own
        if not main:
            raise MisuseError(f"'{debate}' has no position, so nothing can turn on anything in it")
        return [c.id for c in main]

    def beside(self, debate: str) -> list[str]:
        """The positions of a debate that are no conclusions: they answer another question of it."""
        own = self._every_position(debate)
        return [c.id for c in own if c.answers] if any(not c.answers for c in own) else []

    def _every_position(self, debate: str) -> list[WeighedClaim]:
        own = (c for c in self.claims.values() if c.debate == debate and c.kind == "position")
        return sorted(own, key=lambda c: (c.ordinal, c.id))

    @cached_property
    def rivals(self) -> RivalsOf:
        """The claims that the map calls rivals of each: both cannot be right."""
        pairs = (pair for pair in self.network.rivals if self.claims.keys() >= set(pair))
        return by_item(pairs, self.claim)

    @cached_property
    def declared(self) -> dict[str, str]:
        """The cruxes of the map: from the claim that each is to the id of the crux."""
        cruxes = (c for c in self.claims.values() if c.kind == "crux")
        return {self.same.get(c.id, c.id): c.id for c in sorted(cruxes)}


def weigh(network: Network) -> Weighed:
    """Make a network of items and arguments a graph."""
    claims = {c.id: c for c in network.claims if c.kind not in NO_TRUTH}
    same = _same(claims)
    arguments, credences = _arguments(network.arguments, claims, same), _credences(claims, same)
    graph = build(
        ((claim, credences.get(claim, UNRATED)) for claim in claims if claim not in same),
        arguments,
    )
    inferred = frozenset(a.id for a in arguments if a.weight != 1.0)
    return Weighed(network, claims, same, graph, inferred)


def _same(claims: dict[str, WeighedClaim]) -> dict[str, str]:
    """From each crux that asks a claim to that claim, through cruxes that ask cruxes."""
    asked = {c.id: c.asks for c in claims.values() if c.asks in claims}
    found: dict[str, str] = {}
    for start in asked:
        seen, end = {start}, start
        while (after := asked.get(end)) and after not in seen:
            seen.add(after)
            end = after
        if end != start:
            found[start] = end
    return found


def _credences(claims: dict[str, WeighedClaim], same: dict[str, str]) -> dict[str, float]:
    """A claim's own credence, else that of the first crux that asks it."""
    cruxes = ((asked, claims[crux].credence) for crux, asked in same.items())
    found: dict[str, float] = {}
    for claim, credence in chain(((c.id, c.credence) for c in claims.values()), cruxes):
        if credence is not None:
            found.setdefault(claim, credence)
    return found


def _arguments(
    arguments: Iterable[WeighedArgument], claims: dict[str, WeighedClaim], same: dict[str, str]
) -> list[Argument]:
    """The arguments, each once; those that need or reach nothing true or false fall out.

    Arguments that differ only in naming a crux or the claim that it asks are one.
    """
    found: dict[tuple[str, tuple[tuple[str, bool], ...], str], Argument] = {}
    merged: dict[str, str] = {}
    for argument in outermost_first(arguments):
        premises = _premises(argument, claims, same)
        is_undercut = argument.kind == "undercuts"
        target = (
            merged.get(argument.target)
            if is_undercut
            else same.get(argument.target, argument.target)
        )
        if not premises or target is None or (not is_undercut and target not in claims):
            continue
        if any(p.id == target and not p.negated for p in premises):
            continue  # a crux spoken for by the claim that it asks
        weight = 1.0 if argument.is_made else USUAL.inferred
        one = Argument(argument.id, argument.kind, premises, target, weight)
        key = (argument.kind, tuple((p.id, p.negated) for p in premises), target)
        found[key] = _as_one(found[key], one) if key in found else one
        merged[argument.id] = found[key].id
    return list(found.values())


def _as_one(first: Argument, other: Argument) -> Argument:
    """Two arguments that are one: what either says as a plain reason is one, made by anybody."""
    pairs = zip(first.premises, other.premises, strict=True)
    premises = [Premise(*p[:2], Premise(*p).answer and Premise(*q).answer) for p, q in pairs]
    return first._replace(premises=premises, weight=max(first.weight, other.weight))


def outermost_first(arguments: Iterable[WeighedArgument]) -> list[WeighedArgument]:
    """Arguments on items, then undercuts of these, then undercuts of those."""
    waiting: dict[str, list[WeighedArgument]] = {}
    ordered: list[WeighedArgument] = []
    for argument in arguments:
        if argument.kind == "undercuts":
            waiting.setdefault(argument.target, []).append(argument)
        else:
            ordered.append(argument)
    for argument in ordered:  # grows while it is walked
        ordered += waiting.pop(argument.id, ())
    return ordered


def _premises(
    argument: WeighedArgument, claims: dict[str, WeighedClaim], same: dict[str, str]
) -> list[Premise]:
    """The premises that are true or false; a definition beside them is taken as agreed."""
    found: dict[tuple[str, bool], bool] = {}
    for premise in argument.premises:
        if premise["id"] in claims:
            key = same.get(premise["id"], premise["id"]), premise["negated"]
            found[key] = found.get(key, True) and argument.is_answer(premise)
    return [Premise(*key, answer) for key, answer in sorted(found.items())]
