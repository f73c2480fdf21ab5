"""Who meets in a debate: who take a side on one item, or reply to each other by an argument.

What there is to show of it grows with what is said, and not with the square of the people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from kb.model import Argument
from kb.publish.index import Index
from kb.publish.parts.contribution import Met
from queries.meeting import Move, Reply, Saying, Sides, replies, sides_of

SIDE_BY_SIDE = 40  # pairs of one debate that pages set side by side: those who meet most
OUTSPOKEN = 300  # people of one debate among whom pairs are looked for: those who say most


class _Talk(NamedTuple):
    """On which items of a debate people take sides, which, and who replies to whom about them."""

    items: Mapping[str, Sequence[str]]  # of each person, in the order of the files
    sides: Sides
    replies: tuple[Reply, ...]
    has_everybody: bool


class Pairs(NamedTuple):
    """Each two people who meet in a debate, first those who do so most; whether these are all."""

    met: list[Met]
    are_all: bool


@lru_cache(maxsize=1)  # asked for twice in a row
def pairs_of(index: Index, debate: str) -> Pairs:
    talk = _talk(index, debate)
    order = {person: at for at, person in enumerate(index.people)}
    pairs: dict[tuple[str, str], list[Reply]] = {}
    for item in index.items_of.get(debate, ()):
        speakers = sorted(talk.sides.get(item.id, ()), key=lambda person: order[person])
        pairs.update({pair: pairs.get(pair, []) for pair in combinations(speakers, 2)})
    for reply in talk.replies:
        one, other = sorted((reply.by, reply.to), key=lambda person: order[person])
        pairs.setdefault((one, other), []).append(reply)
    found = [_met(debate, a, b, talk, answers) for (a, b), answers in pairs.items()]
    found.sort(key=lambda met: (-met.size, order[met.a], order[met.b]))
    return Pairs(found, talk.has_everybody)


def _talk(index: Index, debate: str) -> _Talk:
    items = tuple(claim.id for claim in index.items_of.get(debate, ()))
    moves = list(_moves(index, items))
    told = {*items, *(thing for move in moves for thing in _things(move))}
    everybody = sides_of(
        Saying(s.person, thing, s.kind, s.date or "", s.id)
        for thing in told
        for same in (thing, *index.asking.get(thing, ()))
        for s in index.stances_on.get(same, ())
        if index.is_person(s.person)
    )
    sides = _outspoken(everybody)
    spoken: defaultdict[str, list[str]] = defaultdict(list)
    for item in items:
        for person in sides.get(item, ()):
            spoken[person].append(item)
    return _Talk(spoken, sides, tuple(replies(moves, sides)), sides is everybody)


def _outspoken(sides: Sides) -> Sides:
    """The sides of those who take most of them, where very many people speak."""
    said = Counter(person for on in sides.values() for person in on)
    if len(said) <= OUTSPOKEN:
        return sides
    heard = set(sorted(said, key=lambda person: (-said[person], person))[:OUTSPOKEN])
    return {thing: {p: side for p, side in on.items() if p in heard} for thing, on in sides.items()}


def _things(move: Move) -> Iterator[str]:
    """What a stance may be about that says who makes an argument, or whom it meets."""
    yield from (move.id, move.target)
    yield from (claim for claim, _ in move.premises)


def _moves(index: Index, items: Iterable[str]) -> Iterator[Move]:
    """Every argument to the items of a debate, or to a crux that asks one, with all undercuts."""
    for item in items:
        if index.asked(item) != item:
            continue  # what is said of it belongs to the claim that it asks
        found = [a for same in (item, *index.asking.get(item, ())) for a in _on(index, same)]
        for argument in found:  # which grows
            found += _on(index, argument.id)
            premises = tuple((index.asked(p.claim), p.negated) for p in argument.premises)
            yield Move(argument.id, argument.kind, index.asked(argument.target), premises, item)


def _on(index: Index, target: str) -> list[Argument]:
    return index.arguments_on.get(target, [])


def _met(debate: str, a: str, b: str, talk: _Talk, answers: list[Reply]) -> Met:
    mine, theirs = talk.items.get(a, ()), set(talk.items.get(b, ()))
    both = [item for item in mine if item in theirs]
    differ = tuple(item for item in both if talk.sides[item][a] != talk.sides[item][b])
    return Met(
        debate=debate,
        a=a,
        b=b,
        differ=differ,
        agree=tuple(item for item in both if item not in differ),
        replies=tuple(
            (reply.by, reply.kind, reply.move)
            for reply in sorted(answers, key=lambda reply: reply.kind == "supports")
        ),
        alone=(len(mine) - len(both), len(theirs) - len(both)),
    )
