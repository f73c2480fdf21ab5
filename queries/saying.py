"""What counts of all that people say of items and arguments: the latest, and one of two rivals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol, TypeVar

YES = ("holds", "answers_yes", "finds_plausible", "concedes")
NO = ("rejects", "answers_no", "questions")
OTHERWISE = "says otherwise later"  # why a stance does not count
RIVAL, LEANS = "holds its rival", "leans to its rival"
SOFT = "finds_plausible"  # puts nobody on the side of an item whose rival they hold


def side(kind: str) -> int:
    """1 for, -1 against, 0 for neither (reports, supposes, poses)."""
    return (kind in YES) - (kind in NO)


class Said(Protocol):
    """A stance, as far as it tells which of several counts."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def passages(self) -> Sequence[str]: ...


S = TypeVar("S", bound=Said)
Latest = dict[str, tuple[tuple[str, int], S]]  # by date, and by place in the files
Weight = tuple[bool, str, int, int, int]  # is somebody firm about it, and when did they say so?
RivalsOf = Mapping[str, AbstractSet[str]]  # from each item to those that cannot be right beside it


def counted(stances: Iterable[S], of: Callable[[S], str], rivals: RivalsOf) -> dict[str, S]:
    """What counts of one person's stances, by what each is `of`; given in the order of the files.

    Of several that take a side on one thing the latest counts: without a date before with one, and
    of one date the later in the files. So it is with stances for rivals, of which nobody can hold
    two; but to find one plausible counts for nothing beside holding the other. Rivals stand where
    the map puts them, so of one date and source that counts which is said further on in it.
    """
    latest = _latest(stances, of)
    if not rivals:
        return {thing: stance for thing, (_, stance) in latest.items()}
    weight = _weights(latest)
    return {
        thing: stance
        for thing, (_, stance) in latest.items()
        if thing not in weight or _outweighing(thing, weight, rivals) is None
    }


def outdone(stances: Iterable[S], of: Callable[[S], str], rivals: RivalsOf) -> dict[str, str]:
    """Why some of one person's stances do not count, by their ids: they say the contrary later, or
    are for a rival. What only says the same once more is not among them."""
    given = [stance for stance in stances if side(stance.kind)]
    latest = _latest(given, of)
    weight = _weights(latest)
    found: dict[str, str] = {}
    for stance in given:
        thing = of(stance)
        if side(stance.kind) != side(latest[thing][1].kind):
            found[stance.id] = OTHERWISE
        elif thing in weight and (more := _outweighing(thing, weight, rivals)):
            found[stance.id] = RIVAL if more[0] else LEANS
    return found


def _latest(stances: Iterable[S], of: Callable[[S], str]) -> Latest[S]:
    """The latest of one person's stances on each thing that takes a side on it."""
    latest: Latest[S] = {}
    for place, stance in enumerate(stances):
        age, thing = (stance.date or "", place), of(stance)
        if side(stance.kind) and (thing not in latest or age > latest[thing][0]):
            latest[thing] = age, stance
    return latest


def _weights(latest: Latest[S]) -> dict[str, Weight]:
    """What each stance for something weighs beside those for its rivals. Those of one date that
    cite one source stand together, where the first of them stands, in the order of the source."""
    begun: dict[tuple[str, str], int] = {}
    found: dict[str, Weight] = {}
    for thing, ((date, place), stance) in sorted(latest.items(), key=lambda item: item[1][0]):
        source, _, number = next(iter(stance.passages), "").partition("#")
        start = begun.setdefault((date, source), place) if source else place
        passage = int(number) if number.isdecimal() else 0
        if side(stance.kind) > 0:
            found[thing] = stance.kind != SOFT, date, start, passage, place
    return found


def _outweighing(thing: str, weight: Mapping[str, Weight], rivals: RivalsOf) -> Weight | None:
    """The weight of a stance for a rival that outdoes the one for this."""
    others = (weight[other] for other in rivals.get(thing, set()) & weight.keys())
    return max((other for other in others if other > weight[thing]), default=None)


def by_item(pairs: Iterable[tuple[str, str]], same: Callable[[str], str] = str) -> RivalsOf:
    """The rivals of each item from pairs of them, from either end; `same` is what an item is one
    with."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in ((same(one), same(other)) for one, other in pairs):
        if one != other:
            found[one].add(other)
            found[other].add(one)
    return dict(found)
