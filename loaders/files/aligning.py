"""What two sequences have in common, in order; the work grows as their length does."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

MOST_PAIRS = 10_000  # of one thing that stands here and there again and again

Pair = tuple[int, int]
Chain = tuple[int, int, "Chain | None"]  # a pair, and the chain of those before it


def in_common(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """The most pairs of indexes where both have the same, ascending in both.

    What stands too often in both is only paired in turn: the first with the first, and so on.
    """
    chains: list[Chain] = []  # the best one of each length: whose last index behind is smallest
    ends: list[int] = []  # these indexes
    for at, candidates in enumerate(_candidates(before, after)):
        for there in candidates:
            length = bisect_left(ends, there)
            if ends[length : length + 1] == [there]:
                continue
            ends[length : length + 1] = [there]
            chains[length : length + 1] = [(at, there, chains[length - 1] if length else None)]
    return _pairs(chains[-1] if chains else None)[::-1]


def out_of_order(
    before: Sequence[str], after: Sequence[str], pairs: Sequence[Pair]
) -> Iterator[Pair]:
    """The same for what stands in both, but in another order: the first of each with the first."""
    ours, theirs = {at for at, _ in pairs}, {there for _, there in pairs}
    places = defaultdict[str, list[int]](list)
    for there in reversed(range(len(after))):
        if there not in theirs:
            places[after[there]].append(there)
    for at, what in enumerate(before):
        if at not in ours and places[what]:
            yield at, places[what].pop()


def _candidates(before: Sequence[str], after: Sequence[str]) -> Iterator[list[int]]:
    """Where each may stand behind, the last first, so that no two of them make a chain."""
    places = defaultdict[str, list[int]](list)
    for there, what in enumerate(after):
        places[what].append(there)
    backwards = {what: found[::-1] for what, found in places.items()}
    often, seen = Counter(before), Counter[str]()
    for what in before:
        found = places.get(what, [])
        if often[what] * len(found) <= MOST_PAIRS:
            yield backwards.get(what, [])
        else:
            yield found[seen[what] : seen[what] + 1]
            seen[what] += 1


def _pairs(chain: Chain | None) -> list[Pair]:
    found = []
    while chain is not None:
        at, there, chain = chain
        found.append((at, there))
    return found
