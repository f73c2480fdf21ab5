"""Where two people, or two camps, part: on what, because of which claims, and by how much."""

from collections.abc import Iterable
from typing import NamedTuple

from kb.analysis.opinions import Opinion, implied
from kb.analysis.outlook import USUAL, Assumptions, Setting, look
from kb.analysis.parting import are_rivals
from kb.analysis.rounding import LEVEL
from kb.analysis.speaking import Claim, Said, Speaking
from kb.analysis.weighed import Weighed
from kb.reasoning.decompose import Decomposition, decompose
from kb.reasoning.ranking import MARGIN
from kb.reasoning.views import calibrate

SMALL = LEVEL  # of a strength: parts that are smaller are counted, not listed


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
    `said` is what either says of it, and `rivals` are those of the conclusion; `bears_a` and
    `bears_b` tell whether either speaks of anything else that bears on it."""

    conclusion: str
    text: str
    a: float
    b: float
    pieces: tuple[Piece, ...]
    smaller: float
    residual: float
    said: Said
    rivals: tuple[str, ...]
    bears_a: bool
    bears_b: bool


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
    speaking = Speaking(weighed, a, b)
    differences = (
        _difference(each, weighed, speaking, look(weighed, setting, [each.conclusion]).bearing)
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


def _difference(
    found: Decomposition, weighed: Weighed, speaking: Speaking, bearing: set[str]
) -> Difference:
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
        *speaking.speak(bearing - {end}),
    )
