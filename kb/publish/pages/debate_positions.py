"""The positions of a debate, as its page shows them: who holds each, and how well it is carried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kb.model import Claim, Debate
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Item, StanceView, StrengthView
from kb.publish.parts.number_views import letters, strength_view
from kb.publish.parts.tallies import items_of, position_tally
from kb.publish.text import names

TONES = ("for", "against", "open", "other")  # the order of stances on a position


@dataclass(frozen=True, slots=True)
class PositionView:
    """A position: its letter where there are several, how well it is carried, who thinks what of
    it, how much is said for and against it; `rivals` are the letters of those beside it that
    cannot be right together with it."""

    item: Item
    anchor: str
    is_titled: bool
    letter: str
    strength: StrengthView | None
    stances: tuple[StanceView, ...]
    rivals: tuple[str, ...]
    count: str

    @property
    def holders(self) -> tuple[StanceView, ...]:
        return tuple(stance for stance in self.stances if stance.tone == "for")


class PositionGroup(NamedTuple):
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
    counted = (stance for stance in desk.stances(claim.id) if not stance.past)
    return PositionView(
        item=desk.item(claim.id, claim.debate),
        anchor=f"position-{names.segment(claim.slug)}",
        is_titled=bool(claim.title),
        letter=named.get(claim.id, ""),
        strength=strength_view(desk, claim.id, claim.debate),
        stances=tuple(sorted(counted, key=lambda s: TONES.index(s.tone))),
        rivals=_rivals(desk, claim, named),
        count=position_tally(desk, claim),
    )


def _rivals(desk: Desk, claim: Claim, named: dict[str, str]) -> tuple[str, ...]:
    pairs = desk.numbers_of(claim.debate).rivals
    found = {end for pair in pairs if claim.id in pair for end in pair if end != claim.id}
    return tuple(letter for position, letter in named.items() if position in found)
