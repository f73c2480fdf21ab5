"""What a debate turns on, on its page: a block a crux, with what either answer would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from kb.model import Claim, Debate
from kb.publish.pages.item import answers_to, crux_side
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Bearing, Effect, Item, Moved, StanceView
from kb.publish.parts.number_views import effects
from kb.publish.parts.tallies import items_of
from kb.publish.text import names

SHOWN = 8  # cruxes that have a block; of those beyond only the question is named
MOST = 40  # cruxes that are named at all
UNASKED = 3  # claims that nobody asked about, as many as are named
GRANTED = 5  # claims that all grant, likewise

# What those say who give an answer, beside the answer itself; whoever only reports gives none.
SAYS = {
    "yes": {"yes": "says so", "leans yes": "finds it plausible", "grants it": "grants it"},
    "no": {"no": "says so", "doubts": "doubts it"},
}


class AnswerSide(NamedTuple):
    """One answer to a crux: who gives it, in which words; `supposed` is the same for a what-if."""

    answer: str
    said: tuple[tuple[str, StanceView], ...]
    supposed: str


class Why(NamedTuple):
    """Why a crux bears on a position: what one of its answers does, the letter of the position that
    this reaches in the end, and whether it does it to that position itself."""

    answer: str
    bearing: Bearing
    letter: str
    is_position: bool

    @property
    def is_plain(self) -> bool:
        """Whether this says no more than that an answer moves the position."""
        return self.is_position and not (self.bearing.others or self.bearing.reasons)


class CruxBlock(NamedTuple):
    """A crux: its question, both answers with what they do, why it bears, for whom."""

    item: Item
    anchor: str
    sides: tuple[AnswerSide, AnswerSide]
    why: Why | None
    effect: Effect | None

    @property
    def moved(self) -> tuple[Moved, ...]:
        return self.effect.moved if self.effect else ()


@dataclass(frozen=True, slots=True)
class Turning:
    """On what a debate turns: its cruxes, first those that reach furthest, those that hardly move a
    position (`idle`), what nobody asked yet, and what all who speak of it grant. `rest` are cruxes
    of which only the question is named, `more` counts those that are not."""

    first: tuple[CruxBlock, ...]
    idle: tuple[CruxBlock, ...]
    rest: tuple[Item, ...]
    more: int
    unasked: tuple[CruxBlock, ...]
    granted: tuple[Item, ...]

    @property
    def count(self) -> int:
        """How many cruxes the debate has, wherever it names them."""
        return len(self.first) + len(self.idle) + len(self.rest) + self.more


def turning(desk: Desk, debate: Debate) -> Turning | None:
    """On what a debate turns; None where it has no crux."""
    by_kind: dict[str, list[Claim]] = {"declared": [], "unasked": [], "granted": []}
    found = effects(desk, debate.id)
    for claim in ranked(desk, debate, computed=True):
        effect = found.get(claim.id)
        by_kind[effect.kind if effect else "declared"].append(claim)
    if not any(by_kind.values()):
        return None
    declared = by_kind["declared"]
    named = declared[SHOWN:MOST]
    blocks = [_block(desk, claim, debate) for claim in declared[:SHOWN]]
    return Turning(
        tuple(block for block in blocks if block.moved or not block.effect),
        tuple(block for block in blocks if block.effect and not block.moved),
        tuple(desk.item(claim.id, debate.id) for claim in named),
        len(declared[MOST:]),
        tuple(_block(desk, claim, debate) for claim in by_kind["unasked"][:UNASKED]),
        tuple(desk.item(claim.id, debate.id) for claim in by_kind["granted"][:GRANTED]),
    )


def ranked(desk: Desk, debate: Debate, computed: bool = False) -> list[Claim]:
    """The cruxes of a debate, those on which most turns first; with `computed` also the claims
    that nobody declared to be one."""
    declared = {c.id: c for c in items_of(desk.index, debate) if c.kind == "crux"}
    found = {
        item: desk.index.claims[item]
        for item in effects(desk, debate.id)
        if item in declared or (computed and item in desk.index.claims)
    }
    return list((found | declared).values())


def _block(desk: Desk, crux: Claim, debate: Debate) -> CruxBlock:
    answers = answers_to(desk, crux)
    return CruxBlock(
        item=desk.item(crux.id, debate.id),
        anchor=f"crux-{names.segment(_name(crux, debate))}",
        sides=(_side(crux, "yes", answers, debate), _side(crux, "no", answers, debate)),
        why=_why(desk, crux, debate),
        effect=effects(desk, debate.id).get(crux.id),
    )


def _side(crux: Claim, answer: str, answers: tuple[StanceView, ...], debate: Debate) -> AnswerSide:
    counted = (s for s in answers if s.answer in SAYS[answer] and not s.past)
    said = tuple((SAYS[answer][s.answer], s) for s in counted)
    return AnswerSide(answer, said, f"{_name(crux, debate)}:{int(answer == 'yes')}")


def _name(crux: Claim, debate: Debate) -> str:
    """What a crux is called in a debate."""
    return crux.slug if crux.debate == debate.id else crux.id


def _why(desk: Desk, crux: Claim, debate: Debate) -> Why | None:
    """The first thing on the way by which it moves most; where none is known, any that it does."""
    sides = {answer: crux_side(desk, crux, yes=answer == "yes") for answer in ("yes", "no")}
    effect = effects(desk, debate.id).get(crux.id)
    way = effect.way if effect else None
    every = ((side.answer, bearing) for side in sides.values() for bearing in side.bearings)
    on_way = (
        (way.answer, bearing)
        for bearing in (sides[way.answer].bearings if way else ())
        if way and bearing.kind == way.kind and way.target in _ends(desk, bearing)
    )
    first = next(chain(on_way, every), None)
    if first is None:
        return None
    return Why(*first, way.letter if way else "", bool(way and way.is_position))


def _ends(desk: Desk, bearing: Bearing) -> Iterator[str]:
    """The claim to which an argument leads in the end, undercut by undercut."""
    end, argument = bearing.target, bearing.argument
    while argument and not end:
        end, argument = argument.target, argument.under
    if end:
        yield desk.index.asked(end.id)
