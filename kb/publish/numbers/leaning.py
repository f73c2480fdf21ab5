"""Which positions a claim favours in the end, along every way in which it bears on them.

A supporter of a rebuttal speaks against what is rebutted, a rebuttal of that for it, and so on. The
colour of a line says only what a claim does to its neighbour; this says what that comes to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.naming import letter
from kb.publish.ties import Ties


class Leaning(NamedTuple):
    """The positions that something speaks for and against, a bit for each."""

    favours: int = 0
    opposes: int = 0

    @property
    def turned(self) -> Leaning:
        return Leaning(self.opposes, self.favours)

    def with_(self, other: Leaning) -> Leaning:
        return Leaning(self.favours | other.favours, self.opposes | other.opposes)


NEUTRAL = Leaning()


def leanings(index: Ties, positions: Sequence[str]) -> dict[str, Leaning]:
    """For each claim and argument that bears on a position, how; bit i is position i.

    Leanings only ever gain bits, so this ends, circles or not.
    """
    found = {claim: Leaning(1 << i, 0) for i, claim in enumerate(positions)}
    waiting = list(found)
    while waiting:
        node = waiting.pop()
        for other, leaning in _passed_on(index, node, found[node]):
            before = found.get(other, NEUTRAL)
            after = before.with_(leaning)
            if after != before:
                found[other] = after
                waiting.append(other)
    return found


def _passed_on(index: Ties, node: str, leaning: Leaning) -> Iterator[tuple[str, Leaning]]:
    """What a leaning of a claim or argument means for all that bears on it directly."""
    for argument in index.arguments_on.get(node, ()):
        yield argument.id, leaning if argument.kind == "supports" else leaning.turned
    if node in index.arguments:
        for premise in index.arguments[node].premises:
            yield premise.claim, leaning.turned if premise.negated else leaning


def sides(leaning: Leaning, count: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """`for`, `against` and `both ways on`, each with the letters of the positions it is about."""
    favours, opposes = leaning
    ways = {
        "for": favours & ~opposes,
        "against": opposes & ~favours,
        "both ways on": favours & opposes,
    }
    for word, bits in ways.items():
        if letters := tuple(letter(i) for i in range(count) if bits >> i & 1):
            yield word, letters
