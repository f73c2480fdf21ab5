"""How a debate stands: who was heard, what was granted, what got no answer, which rival leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from kb.analysis.making import Makers, makers_of
from kb.analysis.opinions import Opinion, holders, sides, what_counts
from kb.analysis.rivalry import leads
from kb.analysis.stands import Granted, Objection, Situation, is_answered
from kb.analysis.weighed import Weighed
from queries.network import WeighedArgument, WeighedStance
from queries.saying import SOFT

Counts = Mapping[str, Mapping[str, WeighedStance]]  # what counts, by the person and by the claim


def situation(
    weighed: Weighed, strengths: Mapping[str, float], everybody: dict[str, Opinion]
) -> Situation:
    """How a debate stands, by the strengths of its positions and by what everybody holds."""
    positions = tuple(strengths)
    debate = weighed.claims[positions[0]].debate
    voices, counts, made = _voices(weighed, debate), what_counts(weighed), makers_of(weighed)
    left = list(_unanswered(weighed, debate, everybody, _firm(counts), made))
    taken_up = _taken_up(weighed, left)
    unanswered = tuple(one for one in left if taken_up.isdisjoint(one.arguments))
    return Situation(
        positions,
        voices,
        tuple(p for p in positions if not holders(weighed, p, everybody)),
        _granted(weighed, debate, counts),
        unanswered,
        leads(weighed, strengths),
        len(_sure(weighed, debate)) > 1
        and any(_objections(weighed, debate, made))
        and not unanswered
        and not _dissent(weighed, positions, everybody, made)
        and not _answers_against(weighed, debate, everybody),
        tuple(sorted(taken_up)),
    )


def _voices(weighed: Weighed, debate: str) -> tuple[str, ...]:
    """The people who say anything in a debate, not works nor characters; also those of whom only
    the mapper reads what they think."""
    return tuple(dict.fromkeys(chain(_heard(weighed, debate), _arguing(weighed, debate))))


def _heard(weighed: Weighed, debate: str) -> Iterator[str]:
    """Those who speak of its items."""
    for stance in weighed.network.stances:
        if stance.speaker == "person" and stance.claim.partition("/")[0] == debate:
            yield stance.person


def _arguing(weighed: Weighed, debate: str) -> Iterator[str]:
    """Those who speak of arguments that lead to them."""
    known = {argument.id: argument for argument in weighed.network.arguments}
    for argument in known.values():
        if argument.heard and _end(argument, known)[0].partition("/")[0] == debate:
            yield from argument.heard


def _sure(weighed: Weighed, debate: str) -> set[str]:
    """Those who take a stand on what is true or false in so many words."""
    people = (s for s in weighed.network.stances if s.speaker == "person" and not s.inferred)
    spoken = (s for s in people if s.claim in weighed.claims)
    return {s.person for s in spoken if _debate(weighed, s) == debate}


def _granted(weighed: Weighed, debate: str, counts: Counts) -> tuple[Granted, ...]:
    """Who grants which items of a debate, and says no other thing of them since."""
    counted = (stance for own in counts.values() for stance in own.values())
    said = {s.id for s in counted if s.kind == "concedes" and _debate(weighed, s) == debate}
    stances = (s for s in weighed.network.stances if s.id in said)
    return tuple(Granted(s.person, s.claim, _whole(s.note)) for s in stances)


def _whole(text: str) -> str:
    """A text that can be kept in files, also where a character of it is only half a one."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _debate(weighed: Weighed, stance: WeighedStance) -> str:
    return weighed.claims[stance.claim].debate


def _dissent(
    weighed: Weighed, positions: Sequence[str], everybody: dict[str, Opinion], made: Makers
) -> bool:
    """Whether somebody doubts a position that somebody holds, or argues against it."""
    opposed = {a.target for a in weighed.network.arguments if a.kind == "rebuts" and made[a.id]}
    return any(
        all(sides(weighed.claim(p), everybody))
        or (p in opposed and bool(holders(weighed, p, everybody)))
        for p in positions
    )


def _answers_against(weighed: Weighed, debate: str, everybody: dict[str, Opinion]) -> bool:
    """Whether somebody gives an answer that, as the map has it, speaks against something."""
    known = {argument.id: argument for argument in weighed.network.arguments}
    for argument in known.values():
        if not argument.answer or argument.kind == "supports":
            continue
        negated = any(p["id"] == argument.answer and p["negated"] for p in argument.premises)
        is_here = _end(argument, known)[0].partition("/")[0] == debate
        if is_here and _siding(weighed.claim(argument.answer), not negated, everybody):
            return True
    return False


