"""Where people meet: who takes which side, and who replies to whom by the steps of a map.

Two people may differ without a word on the same claim: one holds a claim, the other what rebuts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from queries.cruxes import NO, YES


def side(kind: str) -> int:
    """1 for, -1 against, 0 for neither (reports, supposes, poses)."""
    return (kind in YES) - (kind in NO)


class Saying(NamedTuple):
    """A stance on an item or a step; a crux that asks a claim stands as that claim."""

    person: str
    thing: str
    kind: str
    date: str
    id: str


Sides = Mapping[str, Mapping[str, int]]


def sides_of(sayings: Iterable[Saying]) -> Sides:
    """The side of everybody on each thing: that of the latest stance that takes one."""
    found: dict[str, dict[str, int]] = {}
    for said in sorted(sayings, key=lambda s: (s.date, s.id)):
        if on := side(said.kind):
            found.setdefault(said.thing, {})[said.person] = on
    return found


class Move(NamedTuple):
    """A step as far as it matters who makes it: premises with whether they are denied, and the
    claim to which it leads in the end. A crux that asks a claim stands as that claim."""

    id: str
    kind: str
    target: str
    premises: tuple[tuple[str, bool], ...]
    root: str


class Reply(NamedTuple):
    """`by` attacks (or, with `supports`, gives a reason for) what `to` holds."""

    move: str
    kind: str
    by: str
    to: str
    root: str


def replies(moves: Iterable[Move], sides: Sides) -> Iterator[Reply]:
    """Who replies to whom.

    Somebody makes a step who says so, or holds all its premises. It is a reply to those who hold
    its target; an undercut to those who make the step it attacks, and hold what that leads to.
    One of the two has to hold the claim that all this is about.
    """
    known = {move.id: move for move in moves}
    makers = {move.id: _makers(move, sides) for move in known.values()}
    for move in known.values():
        about = _for(sides, move.root)
        for to in sorted(_owners(move, known, makers, sides)):
            for by in sorted(makers[move.id] - {to}):
                if {by, to} & about:
                    yield Reply(move.id, move.kind, by, to, move.root)


def _makers(move: Move, sides: Sides) -> set[str]:
    held = [_on(sides, claim, -1 if denied else 1) for claim, denied in move.premises]
    return _for(sides, move.id) | (set.intersection(*held) if held else set())


def _owners(
    move: Move, known: Mapping[str, Move], makers: Mapping[str, set[str]], sides: Sides
) -> set[str]:
    """Those at whom a step is directed."""
    if move.kind != "undercuts":
        return _for(sides, move.target)
    attacked = known.get(move.target)
    if attacked is None:
        return set()
    made = makers[attacked.id]
    return made if attacked.kind == "undercuts" else made & _for(sides, attacked.target)


def _for(sides: Sides, thing: str) -> set[str]:
    return _on(sides, thing, 1)


def _on(sides: Sides, thing: str, wanted: int) -> set[str]:
    return {person for person, side in sides.get(thing, {}).items() if side == wanted}
