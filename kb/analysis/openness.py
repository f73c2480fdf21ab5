"""Which claims are open, and which only make up a position."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from kb.analysis.opinions import Opinion, holders, sides
from kb.analysis.weighed import Weighed
from kb.reasoning.graph import two_sided


class Openness:
    """What people and reasons leave open of the claims of a map."""

    def __init__(self, weighed: Weighed, everybody: dict[str, Opinion]) -> None:
        self._weighed, self._everybody = weighed, everybody

    def is_open(self, claim: str) -> bool:
        """Whether nobody holds a claim, somebody doubts it, or there are reasons on both sides."""
        yes, no = sides(claim, self._everybody)
        return not yes or bool(no) or claim in self._two_sided

    def is_shared(self, claim: str) -> bool:
        """Whether several people hold a claim and nobody doubts it: what only one speaks of is not
        agreed on."""
        yes, no = sides(claim, self._everybody)
        return len(yes) > 1 and not no

    def makes_up(self, claim: str) -> bool:
        """Whether a claim is the only reason for a position, held by just those who hold that, so
        by somebody: to ask it is to ask the position once more."""
        own = self._holders(claim)
        return bool(own) and any(self._holders(p) == own for p in self._carries.get(claim, ()))

    def _holders(self, claim: str) -> set[str]:
        return {one.id for one in holders(self._weighed, claim, self._everybody)}

    @cached_property
    def _two_sided(self) -> set[str]:
        return set(two_sided(self._weighed.graph))

    @cached_property
    def _carries(self) -> Mapping[str, list[str]]:
        """From each claim the positions that only one argument supports, one that needs it."""
        graph, claims = self._weighed.graph, self._weighed.claims
        supports: dict[str, list[int]] = {}
        for argument, (sign, target) in enumerate(zip(graph.sign, graph.target, strict=True)):
            if sign > 0 and claims[graph.claims[target]].kind == "position":
                supports.setdefault(graph.claims[target], []).append(argument)
        found: dict[str, list[str]] = {}
        for position, (first, *more) in supports.items():
            if not more:
                for premise in graph.premise[graph.first[first] : graph.first[first + 1]]:
                    found.setdefault(graph.claims[premise], []).append(position)
        return found
