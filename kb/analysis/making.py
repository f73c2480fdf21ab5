"""Who makes which argument of a map that is weighed: who says so, else who holds all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.analysis.weighed import Weighed, outermost_first
from queries.meeting import Move, Saying, counted_of, is_unsaid, made_by, sides_of

Makers = Mapping[str, tuple[str, ...]]  # by the argument


def makers_of(weighed: Weighed) -> Makers:
    """Whose each argument is, as pages that set two people side by side have it."""
    arguments = weighed.network.arguments
    made = made_by(_moves(weighed), _sides(weighed), weighed.rivals)
    return {a.id: a.makers or tuple(sorted(made.get(a.id, ()))) for a in arguments}


def _sides(weighed: Weighed) -> dict[str, Mapping[str, int]]:
    """The side of everybody on each item and on each argument."""
    same = weighed.same
    said = (
        Saying(s.person, same.get(s.claim, s.claim), s.kind, s.date, s.passages, s.id)
        for s in weighed.network.stances
    )
    sides = dict(sides_of(counted_of(said, weighed.rivals)))
    for argument in weighed.network.arguments:
        if argument.stances:
            against = dict.fromkeys(argument.deniers, -1)
            sides[argument.id] = against | dict.fromkeys(argument.makers, 1)
    return sides


def _moves(weighed: Weighed) -> Iterator[Move]:
    """The arguments, each before what undercuts it."""
    same = weighed.same
    for argument in outermost_first(weighed.network.arguments):
        target = same.get(argument.target, argument.target)
        premises = tuple((same.get(p["id"], p["id"]), p["negated"]) for p in argument.premises)
        kinds = (premise["kind"] for premise in argument.premises)
        unsaid = is_unsaid(argument.inferred, argument.answer, kinds)
        yield Move(argument.id, argument.kind, target, premises, target, unsaid)
