"""Who meets in a debate: who take a side on one item, or reply to each other by an argument.

What there is to show of it grows with what is said, and not with the square of the people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple

from kb.publish.index import Index
from kb.publish.parts.contribution import Met
from kb.publish.parts.counting import moves_in, said_in
from queries.meeting import Reply, Sides, opposed, replies, sides_of
from queries.saying import RivalsOf

SIDE_BY_SIDE = 40  # pairs of one debate that pages set side by side: those who meet most
OUTSPOKEN = 300  # people of one debate among whom pairs are looked for: those who say most


class _Talk(NamedTuple):
    """On which items of a debate people take sides, which, and who replies to whom about them."""

    spoken: Mapping[str, Mapping[str, int]]  # of each person, in the order of the files
    sides: Sides
    rivals: RivalsOf
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
        for pair in _for_rivals(item.id, talk):
            one, other = sorted(pair, key=lambda person: order[person])
            pairs.setdefault((one, other), [])
    for reply in talk.replies:
        one, other = sorted((reply.by, reply.to), key=lambda person: order[person])
        pairs.setdefault((one, other), []).append(reply)
    found = [_met(debate, a, b, talk, answers) for (a, b), answers in pairs.items()]
    found.sort(key=lambda met: (-met.size, order[met.a], order[met.b]))
    return Pairs(found, talk.has_everybody)


def _for_rivals(item: str, talk: _Talk) -> Iterator[tuple[str, str]]:
    """Who holds an item, with each who holds a rival of it."""
    for rival in talk.rivals.get(item, ()):
        yield from product(_holders(item, talk), _holders(rival, talk))


def _holders(item: str, talk: _Talk) -> list[str]:
    return [person for person, side in talk.sides.get(item, {}).items() if side > 0]


def _talk(index: Index, debate: str) -> _Talk:
    everybody = sides_of(said_in(index, debate))
    people = {person for on in everybody.values() for person in on if index.is_person(person)}
    heard = _outspoken(everybody, people)
    sides = {
        thing: {person: side for person, side in on.items() if person in heard}
        for thing, on in everybody.items()
    }
    spoken: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for item in index.items_of.get(debate, ()):
        for person, side in sides.get(item.id, {}).items():
            spoken[person][item.id] = side
    answers = tuple(replies(moves_in(index, debate), everybody, index.rivals, heard))
    return _Talk(spoken, sides, index.rivals, answers, heard == people)


def _outspoken(sides: Sides, people: set[str]) -> set[str]:
    """Those people who take most sides, where very many speak; works and characters are none."""
    if len(people) <= OUTSPOKEN:
        return people
    said = Counter(person for on in sides.values() for person in on if person in people)
    return set(sorted(said, key=lambda person: (-said[person], person))[:OUTSPOKEN])


def _met(debate: str, a: str, b: str, talk: _Talk, answers: list[Reply]) -> Met:
    mine, theirs = talk.spoken.get(a, {}), talk.spoken.get(b, {})
    both = [item for item in mine if item in theirs]
    opposing = list(opposed(mine, theirs, talk.rivals))
    spoken = set(both).union(*opposing)
    return Met(
        debate=debate,
        a=a,
        b=b,
        differ=tuple(item for item in both if mine[item] != theirs[item]),
        agree=tuple(item for item in both if mine[item] == theirs[item]),
        rivals=tuple(  # who speaks of both of two rivals differs on that itself
            (item, rival) for item, rival in opposing if item not in theirs and rival not in mine
        ),
        replies=tuple(
            (reply.by, reply.kind, reply.move)
            for reply in sorted(answers, key=lambda reply: reply.kind == "supports")
        ),
        alone=(len(mine.keys() - spoken), len(theirs.keys() - spoken)),
    )
