"""What changes when something is supposed: strengths before and after, verdicts, flip sets."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kb.analysis.opinions import opinions, sides
from kb.analysis.outlook import USUAL, Assumptions, Outlook, Setting, look
from kb.analysis.rivalry import leads
from kb.analysis.scale import OPEN, strength_word
from kb.analysis.stands import Lead
from kb.analysis.weighed import Weighed
from kb.errors import MisuseError
from kb.reasoning.flips import Reversal as EngineReversal
from kb.reasoning.flips import smallest_flip_set
from kb.reasoning.graph import Argument, arguments_of, build, leaves, two_sided
from kb.reasoning.ranking import MARGIN, verdict

ELIGIBLE = ("leaves", "contested", "declared")


class Change(NamedTuple):
    """A claim whose strength is not what it was."""

    id: str
    kind: str
    text: str
    before: float
    after: float
    reasons_before: bool
    reasons_after: bool

    @property
    def turned(self) -> bool:
        """Whether the verdict on it is another one."""
        return verdict(self.before) != verdict(self.after)


class WhatIf(NamedTuple):
    """What a supposition does in a debate: its positions, and all claims that change, the most
    changed first; `leads` are those of its rivals, before and after."""

    debate: str
    supposed: dict[str, float]
    positions: tuple[Change, ...]
    leads_before: tuple[Lead, ...]
    leads_after: tuple[Lead, ...]
    changes: tuple[Change, ...]
    assumptions: Assumptions


def what_if(
    weighed: Weighed, debate: str, supposed: Mapping[str, float], setting: Setting = USUAL
) -> WhatIf:
    """Evaluate a debate as it stands and with some claims supposed.

    Raises NotFound for an item without truth value, MisuseError for a debate without positions.
    """
    before = look(weighed, setting)
    after = look(weighed, setting, do=supposed)
    return _what_if(debate, dict(supposed), before, after)


def compared(weighed: Weighed, debate: str, before: Setting, after: Setting) -> WhatIf:
    """What is different in a debate under one setting and another."""
    return _what_if(debate, {}, look(weighed, before), look(weighed, after))


def _what_if(debate: str, supposed: dict[str, float], before: Outlook, after: Outlook) -> WhatIf:
    weighed = before.weighed
    positions = weighed.positions(debate)
    changes = [_change(claim, before, after) for claim in weighed.graph.claims]
    moved = [c for c in changes if abs(c.after - c.before) > MARGIN and c.id not in positions]
    ends = tuple(_change(position, before, after) for position in positions)
    return WhatIf(
        debate,
        supposed,
        ends,
        leads(weighed, {c.id: c.before for c in ends}),
        leads(weighed, {c.id: c.after for c in ends}),
        tuple(sorted(moved, key=lambda c: (-abs(c.after - c.before), c.id))),
        after.assumptions,
    )


def _change(claim: str, before: Outlook, after: Outlook) -> Change:
    item = before.weighed.claims[claim]
    strengths = before.strength(claim), after.strength(claim)
    had = before.has_reasons(claim)
    has = had or after.has_reasons(claim) or abs(strengths[1] - strengths[0]) > MARGIN
    return Change(claim, item.kind, item.text, *strengths, had, has)


class Reversal(NamedTuple):
    """A claim to be thought the contrary of, as `to`: 0 or 1; one that is open has no contrary, and
    is set to whichever answer changes the verdict."""

    id: str
    text: str
    strength: float
    reasons: bool
    to: float

    @property
    def was_open(self) -> bool:
        """Whether the map gives it no answer now."""
        return is_open(self.strength)


def is_open(strength: float) -> bool:
    """Whether a strength is neither yes nor no."""
    return strength_word(strength) == OPEN


class Flip(NamedTuple):
    """The fewest claims whose reversal changes the verdict on a position; None where no set does.

    With a `rival` the verdict is which of the two leads, and `rival_before` and `rival_after` are
    its strengths. `reasons` tells whether there are any, as with the rival and with each reversal.
    `exact` is False where a search that may miss a smaller set was all that could
    be done.
    """

    position: str
    text: str
    strength: float
    reasons: bool
    after: float | None
    rival: str | None
    rival_text: str
    rival_before: float | None
    rival_reasons: bool
    rival_after: float | None
    reversals: tuple[Reversal, ...] | None
    exact: bool
    eligible: int
    among: str
    assumptions: Assumptions


def smallest_flip(
    weighed: Weighed, position: str, among: str = "leaves", setting: Setting = USUAL
) -> Flip:
    """The smallest set of reversals for the verdict on one item.

    `among` says which claims may be reversed: leaves (no arguments on them), contested (somebody
    holds and somebody rejects it, or it is both supported and rebutted) or declared cruxes; without
    a choice it would always be the direct reasons. Raises MisuseError for another word.
    """
    return _flip(weighed, weighed.claim(position), None, among, setting)


def smallest_change_of_lead(
    weighed: Weighed, positions: Sequence[str], among: str = "leaves", setting: Setting = USUAL
) -> Flip:
    """The smallest set of reversals after which the stronger of two rivals leads no more.

    Raises MisuseError where no two positions are rivals or none of them leads, and for a word that
    says not which claims, as `smallest_flip` does.
    """
    outlook = look(weighed, setting, positions)
    strengths = {position: outlook.strength(position) for position in positions}
    pairs = leads(weighed, strengths)
    if not pairs:
        raise MisuseError("no two positions are rivals, so none leads: name one with --item")
    leading = [pair for pair in pairs if not pair.is_level]
    if not leading:
        raise MisuseError("the rivals are level, so none leads: name one with --item")
    found = [_flip(weighed, pair.first, pair.second, among, setting) for pair in leading]
    return min(found, key=lambda f: (f.reversals is None, len(f.reversals or ())))


def _flip(weighed: Weighed, claim: str, rival: str | None, among: str, setting: Setting) -> Flip:
    if among not in ELIGIBLE:
        raise MisuseError(f"'{among}' says not which claims; there are {', '.join(ELIGIBLE)}")
    ends = [claim, rival] if rival else [claim]
    outlook = look(weighed, setting, ends)
    eligible = (_eligible(weighed, among) & outlook.bearing) - set(ends)
    end = _lead(weighed, claim, rival, setting) if rival else outlook
    turned = LEAD if rival else claim
    found = smallest_flip_set(end.valuation, turned, eligible, is_open) if eligible else None
    reversals = {r.claim: r.to for r in found.reversals} if found else {}
    then = look(weighed, setting, ends, do=reversals) if found else None
    return Flip(
        position=claim,
        text=weighed.claims[claim].text,
        strength=outlook.strength(claim),
        reasons=outlook.has_reasons(claim),
        after=then.strength(claim) if then else None,
        rival=rival,
        rival_text=weighed.claims[rival].text if rival else "",
        rival_before=outlook.strength(rival) if rival else None,
        rival_reasons=outlook.has_reasons(rival) if rival else False,
        rival_after=then.strength(rival) if then and rival else None,
        reversals=tuple(_reversal(outlook, r) for r in found.reversals) if found else None,
        exact=found is not None and found.exact,
        eligible=len(eligible),
        among=among,
        assumptions=outlook.assumptions,
    )


LEAD = "that the first leads"  # no id: ids have no spaces


def _lead(weighed: Weighed, first: str, second: str, setting: Setting) -> Outlook:
    """A map with one claim more, that the first of two leads: above one half just where it does.

    The first supports it, the second rebuts it, and its base score is one half; all semantics are
    monotone and balanced, so its strength is above, at or below one half as the difference is.
    """
    graph = build(
        [*zip(weighed.graph.claims, weighed.graph.tau, strict=True), (LEAD, 0.5)],
        [
            *arguments_of(weighed.graph),
            Argument("lead for", "supports", [(first, False)], LEAD),
            Argument("lead against", "rebuts", [(second, False)], LEAD),
        ],
    )
    named = weighed.claims[first]._replace(id=LEAD, credence=0.5)
    whole = replace(weighed, graph=graph, claims={**weighed.claims, LEAD: named})
    return look(whole, setting, [LEAD])


def _reversal(outlook: Outlook, found: EngineReversal) -> Reversal:
    text, reasons = outlook.weighed.claims[found.claim].text, outlook.has_reasons(found.claim)
    return Reversal(found.claim, text, found.strength, reasons, found.to)


def _eligible(weighed: Weighed, among: str) -> set[str]:
    """The claims that may be thought the contrary of."""
    graph = weighed.graph
    if among == "leaves":
        return set(leaves(graph))
    if among == "declared":
        return set(weighed.declared)
    everybody = opinions(weighed)
    return {c for c in graph.claims if all(sides(c, everybody))} | set(two_sided(graph))
