"""Arguments as pages show them: in full on their target, and from the side of each premise."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from kb.analysis.scale import change_word
from kb.kinds import ArgumentKind
from kb.model import Argument
from kb.publish.index import Index
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import (
    ArgumentRef,
    ArgumentText,
    ArgumentView,
    Bearing,
    PremiseView,
)
from kb.publish.text import names
from kb.publish.text.typography import curled
from queries import meeting

# Deeper undercuts follow as siblings that name the argument they attack: pages stay readable, and a
# long chain cannot exhaust the templates' recursion.
DEEPEST = 5
# How many arguments a mention of an undercut of an undercut of ... spells out.
SPELLED_OUT = 3
# How many premises a mention of an argument names; all of them stand where the argument does.
NAMED = 30


def arguments_on(
    desk: Desk, target: str, kind: ArgumentKind, here: str
) -> tuple[ArgumentView, ...]:
    """The arguments of one kind on a claim, the strongest first, each with what undercuts it; not
    those that say what an answer would do."""
    found = (a for a in _strongest_first(desk, target, kind, here) if not is_answer(desk.index, a))
    return tuple(_argument(desk, argument, here, 0) for argument in found)


def answers_on(desk: Desk, target: str, here: str) -> tuple[ArgumentView, ...]:
    """The arguments on a claim that only say what an answer to a question would do."""
    found = (a for a in desk.index.arguments_on.get(target, ()) if is_answer(desk.index, a))
    return tuple(_argument(desk, argument, here, 0) for argument in found)


def is_answer(index: Index, argument: Argument) -> bool:
    """Whether an argument only says what an answer to a crux would do: nobody gives it as a
    reason."""
    kinds = (index.claims[premise.claim].kind for premise in argument.premises)
    said = (stance.kind for stance in index.stances_on.get(argument.id, ()))
    return meeting.is_answer(argument.answer, kinds, said)


def texts_on(desk: Desk, target: str, kind: ArgumentKind, here: str) -> tuple[ArgumentText, ...]:
    """The same as text."""
    return tuple(_text(desk, a, here, 0) for a in _strongest_first(desk, target, kind, here))


def _strongest_first(desk: Desk, target: str, kind: ArgumentKind, here: str) -> list[Argument]:
    effects = desk.numbers_of(here).effects
    found = [a for a in desk.index.arguments_on.get(target, ()) if a.kind == kind]
    found.sort(key=lambda argument: -abs(effects.get(argument.id, 0.0)))
    return found


def _argument(desk: Desk, argument: Argument, here: str, depth: int) -> ArgumentView:
    return ArgumentView(
        id=names.anchor(argument.id),
        href=desk.argument(argument),
        kind=argument.kind,
        premises=premises(desk, argument, here),
        reasons=desk.reasons(argument),
        inferred=argument.inferred,
        stances=desk.stances(argument.id),
        cited=desk.cited(argument.passages, argument.debate),
        undercuts=tuple(_argument(desk, u, here, depth + 1) for u in _below(desk, argument, depth)),
        attacks=_attacked(desk, argument, here, depth),
        effect=_effect(desk, argument, here) if depth == 0 else "",
        called=curled(argument.called or ""),
        scheme=curled(argument.scheme or ""),
    )


def _text(desk: Desk, argument: Argument, here: str, depth: int) -> ArgumentText:
    return ArgumentText(
        href=desk.argument(argument),
        kind=argument.kind,
        premises=premises(desk, argument, here),
        reasons=desk.reasons(argument),
        inferred=argument.inferred,
        undercuts=tuple(_text(desk, u, here, depth + 1) for u in _below(desk, argument, depth)),
        attacks=_attacked(desk, argument, here, depth),
    )


def _below(desk: Desk, argument: Argument, depth: int) -> Sequence[Argument]:
    """The undercuts that are shown below an argument."""
    if depth < DEEPEST:
        return desk.index.arguments_on.get(argument.id, ())
    return _all_below(desk, argument) if depth == DEEPEST else ()


def _attacked(desk: Desk, argument: Argument, here: str, depth: int) -> ArgumentRef | None:
    """What an argument undercuts, where it does not stand directly below that."""
    return argument_ref(desk, argument.target, here) if depth > DEEPEST else None


def _effect(desk: Desk, argument: Argument, here: str) -> str:
    """What an argument does to what it leads to, all else as it is, in words."""
    numbers = desk.numbers_of(here)
    effect, strength = numbers.effects.get(argument.id), numbers.strengths.get(argument.target)
    if effect is None or strength is None:
        return ""
    return change_word(strength - effect, strength)


def _all_below(desk: Desk, argument: Argument) -> list[Argument]:
    """Every undercut below an argument, each after the one it attacks."""
    found: list[Argument] = []
    seen = {argument.id}
    waiting = list(reversed(desk.index.arguments_on.get(argument.id, ())))
    while waiting:
        undercut = waiting.pop()
        if undercut.id not in seen:
            seen.add(undercut.id)
            found.append(undercut)
            waiting.extend(reversed(desk.index.arguments_on.get(undercut.id, ())))
    return found


def premises(desk: Desk, argument: Argument, here: str | None) -> tuple[PremiseView, ...]:
    return tuple([PremiseView(desk.item(p.claim, here), p.negated) for p in argument.premises])


def some_premises(
    desk: Desk, argument: Argument, here: str | None, without: str = ""
) -> tuple[PremiseView, ...]:
    """The first of them, for the page of each: all on the pages of all would be their square."""
    others = (p for p in argument.premises if p.claim != without)
    return tuple([PremiseView(desk.item(p.claim, here), p.negated) for p in islice(others, NAMED)])


def argument_ref(desk: Desk, argument_id: str, here: str | None, spelled: int = 1) -> ArgumentRef:
    argument = desk.index.arguments[argument_id]
    undercuts = argument.kind == "undercuts"
    deeper = undercuts and spelled < SPELLED_OUT
    return ArgumentRef(
        href=desk.argument(argument),
        kind=argument.kind,
        premises=some_premises(desk, argument, here),
        target=None if undercuts else desk.item(argument.target, here),
        under=argument_ref(desk, argument.target, here, spelled + 1) if deeper else None,
        more=max(0, len(argument.premises) - NAMED),
    )


def bearings_of(
    desk: Desk, claim: str, here: str, *, negated: bool | None = None
) -> tuple[Bearing, ...]:
    """What a claim does to others; `negated` keeps what follows from its truth or falsehood."""
    return tuple(
        _bearing(desk, argument, claim, is_negated, here)
        for argument, is_negated in desk.index.uses_of.get(claim, ())
        if negated is None or is_negated == negated
    )


def _bearing(desk: Desk, argument: Argument, claim: str, negated: bool, here: str) -> Bearing:
    undercuts = argument.kind == "undercuts"
    against = desk.index.arguments_on.get(argument.id, ())
    return Bearing(
        href=desk.argument(argument),
        kind=argument.kind,
        negated=negated,
        others=some_premises(desk, argument, here, without=claim),
        target=None if undercuts else desk.item(argument.target, here),
        argument=argument_ref(desk, argument.target, here) if undercuts else None,
        reasons=desk.reasons(argument),
        inferred=argument.inferred,
        cited=desk.cited(argument.passages, argument.debate),
        undercut_by=tuple(some_premises(desk, u, here) for u in against[:NAMED]),
        more=max(0, len(argument.premises) - 1 - NAMED),
        more_against=max(0, len(against) - NAMED),
    )
