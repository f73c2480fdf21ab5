"""Where two people, or two camps, part: double cruxes, and their difference taken apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kb.analysis.opinions import Opinion
from kb.analysis.outlook import USUAL, Assumptions, Setting, look
from kb.analysis.rounding import LEVEL
from kb.analysis.weighed import Weighed
from kb.errors import MisuseError
from kb.reasoning.decompose import decompose
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
    (`says_a`, `says_b`), their view is what the map makes of the rest of what they say."""

    conclusion: str
    text: str
    a: float
    b: float
    says_a: bool
    says_b: bool
    cruxes: tuple[Shared, ...]


class DoubleCruxes(NamedTuple):
    """All conclusions on which two differ, the widest gap first."""

    a: Opinion
    b: Opinion
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
    mine = evaluate(calibrate(outlook.network, a.credences))
    other = evaluate(calibrate(outlook.network, b.credences))
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
            said = end in a.credences, end in b.credences
            partings.append(Parting(end, text, found.strength_a, found.strength_b, *said, cruxes))
    # what both speak of comes first: on the rest one of them only seems to differ
    partings.sort(key=lambda p: (not (p.says_a and p.says_b), -abs(p.a - p.b), p.conclusion))
    return DoubleCruxes(a, b, tuple(partings), outlook.assumptions)


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
    """What a claim contributes to a difference: by what A and B think of it before the reasons."""

    id: str
    text: str
    a: float
    b: float
    effect: float


class Difference(NamedTuple):
    """Why two views of a conclusion differ; pieces, the rest of them and the residual add up."""

    conclusion: str
    text: str
    a: float
    b: float
    pieces: tuple[Piece, ...]
    smaller: float
    residual: float


class Disagreement(NamedTuple):
    """The differences of two views, the widest first."""

    a: Opinion
    b: Opinion
    differences: tuple[Difference, ...]
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
    mine, other = (calibrate(outlook.network, one.credences) for one in (a, b))
    found = [decompose(mine, other, end) for end in ends]
    differences = []
    for each in found:
        if abs(each.strength_a - each.strength_b) <= MARGIN:
            continue
        pieces = [p for p in each.parts if abs(p.effect) >= SMALL]
        differences.append(
            Difference(
                each.conclusion,
                weighed.claims[each.conclusion].text,
                each.strength_a,
                each.strength_b,
                tuple(
                    Piece(p.claim, weighed.claims[p.claim].text, p.tau_a, p.tau_b, p.effect)
                    for p in pieces
                ),
                sum(p.effect for p in each.parts) - sum(p.effect for p in pieces),
                each.residual,
            )
        )
    differences.sort(key=lambda d: (-abs(d.a - d.b), d.conclusion))
    return Disagreement(a, b, tuple(differences), outlook.assumptions)


def common_debates(weighed: Weighed, a: Opinion, b: Opinion) -> list[str]:
    """The debates with positions on whose items both say something. Raises MisuseError for none."""
    spoken = [{weighed.claims[c].debate for c in one.credences} for one in (a, b)]
    held = {c.debate for c in weighed.claims.values() if c.kind == "position"}
    both = sorted(spoken[0] & spoken[1] & held)
    if not both:
        raise MisuseError(f"{a.name} and {b.name} take no stand in the same debate")
    return both
