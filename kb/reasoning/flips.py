"""Smallest flip sets: the fewest claims whose reversal changes the verdict on a conclusion."""

import itertools
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from kb.reasoning.evaluate import Valuation, clamp
from kb.reasoning.fliptree import is_tree, smallest_on_tree
from kb.reasoning.graph import leaves
from kb.reasoning.interventions import respond
from kb.reasoning.polarity import polarities
from kb.reasoning.ranking import MARGIN, SAME, extrapolate, verdict
from kb.reasoning.screening import screened, slopes_of

SMALL_MAP = 40  # claims up to which every set is tried
SMALL_SET = 4  # up to this size
TOGETHER = 64  # reversals tried all at once where none helps by itself; most on a tree
TRIED = 16  # reversals computed exactly in each round of the greedy search


class Reversal(NamedTuple):
    """A claim and the answer contrary to the map's; where that is open, the one that helps."""

    claim: str
    strength: float  # now
    to: float  # 0 or 1


class FlipSet(NamedTuple):
    """Reversals that together change the verdict, by id."""

    conclusion: str
    strength: float
    verdict: str
    reversals: tuple[Reversal, ...]
    after: float  # the strength with all of them
    method: str  # `tree`, `exhaustive` or `greedy`
    exact: bool  # whether it is known that no smaller set does


class _Option(NamedTuple):
    node: int
    to: float


def smallest_flip_set(
    valuation: Valuation,
    conclusion: str,
    eligible: Collection[str] | None = None,
    is_open: Callable[[float], bool] = lambda strength: verdict(strength) == "undecided",
) -> FlipSet | None:
    """The smallest set found, or None where no reversal of eligible claims changes the verdict.

    `eligible` are claims of the graph; without it the leaves. Greedy with re-linearisation and
    pruning; exact by dynamic programming where the map is a tree, and by trying all sets of up to
    four on maps of at most forty claims. An undecided conclusion is pushed both ways. A claim whose
    strength `is_open` has no answer to be contrary to, so it may be given either.
    """
    search = _Search(valuation, conclusion, is_open)
    claims = leaves(valuation.network.graph) if eligible is None else frozenset(eligible)
    ways = {"yes": (-1.0,), "no": (1.0,)}.get(verdict(search.now), (1.0, -1.0))
    found = [each for way in ways if (each := search.smallest(claims, way)) is not None]
    return min(found, key=lambda f: (len(f.reversals), not f.exact), default=None)


