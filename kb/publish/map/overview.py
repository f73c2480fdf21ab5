"""The map at a glance: each position as a strip, with what weighs for it and against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.analysis.scale import EFFECTS
from kb.kinds import ArgumentKind
from kb.model import Argument
from kb.publish.map.fragments import Bar, Ground, Overview, Side
from kb.publish.map.opening import trees_of
from kb.publish.map.views import has_map
from kb.publish.map.weights import Weighed, counted, weighed
from kb.publish.parts import words
from kb.publish.parts.desk import Desk
from kb.publish.text import names
from queries.saying import side

KINDS: tuple[ArgumentKind, ArgumentKind] = ("supports", "rebuts")
SIDES = {"supports": "for", "rebuts": "against"}
STRIPS = 12  # positions with bars: more of them are no glance
NAMED = 3  # reasons on either side of a position
TOGETHER = 3  # premises of one reason
APART = 8
FULL = EFFECTS[0][0]  # log-odds: bars are never drawn larger than that this fills the width
BARS = 12  # stretches of a bar: what weighs least is left out


def overview(desk: Desk, debate: str) -> Overview | None:
    """The overview of a debate; None where nothing in it is argued."""
    forest, _ = trees_of(desk.index, debate)
    if not has_map(forest):
        return None
    positions = [root.claim for root in forest.positions[:STRIPS]]
    found = {p: weighed(desk, desk.index.arguments_on.get(p, ())) for p in positions}
    scale = max([FULL, *(_sum(on, kind) for on in found.values() for kind in KINDS)])
    apart = [root.claim for root in forest.apart]
    return Overview(
        strips={p: _sides(desk, debate, found[p], scale) for p in positions},
        apart=tuple(desk.item(claim, debate) for claim in apart[:APART]),
        more=len(apart[APART:]),
        whole=desk.root + names.map_file(debate),
        data=desk.root + names.focus_file(debate),
    )


def _sum(on: Iterable[Weighed], kind: ArgumentKind) -> float:
    return sum(one.weight for one in on if one.argument.kind == kind)


def _sides(desk: Desk, debate: str, on: list[Weighed], scale: float) -> tuple[Side, Side]:
    supports, rebuts = (_side(desk, debate, kind, on, scale) for kind in KINDS)
    return supports, rebuts


def _side(desk: Desk, debate: str, kind: ArgumentKind, on: list[Weighed], scale: float) -> Side:
    found = [one for one in on if one.argument.kind == kind and not one.is_open]
    others = [one.argument for one in on if one.argument.kind != kind and not one.is_open]
    attacks = (a for other in others for a in _attacks(desk, other))
    undercuts = weighed(desk, {attack.id: attack for attack in attacks}.values())
    return Side(
        kind=kind,
        tally=counted(found, SIDES[kind]),
        bars=tuple(_bars(desk, debate, found[:BARS], scale)),
        grounds=tuple(_ground(desk, debate, one) for one in found[:NAMED]),
        more=len(found[NAMED:]),
        challenging=_challenging(kind, len(undercuts)),
        challenges=tuple(_ground(desk, debate, one) for one in undercuts[:NAMED]),
        more_challenges=len(undercuts[NAMED:]),
    )


def _attacks(desk: Desk, argument: Argument) -> Iterator[Argument]:
    """What undercuts an argument, or speaks against one of its premises."""
    yield from desk.index.arguments_on.get(argument.id, ())
    for premise in argument.premises:
        against = "supports" if premise.negated else "rebuts"
        on = desk.index.arguments_on.get(premise.claim, ())
        yield from (attack for attack in on if attack.kind == against and _is_held(desk, attack))


def _is_held(desk: Desk, attack: Argument) -> bool:
    """Whether somebody holds what an attack says, and does not only bring it up to turn it down."""
    said = ([s.kind for s in desk.index.stances_on.get(p.claim, ())] for p in attack.premises)
    return not attack.inferred and all(any(side(kind) > 0 for kind in kinds) for kinds in said)


def _challenging(kind: ArgumentKind, count: int) -> str:
    other = "for" if kind == "rebuts" else "against"
    return f"{words.count(count, 'challenges', 'challenge')} a reason {other} it" if count else ""


def _bars(desk: Desk, debate: str, found: Iterable[Weighed], scale: float) -> Iterator[Bar]:
    at = 0.0
    for one in found:
        width = 100 * one.weight / scale
        if width:
            first = desk.item(one.argument.premises[0].claim, debate)
            yield Bar(f"{at:.1f}%", f"{width:.1f}%", one.is_ours, first.short)
        at += width


def _ground(desk: Desk, debate: str, one: Weighed) -> Ground:
    named = one.argument.premises[:TOGETHER]
    return Ground(tuple((desk.item(p.claim, debate), p.negated) for p in named), one.is_ours)