def _unanswered(
    weighed: Weighed,
    debate: str,
    everybody: dict[str, Opinion],
    firm: set[tuple[str, str]],
    made: Makers,
) -> Iterator[Objection]:
    """The objections that somebody makes, that nothing undercuts, and against whose premises
    nothing and nobody speaks; they are put to those who are `firm` first."""
    on: defaultdict[str, list[WeighedArgument]] = defaultdict(list)
    for argument in weighed.network.arguments:
        on[argument.target].append(argument)
    said: defaultdict[str, list[WeighedStance]] = defaultdict(list)
    for stance in weighed.network.stances:
        said[stance.claim].append(stance)
    for argument, attacked, end, speaks_for in _objections(weighed, debate, made):
        by, premises = made[argument.id], [(p["id"], p["negated"]) for p in argument.premises]
        if not is_answered(argument.id, premises, on, said, by):
            contrary = _making(made[attacked.id], everybody) if attacked else []
            contrary = contrary or _contrary(weighed, end, speaks_for, everybody)
            own = [weighed.claim(claim) for claim, _ in premises if claim in weighed.claims]
            others = (one for one in contrary if one.id not in by)
            asked = [one for one in others if not _holds_all(one, own)]
            to = [one.id for one in asked if (one.id, weighed.claim(end)) in firm]
            to = to or [one.id for one in asked]
            says = tuple(claim for claim, _ in premises)
            yield Objection(end, says, tuple(to), by, (argument.id,))


def _taken_up(weighed: Weighed, objections: Iterable[Objection]) -> set[str]:
    """The arguments of the objections that somebody to whom they are put restates."""
    said = (s for s in weighed.network.stances if s.kind == "reports" and not s.inferred)
    spoken = {(s.person, s.claim) for s in said}
    return {
        argument
        for one in objections
        if any((person, claim) in spoken for person in one.to for claim in one.says)
        for argument in one.arguments
    }


def _objections(
    weighed: Weighed, debate: str, made: Makers
) -> Iterator[tuple[WeighedArgument, WeighedArgument | None, str, bool]]:
    """The attacks that somebody makes, each with the argument that it undercuts, if any, the item
    of the debate to which it leads, and whether it speaks for that in the end."""
    known = {argument.id: argument for argument in weighed.network.arguments}
    for argument in known.values():
        if argument.kind == "supports" or not made[argument.id] or argument.answer:
            continue
        end, speaks_for = _end(argument, known)
        if end.partition("/")[0] == debate:
            yield argument, known.get(argument.target), end, speaks_for


def _end(argument: WeighedArgument, known: Mapping[str, WeighedArgument]) -> tuple[str, bool]:
    """The item to which an argument leads, and whether it speaks for it in the end."""
    speaks_for = argument.kind == "supports"
    while argument.target in known:
        argument = known[argument.target]
        speaks_for = speaks_for == (argument.kind == "supports")
    return argument.target, speaks_for


def _making(makers: Iterable[str], everybody: Mapping[str, Opinion]) -> list[Opinion]:
    """Who makes an argument, also who says nothing else."""
    return [everybody.get(one) or Opinion(one, one, {}) for one in makers]


def _contrary(
    weighed: Weighed, end: str, speaks_for: bool, everybody: dict[str, Opinion]
) -> list[Opinion]:
    """Who says the contrary of what speaks for an item, or against it: on the item itself, else on
    what it is a reason for."""
    if end not in weighed.claims:
        return []
    said = _siding(weighed.claim(end), not speaks_for, everybody)
    if said or speaks_for:
        return said
    upheld = (a.target for a in weighed.network.arguments if _gives_reason(a, end))
    ends = {weighed.claim(target) for target in upheld if target in weighed.claims}
    return list({one.id: one for c in sorted(ends) for one in _siding(c, True, everybody)}.values())


def _firm(counts: Counts) -> set[tuple[str, str]]:
    """Who takes a side on what in so many words, and not only as likely: of several who are on a
    side they are asked first."""
    return {
        (person, claim)
        for person, own in counts.items()
        for claim, stance in own.items()
        if not stance.inferred and stance.kind != SOFT
    }


def _gives_reason(argument: WeighedArgument, item: str) -> bool:
    premises = ((p["id"], p["negated"]) for p in argument.premises)
    return argument.kind == "supports" and (item, False) in premises


def _siding(claim: str, yes: bool, everybody: dict[str, Opinion]) -> list[Opinion]:
    """Everybody who takes one side on a claim."""
    leans = ((one, one.credences.get(claim, 0.5) - 0.5) for one in everybody.values())
    return [one for one, lean in leans if (lean > 0 if yes else lean < 0)]


def _holds_all(one: Opinion, claims: Iterable[str]) -> bool:
    return all(one.credences.get(claim, 0.0) > 0.5 for claim in claims)
