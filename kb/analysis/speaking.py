"""What two people, or two camps, say of the claims of a map: on which side of each they are."""

from collections.abc import Iterator
from typing import NamedTuple

from kb.analysis.opinions import Opinion, implied, rivals_held
from kb.analysis.weighed import Weighed


class Rival(NamedTuple):
    """An item that somebody holds or leans to, as `said`, and by that not its rival; `kind` is that
    of the stance."""

    id: str
    text: str
    said: float
    kind: str | None


class Said(NamedTuple):
    """What A and B say of a claim, all things considered; None where somebody says nothing. Then
    `rival_a` and `rival_b` are the rivals of it that they hold, if they hold one. `kind_a` and
    `kind_b` are the kinds of their stances; None for a camp that does not say it in one way."""

    a: float | None
    b: float | None
    rival_a: Rival | None
    rival_b: Rival | None
    kind_a: str | None = None
    kind_b: str | None = None

    @property
    def sides(self) -> tuple[int, int]:
        """The side of either: 1 for, -1 against (also who holds a rival), 0 for none."""
        return _side(self.a, self.rival_a), _side(self.b, self.rival_b)

    @property
    def is_contrary(self) -> bool:
        """Whether one is for it, the other against."""
        return sum(self.sides) == 0 and any(self.sides)

    @property
    def is_agreed(self) -> bool:
        """Whether both say that it is so, or both that it is not; to hold a rival is no word."""
        one, other = self.sides
        return one == other != 0 and None not in (self.a, self.b)


class Claim(NamedTuple):
    """A claim with what both say of it."""

    id: str
    text: str
    said: Said


def _side(said: float | None, rival: Rival | None) -> int:
    if said is None:
        return -1 if rival else 0
    return (said > 0.5) - (said < 0.5)


class Speaking:
    """What two say of the claims of a map."""

    def __init__(self, weighed: Weighed, a: Opinion, b: Opinion) -> None:
        self._weighed, self._a, self._b = weighed, a, b
        self._held = {one.id: rivals_held(weighed, one) for one in (a, b)}

    def of(self, claim: str) -> Said:
        a, b = self._a, self._b
        return Said(
            a.credences.get(claim),
            b.credences.get(claim),
            self._rival(claim, a),
            self._rival(claim, b),
            a.kinds.get(claim),
            b.kinds.get(claim),
        )

    def _rival(self, claim: str, one: Opinion) -> Rival | None:
        rival = self._held[one.id].get(claim)
        text = self._weighed.claims[rival].text if rival else ""
        return Rival(rival, text, one.credences[rival], one.kinds.get(rival)) if rival else None

    def speak(self, claims: set[str]) -> tuple[bool, bool]:
        """Whether either of the two says anything of some claims."""
        ones, others = self._a.credences, self._b.credences
        return not claims.isdisjoint(ones), not claims.isdisjoint(others)

    def of_both(self, debates: set[str]) -> Iterator[Claim]:
        """All of which both take a side in some debates, in the order of the files."""
        ones, others = (implied(self._weighed, one).keys() for one in (self._a, self._b))
        spoken = (self._weighed.claims[claim] for claim in ones & others)
        for claim in sorted(spoken, key=lambda c: (c.debate, c.ordinal, c.id)):
            if claim.debate in debates:
                yield Claim(claim.id, claim.text, self.of(claim.id))
