"""Texts that say much the same, by their words: all pairs of many texts without comparing each with
each, or all texts beside one.

Rapidfuzz says how alike two texts are, from 0 to 100, whatever the order of their words. It is
imported where there is something to compare.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

Words = Sequence[str]

STEM = 5  # letters of a word that are looked at where texts are sought that share any
MANY = 100  # texts: a word that more of them have brings no two together,
FEW = 1_000_000  # unless there are so few texts that no more than this would be looked at for it
SHARED = 0.5


class Alike(NamedTuple):
    """Two texts by their places, the first before the second, and how alike they are."""

    first: int
    second: int
    score: float


class Pairs:
    """All pairs of texts that share half of their words or more; of texts with the very same words
    the first stands for all. Where words that very many texts have were left out when pairs were
    sought, `passed_over` is how many that is."""

    def __init__(self, texts: Sequence[Words]) -> None:
        self.passed_over = 0
        self._texts = list(map(_sorted, texts))
        self._stems = [frozenset(word[:STEM] for word in words) for words in texts]

    def alike(self, least: float) -> list[Alike]:
        """Those that are alike enough, the most alike first."""
        leaders = {text: at for at, text in reversed(list(enumerate(self._texts)))}
        same = [Alike(leaders[text], at, 100.0) for at, text in enumerate(self._texts)]
        found = [pair for pair in same if pair.first != pair.second]
        found += self._scored(sorted(self._near(sorted(leaders.values()))), least)
        return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))

    def _scored(self, near: Sequence[tuple[int, int]], least: float) -> Iterator[Alike]:
        if not near:
            return
        from rapidfuzz import fuzz, process

        firsts, seconds = ([self._texts[pair[side]] for pair in near] for side in (0, 1))
        scores = process.cpdist(firsts, seconds, scorer=fuzz.ratio, score_cutoff=least)
        for pair, score in zip(near, scores, strict=True):
            if score >= least:
                yield Alike(*pair, float(score))

    def _near(self, places: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Two texts that share half of their stems share one of the rarer half of each."""
        often = Counter(stem for at in places for stem in self._stems[at])
        having = defaultdict[str, list[int]](list)
        many = max(MANY, FEW // max(len(places), 1))
        for at in places:
            stems = self._stems[at]
            by_rarity = sorted(stems, key=lambda stem: (often[stem], stem))
            seek = by_rarity[: len(stems) - _least_shared(len(stems)) + 1]
            rare = [stem for stem in seek if often[stem] <= many]
            self.passed_over = many if len(rare) < len(seek) else self.passed_over
            others = set(chain.from_iterable(having[stem] for stem in rare))
            yield from ((other, at) for other in others if self._share(other, at))
            for stem in rare:
                having[stem].append(at)

    def _share(self, first: int, second: int) -> bool:
        one, other = self._stems[first], self._stems[second]
        return len(one & other) >= SHARED * len(one | other)


def _least_shared(count: int) -> int:
    """How many stems a text of so many has in common with one that shares enough."""
    return -int(-SHARED * count // 1)


def beside(words: Words, texts: Sequence[Words]) -> list[float]:
    """How alike a text is to each of others."""
    from rapidfuzz import fuzz, process

    [scores] = process.cdist([_sorted(words)], list(map(_sorted, texts)), scorer=fuzz.ratio)
    return [float(score) for score in scores]


def _sorted(words: Words) -> str:
    return " ".join(sorted(words))
