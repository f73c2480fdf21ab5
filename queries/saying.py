"""What counts of all that people say of items and arguments: the latest, and one of two rivals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol, TypeVar

YES = ("holds", "answers_yes", "finds_plausible", "concedes")
NO = ("rejects", "answers_no", "questions")
OTHERWISE, RIVAL = "says otherwise later", "holds its rival"  # why a stance does not count
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


S = TypeVar("S", bound=Said)
Age = tuple[str, int]  # the date, and the place in the files
Latest = dict[str, tuple[Age, S]]
Weight = tuple[bool, Age]  # whether somebody is firm about it, and when they said so
RivalsOf = Mapping[str, AbstractSet[str]]  # from each item to those that cannot be right beside it


def counted(stances: Iterable[S], of: Callable[[S], str], rivals: RivalsOf) -> dict[str, S]:
    """What counts of one person's stances, by what each is `of`; given in the order of the files.

    Of several that take a side on one thing the latest counts: without a date before with one, and
    of one date the later in the files. So it is with stances for rivals, of which nobody can hold
    two; but to find one plausible counts for nothing beside holding the other.
    """
    latest = _latest(stances, of)
    weight = {
        thing: (stance.kind != SOFT, age)
        for thing, (age, stance) in latest.items()
        if side(stance.kind) > 0
    }
    return {
        thing: stance
        for thing, (_, stance) in latest.items()
        if thing not in weight or not _gives_way(thing, weight, rivals)
    }


def outdone(stances: Iterable[S], of: Callable[[S], str], rivals: RivalsOf) -> dict[str, str]:
    """Why some of one person's stances do not count, by their ids: they say the contrary later, or
    hold a rival. What only says the same once more is not among them."""
    given = [stance for stance in stances if side(stance.kind)]
    latest, counts = _latest(given, of), counted(given, of, rivals)
    found: dict[str, str] = {}
    for stance in given:
        thing = of(stance)
        if side(stance.kind) != side(latest[thing][1].kind):
            found[stance.id] = OTHERWISE
        elif thing not in counts:
            found[stance.id] = RIVAL
    return found


def _latest(stances: Iterable[S], of: Callable[[S], str]) -> Latest[S]:
    """The latest of one person's stances on each thing that takes a side on it."""
    latest: Latest[S] = {}
    for place, stance in enumerate(stances):
        age, thing = (stance.date or "", place), of(stance)
        if side(stance.kind) and (thing not in latest or age > latest[thing][0]):
            latest[thing] = age, stance
    return latest


def _gives_way(thing: str, weight: Mapping[str, Weight], rivals: RivalsOf) -> bool:
    others = rivals.get(thing, set()) & weight.keys()
    return any(weight[other] > weight[thing] for other in others)


def by_item(pairs: Iterable[tuple[str, str]], same: Callable[[str], str] = str) -> RivalsOf:
    """The rivals of each item from pairs of them, from either end; `same` is what an item is one
    with."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in ((same(one), same(other)) for one, other in pairs):
        if one != other:
            found[one].add(other)
            found[other].add(one)
    return dict(found)
