"""Where two people, or two camps, part: double cruxes, and their difference taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kb.analysis.opinions import Opinion, implied, rivals_held
from kb.analysis.outlook import USUAL, Assumptions, Setting, look
from kb.analysis.rounding import LEVEL
from kb.analysis.weighed import Weighed
from kb.errors import MisuseError
from kb.reasoning.decompose import Decomposition, decompose
from kb.reasoning.doublecrux import DoubleCrux, find_double_cruxes
from kb.reasoning.evaluate import evaluate
from kb.reasoning.ranking import MARGIN
from kb.reasoning.views import calibrate

TOP = 10
SMALL = LEVEL  # of a strength: parts that are smaller are counted, not listed


class Shared(NamedTuple):
    """A claim that would bring two views together: how A and B see it, where either view of the
    conclusion goes with the other's answer, and what share of the gap that closes."""

    id: str
    text: str
    a: float
    b: float
    moved_a: float
    moved_b: float
    share_a: float
    share_b: float
    kind: str  # strict, double, one-sided (a or b) or weak
    says_a: bool
    says_b: bool


class Parting(NamedTuple):
    """Two views of one conclusion and their double cruxes. Where somebody says nothing of it
    nor of a rival (`says_a`, `says_b`), their view is what the map makes of the rest."""

    conclusion: str
    text: str
    a: float
    b: float
    says_a: bool
    says_b: bool
    cruxes: tuple[Shared, ...]


class DoubleCruxes(NamedTuple):
    """All conclusions on which two differ, the widest gap first. `rivals` is whether the map calls
    two positions, whose camps they are, rivals; None for people."""

    a: Opinion
    b: Opinion
    rivals: bool | None
    partings: tuple[Parting, ...]
    assumptions: Assumptions


def double_cruxes(
    weighed: Weighed,
    conclusions: Iterable[str],
    a: Opinion,
    b: Opinion,
    *,
    top: int = TOP,
    setting: Setting = USUAL,
) -> DoubleCruxes:
    """The double cruxes of two views on each conclusion where they differ.

    Raises MisuseError for another semantics than log-odds.
    """
    ends = [weighed.claim(c) for c in conclusions]
    outlook = look(weighed, setting, ends)
    spoken = implied(weighed, a), implied(weighed, b)
    mine, other = (evaluate(calibrate(outlook.network, said)) for said in spoken)
    partings = []
    for end in ends:
        found = find_double_cruxes(mine, other, end, top=top)
        if abs(found.strength_a - found.strength_b) > MARGIN:
            cruxes = tuple(
                _shared(crux, weighed, a, b)
                for crux in found.cruxes
                if crux.share_a or crux.share_b
            )
            text = weighed.claims[end].text
            said = end in spoken[0], end in spoken[1]
            partings.append(Parting(end, text, found.strength_a, found.strength_b, *said, cruxes))
    # what both speak of comes first: on the rest one of them only seems to differ
    partings.sort(key=lambda p: (not (p.says_a and p.says_b), -abs(p.a - p.b), p.conclusion))
    return DoubleCruxes(a, b, _are_rivals(weighed, a, b), tuple(partings), outlook.assumptions)


def _are_rivals(weighed: Weighed, a: Opinion, b: Opinion) -> bool | None:
    if not are_items(weighed, a, b):
        return None
    return weighed.claim(b.id) in weighed.rivals.get(weighed.claim(a.id), ())


def are_items(weighed: Weighed, a: Opinion, b: Opinion) -> bool:
    """Whether two are the camps of two items."""
    return a.id in weighed.claims and b.id in weighed.claims


def _shared(crux: DoubleCrux, weighed: Weighed, a: Opinion, b: Opinion) -> Shared:
    return Shared(
        crux.claim,
        weighed.claims[crux.claim].text,
        crux.strength_a,
        crux.strength_b,
        crux.moved_a,
        crux.moved_b,
        crux.share_a,
        crux.share_b,
        _kind(crux),
        crux.claim in a.credences,
        crux.claim in b.credences,
    )


