"""What counts of what people say in a debate, and by which arguments: as the terminal counts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kb.model import Argument
from kb.publish.index import Index
from queries.meeting import Counted, Move, Saying, counted_of, is_unsaid, outdone_of


@lru_cache(maxsize=1)  # asked for again by each item, and each two people
def said_in(index: Index, debate: str) -> Counted:
    """What counts of what everybody says of the items of a debate, of what excludes them, and of
    all that its arguments touch. A crux that asks a claim stands as that claim."""
    return counted_of(_sayings(index, debate), index.rivals)


@lru_cache(maxsize=2)  # asked for again by each stance
def outdone_in(index: Index, debate: str) -> Mapping[str, str]:
    """Why some of what people say there does not count, by the ids of the stances."""
    return outdone_of(_sayings(index, debate), index.rivals)


@lru_cache(maxsize=1)  # asked for by both
def _sayings(index: Index, debate: str) -> list[Saying]:
    items = [index.asked(claim.id) for claim in index.items_of.get(debate, ())]
    told = {*items, *(thing for move in moves_in(index, debate) for thing in _things(move))}
    told.update(rival for item in items for rival in index.rivals.get(item, ()))
    same = {target for thing in told for target in (thing, *index.asking.get(thing, ()))}
    spoken = sorted(same & index.stances_on.keys(), key=lambda target: _place(index, target))
    return [
        Saying(s.person, index.asked(target), s.kind, s.date, s.passages, s.id)
        for target in spoken
        for s in index.stances_on[target]
    ]


def _place(index: Index, target: str) -> tuple[str, int, str]:
    """Where something is written, so that what is said of it comes in the order of the files."""
    known = index.claims.get(target) or index.arguments[target]
    return known.debate, known.place.ordinal, target


def _things(move: Move) -> Iterator[str]:
    """What a stance may be about that says who makes an argument, or whom it meets."""
    yield from (move.id, move.target)
    yield from (claim for claim, _ in move.premises)


@lru_cache(maxsize=1)  # asked for again by those who meet
def moves_in(index: Index, debate: str) -> list[Move]:
    """Every argument to the items of a debate, or to a crux that asks one, with all undercuts."""
    items = (claim.id for claim in index.items_of.get(debate, ()))
    own = (item for item in items if index.asked(item) == item)  # else it belongs to what it asks
    return [move for item in own for move in _moves_to(index, item)]


def _moves_to(index: Index, item: str) -> Iterable[Move]:
    found = [a for same in (item, *index.asking.get(item, ())) for a in _on(index, same)]
    for argument in found:  # which grows
        found += _on(index, argument.id)
        premises = tuple((index.asked(p.claim), p.negated) for p in argument.premises)
        yield Move(
            argument.id,
            argument.kind,
            index.asked(argument.target),
            premises,
            item,
            is_unsaid(
                argument.inferred,
                argument.answer,
                (index.claims[p.claim].kind for p in argument.premises),
            ),
        )


def _on(index: Index, target: str) -> list[Argument]:
    return index.arguments_on.get(target, [])
