"""Where people meet: who takes which side, and who replies to whom by the arguments of a map.

Two people may differ without a word on the same claim: one holds a claim, the other what rebuts it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol, TypeVar

from queries.cruxes import NO, YES


def side(kind: str) -> int:
    """1 for, -1 against, 0 for neither (reports, supposes, poses)."""
    return (kind in YES) - (kind in NO)


class Saying(NamedTuple):
    """A stance on an item or an argument; a crux that asks a claim stands as that claim."""

    person: str
    thing: str
    kind: str
    date: str | None
    id: str


Sides = Mapping[str, Mapping[str, int]]


class Said(Protocol):
    """A stance, as far as it tells which of several counts."""

    @property
    def kind(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def id(self) -> str: ...


S = TypeVar("S", bound=Said)
K = TypeVar("K", bound=Hashable)


def latest(stances: Iterable[S], of: Callable[[S], K]) -> dict[K, S]:
    """The stance that counts of those that are `of` one thing: the latest that takes a side."""
    found: dict[K, S] = {}
    for stance in stances:
        known = found.get(of(stance))
        if side(stance.kind) and (known is None or _age(stance) >= _age(known)):
            found[of(stance)] = stance
    return found


def _age(stance: Said) -> tuple[str, str]:
    return stance.date or "", stance.id


def sides_of(sayings: Iterable[Saying]) -> Sides:
    """The side of everybody on each thing."""
    found: dict[str, dict[str, int]] = {}
    for (thing, person), said in latest(sayings, lambda s: (s.thing, s.person)).items():
        found.setdefault(thing, {})[person] = side(said.kind)
    return found


class Move(NamedTuple):
    """An argument as far as it matters who makes it: premises with whether they are denied, and the
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

    An argument is made by those who say so; where nobody does, by those who hold all its premises.
    An attack is a reply to those who hold what it attacks, or make the argument that it undercuts;
    a reason is one to those who hold what it supports, if the one who gives it does not."""
    known = {move.id: move for move in moves}
    for move in known.values():
        makers, holders = _makers(move, sides), _owners(move, known, sides)
        if move.kind == "supports":
            makers -= holders  # who holds the end gives a reason for their own claim
        for to in sorted(holders):
            for by in sorted(makers - {to}):
                yield Reply(move.id, move.kind, by, to, move.root)


def _makers(move: Move, sides: Sides) -> set[str]:
    said = _on(sides, move.id, 1)
    held = [_on(sides, claim, -1 if denied else 1) for claim, denied in move.premises]
    return said or (set.intersection(*held) if held else set())


def _owners(move: Move, known: Mapping[str, Move], sides: Sides) -> set[str]:
    """Those at whom an argument is directed."""
    if move.kind != "undercuts":
        return _on(sides, move.target, 1)
    attacked = known.get(move.target)
    if attacked is None:
        return set()
    if said := _on(sides, attacked.id, 1):
        return said
    if attacked.kind == "undercuts":
        return _makers(attacked, sides) & sides.get(attacked.root, {}).keys()
    # An argument that nobody claims is theirs who believe where it starts and where it leads.
    end = 1 if attacked.kind == "supports" else -1
    return _makers(attacked, sides) & _on(sides, attacked.target, end)


def _on(sides: Sides, thing: str, wanted: int) -> set[str]:
    return {person for person, side in sides.get(thing, {}).items() if side == wanted}
