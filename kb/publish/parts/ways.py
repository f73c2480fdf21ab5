"""What an item comes to in the end: the way from it to each position that it bears on, in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kb.model import Argument
from kb.publish.index import Index
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Item
from kb.publish.parts.number_views import letters

LONGEST = 6  # arguments of a way that is told; a longer one says nothing any more
DOES = {"supports": "supports", "rebuts": "speaks against", "undercuts": "undercuts an argument on"}

Step = tuple[Argument, bool]  # what leads on, and whether it needs the falsehood of what it is from


class Hop(NamedTuple):
    """One argument of a way: what it does to what, and whether if what it starts from is false."""

    kind: str
    does: str
    negated: bool
    target: Item
    ours: bool


class Way(NamedTuple):
    """The shortest way from an item to a position, with that position's letter."""

    letter: str
    hops: tuple[Hop, ...]


def ways(desk: Desk, claim: str, debate: str) -> tuple[Way, ...]:
    """The ways from an item to the positions of its debate on which it does not bear directly."""
    named = letters(desk, debate)
    return tuple(
        Way(named.get(position, ""), tuple(_hops(desk, found[claim], debate)))
        for position, found in _ways_to_positions(desk.index, debate).items()
        if position != claim and len(found.get(claim, ())) > 1
    )


def _hops(desk: Desk, way: tuple[Step, ...], debate: str) -> Iterator[Hop]:
    for argument, negated in way:
        end = desk.index.root_claim(argument.id)
        if end is not None:
            target = desk.item(end, debate)
            yield Hop(argument.kind, DOES[argument.kind], negated, target, argument.inferred)


@lru_cache(maxsize=1)  # asked for by each item of a debate
def _ways_to_positions(index: Index, debate: str) -> dict[str, dict[str, tuple[Step, ...]]]:
    positions = (c.id for c in index.items_of.get(debate, ()) if c.kind == "position")
    return {position: _ways_to(index, position) for position in positions}


def _ways_to(index: Index, position: str) -> dict[str, tuple[Step, ...]]:
    """The shortest way to a position from each item that bears on it, through no other position."""
    found: dict[str, tuple[Step, ...]] = {position: ()}
    waiting = [position]
    for node in waiting:  # which grows
        if len(found[node]) == LONGEST or (node != position and _is_position(index, node)):
            continue
        for argument in _to(index, node):
            for premise in argument.premises:
                if premise.claim not in found:
                    found[premise.claim] = ((argument, premise.negated), *found[node])
                    waiting.append(premise.claim)
    return found


def _to(index: Index, claim: str) -> Iterator[Argument]:
    """The arguments on a claim, and what undercuts these, one deep."""
    on_it = index.arguments_on.get(claim, ())
    yield from on_it
    for argument in on_it:
        yield from index.arguments_on.get(argument.id, ())


def _is_position(index: Index, claim: str) -> bool:
    return claim in index.claims and index.claims[claim].kind == "position"
