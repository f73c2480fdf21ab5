"""The small map on the page of an item: what it bears on to the left, its replies to the right.

One argument each way; beside one that is attacked, the attack, so that nobody takes it for granted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from kb.model import Argument, ArgumentKind, Claim
from kb.publish.map.fragments import Chip, Fold, Goal, GoalGroup, MapBox, NearbyMap
from kb.publish.map.opening import Opening, folded
from kb.publish.map.tree import ORDER, Box, Branch
from kb.publish.map.views import BoxWriter, map_link
from kb.publish.parts.arguments import NAMED, argument_href
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Item

DONE: dict[ArgumentKind, str] = {
    "supports": "Supported",
    "rebuts": "Rebutted",
    "undercuts": "Undercut",
}
MOST = 12  # arguments of one direction: the page lists all of them anyway


def nearby_map(desk: Desk, claim: Claim, asked: Sequence[str] = ()) -> NearbyMap | None:
    """The neighbourhood of an item, and for a crux of the claims that it asks about as well.

    None where nothing is argued about it.
    """
    whole = (claim.id, *asked)
    uses = [use for each in whole for use in desk.index.uses_of.get(each, ())]
    on_it = [a for each in whole for a in desk.index.arguments_on.get(each, ()) if a.premises]
    if not uses and not on_it:
        return None
    box, columns = _right(desk, claim, on_it[:MOST])
    return NearbyMap(
        goals=tuple(_left(desk, claim, uses[:MOST], whole)),
        box=box,
        columns=columns + bool(uses),
        left_out=max(0, len(uses) - MOST) + max(0, len(on_it) - MOST),
        whole=map_link(desk, claim.id, claim.debate),
    )


def _right(desk: Desk, claim: Claim, on_it: Sequence[Argument]) -> tuple[MapBox, int]:
    """The item with what bears on it, and the number of columns that takes."""
    middle = Box(claim.id)
    found = [middle]
    for kind in ORDER[1:]:
        for argument in on_it:
            if argument.kind == kind:
                branch = _branch(argument, middle, middle.on_it, found)
                for undercut in desk.index.arguments_on.get(argument.id, ())[:MOST]:
                    if undercut.premises:
                        _branch(undercut, branch, branch.undercuts, found)
    everything = frozenset(found)
    writer = _NearWriter(
        desk, claim.debate, Opening(everything, everything, everything, everything)
    )
    return writer.write(found)[middle], max(box.column for box in found) + 1


class _NearWriter(BoxWriter):
    """Boxes without a fragment of their own; what is on the outer ones is on their pages."""

    def anchor(self, claim: str) -> str:
        return ""

    def fold(self, box: Box) -> Fold | None:
        words = folded(a.kind for a in self.desk.index.arguments_on.get(box.claim, ()))
        return Fold(words, is_open=True, more=True) if words and box.branch else None


def _branch(
    argument: Argument, target: Box | Branch, siblings: list[Branch], found: list[Box]
) -> Branch:
    branch = Branch(argument, target)
    siblings.append(branch)
    column = target.column + 1 if isinstance(target, Box) else target.boxes[0].column + 1
    branch.boxes = [Box(p.claim, branch, p.negated, column=column) for p in argument.premises]
    found.extend(branch.boxes)
    return branch


def _left(
    desk: Desk, claim: Claim, uses: Sequence[tuple[Argument, bool]], whole: Sequence[str]
) -> Iterator[GoalGroup]:
    for kind, word in DONE.items():
        goals = tuple(
            _goal(desk, claim, whole, a, negated) for a, negated in uses if a.kind == kind
        )
        if goals:
            yield GoalGroup(kind, f"{word} by this", goals)


def _goal(
    desk: Desk, claim: Claim, whole: Sequence[str], argument: Argument, negated: bool
) -> Goal:
    here = claim.debate
    word = f"{DONE[argument.kind]} {_by(claim, negated)}"
    attacked = desk.index.arguments.get(argument.target)
    end = desk.index.root_claim(argument)
    return Goal(
        word=f"{word}: the argument from" if attacked else word,
        target=desk.item(end, here) if end else None,
        href=argument_href(desk, argument),
        premises=_mentions(desk, attacked, here) if attacked else (),
        joint=_joint(attacked) if attacked else "",
        others=_mentions(desk, argument, here, without=whole),
        chips=tuple(_attacks(desk, argument, here)),
        ours=argument.inferred,
        more=max(0, len(argument.premises) - 1 - NAMED),
    )


def _by(claim: Claim, negated: bool) -> str:
    if claim.kind == "crux":
        return "if no" if negated else "if yes"
    return "if this is false" if negated else "by this"


def _mentions(
    desk: Desk, argument: Argument, here: str, without: Sequence[str] = ()
) -> tuple[tuple[Item, bool], ...]:
    mentioned = (p for p in argument.premises if p.claim not in without)
    return tuple((desk.item(p.claim, here), p.negated) for p in islice(mentioned, NAMED))


def _joint(attacked: Argument) -> str:
    """What leads from the premises of an attacked argument to where it is, or ends, in words."""
    if attacked.kind == "undercuts":
        return "which undercuts an argument on"
    return "to" if attacked.kind == "supports" else "against"


def _attacks(desk: Desk, argument: Argument, here: str) -> Iterator[Chip]:
    for undercut in desk.index.arguments_on.get(argument.id, ())[:MOST]:
        for premise in undercut.premises[:NAMED]:
            item: Item = desk.item(premise.claim, here)
            yield Chip("argument undercut by", "undercuts", item, item.href)
