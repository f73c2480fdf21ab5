"""The positions of a debate, as its page shows them: who holds each, and how well it is carried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from kb.model import Argument, Claim, Debate
from kb.publish.parts.arguments import argument_href, premises
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Item, PremiseView, StanceView, StrengthView
from kb.publish.parts.number_views import letters, strength_view
from kb.publish.parts.tallies import is_open, is_ours, items_of, position_tally
from kb.publish.text import names

TONES = ("for", "against", "open", "other")  # the order of stances on a position
STRONGEST = 2  # arguments for a position, and against it, that are told


class Reason(NamedTuple):
    """An argument for or against a position, with who makes it; `ours` where nobody does."""

    href: str
    kind: str
    premises: tuple[PremiseView, ...]
    reason: Markup
    makers: tuple[StanceView, ...]
    ours: bool


@dataclass(frozen=True, slots=True)
class PositionView:
    """A position: its letter where there are several, who thinks what of it, how much is said for
    and against it, and the strongest of that; `rivals` are letters."""

    item: Item
    anchor: str
    is_titled: bool
    letter: str
    strength: StrengthView | None
    stances: tuple[StanceView, ...]
    rivals: tuple[str, ...]
    count: str
    reasons: tuple[Reason, ...]

    @property
    def holders(self) -> tuple[StanceView, ...]:
        return tuple(stance for stance in self.stances if stance.tone == "for")


@dataclass(frozen=True, slots=True)
class PositionGroup:
    """The positions that answer one question; None stands for that of the debate."""

    question: Item | None
    positions: tuple[PositionView, ...]


def position_groups(desk: Desk, debate: Debate) -> tuple[PositionGroup, ...]:
    """The answers to the debate's own question first, then those to questions inside it."""
    by_question: dict[str | None, list[PositionView]] = {None: []}
    for claim in items_of(desk.index, debate):
        if claim.kind == "position":
            group = by_question.setdefault(_question_of(desk, claim), [])
            group.append(position_view(desk, claim))
    return tuple(
        PositionGroup(desk.item(question, debate.id) if question else None, tuple(positions))
        for question, positions in by_question.items()
        if positions
    )


def main_positions(desk: Desk, debate: Debate) -> list[Claim]:
    positions = [c for c in items_of(desk.index, debate) if c.kind == "position"]
    return [c for c in positions if _question_of(desk, c) is None] or positions


def _question_of(desk: Desk, position: Claim) -> str | None:
    """The question inside the debate that a position answers, if not that of the debate."""
    relations = desk.index.relations_from.get(position.id, ())
    return next((r.target for r in relations if r.kind == "answers"), None)


def position_view(desk: Desk, claim: Claim) -> PositionView:
    named = letters(desk, claim.debate)
    return PositionView(
        item=desk.item(claim.id, claim.debate),
        anchor=f"position-{names.segment(claim.slug)}",
        is_titled=bool(claim.title),
        letter=named.get(claim.id, ""),
        strength=strength_view(desk, claim.id, claim.debate),
        stances=tuple(sorted(desk.stances(claim.id), key=lambda s: TONES.index(s.tone))),
        rivals=_rivals(desk, claim, named),
        count=position_tally(desk, claim),
        reasons=tuple(
            _reason(desk, argument, claim.debate) for argument in _strongest(desk, claim)
        ),
    )


def _rivals(desk: Desk, claim: Claim, named: dict[str, str]) -> tuple[str, ...]:
    pairs = desk.numbers_of(claim.debate).rivals
    found = {end for pair in pairs if claim.id in pair for end in pair if end != claim.id}
    return tuple(letter for position, letter in named.items() if position in found)


def _strongest(desk: Desk, claim: Claim) -> list[Argument]:
    """The arguments that weigh most, those for it first."""
    weighs = desk.numbers_of(claim.debate).effects
    on = [a for a in desk.index.arguments_on.get(claim.id, ()) if not is_open(desk, a)]
    on.sort(key=lambda a: -abs(weighs.get(a.id, 0.0)))
    return [*_first(on, "supports"), *_first(on, "rebuts")]


def _first(arguments: Sequence[Argument], kind: str) -> list[Argument]:
    return [argument for argument in arguments if argument.kind == kind][:STRONGEST]


def _reason(desk: Desk, argument: Argument, here: str) -> Reason:
    said = desk.reasons(argument)
    return Reason(
        href=argument_href(desk, argument),
        kind=argument.kind,
        premises=premises(desk, argument, here),
        reason=said[0] if said else Markup(),
        makers=tuple(s for s in desk.stances(argument.id) if s.tone == "for"),
        ours=is_ours(desk, argument, here),
    )
