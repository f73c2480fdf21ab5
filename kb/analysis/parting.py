"""What would bring two people, or two camps, together: their double cruxes."""

from collections.abc import Iterable
from typing import NamedTuple

from kb.analysis.opinions import Opinion, implied
from kb.analysis.outlook import USUAL, Assumptions, Outlook, Setting, look
from kb.analysis.speaking import Speaking
from kb.analysis.weighed import Weighed
from kb.errors import MisuseError
from kb.reasoning.doublecrux import DoubleCrux, find_double_cruxes
from kb.reasoning.evaluate import evaluate
from kb.reasoning.ranking import MARGIN
from kb.reasoning.views import calibrate

TOP = 10


class Shared(NamedTuple):
    """A claim that would bring two views together: how A and B see it, where either view of the
    conclusion goes with the other's answer, and what share of the gap that closes. `reasons_a` and
    `reasons_b` tell whether either has any for how they see it, be it that they say so."""

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
    reasons_a: bool
    reasons_b: bool


class Parting(NamedTuple):
    """Two views of one conclusion and their double cruxes. Where somebody says nothing of it
    nor of a rival (`says_a`, `says_b`), their view is what the map makes of the rest; `reasons_a`
    and `reasons_b` are as with the cruxes."""

    conclusion: str
    text: str
    a: float
    b: float
    says_a: bool
    says_b: bool
    reasons_a: bool
    reasons_b: bool
    cruxes: tuple[Shared, ...]


class DoubleCruxes(NamedTuple):
    """All conclusions on which two differ, the widest gap first. `rivals` is whether the map calls
    two positions, whose camps they are, rivals; None for people. `contrary` is whether they take
    contrary sides on anything in these debates."""

    a: Opinion
    b: Opinion
    rivals: bool | None
    partings: tuple[Parting, ...]
    contrary: bool
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
        rivals = weighed.rivals.get(end, set())  # to ask one is to ask the other once more
        found = find_double_cruxes(mine, other, end, top=top + len(rivals))
        if abs(found.strength_a - found.strength_b) > MARGIN:
            cruxes = tuple(
                _shared(crux, outlook, a, b)
                for crux in found.cruxes
                if (crux.share_a or crux.share_b) and crux.claim not in rivals
            )[:top]
            text, views = weighed.claims[end].text, (found.strength_a, found.strength_b)
            said = end in spoken[0], end in spoken[1]
            reasons = _reasons(outlook, end, views, said)
            partings.append(Parting(end, text, *views, *said, *reasons, cruxes))
    # what both speak of comes first: on the rest one of them only seems to differ
    partings.sort(key=lambda p: (not (p.says_a and p.says_b), -abs(p.a - p.b), p.conclusion))
    both = Speaking(weighed, a, b).of_both({weighed.claims[end].debate for end in ends})
    contrary = any(claim.said.is_contrary for claim in both)
    rivals_ = are_rivals(weighed, a, b)
    return DoubleCruxes(a, b, rivals_, tuple(partings), contrary, outlook.assumptions)


def are_rivals(weighed: Weighed, a: Opinion, b: Opinion) -> bool | None:
    """Whether the map calls two positions rivals, whose camps two are; None for people."""
    if not are_items(weighed, a, b):
        return None
    return weighed.claim(b.id) in weighed.rivals.get(weighed.claim(a.id), ())


def are_items(weighed: Weighed, a: Opinion, b: Opinion) -> bool:
    """Whether two are the camps of two items."""
    return a.id in weighed.claims and b.id in weighed.claims


def _reasons(
    outlook: Outlook, claim: str, views: tuple[float, float], said: tuple[bool, bool]
) -> tuple[bool, bool]:
    """Whether either view of a claim is more than where every claim starts."""
    start = outlook.network.tau[outlook.network.node(claim)]
    has = outlook.has_reasons(claim)
    a, b = (
        says or has or abs(view - start) > MARGIN for view, says in zip(views, said, strict=True)
    )
    return a, b


def _shared(crux: DoubleCrux, outlook: Outlook, a: Opinion, b: Opinion) -> Shared:
    said = crux.claim in a.credences, crux.claim in b.credences
    return Shared(
        crux.claim,
        outlook.weighed.claims[crux.claim].text,
        crux.strength_a,
        crux.strength_b,
        crux.moved_a,
        crux.moved_b,
        crux.share_a,
        crux.share_b,
        _kind(crux),
        *said,
        *_reasons(outlook, crux.claim, (crux.strength_a, crux.strength_b), said),
    )


def _kind(crux: DoubleCrux) -> str:
    if crux.strict:
        return "strict"
    if crux.one_sided:
        return f"one-sided ({crux.one_sided.upper()})"
    return "double" if crux.share > 0.1 else "weak"


def common_debates(weighed: Weighed, a: Opinion, b: Opinion) -> list[str]:
    """The debates with positions on whose items both say something. Raises MisuseError for none."""
    spoken = [{weighed.claims[c].debate for c in one.credences} for one in (a, b)]
    held = {c.debate for c in weighed.claims.values() if c.kind == "position"}
    both = sorted(spoken[0] & spoken[1] & held)
    if not both:
        raise MisuseError(f"{a.name} and {b.name} take no stand in the same debate")
    return both