def _kind(crux: DoubleCrux) -> str:
    if crux.strict:
        return "strict"
    if crux.one_sided:
        return f"one-sided ({crux.one_sided.upper()})"
    return "double" if crux.share > 0.1 else "weak"


class Piece(NamedTuple):
    """What a claim contributes to a difference: by what A and B think of it before the reasons.
    `said_a` and `said_b` are what they say of it all things considered."""

    id: str
    text: str
    a: float
    b: float
    effect: float
    said_a: float | None
    said_b: float | None


class Difference(NamedTuple):
    """Why two views of a conclusion differ; pieces, the rest of them and the residual add up.

    `said_a` and `said_b` are what either says of it; `rival_a` and `rival_b` the rival of it that
    somebody holds who says nothing of it itself.
    """

    conclusion: str
    text: str
    a: float
    b: float
    pieces: tuple[Piece, ...]
    smaller: float
    residual: float
    said_a: float | None
    said_b: float | None
    rival_a: str | None
    rival_b: str | None

    @property
    def both_speak(self) -> bool:
        """Whether both say something of it, be it by holding a rival."""
        a, b = (self.said_a, self.rival_a), (self.said_b, self.rival_b)
        return a != (None, None) and b != (None, None)

    @property
    def is_contrary(self) -> bool:
        """Whether both speak of it, and one comes to yes, the other to no."""
        return self.both_speak and (self.a - 0.5) * (self.b - 0.5) < 0


class Agreed(NamedTuple):
    """A claim that both say is so, or both say is not."""

    id: str
    text: str
    yes: bool


class Disagreement(NamedTuple):
    """The differences of two views: where they part first, of these the widest; then what they
    agree on. `rivals` as with double cruxes."""

    a: Opinion
    b: Opinion
    rivals: bool | None
    differences: tuple[Difference, ...]
    agreed: tuple[Agreed, ...]
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
    apart = [each for each in found if abs(each.strength_a - each.strength_b) > MARGIN]
    differences = sorted(
        (_difference(each, weighed, a, b) for each in apart),
        key=lambda d: (not d.is_contrary, not d.both_speak, -abs(d.a - d.b), d.conclusion),
    )
    agreed = tuple(_agreed(weighed, ends, a, b))
    rivals = _are_rivals(weighed, a, b)
    return Disagreement(a, b, rivals, tuple(differences), agreed, outlook.assumptions)


def _difference(found: Decomposition, weighed: Weighed, a: Opinion, b: Opinion) -> Difference:
    end = found.conclusion
    pieces = tuple(
        Piece(
            part.claim,
            weighed.claims[part.claim].text,
            part.tau_a,
            part.tau_b,
            part.effect,
            a.credences.get(part.claim),
            b.credences.get(part.claim),
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
        a.credences.get(end),
        b.credences.get(end),
        rivals_held(weighed, a).get(end),
        rivals_held(weighed, b).get(end),
    )


def _agreed(weighed: Weighed, ends: list[str], a: Opinion, b: Opinion) -> Iterator[Agreed]:
    """What both say alike in the debates of some conclusions, in the order of the files."""
    debates = {weighed.claims[end].debate for end in ends}
    both = [weighed.claims[c] for c in a.credences.keys() & b.credences.keys()]
    for claim in sorted(both, key=lambda c: (c.debate, c.ordinal, c.id)):
        one, other = a.credences[claim.id] - 0.5, b.credences[claim.id] - 0.5
        if one * other > 0 and claim.debate in debates:
            yield Agreed(claim.id, claim.text, one > 0)


def common_debates(weighed: Weighed, a: Opinion, b: Opinion) -> list[str]:
    """The debates with positions on whose items both say something. Raises MisuseError for none."""
    spoken = [{weighed.claims[c].debate for c in one.credences} for one in (a, b)]
    held = {c.debate for c in weighed.claims.values() if c.kind == "position"}
    both = sorted(spoken[0] & spoken[1] & held)
    if not both:
        raise MisuseError(f"{a.name} and {b.name} take no stand in the same debate")
    return both
