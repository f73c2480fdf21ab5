"""Where two people, or two camps, part: on what, because of which claims, and by how much."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kb.analysis.opinions import Opinion, implied, rivals_held
from kb.analysis.outlook import USUAL, Assumptions, Setting, look
from kb.analysis.parting import are_rivals
from kb.analysis.rounding import LEVEL
from kb.analysis.weighed import Weighed
from kb.reasoning.decompose import Decomposition, decompose
from kb.reasoning.ranking import MARGIN
from kb.reasoning.views import calibrate

SMALL = LEVEL  # of a strength: parts that are smaller are counted, not listed


class Rival(NamedTuple):
    """An item that somebody holds or leans to, as `said`, and by that not its rival."""

    id: str
    text: str
    said: float


class Said(NamedTuple):
    """What A and B say of a claim, all things considered; None where somebody says nothing. Then
    `rival_a` and `rival_b` are the rivals of it that they hold, if they hold one."""

    a: float | None
    b: float | None
    rival_a: Rival | None
    rival_b: Rival | None

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


class Piece(NamedTuple):
    """What a claim contributes to a difference: by what A and B think of it before the reasons.
    `said` is what they say of it."""

    id: str
    text: str
    a: float
    b: float
    effect: float
    said: Said


class Difference(NamedTuple):
    """Why two views of a conclusion differ; pieces, the rest of them and the residual add up.
    `said` is what either says of it, and `rivals` are those of the conclusion."""

    conclusion: str
    text: str
    a: float
    b: float
    pieces: tuple[Piece, ...]
    smaller: float
    residual: float
    said: Said
    rivals: tuple[str, ...]


class Disagreement(NamedTuple):
    """Two views: their differences, first where they take contrary sides, of these the widest; on
    which other claims they do so; and what they agree on. `rivals` as with double cruxes."""

    a: Opinion
    b: Opinion
    rivals: bool | None
    differences: tuple[Difference, ...]
    differ: tuple[Claim, ...]
    agree: tuple[Claim, ...]
    assumptions: Assumptions


def disagreement(
    weighed: Weighed,
    conclusions: Iterable[str],
    a: Opinion,
    b: Opinion,
    setting: Setting = USUAL,
) -> Disagreement:
    """Take apart the difference of two views on each conclusion where they differ.

    Raises MisuseError for another semantics than log-odds.
    """
    ends = [weighed.claim(c) for c in conclusions]
    outlook = look(weighed, setting, ends)
    mine, other = (calibrate(outlook.network, implied(weighed, one)) for one in (a, b))
    found = (decompose(mine, other, end) for end in ends)
    speaking = _Speaking(weighed, a, b)
    differences = (
        _difference(each, weighed, speaking)
        for each in found
        if abs(each.strength_a - each.strength_b) > MARGIN
    )
    both = list(speaking.of_both({weighed.claims[end].debate for end in ends}))
    return Disagreement(
        a,
        b,
        are_rivals(weighed, a, b),
        tuple(sorted(differences, key=_parting_first)),
        tuple(each for each in both if each.said.is_contrary and each.id not in ends),
        tuple(each for each in both if each.said.is_agreed),
        outlook.assumptions,
    )


def _parting_first(difference: Difference) -> tuple[bool, bool, float, str]:
    said, gap = difference.said, abs(difference.a - difference.b)
    return not said.is_contrary, not all(said.sides), -gap, difference.conclusion


class _Speaking:
    """What two say of the claims of a map."""

    def __init__(self, weighed: Weighed, a: Opinion, b: Opinion) -> None:
        self._weighed, self._a, self._b = weighed, a, b
        self._held = {one.id: rivals_held(weighed, one) for one in (a, b)}

    def of(self, claim: str) -> Said:
        said = self._a.credences.get(claim), self._b.credences.get(claim)
        rivals = (self._rival(claim, one) for one in (self._a, self._b))
        return Said(*said, *rivals)

    def _rival(self, claim: str, one: Opinion) -> Rival | None:
        rival = self._held[one.id].get(claim)
        text = self._weighed.claims[rival].text if rival else ""
        return Rival(rival, text, one.credences[rival]) if rival else None

    def of_both(self, debates: set[str]) -> Iterator[Claim]:
        """All of which both take a side in some debates, in the order of the files."""
        ones, others = (implied(self._weighed, one).keys() for one in (self._a, self._b))
        spoken = (self._weighed.claims[claim] for claim in ones & others)
        for claim in sorted(spoken, key=lambda c: (c.debate, c.ordinal, c.id)):
            if claim.debate in debates:
                yield Claim(claim.id, claim.text, self.of(claim.id))


def _difference(found: Decomposition, weighed: Weighed, speaking: _Speaking) -> Difference:
    end = found.conclusion
    pieces = tuple(
        Piece(
            part.claim,
            weighed.claims[part.claim].text,
            part.tau_a,
            part.tau_b,
            part.effect,
            speaking.of(part.claim),
        )
        for part in found.parts
        if abs(part.effect) >= SMALL
    )
    return Difference(
        end,
        weighed.claims[end].text,
        found.strength_a,
        found.strength_b,
        pieces,
        sum(part.effect for part in found.parts) - sum(piece.effect for piece in pieces),
        found.residual,
        speaking.of(end),
        tuple(sorted(weighed.rivals.get(end, ()))),
    )
