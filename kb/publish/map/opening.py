"""How much of a map is open to begin with, how much is folded, how much is left to other pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kb.model import ArgumentKind
from kb.publish.index import Index
from kb.publish.map.tree import Box, Forest, beside, grow

READABLE = 40  # boxes: more of them at once are a wall
DEPTH = 2
MOST = 400  # boxes on a page, folded ones included: what is beyond has maps on its own pages
DEEPEST = 12  # columns: templates call themselves for each


class Opening(NamedTuple):
    """The boxes on a page, those of them with all their neighbours, those that are not folded, and
    the boxes that are seen at first."""

    present: frozenset[Box]
    spread: frozenset[Box]
    opened: frozenset[Box]
    seen: frozenset[Box]

    def is_open(self, box: Box) -> bool:
        return box in self.opened


@lru_cache(maxsize=1)  # the pages of a debate are made one after the other
def trees_of(index: Index, debate: str) -> tuple[Forest, Opening]:
    """The trees of a debate, and what of them its page shows."""
    forest = grow(index, debate)
    return forest, _opening_of(forest)


def forget_trees(index: Index, debate: str) -> None:
    """Let the trees of a debate go, whose pages are made."""
    forest, _ = trees_of(index, debate)
    trees_of.cache_clear()
    forest.fell()


def _opening_of(forest: Forest) -> Opening:
    present = set(forest.roots)
    spread: set[Box] = set()
    for box in forest.boxes:
        neighbours = list(beside(box))
        fits = box.column < DEEPEST and len(present) + len(neighbours) <= MOST
        if neighbours and box in present and fits:
            spread.add(box)
            present.update(neighbours)
    opened, seen = _opened(forest, spread)
    return Opening(frozenset(present), frozenset(spread), frozenset(opened), frozenset(seen))


def _opened(forest: Forest, spread: Iterable[Box]) -> tuple[set[Box], set[Box]]:
    """What is open to begin with: the positions, then from the left as much as is readable."""
    seen, opened, spread = set(forest.roots), set[Box](), set(spread)
    positions = set(forest.positions)
    for box in forest.boxes:
        if box in seen and box in spread and box.column < DEPTH:
            more = list(beside(box))
            if box in positions or len(seen) + len(more) <= READABLE:
                opened.add(box)
                seen.update(more)
    return opened, seen


def opened(forest: Forest, depth: int | None = None) -> frozenset[Box]:
    """The boxes beside which a map shows what stands there: as on the page of the map, or all
    that stand in the first `depth` columns."""
    if depth is None:
        return _opening_of(forest).opened
    return frozenset(box for box in forest.boxes if box.column < depth)


def folded(kinds: Iterable[ArgumentKind]) -> str:
    """What is folded away, in numbers: `+4, 2 rebut`; empty where there is nothing."""
    counts = Counter(kinds)
    total = counts.total()
    verbs: dict[ArgumentKind, str] = {"rebuts": "rebut", "undercuts": "undercut"}
    against = [_counted(counts[kind], total, verbs[kind]) for kind in verbs if counts[kind]]
    return ", ".join((f"+{total}", *against)) if total else ""


def _counted(count: int, total: int, verb: str) -> str:
    if count == total:
        return f"{verb}s" if count == 1 else f"all {verb}"
    return f"{count} {verb}s" if count == 1 else f"{count} {verb}"
