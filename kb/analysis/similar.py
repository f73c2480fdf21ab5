"""Items that say much the same, which may be one: by their words, and by what they bear on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kb.alike import Pairs, beside
from queries.folding import words_of
from queries.likeness import Bearing, Statement

ENOUGH = 75  # of 100, for two items to be worth a look
ENOUGH_FOR_ONE = 60  # where both support, or both rebut, one thing
ASKING = ("crux", "question")
ARGUING = ("supports", "rebuts")


class Similar(NamedTuple):
    """Two items and how alike their words are, of 100; `both` is what both support or both rebut,
    `related` whether the map says already how one bears on the other."""

    score: int
    first: Statement
    second: Statement
    both: tuple[str, ...]
    related: bool


class Likeness:
    """Compares the items of a base. A question is compared with questions only: that it asks what
    another item says is its business."""

    def __init__(self, statements: Sequence[Statement], bearings: Iterable[Bearing]) -> None:
        self._statements = statements
        self._words = [words_of(statement.text) for statement in statements]
        self._does = defaultdict[str, set[tuple[str, str]]](set)
        self._related: set[frozenset[str]] = set()
        for ident, kind, target in bearings:
            self._related.add(frozenset((ident, target)))
            if kind in ARGUING:
                self._does[ident].add((kind, target))

    def pairs(self) -> tuple[list[Similar], str]:
        """All items that may be one: those with the same target come first. Not those of which the
        map says how they are related. And what was not looked at, where that is something."""
        sought = Pairs(self._words)
        near = sought.alike(ENOUGH_FOR_ONE)
        found = [self._similar(score, one, other) for one, other, score in near]
        says = f"words that more than {sought.passed_over:,} items have brought no two together"
        note = f"{says}; 'kb similar ITEM' compares one with all"
        chosen = [pair for pair in found if self._is_enough(pair) and not pair.related]
        return _in_order(chosen), note if sought.passed_over else ""

    def beside(self, ident: str) -> list[Similar]:
        """The items that say much the same as one, whether or not they are related to it."""
        [at] = (n for n, statement in enumerate(self._statements) if statement.id == ident)
        scores = beside(self._words[at], self._words)
        found = [self._similar(score, at, n) for n, score in enumerate(scores) if n != at]
        return _in_order(filter(self._is_enough, found))

    def _similar(self, score: float, first: int, second: int) -> Similar:
        one, other = self._statements[first], self._statements[second]
        both = sorted({target for _, target in self._does[one.id] & self._does[other.id]})
        related = frozenset((one.id, other.id)) in self._related
        return Similar(round(score), one, other, tuple(both), related)

    def _is_enough(self, pair: Similar) -> bool:
        ask = (pair.first.kind in ASKING) == (pair.second.kind in ASKING)
        return ask and pair.score >= (ENOUGH_FOR_ONE if pair.both else ENOUGH)


def _in_order(found: Iterable[Similar]) -> list[Similar]:
    return sorted(found, key=lambda pair: (not pair.both, -pair.score))
