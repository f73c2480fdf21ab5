"""Where people meet: who makes which argument, and who replies to whom by the arguments of a map.

Two people may differ without a word on the same claim: one holds a claim, the other what rebuts it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from queries.saying import RivalsOf, counted, outdone, side


class Saying(NamedTuple):
    """A stance on an item or an argument; a crux that asks a claim stands as that claim."""

    person: str
    thing: str
    kind: str
    date: str | None
    passages: Sequence[str]
    id: str


Sides = Mapping[str, Mapping[str, int]]
Counted = Mapping[str, Mapping[str, Saying]]


def counted_of(sayings: Iterable[Saying], rivals: RivalsOf) -> Counted:
    """What counts of what everybody says on each thing; given in the order of the files."""
    found: defaultdict[str, dict[str, Saying]] = defaultdict(dict)
    for own in _by_person(sayings):
        for thing, saying in counted(own, lambda s: s.thing, rivals).items():
            found[thing][saying.person] = saying
    return dict(found)


def outdone_of(sayings: Iterable[Saying], rivals: RivalsOf) -> dict[str, str]:
    """Why some of what everybody says does not count, by the ids of the stances."""
    found: dict[str, str] = {}
    for own in _by_person(sayings):
        found |= outdone(own, lambda s: s.thing, rivals)
    return found


def _by_person(sayings: Iterable[Saying]) -> Iterable[list[Saying]]:
    found: defaultdict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        found[saying.person].append(saying)
    return found.values()


def sides_of(said: Counted) -> Sides:
    """The side of everybody on each thing."""
    return {thing: {p: side(s.kind) for p, s in on.items()} for thing, on in said.items()}


def opposed(
    ones: Mapping[str, int], others: Mapping[str, int], rivals: RivalsOf
) -> Iterator[tuple[str, str]]:
    """Each item that one person holds, by their sides, with each rival of it that another holds."""
    for item, own in ones.items():
        for rival in sorted(rivals.get(item, ())) if own > 0 else ():
            if others.get(rival, 0) > 0:
                yield item, rival


class Move(NamedTuple):
    """An argument as far as it matters who makes it: premises with whether they are denied, and the
    claim to which it leads in the end. A crux that asks a claim stands as that claim. `unsaid` is
    what only those make who say so (see `is_unsaid`)."""

    id: str
    kind: str
    target: str
    premises: tuple[tuple[str, bool], ...]
    root: str
    unsaid: bool = False


def is_unsaid(inferred: bool, answer: str | None, kinds: Iterable[str]) -> bool:
    """Whether an argument is one that only those make who say so: a link that the mapper draws, or
    what an `answer` to a question would do, as of a crux among premises of these `kinds`."""
    return inferred or _is_about_an_answer(answer, kinds)


def is_answer(answer: str | None, kinds: Iterable[str], stances: Iterable[str]) -> bool:
    """Whether an argument only says what an answer to a question would do: nobody gives it as a
    reason, by the kinds of `stances` on it."""
    return _is_about_an_answer(answer, kinds) and not any(side(kind) > 0 for kind in stances)


def _is_about_an_answer(answer: str | None, kinds: Iterable[str]) -> bool:
    return answer is not None or "crux" in kinds


class Reply(NamedTuple):
    """`by` attacks (or, with `supports`, gives a reason for) what `to` holds."""

    move: str
    kind: str
    by: str
    to: str
    root: str


def made_by(moves: Iterable[Move], sides: Sides, rivals: RivalsOf) -> dict[str, set[str]]:
    """Whose each argument is; `moves` have each before what undercuts it.

    Those who say so. Where nobody does, those who hold all its premises, unless they reject the
    argument, deny where it leads, or undercut it, be it that they only hold what does. But of what
    the mapper reads into a text, and of what an answer would do, nobody is the maker for that.
    """
    made: dict[str, set[str]] = {}
    undercut_by: defaultdict[str, set[str]] = defaultdict(set)
    for move in reversed(list(moves)):
        said = _on(sides, move.id, 1)
        willing = _committed(move, sides, rivals) - undercut_by[move.id]
        made[move.id] = said or (set() if move.unsaid else willing)
        if move.kind == "undercuts":
            undercut_by[move.target] |= said | willing
    return made


def _committed(move: Move, sides: Sides, rivals: RivalsOf) -> set[str]:
    """Those who hold all premises of an argument, and neither reject it nor deny its end."""
    held = [_on(sides, claim, -1 if denied else 1) for claim, denied in move.premises]
    if not held:
        return set()
    return set.intersection(*held) - _on(sides, move.id, -1) - _denying(move, sides, rivals)


def _denying(move: Move, sides: Sides, rivals: RivalsOf) -> set[str]:
    """Who says the contrary of where an argument leads: who rejects what it supports, or holds a
    rival of that; who holds what it attacks."""
    if move.kind != "supports":
        return _on(sides, move.target, 1)
    beside = (_on(sides, rival, 1) for rival in rivals.get(move.target, ()))
    return _on(sides, move.target, -1).union(*beside)


def replies(
    moves: Iterable[Move], sides: Sides, rivals: RivalsOf, among: AbstractSet[str]
) -> Iterator[Reply]:
    """Who replies to whom among some people; `moves` have each argument before what undercuts it.

    An attack is a reply to those who hold what it attacks, or make the argument that it undercuts;
    a reason is one to those who hold what it supports, if the one who gives it does not."""
    known = {move.id: move for move in moves}
    made = made_by(known.values(), sides, rivals)
    for move in known.values():
        makers, holders = made[move.id] & among, _owners(move, known, made, sides) & among
        if move.kind == "supports":
            makers -= holders  # who holds the end gives a reason for their own claim
        for to in sorted(holders):
            for by in sorted(makers - {to}):
                yield Reply(move.id, move.kind, by, to, move.root)


def _owners(
    move: Move, known: Mapping[str, Move], made: Mapping[str, set[str]], sides: Sides
) -> set[str]:
    """Those at whom an argument is directed."""
    if move.kind != "undercuts":
        return _on(sides, move.target, 1)
    attacked = known.get(move.target)
    if attacked is None:
        return set()
    if said := _on(sides, attacked.id, 1):
        return said
    if attacked.kind == "undercuts":
        return made[attacked.id] & sides.get(attacked.root, {}).keys()
    # An argument that nobody claims is theirs who believe where it starts and where it leads.
    end = 1 if attacked.kind == "supports" else -1
    return made[attacked.id] & _on(sides, attacked.target, end)


def _on(sides: Sides, thing: str, wanted: int) -> set[str]:
    on_it = sides.get(thing)  # of most arguments nobody says anything
    return {person for person, side in on_it.items() if side == wanted} if on_it else set()