class _Search:
    """Sets of reversals that push one conclusion over the edge."""

    def __init__(
        self, valuation: Valuation, conclusion: str, is_open: Callable[[float], bool]
    ) -> None:
        self.valuation, self.conclusion, self.is_open = valuation, conclusion, is_open
        self.node = valuation.network.node(conclusion)
        self.now = valuation.x[self.node]

    def smallest(self, claims: Iterable[str], way: float) -> FlipSet | None:
        """The smallest set that pushes the strength up (way 1) or down (-1)."""
        options = self._options(claims, way)
        chosen = self._greedy(options, way)
        most = len(chosen) - 1 if chosen is not None else len(options)
        tree = is_tree(self.valuation, self.node)
        if not tree and len(self.valuation.network.claims) > SMALL_MAP:
            return self._described(chosen, "greedy", exact=False)
        limit = min(most, TOGETHER if tree else SMALL_SET)
        better = (self._on_tree if tree else self._exhaustive)(options, way, limit)
        if better is None and most > limit:
            return self._described(chosen, "greedy", exact=False)
        return self._described(better or chosen, "tree" if tree else "exhaustive", exact=True)

    def _options(self, claims: Iterable[str], way: float) -> list[_Option]:
        """Reversals that may help, by id: those known to push the other way are left out."""
        network, x = self.valuation.network, self.valuation.x
        raises, lowers = polarities(network.plan, self.node)
        found: list[_Option] = []
        for claim in sorted(claims):
            node = network.place[network.graph.claim(claim)]
            if node < 0 or node == self.node:
                continue
            either = self.is_open(x[node])
            for to in (0.0, 1.0) if either else (float(x[node] < 0.5),):
                helps = raises if (to - x[node]) * way > 0 else lowers
                if node in helps:
                    found.append(_Option(node, to))
        return found

    def _flips(self, strength: float, way: float) -> bool:
        """Whether a strength has another verdict than now, on the side that is pushed to."""
        pushed = way * (strength - 0.5)
        return pushed > MARGIN if verdict(self.now) == "undecided" else pushed >= -MARGIN

    def _greedy(self, options: list[_Option], way: float) -> list[_Option] | None:
        chosen: list[_Option] = []
        current = self.valuation
        while not self._flips(current.x[self.node], way):
            taken = {o.node for o in chosen}
            left = [o for o in options if o.node not in taken]
            best = self._best(current, left, way) if left else None
            if best is None:  # nothing helps by itself: perhaps all of it together does
                together = list({o.node: o for o in left}.values())
                if not left or len(together) > TOGETHER:
                    return None
                chosen += together
            else:
                chosen.append(best)
            current = clamp(self.valuation, dict(chosen))
        return self._pruned(chosen, way)

    def _best(self, current: Valuation, left: list[_Option], way: float) -> _Option | None:
        """The reversal that pushes most, of those that should by extrapolation and of the answers
        to questions, if any does."""
        x, now = current.x, current.x[self.node]
        [slope] = slopes_of(current, [self.conclusion])
        promise = [way * extrapolate(now, slope[o.node], o.to - x[o.node]) for o in left]
        kept = screened(current, [o.node for o in left], promise, TRIED)
        tried = [left[i] for i in kept]
        replies = respond(current, [{o.node: o.to} for o in tried], [self.node])
        exact = [way * strength for [strength] in replies]
        best = exact.index(max(exact))
        return tried[best] if exact[best] > way * now + SAME else None

    def _pruned(self, chosen: list[_Option], way: float) -> list[_Option]:
        """Leave out what is not needed, that which leaves the verdict furthest over first."""
        while len(chosen) > 1:
            without = [[o for o in chosen if o is not out] for out in chosen]
            strengths = self._reply(without)
            if not any(self._flips(strength, way) for strength in strengths):
                break
            pushed = [way * strength for strength in strengths]
            del chosen[pushed.index(max(pushed))]
        return chosen

    def _on_tree(self, options: list[_Option], way: float, largest: int) -> list[_Option] | None:
        reversal = {o.node: o.to for o in options}
        found = smallest_on_tree(self.valuation, self.node, reversal, way, largest)
        return None if found is None else [_Option(node, reversal[node]) for node in found]

    def _exhaustive(self, options: list[_Option], way: float, largest: int) -> list[_Option] | None:
        for size in range(1, largest + 1):
            sets = [
                each
                for each in itertools.combinations(options, size)
                if len({o.node for o in each}) == size
            ]
            replies = zip(self._reply(sets), sets, strict=True)
            flipping = [(way * s, each) for s, each in replies if self._flips(s, way)]
            if flipping:
                return list(max(flipping, key=lambda pair: pair[0])[1])
        return None

    def _reply(self, sets: Sequence[Sequence[_Option]]) -> list[float]:
        """The strength with each of several sets reversed."""
        rows = [dict(each) for each in sets]
        return [strength for [strength] in respond(self.valuation, rows, [self.node])]

    def _described(
        self, chosen: list[_Option] | None, method: str, *, exact: bool
    ) -> FlipSet | None:
        if not chosen:
            return None
        [after] = self._reply([chosen])
        network, x = self.valuation.network, self.valuation.x
        names, node = network.graph.claims, network.plan.circuit.node
        reversals = [Reversal(names[node[o.node]], x[o.node], o.to) for o in chosen]
        return FlipSet(
            self.conclusion,
            self.now,
            verdict(self.now),
            tuple(sorted(reversals, key=lambda r: r.claim)),
            after,
            method,
            exact,
        )
