"""What is counted of a debate and of an item: items, arguments, dates, reasons for and against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kb.analysis import stands
from kb.dates import is_date
from kb.model import Argument, Claim, Debate
from kb.publish.index import Index
from kb.publish.parts import words
from kb.publish.ties import is_ours
from queries.saying import side

if TYPE_CHECKING:
    from kb.publish.parts.desk import Desk


def items_of(index: Index, debate: Debate) -> list[Claim]:
    return index.items_of.get(debate.id, [])


def arguments_of(index: Index, debate: Debate) -> int:
    """How many arguments a debate has."""
    return len(stanced(index, debate)) - len(items_of(index, debate))


def position_tally(desk: Desk, claim: Claim) -> str:
    """How much is said for an item and against it, and how much only the map has, in words."""
    return tally_of(desk.index, weighing(desk, claim))


def weighing(desk: Desk, claim: Claim) -> Sequence[Argument]:
    """The arguments on an item that weigh something, so that none of them is open."""
    on, numbers = desk.index.arguments_on.get(claim.id, ()), desk.numbers_of(claim.debate)
    return [a for a in on if a.id in numbers.effects] if numbers.strengths else on


def tally_of(index: Index, on: Sequence[Argument]) -> str:
    """The same of such arguments, wherever it is known which they are."""
    said = [a for a in on if not is_ours(a)]
    attacks = [a for a in said if a.kind == "rebuts"]
    unanswered = sum(not is_answered(index, a) for a in attacks)
    return words.tally(len(said) - len(attacks), len(attacks), unanswered, len(on) - len(said))


def is_open(desk: Desk, argument: Argument) -> bool:
    """Whether an argument weighs nothing: it says what an answer to a question would do, and that
    is open."""
    claim = desk.index.claims.get(argument.target)
    if claim is None:
        return False
    numbers = desk.numbers_of(claim.debate)
    return bool(numbers.strengths) and argument.id not in numbers.effects


def is_answered(index: Index, attack: Argument) -> bool:
    """Whether something undercuts an attack, or anything or anybody speaks against a premise."""
    known = index.answered.get(attack.id)
    if known is None:
        known = index.answered[attack.id] = _is_answered(index, attack)
    return known


def _is_answered(index: Index, attack: Argument) -> bool:
    premises = ((p.claim, p.negated) for p in attack.premises)
    makers = {s.person for s in index.stances_on.get(attack.id, ()) if side(s.kind) > 0}
    return stands.is_answered(attack.id, premises, index.arguments_on, index.stances_on, makers)


def stanced(index: Index, debate: Debate) -> list[str]:
    """Everything in a debate that people may take a stand on."""
    return index.targets_of.get(debate.id, [])


def voices_of(index: Index, debate: Debate) -> dict[str, None]:
    """The people who speak in a debate."""
    everybody = (s.person for t in stanced(index, debate) for s in index.stances_on.get(t, ()))
    return dict.fromkeys(person for person in everybody if index.is_person(person))


def latest_date(index: Index, debate: Debate) -> str:
    """The latest date that the files give for this debate; never that of the build."""
    dates = [
        stance.date
        for target in stanced(index, debate)
        for stance in index.stances_on.get(target, ())
    ]
    source = index.sources.get(debate.source or "")
    dates.append(source.date if source else None)
    return max((date for date in dates if date and is_date(date)), default="")
